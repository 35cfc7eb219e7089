"""Text to tree: places, styles, limits, both parsers, and whatever else may come."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.source.conftest import KEYS, LISTS, Reading, lines_of, nodes, values

from zaitaku_check.source.limits import Limits
from zaitaku_check.source.reading import read, too_large
from zaitaku_check.source.text import Text, decode
from zaitaku_check.source.tree import BROKEN, GROUP, LIST, SCALAR, Node, Tree
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Span

PLAN = """\
事業: 地域在宅医療サポートセンター事業  # 注
年度: 平成30年度
職種: [医師, '看護師', "薬\\u5264師"]
事業期間: {開始: 2018-10-01, 終了: , 備考}
取組み:
  - 項目: ①
    内容: |
      一行目
      二行目

  - 項目: ②
    内容: 一行目
      二行目
担当者:

  氏名:   # 未定
備考: >-
  折り返す
  文
"""
SPELLED = frozenset(plain(key) for key in KEYS.split())
CASES = [case["text"] for case in yaml.safe_load((Path(__file__).parent / "accidents.yaml").read_text("utf-8"))]


def pairs(node: Node | None) -> dict[str, tuple[Node, Node]]:
    """Return a group's keys and values by the key's text."""
    assert node is not None
    assert node.kind == GROUP
    return {str(key.value): (key, value) for key, value in cast("list[tuple[Node, Node]]", node.value)}


def test_a_clean_plan_reads_as_it_stands(reading: Reading) -> None:
    """Every scalar is text, in its order and shape, and nothing is said."""
    tree = reading(PLAN)
    assert tree.complaints == ()
    assert values(tree.root) == {
        "事業": "地域在宅医療サポートセンター事業",
        "年度": "平成30年度",
        "職種": ["医師", "看護師", "薬剤師"],
        "事業期間": {"開始": "2018-10-01", "終了": "", "備考": ""},
        "取組み": [{"項目": "①", "内容": "一行目\n二行目\n"}, {"項目": "②", "内容": "一行目 二行目"}],
        "担当者": {"氏名": ""},
        "備考": "折り返す 文",
    }


def test_every_span_is_what_was_written(reading: Reading) -> None:
    """Keys, plain values, quoted values with their marks, block scalars to their last letter."""
    root = pairs(reading(PLAN).root)
    written = {name: PLAN[value.start : value.end] for name, (_, value) in root.items()}
    assert {name: PLAN[key.start : key.end] for name, (key, _) in root.items()} == {name: name for name in root}
    assert written["事業"] == "地域在宅医療サポートセンター事業"
    assert written["職種"] == "[医師, '看護師', \"薬\\u5264師\"]"
    assert written["取組み"].startswith("- 項目: ①")
    assert written["取組み"].endswith("内容: 一行目\n      二行目")
    assert written["備考"] == ">-\n  折り返す\n  文"
    first = cast("list[Node]", root["取組み"][1].value)[0]
    assert PLAN[first.start : first.end] == "項目: ①\n    内容: |\n      一行目\n      二行目"


def test_styles_are_kept(reading: Reading) -> None:
    """A scalar's style is its sign, a collection's flow or block."""
    root = pairs(reading(PLAN).root)
    assert [node.style for node in cast("list[Node]", root["職種"][1].value)] == ["", "'", '"']
    assert [root[name][1].style for name in ("職種", "取組み", "事業期間", "備考")] == ["flow", "block", "flow", ">"]


def test_an_absent_value_lies_behind_its_colon(reading: Reading) -> None:
    """In a block, in brackets and before a comment alike."""
    root = pairs(reading(PLAN).root)
    block, flow = pairs(root["担当者"][1])["氏名"][1], pairs(root["事業期間"][1])["終了"][1]
    assert (block.kind, block.start, block.end) == (SCALAR, PLAN.index("氏名:") + 3, PLAN.index("氏名:") + 3)
    assert (flow.kind, flow.start, flow.end) == (SCALAR, PLAN.index("終了:") + 3, PLAN.index("終了:") + 3)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_make_no_difference(end: str, reading: Reading) -> None:
    """CRLF and CR give the same values and, counted in lines and columns, the same places."""
    other = PLAN.replace("\n", end)
    here, there = Text(PLAN, "utf-8"), Text(other, "utf-8")
    roots = reading(PLAN).root, reading(other).root
    assert roots[0] is not None
    assert roots[1] is not None
    assert values(roots[0]) == values(roots[1])
    places = [
        [text.line_column(node.start) for node in nodes(root)] for text, root in zip((here, there), roots, strict=True)
    ]
    assert places[0] == places[1]


def test_offsets_survive_mending(reading: Reading) -> None:
    """Nodes of a mended text carry the places of the text as it was written."""
    content = "申請者：\n　名称：\t医療法人\n　病床数: @3\n圏域: 八代\n"
    tree = reading(content)
    applicant = pairs(pairs(tree.root)["申請者"][1])
    assert [content[key.start : key.end] for key, _ in applicant.values()] == ["名称", "病床数"]
    assert [content[value.start : value.end] for _, value in applicant.values()] == ["医療法人", "@3"]
    area = pairs(tree.root)["圏域"][1]
    assert content[area.start : area.end] == "八代"


@pytest.mark.parametrize("content", [PLAN, *CASES], ids=range(len(CASES) + 1))
def test_both_parsers_read_alike(content: str) -> None:
    """The C parser and the pure one give the same tree, places and complaints."""
    lists = frozenset(plain(key) for key in LISTS.split())
    fast, pure = (read(Text(content, "utf-8"), SPELLED, lists=lists, pure=pure) for pure in (False, True))
    assert fast.root == pure.root
    told = [[(one.rule, one.variant, one.span, one.beside) for one in tree.complaints] for tree in (fast, pure)]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("content", "variant"),
    [
        ("", ""),
        (" \n　\n", ""),
        ("# 計画書\n", "nothing"),
        ("---\n", "nothing"),
        ("- 年度: 1\n- 圏域: 八代\n", "list"),
        ("計画書は別添のとおり\n", "text"),
        ("42\n", "text"),
        ("plan_id,title\nP-1,見守り\n", "csv"),
        ('plan = "P-1"\n[contact]\nname = "山田"\n', "toml"),
        ("<!DOCTYPE html>\n<html><title>404</title></html>\n", "html"),
        ("--- a/plan.yaml\n+++ b/plan.yaml\n@@ -1 +1 @@\n-年度: 1\n+年度: 2\n", "diff"),
        ("#!/bin/sh\n: [ ; touch x ; : ]: [\n", "script"),
    ],
)
def test_what_is_no_plan_is_called_so(content: str, variant: str, reading: Reading) -> None:
    """Y014 at the first line says what the file seems to be instead; nothing else is said."""
    tree = reading(content)
    assert tree.root is None
    assert [(one.rule, one.variant, one.span) for one in tree.complaints] == [("Y014", variant, Span(0, 0))]


def test_what_is_broken_touches_nothing_else(reading: Reading) -> None:
    """Where no mend helps, the smallest part that can be parted off is given up, and said once at its line."""
    content = "年度: 2018\n取組み:\n  - 項目: ①\n    内容: a\n      ? b: [\n  - 項目: ②\n    内容: c\n圏域: 八代\n"
    tree = reading(content)
    assert values(tree.root) == {
        "年度": "2018",
        "取組み": [{"項目": "①", "内容": "(broken)"}, {"項目": "②", "内容": "c"}],
        "圏域": "八代",
    }
    (complaint,) = tree.complaints
    assert (complaint.rule, complaint.variant, lines_of(content, complaint)) == ("Y003", "colon_or_indent", [5])


def test_a_line_that_may_belong_anywhere_costs_the_whole_group(reading: Reading) -> None:
    """A line less deep than its neighbours is not silently taken for part of one of them."""
    content = "年度: 1\n申請者:\n    名称: x\n  未知: y\n    病床数: 3\n圏域: 八代\n"
    tree = reading(content)
    assert values(tree.root) == {"年度": "1", "申請者": "(broken)", "圏域": "八代"}
    assert [one.rule for one in tree.complaints] == ["Y003"]


def test_an_endless_key_is_left_out(reading: Reading) -> None:
    """YAML cannot read keys beyond 1,024 characters; the rest of the plan is read."""
    tree = reading("年度: 1\n" + "k" * 2000 + ": x\n圏域: 八代\n")
    assert values(tree.root) == {"年度": "1", "圏域": "八代"}
    assert [(one.rule, one.variant) for one in tree.complaints] == [("Y003", "long_key")]


def test_nothing_is_read_where_nothing_can_be_parted_off(reading: Reading) -> None:
    """One complaint, in our words, with the parser's own beside it."""
    tree = reading('[1, 2\n]; require("fs")\n')
    assert tree.root is None
    (complaint,) = tree.complaints
    assert (complaint.rule, complaint.variant) == ("Y003", "after_end")
    assert dict(complaint.args)["parser"]


