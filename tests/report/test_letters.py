"""Letters to applicants."""

from __future__ import annotations

import pytest
from tests.report import samples

from zaitaku_check.desk.letter_formats import as_html, as_markdown
from zaitaku_check.desk.letters import letters
from zaitaku_check.report.model import Finding, FolderResult, Place, Related, Report, RuleInfo
from zaitaku_check.text_types import Bilingual


def test_every_applicant_has_one_letter() -> None:
    """One letter an applicant, with a file name of its own; a refused file has no applicant."""
    assert [(letter.stem, letter.verdict, letter.recipient) for letter in letters(samples.folder(), "ja")] == [
        ("001-○○病院", "ready", "○○病院　御中"),
        ("002-△△医院", "explain", "△△医院　御中"),
        ("003-□□市医師会", "return", "□□市医師会　御中"),
        ("004-◇◇クリニック", "unchecked", "◇◇クリニック　御中"),
    ]


def test_two_plans_of_one_applicant_share_a_letter() -> None:
    """The worse verdict decides what the letter asks for, and both files are named."""
    first, second = samples.plan("in/a.yaml"), samples.plan("in/b.yaml", samples.odd_thousand("in/b.yaml"))
    spaced = samples.of_applicant(second, "医療法人社団○○会　○○病院")
    (letter,) = letters(samples.report(first, spaced), "ja")
    assert letter.verdict == "explain"
    assert "活動計画書2件（a、b）" in letter.opening[1]


def test_a_request_is_grouped_and_says_place_reason_source_and_remedy() -> None:
    """Errors come before warnings, each matter with all that is needed to put it right."""
    (letter,) = letters(samples.one_bad(), "ja")
    assert letter.subject == "地域在宅医療サポートセンター事業（平成30年度）に係る活動計画書の補正について（依頼）"
    assert [(part.heading, len(part.entries)) for part in letter.parts] == [
        ("1. 補正をお願いする事項（差戻し）", 2),
        ("2. 御説明をお願いする事項（要説明）", 1),
    ]
    entry = letter.parts[0].entries[0]
    assert entry.where == "22行目"
    assert entry.quoted == "取組み:"
    assert entry.matter == "取組みに「⑤訪問診療等のサービス提供量の増加に向けた取組み」がありません。"
    assert (
        entry.reason == "訪問診療等のサービス提供量の増加に向けた取組みは必須です。量の増加は事業の目的そのものです。"
    )
    assert entry.sources == ("在宅医療センター事業について（平成30年6月29日） 3(2)⑤",)
    assert entry.remedy.startswith("取組みに項目「⑤」を加え、")
    assert letter.closing[0] == "提出期日　令和　　年　　月　　日（　）"


def test_what_could_not_be_judged_is_said() -> None:
    """A letter does not pass over the rules that could not be judged."""
    letter = letters(samples.folder(), "ja")[2]
    assert [part.heading for part in letter.parts] == [
        "1. 補正をお願いする事項（差戻し）",
        "2. 確認を終えられなかった事項（判定不能）",
    ]
    assert letter.parts[1].note.endswith("確認できていない事項: R403")


@pytest.mark.parametrize(
    ("lang", "subject", "promise"),
    [
        ("ja", "確認結果について（お知らせ）", "指定を約束するものではありません。"),
        ("en", "your activity plan has been checked", "it does not promise a designation."),
    ],
)
def test_a_ready_plan_gets_a_note_that_promises_nothing(lang: str, subject: str, promise: str) -> None:
    """The note says that nothing is to be corrected, asks for nothing, and grants nothing."""
    (letter,) = letters(samples.one_ready(), lang)
    assert letter.subject.endswith(subject)
    assert letter.closing[0].endswith(promise)
    assert letter.parts == ()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_letter_does_not_speak_of_other_applicants(lang: str) -> None:
    """Findings over all plans, other plans' names and the reviewer's folder stay out."""
    for letter in letters(samples.folder(), lang):
        text = as_markdown(letter) + as_html(letter)
        assert "R901" not in text
        assert "plans/" not in text
        assert ".yaml" not in text


def test_both_forms_say_the_same() -> None:
    """Every line of the letter stands in the Markdown and in the page, in both languages."""
    for lang in ("ja", "en"):
        (letter,) = letters(samples.one_bad(), lang)
        markdown, page = as_markdown(letter), as_html(letter)
        said = [letter.recipient, letter.subject, *letter.opening, *letter.closing[1:]]
        said += [text for part in letter.parts for entry in part.entries for text in (entry.matter, entry.remedy)]
        assert [text for text in said if text not in markdown or text not in page] == []
        assert ("記" in page.splitlines()[-40:] or ">記<" in page) is (lang == "ja")


def test_a_file_name_is_safe() -> None:
    """Names of applicants cannot leave the folder."""
    report = samples.one_ready()
    hostile = samples.of_applicant(report.plans[0], "../../etc/passwd:\x00*|" + "長" * 99)
    (letter,) = letters(report._replace(plans=(hostile,)), "ja")
    assert letter.stem == "001-etc_passwd_u_0_" + "長" * 22


def test_a_plan_that_does_not_say_whose_it_is_has_no_letter() -> None:
    """Nobody could be addressed."""
    report = samples.one_ready()
    nameless = report.plans[0]._replace(path="in/nameless.yaml", facts=())
    assert letters(report._replace(plans=(nameless,)), "ja") == ()


