"""Letters to applicants: what they ask for, of whom, in the words of an office, and what they never say."""

from __future__ import annotations

import re

import pytest
from tests.report import samples
from tests.report.on_desk import desk_of, letters

from zaitaku_check.desk.decisions import About, Decisions, Record
from zaitaku_check.desk.letter_forms import as_html
from zaitaku_check.desk.letter_words import BODY, PART, SUBJECT, WORDS
from zaitaku_check.desk.letters import letters_of
from zaitaku_check.desk.settings import Settings
from zaitaku_check.report.model import Finding, FolderResult, Place, Related, Report, RuleInfo
from zaitaku_check.text_types import Bilingual

OFFICE = Settings(
    sender=("熊本県健康福祉部", "地域ケア推進課長　山田　太郎"),
    number="認地第{number}号",
    first_number=120,
    contact=("地域ケア推進課　電話 096-000-0000",),
    deadline="14",
    seal="below",
)


def test_every_applicant_has_one_letter() -> None:
    """One letter an applicant, with a file name of its own; a refused file has no applicant."""
    assert [(letter.stem, letter.kind, letter.recipient) for letter in letters(samples.folder(), "ja")] == [
        ("001-○○病院", "ready", ("○○病院　御中",)),
        ("002-△△医院", "explain", ("△△医院　御中",)),
        ("003-□□市医師会", "correct", ("□□市医師会　御中",)),
        ("004-◇◇クリニック", "correct", ("◇◇クリニック　御中",)),
    ]


def test_a_request_is_grouped_and_says_place_reason_source_and_remedy() -> None:
    """Errors come before warnings, each matter with all that is needed to put it right; numbers bear no full stop."""
    (letter,) = letters(samples.one_bad(), "ja")
    assert letter.subject == "平成30年度地域在宅医療サポートセンター事業に係る活動計画書の補正について（依頼）"
    assert [(part.heading, len(part.entries)) for part in letter.parts] == [
        ("1　対象となる計画書", 0),
        ("2　補正を要する事項", 2),
        ("3　説明を求める事項", 1),
        ("4　提出期限", 0),
        ("5　提出方法及び提出先", 0),
        ("6　その他", 0),
    ]
    entry = letter.parts[1].entries[0]
    assert entry.where == "22行目"
    assert entry.quoted == "", "the name of a field under which something is missing is no quotation"
    assert letter.parts[2].entries[0].quoted == "1,149,500円", "the value, as it is written"
    assert entry.matter == "取組みに「⑤訪問診療等のサービス提供量の増加に向けた取組み」がありません。"
    assert (
        entry.reason == "訪問診療等のサービス提供量の増加に向けた取組みは必須です。量の増加は事業の目的そのものです。"
    )
    assert entry.sources == ("在宅医療センター事業について（平成30年6月29日） 3(2)⑤",)
    assert entry.remedy.startswith("取組みに項目「⑤」を加え、")
    assert [number for number, _matter in letter.reply] == ["1", "2", "3"]


def test_what_the_office_has_set_is_filled_in() -> None:
    """Sender, number, date, contact and deadline stand there; the deadline is no holiday (24 September 2018 is one)."""
    (letter,) = letters(samples.one_bad()._replace(as_of="2018-09-10"), "ja", OFFICE)
    assert (letter.number, letter.day, letter.sender[1]) == (
        *("認地第120号", "平成30年9月10日"),
        "地域ケア推進課長　山田　太郎",
    )
    assert letter.blanks == ()
    assert letter.parts[3].lines == ("平成30年9月25日（火）",)
    assert "平成30年9月25日（火）までに提出してくださるようお願いします。" in letter.body[2]
    page = as_html(letter)
    assert "（公印省略）" in page
    assert not [word for word in ("____", "（発出者", "第　　", "None", "{{") if word in page.split("<body>")[1]]