def test_too_large_names_both_sizes() -> None:
    """Y008 before a file is read: its size and the limit."""
    complaint = too_large(2_000_000)
    assert (complaint.rule, complaint.variant, complaint.span) == ("Y008", "bytes", Span(0, 0))
    assert dict(complaint.args) == {"actual": "2,000,000", "limit": "1,048,576"}


@pytest.mark.parametrize(
    ("content", "limits", "variant"),
    [
        ("a: 1\n" * 9, Limits(bytes=20), "bytes"),
        ("a: 1\n" * 9, Limits(events=10), "events"),
        ("a: [" + "b, " * 99 + "]\n", Limits(events=50), "events"),
        ("a: [" + "b, " * 99 + "]\n", Limits(entries=50), "entries"),
        ("a:\n" + "- b: c\n" * 99, Limits(entries=50), "entries"),
        ("a: " + "b" * 99 + "\n", Limits(scalar=50), "scalar"),
        ("a: |\n" + "  b\n" * 99, Limits(scalar=50), "scalar"),
        ('a: "' + "\\n" * 99 + '"\n', Limits(scalar=50), "scalar"),
    ],
)
def test_beyond_a_limit_nothing_is_read(content: str, limits: Limits, variant: str) -> None:
    """Y008 alone, at the first line, names the limit by its variant."""
    tree = read(Text(content, "utf-8"), limits=limits)
    assert tree.root is None
    assert [(one.rule, one.variant, one.span) for one in tree.complaints] == [("Y008", variant, Span(0, 0))]


