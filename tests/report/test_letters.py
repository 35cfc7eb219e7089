"""Letters to applicants."""

from __future__ import annotations

import pytest
from tests.report import samples

from zaitaku_check.nouns import Pair
from zaitaku_check.report.letter_formats import as_html, as_markdown
from zaitaku_check.report.letters import letters
from zaitaku_check.report.nouns import Place


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
    assert "（a.yaml、b.yaml）" in letter.opening[1]


def test_a_request_is_grouped_and_says_place_reason_source_and_remedy() -> None:
    """Errors come before warnings, each matter with all that is needed to put it right."""
    (letter,) = letters(samples.one_bad(), "ja")
    assert letter.subject == "地域在宅医療サポートセンター事業（平成30年度）に係る活動計画書の補正について（依頼）"
    assert [(part.heading, len(part.entries)) for part in letter.parts] == [
        ("1. 補正をお願いする事項（差戻し）", 2),
        ("2. 御説明をお願いする事項（要説明）", 1),
    ]
    entry = letter.parts[0].entries[0]
    assert entry.where == "plan.yaml　22行目"
    assert entry.quoted == "取組み:"
    assert entry.matter == "取組みに「⑤訪問診療等のサービス提供量の増加に向けた取組み」がありません。"
    assert (
        entry.reason
        == "R105 訪問診療等のサービス提供量の増加に向けた取組みは必須です。量の増加は事業の目的そのものです。"
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
    assert letter.parts[1].note.endswith("対象: R403")


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
        assert sum(f"{name}.yaml" in text for name in "abcd") == 1


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
    """Names of applicants cannot leave the folder, and an applicant without a name is named by the file."""
    report = samples.one_ready()
    hostile = samples.of_applicant(report.plans[0], "../../etc/passwd:\x00*|" + "長" * 99)
    (letter,) = letters(report._replace(plans=(hostile,)), "ja")
    assert letter.stem == "001-etc_passwd_u_0_" + "長" * 22
    nameless = report.plans[0]._replace(facts=())
    (letter,) = letters(report._replace(plans=(nameless,)), "ja")
    assert (letter.stem, letter.recipient) == ("001-plan_yaml", "申請者　御中")


def test_a_name_is_never_expanded() -> None:
    """A placeholder in an applicant's name or a pack's title stays what it is."""
    report = samples.one_ready()
    plan = samples.of_applicant(report.plans[0], "{programme}{line}")
    pack = samples.PACK._replace(title=Pair("{files}", "{files}"))
    (letter,) = letters(report._replace(plans=(plan,), packs=(pack,)), "ja")
    assert letter.recipient == "{programme}{line}　御中"
    assert letter.subject.startswith("{files}に係る")


def test_what_the_whole_plan_lacks_quotes_no_line() -> None:
    """A finding that stands at the beginning of a plan quotes nothing as if that were wrong."""
    lacking = samples.missing_volume("plan.yaml")._replace(place=Place("plan.yaml", "", 1, 1, 1, 1, "事業: x"))
    (letter,) = letters(samples.report(samples.plan("plan.yaml", lacking)), "ja")
    entry = letter.parts[0].entries[0]
    assert (entry.where, entry.quoted) == ("plan.yaml　1行目", "")
