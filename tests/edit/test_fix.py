"""Fixing: what is put right, that nothing else changes, and how the command shows, writes and refuses."""

from __future__ import annotations

import os
import stat
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.scenarios.command import EXAMPLES, Command

from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.edit.fix import Envelope, Unwritable, changed_lines, envelope_of, fixed, looking, sealed
from zaitaku_check.engine.check import Checker
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.proof import Look, Looks, apart, applied
from zaitaku_check.report.model import PlanResult
from zaitaku_check.source.complaint import Complaint
from zaitaku_check.source.text import decode
from zaitaku_check.text_types import Edit, Span

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[1] / "source/accidents.yaml").read_text("utf-8"))
CHECKER = Checker(open_shelf(), RunOptions())
LOOK = looking(CHECKER)
PLANS = [(EXAMPLES / "plans" / name).read_text("utf-8") for name in ("yatsushiro-core.yaml", "ariake-alliance.yaml")]
SLIPS = (
    (": ", "："), (": ", ":"), (": ", ":　"), ("\n  ", "\n　"), ("\n    ", "\n\t"), ("  - ", "  ・"), ("  - ", "  -"),
    (", ", "、"), (", ", "，"), ("圏域", "圈域"), ("申請者", "申請社"), ("八代", "八\u200b代"), ("病院", "病院 #1"),
    ("千円", "千円 #"), ("現状値: ", "現状値: 1,2"), ("内容: ", "内容: *"), ("内容: ", "内容: 例: "), ("[", "［"),
    ("}", ""), ("'", ""), ("類型", "類形"), ("基幹型", "基幹形"), ("平成", "平成 "), ("合計", "合計\u200b"),
    ("名称", "「名称」"), ("\n", "\n\n"), ("年", "\x07年"), ("|\n", "\n"),
)  # fmt: skip
"""What is written, and what is written instead by mistake."""


def result_of(content: str) -> PlanResult:
    """Return what the check says of a text."""
    return CHECKER.check("plan.yaml", content.encode()).result


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """Return a plan in which a few slips were made, each at a place of its own."""
    text = draw(st.sampled_from(PLANS))
    for right, wrong in draw(st.lists(st.sampled_from(SLIPS), min_size=1, max_size=4)):
        places = text.split(right)
        at = draw(st.integers(1, max(1, len(places) - 1)))
        whole = draw(st.booleans()) and len(places) < 40
        text = wrong.join(places) if whole else wrong.join([right.join(places[:at]), right.join(places[at:])])
    return text


def settled(examples: int) -> settings:
    """Return settings for so many damaged plans."""
    return settings(max_examples=examples, suppress_health_check=list(HealthCheck))


def holds_when_fixed(text: str) -> None:
    """See that a fix is made at once, changes nothing that could be read, and causes no error.

    An error behind it was there before, or is about something that could not be read before.
    """
    once = fixed(text, LOOK).content
    assert fixed(once, LOOK) == (once, 0)
    read, reread = LOOK(text).values, LOOK(once).values
    assert {pointer: reread.get(pointer) for pointer in read} == read
    before, after = result_of(text), result_of(once)
    known = {(each.rule, each.place.pointer) for each in before.findings}
    for finding in (each for each in after.findings if each.severity == "error"):
        told = before.outcomes.get(finding.rule, "cannot_tell")
        assert (
            (finding.rule, finding.place.pointer) in known
            or (finding.rule[0] in "FY" and finding.place.pointer not in read)
            or told in {"cannot_tell", "fail"}
        ), (finding.rule, finding.place)


@settled(6)
@given(damaged())
@example(PLANS[0].replace(": ", "："))
def test_a_fix_is_made_at_once_and_changes_no_fact(text: str) -> None:
    """The same holds for whatever slips were made."""
    holds_when_fixed(text)


@pytest.mark.long
@settled(300)
@given(damaged())
def test_many_fixes_are_made_at_once_and_change_no_fact(text: str) -> None:
    """The same, for many more."""
    holds_when_fixed(text)


@pytest.mark.long
@settled(50)
@given(damaged())
def test_fixes_of_one_rule_do_no_harm(text: str) -> None:
    """Whichever rule's fixes are made by themselves, the text can still be read and reads as before."""
    before = LOOK(text)
    for rule in {one.rule for one in before.complaints if one.edits}:
        alone = looking(Checker(CHECKER.shelf, RunOptions(select=(rule,))))
        values = LOOK(fixed(text, alone).content).values
        assert {pointer: values.get(pointer) for pointer in before.values} == before.values, rule