@pytest.mark.parametrize(
    ("deep", "line"),
    [
        ("[" * 70 + "]" * 70, 2),
        ("[" * 10_000 + "]" * 10_000, 2),
        ("[" * 10_000, 2),
        ('{"a":' * 1000 + "1" + "}" * 1000, 2),
        ("\n" + "".join(" " * depth + "a:\n" for depth in range(1, 100)), 66),
        ("\n  " + "- " * 5000 + "a", 3),
    ],
    ids=["seq", "long", "open", "json", "block", "bullets"],
)
def test_too_deep_is_one_field_lost(deep: str, line: int) -> None:
    """Y007 at the line where the limit is passed; the fields around it are read."""
    content = f"年度: 1\n内容: {deep}\n圏域: 八代\n"
    tree = read(Text(content, "utf-8"))
    (complaint,) = tree.complaints
    assert (complaint.rule, lines_of(content, complaint)) == ("Y007", [line])
    read_values = values(tree.root)
    assert (read_values["年度"], read_values["圏域"]) == ("1", "八代")


@pytest.mark.parametrize(
    "content",
    ["[" * 5000, "- " * 5000 + "a", "{a: " * 5000 + "1" + "}" * 5000, "? " * 5000 + "a"],
    ids=["seq", "bullets", "map", "keys"],
)
def test_a_file_of_brackets_is_refused_in_one_sentence(content: str) -> None:
    """Where there is nothing but depth, Y007 is all there is to say, and nothing is read."""
    tree = read(Text(content, "utf-8"))
    assert values(tree.root) in (None, {"(broken)": ""})
    assert [one.rule for one in tree.complaints] == ["Y007"]


def test_a_bomb_of_aliases_is_one_complaint() -> None:
    """Thousands of anchors and aliases: one Y005, fifty places beside it, the rest counted."""
    content = "a: &a 1\n" + "".join(f"k{number}: *a\n" for number in range(3000))
    (complaint,) = read(Text(content, "utf-8")).complaints
    assert (complaint.rule, len(complaint.beside), dict(complaint.args)["total"]) == ("Y005", 50, "3001")


def test_the_twentieth_mistake_of_a_kind_stands_for_the_rest() -> None:
    """Mistakes that are told one by one are told at most twenty times."""
    complaints = read(Text("".join(f"k{number}: @x\n" for number in range(100)), "utf-8")).complaints
    assert [one.variant for one in complaints] == ["sign"] * 20
    assert (len(complaints[-1].beside), dict(complaints[-1].args)["total"]) == (50, "81")