def test_blanks_are_named() -> None:
    """Where nothing is set, the blanks are there to be seen, and named; dates are of the era of the day."""
    (letter,) = letters(samples.one_bad()._replace(as_of="2018-08-20"), "ja")
    assert letter.blanks == ("sender", "number", "contact", "deadline")
    assert letter.parts[3].lines == ("平成　　年　　月　　日（　）",)
    assert letter.number == "第　　　　　　号"


def test_letters_are_counted() -> None:
    """Every letter has a number of its own, in the order of receipt."""
    assert [letter.number for letter in letters(samples.folder(), "ja", OFFICE)] == [
        f"認地第{number}号" for number in range(120, 124)
    ]


def test_what_could_not_be_judged_is_said() -> None:
    """A letter does not pass over the rules that could not be judged."""
    letter = letters(samples.folder(), "ja")[2]
    (part,) = [part for part in letter.parts if "記載を確認できなかった事項" in part.heading]
    assert part.lines[0].startswith("記載を読み取ることができなかったため、次の事項は確認できていません。")


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
    assert letter.body[-1].endswith(promise)
    assert (letter.parts, letter.reply, letter.due) == ((), (), "")
    assert ">記<" not in as_html(letter)
    assert ">以上<" not in as_html(letter)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_letter_does_not_speak_of_other_applicants(lang: str) -> None:
    """Findings over all plans, other plans' names and the reviewer's folder stay out."""
    for letter in letters(samples.folder(), lang):
        text = as_html(letter)
        assert "R901" not in text
        assert "plans/" not in text
        assert ".yaml" not in text


def test_the_page_says_all_of_it() -> None:
    """Every line of the letter stands in the page, in both languages."""
    for lang in ("ja", "en"):
        (letter,) = letters(samples.one_bad(), lang)
        page = as_html(letter)
        said = [*letter.recipient, letter.subject, *letter.body, *letter.contact]
        said += [text for part in letter.parts for entry in part.entries for text in (entry.matter, entry.remedy)]
        assert [text for text in said if text not in page] == []
        assert (">記<" in page) is (lang == "ja")


def test_a_file_name_is_safe() -> None:
    """Names of applicants cannot leave the folder."""
    report = samples.one_ready()
    hostile = samples.of_applicant(report.plans[0], "../../etc/passwd:\x00*|" + "長" * 99)
    (letter,) = letters(report._replace(plans=(hostile,)), "ja")
    assert letter.stem == "001-etc_passwd_u_0_" + "長" * 22


def test_a_plan_that_does_not_say_whose_it_is_leaves_the_address_open() -> None:
    """A visible blank stands in the place of the name, never an invented one."""
    report = samples.one_ready()
    nameless = report.plans[0]._replace(path="in/nameless.yaml", facts=())
    (letter,) = letters(report._replace(plans=(nameless,)), "ja")
    assert letter.recipient == ("（宛名）",)
    assert "recipient" in letter.blanks


def test_a_name_is_never_expanded() -> None:
    """A placeholder in an applicant's name or a pack's title stays what it is."""
    report = samples.one_ready()
    plan = samples.of_applicant(report.plans[0], "{programme}{line}")
    pack = samples.PACK._replace(title=Bilingual("{files}", "{files}"))
    (letter,) = letters(report._replace(plans=(plan,), packs=(pack,)), "ja")
    assert letter.recipient == ("{programme}{line}　御中",)
    assert letter.subject.startswith("{files}に係る")


def test_what_the_whole_plan_lacks_quotes_no_line() -> None:
    """A finding that stands at the beginning of a plan quotes nothing as if that were wrong."""
    lacking = samples.missing_volume("plan.yaml")._replace(place=Place("plan.yaml", "", 1, 1, 1, 1, "事業: x"))
    (letter,) = letters(samples.report(samples.plan("plan.yaml", lacking)), "ja")
    entry = letter.parts[1].entries[0]
    assert (entry.where, entry.quoted) == ("計画書全体", "")