@pytest.mark.parametrize("case", [case for case in CASES if case.get("mends", True)], ids=lambda case: case["trap"])
def test_every_accident_that_can_be_mended_is_fixed(case: dict[str, Any]) -> None:
    """The accidents of typing are gone behind a fix, and none has come in their stead."""
    said = LOOK(fixed(case["text"], LOOK).content).complaints
    assert [each.rule for each in said if each.rule[0] == "Y" and each.rule != "Y009"] == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("圏域：八代\n年度：平成30年度\n", "圏域: 八代\n年度: 平成30年度\n"),
        ("申請者:\n　名称：みどり病院\n　職種:\n　　・医師\n", "申請者:\n  名称: みどり病院\n  職種:\n    - 医師\n"),
        ("申請者:\n  職種: [医師、看護師]\n", "申請者:\n  職種: [医師, 看護師]\n"),
        ("圈域: 八代\n年度: 2018\n", "圏域: 八代\n年度: 2018\n"),
        ("圏域: 八\u200b代\n年度: 2018\n", "圏域: 八代\n年度: 2018\n"),
        ("備考: *重要* 別紙\n", "備考: '*重要* 別紙'\n"),
        ("所要額: {合計: 1,149千円}\n", "所要額: {合計: '1,149千円'}\n"),
        ("名称: 病院 #1\n年度: 2018\n", "名称: 病院 #1\n年度: 2018\n"),
        ("年度: 2018.10\n提出日: 2018.10\n", "年度: 2018.10\n提出日: 2018.10\n"),
    ],
)
def test_what_becomes_of_a_text(wrong: str, right: str) -> None:
    """Certain slips are put right to the letter; what may be meant in two ways stays as it is."""
    assert fixed(wrong, LOOK).content == right


def test_fixes_upon_one_place_are_made_one_after_another() -> None:
    """Edits that touch those of an earlier finding wait for the next round, all those of one finding together."""
    quote = Complaint("Y003", Span(0, 5), edits=(Edit(0, 0, "'"), Edit(5, 5, "'")))
    word = Complaint("F006", Span(0, 5), edits=(Edit(0, 5, "八代"),))
    other = Complaint("Y017", Span(7, 9), edits=(Edit(7, 9, "x"),))
    assert apart([quote, word, other]) == [quote, other]
    assert applied("*abcd, yz", [quote, other]) == "'*abcd', x"


def harmful(damage: Callable[[str], str]) -> Looks:
    """Return looks that offer one good fix and one that changes what is read."""

    def look(content: str) -> Look:
        offers = [(Complaint("Y010", Span(0, 1), edits=(Edit(0, 1, damage(content[0])),)), "b")]
        offers += [(Complaint("Y018", Span(3, 4), edits=(Edit(3, 4, "!"),)), "?")] if content[3] == "?" else []
        found = Counter({("Y010", ""): 1, ("Y018", ""): len(offers) - 1})
        return Look(tuple(one for one, _ in offers), +found, {"/a": content[0]})

    return look


def test_a_fix_that_would_change_the_meaning_is_left_out() -> None:
    """Where a round would change what is read, only the fixes that do not are made."""
    assert fixed("a--?", harmful(str.upper)) == ("a--!", 1)


def test_showing_is_the_default_and_changes_nothing(command: Command) -> None:
    """Without --write the changes are shown as a diff, the code is 1, and the file stays as it was."""
    path = command.write("plan.yaml", "圏域：八代\n年度: 2018\n")
    run = command("fix", "plan.yaml", "--lang", "ja")
    assert run.code == 1
    assert run.text.splitlines()[:6] == [
        "--- plan.yaml", "+++ plan.yaml（修正後）", "@@ -1,2 +1,2 @@", "-圏域：八代", "+圏域: 八代", " 年度: 2018",
    ]  # fmt: skip
    assert "計画書1件に、自動で修正できる指摘が1件あります。修正するには --write" in run.text
    assert path.read_text("utf-8") == "圏域：八代\n年度: 2018\n"
    assert os.listdir(command.folder) == ["plan.yaml"]


def test_writing_keeps_the_old_content(command: Command) -> None:
    """With --write the file is changed, the old content lies beside it, and a second run finds nothing to do."""
    path = command.write("plan.yaml", "圏域：八代\n年度: 2018\n")
    run = command("fix", "plan.yaml", "--write", "--lang", "ja")
    assert (run.code, run.complaint) == (0, "")
    assert run.text.startswith("plan.yaml: 指摘1件を修正しました（元の内容: plan.yaml.bak）。\n")
    assert path.read_text("utf-8") == "圏域: 八代\n年度: 2018\n"
    assert (command.folder / "plan.yaml.bak").read_text("utf-8") == "圏域：八代\n年度: 2018\n"
    again = command("fix", "plan.yaml", "-w", "--lang", "en")
    assert (again.code, again.text.splitlines()[0]) == (0, "nothing to fix (1 plan)")
    assert sorted(os.listdir(command.folder)) == ["plan.yaml", "plan.yaml.bak"]