def test_a_forest_of_scalars_is_refused_once() -> None:
    """A megabyte of the smallest values is refused by the limit of events, and nothing else is said."""
    tree = read(Text("- \n" * 240_000, "utf-8"))
    assert [(one.rule, one.variant) for one in tree.complaints] == [("Y008", "events")]


def test_keys_decide_what_is_certain() -> None:
    """Without the form's keys a full-width colon below a key may be text; with them it is a key's."""
    content = "申請者:\n  名称：x\n"
    assert values(read(Text(content, "utf-8")).root) == {"申請者": "名称：x"}
    assert values(read(Text(content, "utf-8"), SPELLED).root) == {"申請者": {"名称": "x"}}


def test_spellings_of_a_key_are_one() -> None:
    """Width, spaces and zero-width characters do not keep a key from being known."""
    content = "申請者:\n  名　称：x\n  ﾋﾞｺｳ：y\n"
    tree = read(Text(content, "utf-8"), frozenset({plain("名称"), plain("ビコウ")}))
    assert values(tree.root) == {"申請者": {"名　称": "x", "ﾋﾞｺｳ": "y"}}
    assert [one.rule for one in tree.complaints] == ["Y010"]


def well_formed(tree: Tree, length: int) -> None:
    """Every span lies in the text, every node has the shape its kind promises."""
    assert tree.root is not None or tree.complaints
    for complaint in tree.complaints:
        for span in (complaint.span, *(one.span for one in complaint.beside)):
            assert 0 <= span.start <= span.end <= length
        assert all(0 <= edit.start <= edit.end <= length for edit in complaint.edits)
    for node in nodes(tree.root) if tree.root else []:
        assert 0 <= node.start <= node.end <= length
        assert isinstance(node.value, {SCALAR: str, LIST: list, GROUP: list, BROKEN: str}[node.kind])


WORDS = ["年度", "取組み", "内容", "項目", "x", "\n", "\r", "\r\n", "\n  ", "\n　", "\n\t", "\\"]
SIGNS = [
    ": ",
    ":",
    "：",
    "- ",
    "－",
    "・",
    "-",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "、",
    "'",
    '"',
    "#",
    " #",
    "|\n",
    ">",
    "=",
    "? ",
]
RARE = [
    "&a ",
    "*a",
    "!t ",
    "%",
    "@",
    "`",
    "---\n",
    "...\n",
    "<<",
    "\ufeff",
    "\u2028",
    "\x85",
    "\0",
    "<<<<<<< a\n",
    "=======\n",
]
PIECES = st.sampled_from([*WORDS, *SIGNS, *RARE])


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=40))
def test_whatever_is_typed_gives_a_tree_or_a_reason(pieces: list[str]) -> None:
    """Any mixture of keys, signs and line ends is read or refused, never an exception, and never in silence."""
    content = "".join(pieces)
    well_formed(read(Text(content, "utf-8"), SPELLED), len(content))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300))
def test_whatever_bytes_come_give_a_tree_or_a_reason(data: bytes) -> None:
    """Any bytes give a text with a tree or complaints, or a refusal."""
    text, complaints = decode(data)
    if text is None:
        assert [one.rule for one in complaints] == ["Y001"]
    else:
        well_formed(read(text, SPELLED), len(text.content))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_plan_with_damage_is_read_or_refused(data: st.DataObject) -> None:
    """A plan with pieces cut out, doubled or put in anywhere: a tree or a reason, and well-formed."""
    content = PLAN
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        to = data.draw(st.integers(at, min(len(content), at + 12)))
        content = content[:at] + data.draw(PIECES | st.just("")) + content[to:]
    well_formed(read(Text(content, "utf-8"), SPELLED), len(content))


def test_the_clean_way_imports_nothing_heavy() -> None:
    """A clean plan is read without the modules for repairs, and without what is slow to import."""
    script = (
        "import sys\n"
        "from zaitaku_check.source.text import decode\n"
        "from zaitaku_check.source.reading import read\n"
        f"assert not read(decode({PLAN.encode()!r})[0]).complaints\n"
        "print(*sorted(m for m in sys.modules if m.startswith('zaitaku_check.source.') or m in "
        "{'json', 'enum', 'pathlib', 'dataclasses', 'inspect'}))\n"
    )
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    loaded = {name.removeprefix("zaitaku_check.source.") for name in done.stdout.split()}
    assert not loaded & {"walk", "repair", "salvage", "flow", "values", "foreign", "findings", "inspect", "dataclasses"}