def test_a_name_is_never_expanded() -> None:
    """A placeholder in an applicant's name or a pack's title stays what it is."""
    report = samples.one_ready()
    plan = samples.of_applicant(report.plans[0], "{programme}{line}")
    pack = samples.PACK._replace(title=Bilingual("{files}", "{files}"))
    (letter,) = letters(report._replace(plans=(plan,), packs=(pack,)), "ja")
    assert letter.recipient == "{programme}{line}　御中"
    assert letter.subject.startswith("{files}に係る")


def test_what_the_whole_plan_lacks_quotes_no_line() -> None:
    """A finding that stands at the beginning of a plan quotes nothing as if that were wrong."""
    lacking = samples.missing_volume("plan.yaml")._replace(place=Place("plan.yaml", "", 1, 1, 1, 1, "事業: x"))
    (letter,) = letters(samples.report(samples.plan("plan.yaml", lacking)), "ja")
    entry = letter.parts[0].entries[0]
    assert (entry.where, entry.quoted) == ("計画書全体", "")


def doubled(severity: str = "error", other: str = "医療法人社団○○会 ○○病院") -> Report:
    """Return a report on two ready plans, the second of another applicant if asked, and a finding over both."""
    first, second = samples.plan("in/一.yaml"), samples.of_applicant(samples.plan("in/二.yaml"), other)
    second = second._replace(digest="sha256:" + "1f" * 32)
    place = Place("in/二.yaml", "/applicant/name", 10, 3, 10, 9, "  名称: ○○病院")
    beside = Related(place._replace(path="in/一.yaml"), Bilingual("同じ申請者の計画書", "a plan of the same applicant"))
    found = Finding(
        "R905", severity, place, Bilingual("計画書が複数提出されています。", "Several plans."), (), (beside,)
    )
    card = RuleInfo(
        "R905", severity, Bilingual("申請者一つにつき計画書は一つです", "One applicant, one plan"), Bilingual("", "")
    )
    report = samples.report(first, second, folder=FolderResult({"R905": "fail"}, (), (found,)))
    return report._replace(rules=report.rules | {"R905": card})


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_two_plans_are_asked_about(lang: str) -> None:
    """What was found over all plans and concerns one applicant alone stands in the letter, which asks which counts."""
    (letter,) = letters(doubled(), lang)
    assert letter.verdict == "return"
    assert [entry.matter for part in letter.parts for entry in part.entries] == [
        "計画書が複数提出されています。" if lang == "ja" else "Several plans."
    ]
    assert letter.opening[2].startswith("なお、同一の申請者から2件" if lang == "ja" else "We have received 2 activity")
    assert letter.hold == ()


def test_what_concerns_others_too_holds_the_letters_back() -> None:
    """It is named in neither letter, and the reviewer is told to settle it first."""
    both = letters(doubled("warning", "△△医院"), "ja")
    assert [(letter.verdict, letter.parts, letter.hold) for letter in both] == [("ready", (), ("R905",))] * 2


def test_equal_files_are_gone_through_once() -> None:
    """Two copies of one plan do not double every matter."""
    first, second = (samples.plan(path, samples.odd_thousand(path)) for path in ("in/a.yaml", "in/b.yaml"))
    (letter,) = letters(samples.report(first, second), "ja")
    assert [len(part.entries) for part in letter.parts] == [1]


def test_institutions_of_one_name_in_different_areas_are_two() -> None:
    """Neither is sent the other's matters."""
    first, second = samples.plan("in/a.yaml"), samples.plan("in/b.yaml")
    moved = tuple(fact._replace(id="aso") if fact.name == "area" else fact for fact in second.facts)
    assert len(letters(samples.report(first, second._replace(facts=moved)), "ja")) == 2


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_accidents_of_typing_are_told_in_the_words_of_a_letter(lang: str) -> None:
    """Lines that cannot be read are one matter without a word about editors, encodings or commands; notes are none."""
    path = "in/a.yaml"
    jargon = Bilingual("メモ帳で開き、UTF-8で保存し直してください。", "Open it in Notepad and save it as UTF-8.")
    cards = {name: RuleInfo(name, "error", jargon, jargon, pack="structure") for name in ("Y001", "Y011")}
    lines = [Place(path, "", line, 1, line, 5, "\u3000名称") for line in (12, 15)]
    found = [Finding("Y011", "error", place, jargon) for place in lines] + [Finding("Y001", "note", lines[0], jargon)]
    report = samples.report(samples.plan(path, *found))
    (letter,) = letters(report._replace(rules=report.rules | cards), lang)
    (entry,) = [entry for part in letter.parts for entry in part.entries]
    assert entry.where == ("12行目、15行目" if lang == "ja" else "line 12, line 15")
    told = as_markdown(letter)
    assert not [word for word in ("メモ帳", "Notepad", "UTF-8", "Y011", "YAML", ".yaml") if word in told]


def test_the_era_is_that_of_the_day() -> None:
    """A letter of 2018 leaves room for a date of 平成, one of today for one of 令和."""
    (letter,) = letters(samples.one_bad()._replace(as_of="2018-08-20"), "ja")
    assert letter.words()["date"].startswith("平成")
    (letter,) = letters(samples.one_bad(), "ja")
    assert letter.words()["date"].startswith("令和")