def test_an_earlier_backup_is_never_overwritten(command: Command) -> None:
    """A second backup takes another name; --no-backup makes none."""
    path = command.write("plan.yaml", "圏域：八代\n")
    command.write("plan.yaml.bak", "kept")
    assert command("fix", "plan.yaml", "-w").code == 0
    assert (command.folder / "plan.yaml.bak").read_text() == "kept"
    assert (command.folder / "plan.yaml.bak2").read_text("utf-8") == "圏域：八代\n"
    path.write_text("年度：2018\n", "utf-8")
    assert command("fix", "plan.yaml", "-w", "--no-backup").code == 0
    assert sorted(os.listdir(command.folder)) == ["plan.yaml", "plan.yaml.bak", "plan.yaml.bak2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_mark_and_line_ends_are_kept(command: Command, encoding: str, end: str) -> None:
    """A file goes back in the encoding it came in, with its byte order mark and its line ends."""
    wrong = end.join(["申請者：", "　名称: ①髙橋病院㈱～", "年度: 2018", ""])
    right = end.join(["申請者:", "  名称: ①髙橋病院㈱～", "年度: 2018", ""])
    path = command.write("plan.yaml", wrong.encode(encoding))
    assert command("fix", "plan.yaml", "-w").code == 0
    assert path.read_bytes() == right.encode(encoding)


def test_big_endian_utf_16_is_kept() -> None:
    """UTF-16 goes back in the order of bytes it came in."""
    data = b"\xfe\xff" + "圏域: 八代".encode("utf-16-be")
    text, _ = decode(data)
    assert text is not None
    assert sealed(text.content, envelope_of(data, text)) == data


def test_a_character_that_the_encoding_lacks_is_named() -> None:
    """A character beyond CP932 is refused with its line."""
    with pytest.raises(Unwritable) as caught:
        sealed("圏域: 八代\n備考: 𠮷野", Envelope("cp932"))
    assert (caught.value.character, caught.value.line) == ("𠮷", 2)


def test_the_encoding_can_be_changed_to_utf_8(command: Command) -> None:
    """--encoding utf-8 turns a file from Excel or Notepad into UTF-8, whether or not anything else is to be fixed."""
    path = command.write("plan.yaml", "圏域: 八代\n備考: 髙橋\n".encode("cp932"))
    assert command("fix", "plan.yaml", "-w", "--encoding", "utf-8").code == 0
    assert path.read_text("utf-8") == "圏域: 八代\n備考: 髙橋\n"
    run = command("fix", "plan.yaml", "--encoding", "euc-jp", "--lang", "ja")
    assert (run.code, run.complaint) == (
        2,
        "zaitaku-check: --encoding に指定できるのは utf-8 だけです（「euc-jp」）。\n",
    )


def test_standard_input_comes_out_fixed(command: Command) -> None:
    """`-` reads standard input and writes the fixed text, in its encoding, to standard output; --diff shows it."""
    wrong = "圏域：八代\r\n".encode("cp932")
    run = command("fix", "-", stdin=wrong)
    assert (run.code, run.out, run.complaint) == (0, "圏域: 八代\r\n".encode("cp932"), "")
    shown = command("fix", "-", "--diff", "--lang", "ja", stdin=wrong)
    assert (shown.code, "-圏域：八代" in shown.text, "+圏域: 八代" in shown.text) == (1, True, True)
    assert command("fix", "-", "--write", stdin=wrong).code == 2


def test_another_file_takes_the_fixed_text(command: Command) -> None:
    """--out writes one plan's fixed text elsewhere; it is neither for several plans nor for the plan itself."""
    path = command.write("plan.yaml", "圏域：八代\n")
    run = command("fix", "plan.yaml", "--out", "fixed.yaml", "--lang", "en")
    assert run.code == 0
    assert run.text.startswith("plan.yaml: 1 finding fixed, written to “fixed.yaml”\n")
    assert (command.folder / "fixed.yaml").read_text("utf-8") == "圏域: 八代\n"
    assert path.read_text("utf-8") == "圏域：八代\n"
    assert command("fix", "plan.yaml", "--out", "plan.yaml").complaint == (
        "zaitaku-check: --out names the plan itself; use --write to change it\n"
    )
    assert command("fix", "plan.yaml", "fixed.yaml", "--out", "x.yaml").code == 2


def test_rules_can_be_chosen(command: Command) -> None:
    """--select and --ignore say which rules' fixes are made."""
    command.write("plan.yaml", "圏域：八代\n申請者:\n　名称: あ\n")
    only = command("fix", "plan.yaml", "--select", "Y011").text
    assert "+  名称: あ" in only
    assert "+圏域: 八代" not in only
    other = command("fix", "plan.yaml", "--ignore", "Y011").text
    assert "+圏域: 八代" in other
    assert "+  名称: あ" not in other
    assert "Y099" in command("fix", "plan.yaml", "--select", "Y099").complaint


def test_a_whole_folder_is_fixed(command: Command) -> None:
    """In a folder every plan that has something to fix is fixed, and the others are left as they are."""
    command.write("in/a.yaml", "圏域：八代\n")
    command.write("in/b.yaml", "圏域: 八代\n")
    run = command("fix", "in", "-w", "--no-backup", "--lang", "en")
    assert run.code == 0
    assert run.text.splitlines()[0] == "in/a.yaml: 1 finding fixed"
    assert sorted(os.listdir(command.folder / "in")) == ["a.yaml", "b.yaml"]


def test_what_is_left_alone_is_said(command: Command) -> None:
    """A file whose damage may have come about in several ways stays as it was, and the reason is given."""
    wrong = "年度: 平成30年度\n申請者:\n  担当者:\n    氏名: 尾方 恵\n\tメール: a@example.jp\n"
    path = command.write("plan.yaml", wrong)
    run = command("fix", "plan.yaml", "--write", "--lang", "ja")
    assert path.read_text("utf-8") == wrong
    assert run.text.startswith("plan.yaml: YAMLの書き方の誤り1件は、正しい書き方が一つに決まらないため、")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_nothing_is_written_through_a_link(command: Command) -> None:
    """A link is not replaced and what it leads to is not changed."""
    outside = command.write("outside/real.yaml", "圏域：八代\n")
    (command.folder / "plan.yaml").symlink_to(outside)
    run = command("fix", "plan.yaml", "--write", "--lang", "ja")
    assert (run.code, run.complaint) == (
        2,
        "zaitaku-check: 「plan.yaml」に書き込めません（リンクです。リンク先のファイルを指定してください）。\n",
    )
    assert (command.folder / "plan.yaml").is_symlink()
    assert outside.read_text("utf-8") == "圏域：八代\n"
    (command.folder / "in").mkdir()
    (command.folder / "in" / "out.yaml").symlink_to(outside)
    folder = command("fix", "in", "--write", "--lang", "ja")
    assert folder.code == 2
    assert "in/out.yaml: フォルダーの外へのリンクのためたどりません。\n" in folder.complaint
    assert outside.read_text("utf-8") == "圏域：八代\n"


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are others there")
def test_permissions_are_kept(command: Command) -> None:
    """A plan that only its owner may read stays so, and so does what it was before."""
    path = command.write("plan.yaml", "圏域：八代\n")
    path.chmod(0o600)
    assert command("fix", "plan.yaml", "-w").code == 0
    assert [stat.S_IMODE(each.stat().st_mode) for each in (path, path.with_suffix(".yaml.bak"))] == [0o600, 0o600]


def test_a_file_that_is_no_plan_does_not_stop_the_others(command: Command) -> None:
    """What cannot be read is said in one line, the code is 2, and the other plans are fixed all the same."""
    command.write("a.yaml", "年度: 平成三十年\n圏域: 八代です。\n".encode("euc-jp"))
    good = command.write("b.yaml", "圏域：八代\n")
    run = command("fix", "a.yaml", "b.yaml", "nowhere.yaml", "-w", "--lang", "ja")
    assert run.code == 2
    assert "「a.yaml」を修正できません。文字コードを読み取れません。\n" in run.complaint
    assert "nowhere.yaml: " in run.complaint
    assert "このファイルはありません。\n" in run.complaint
    assert good.read_text("utf-8") == "圏域: 八代\n"


def test_the_diff_shows_what_cannot_be_seen() -> None:
    """Tabs, no-break spaces and escape characters are written out; nothing of a plan reaches a terminal raw."""
    lines = list(changed_lines("\t合計: 3\n--\x1b[2J\n", "  合計: 3\n", "a\x1b.yaml", "b"))
    assert lines == [
        "--- a\\u{1b}.yaml", "+++ b", "@@ -1,2 +1 @@", "-\\u{9}合計: 3", "---\\u{1b}[2J", "+  合計: 3",
    ]  # fmt: skip