def test_many_matters_go_to_an_annex() -> None:
    """More than five stand behind the letter, with a form for the reply that has the same numbers."""
    path = "in/a.yaml"
    found = [samples.odd_thousand(path)._replace(fingerprint=f"{n}") for n in range(7)]
    (letter,) = letters(samples.report(samples.plan(path, *found)), "ja")
    assert letter.parts[1].lines == ("別紙1のとおり（7件）",)
    assert [annex.heading for annex in letter.annexes] == ["別紙1　説明を求める事項"]
    assert letter.reply_title == "別紙2　補正・回答書"
    assert [entry.number for entry in letter.annexes[0].entries] == [number for number, _ in letter.reply]


MARKER = "内部だけの話ＸＹＺ"


def test_a_memo_reaches_no_letter() -> None:
    """What is written as 内部メモ, 所見 or 理由 stays on the desk; what is for the applicant is told, once."""
    said = dict.fromkeys(("memo", "remark", "reason", "condition", "who", "second", "extra/欄"), MARKER)
    told = {"to_applicant": "地図を添えてください。"}
    every = (Record(About(1), {**said, **told}), Record(About(1, 1), said), Record(About(1, by_eye="R601"), said))
    for report in (samples.one_bad(), samples.one_ready()):
        (letter,) = letters_of(desk_of(report, Decisions(every)), OFFICE, "ja")
        assert MARKER not in as_html(letter)
        assert MARKER not in repr(letter)
        assert as_html(letter).count("地図を添えてください。") == 1


def test_a_point_that_is_left_out_is_not_told() -> None:
    """Nor is one where the reviewer holds the check to be wrong; what a reviewer adds is told."""
    records = [Record(About(1, n), {"decision": "指摘の誤り", "reason": "読み違い"}) for n in (1, 2)]
    records.append(Record(About(1), {"own": "連絡会の構成員を御確認ください。"}))
    (letter,) = letters_of(desk_of(samples.one_bad(), Decisions(tuple(records))), OFFICE, "ja")
    matters = [(entry.number, entry.matter) for part in letter.parts for entry in part.entries]
    assert [number for number, _ in matters] == ["4", "3"]
    assert matters[0][1] == "連絡会の構成員を御確認ください。"


FOREIGN = re.compile(r"ござい|いたし|返戻|受理|下さい|差戻し|為|出来|事が|時は|[0-9]\.\s|期日|殿")
"""Words and marks that an official notice of today does not have."""


def test_the_register_is_that_of_official_notices() -> None:
    """No fixed wording has a word of the list; ください is in kana, 記 and 以上 come in pairs, titles end in （…）."""
    every = {**{f"body {name}": pair for name, pair in BODY.items()}, **WORDS, **PART}
    assert [name for name, pair in every.items() if FOREIGN.search(pair.ja)] == []
    assert [name for name, pair in SUBJECT.items() if not re.search("について（(依頼|照会|お知らせ)）$", pair.ja)] == []


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
    """Where nobody can say which of an applicant's plans counts, the letter lists them and asks, and nothing else."""
    (letter,) = letters(doubled(), lang)
    assert (letter.kind, letter.cases, letter.hold) == ("which", (1, 2), ())
    assert [len(part.lines) for part in letter.parts[:1]] == [2]
    assert ("2件の提出がありました" if lang == "ja" else "received 2 activity plans") in letter.body[1]


def test_what_concerns_others_too_holds_the_letters_back() -> None:
    """It is named in neither letter, and the reviewer is told to settle it first."""
    both = letters(doubled("warning", "△△医院"), "ja")
    assert [(letter.kind, letter.parts, letter.hold) for letter in both] == [("ready", (), ("R905",))] * 2


def test_institutions_of_one_name_in_different_places_are_two() -> None:
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
    told = as_html(letter)
    assert not [word for word in ("メモ帳", "Notepad", "UTF-8", "Y011", "YAML", ".yaml") if word in told]
