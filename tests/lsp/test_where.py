"""Where a cursor stands: found in plans that no parser would take, in block and flow style."""

from __future__ import annotations

import pytest
from tests.edit.forms import SMALL

from zaitaku_check.lsp.where import field_of, names_at, where

PLAN = """\
年度: 平成30年度
取組み:
  - 項目: ①急変時対応
    内容: |
      当番表: を作る。
      ここ
    実施事項:
      - 区分: 24時間体制
        時期:
      -
  - {項目: ⑦, 内容: "連絡会、年{2回}", 実施期間: {開始: H30.10.1, }
申請者:
  在宅医療の提供: [退院支援, 看
  職種:
    - 医
  担当者: {部署: 医事課,
"""
LINES = PLAN.splitlines()
FLOW = '  - {項目: ⑦, 内容: "連絡会、年{2回}", 実施期間: {開始: H30'


def at(before: str) -> tuple[int, int]:
    """Return row and column of the cursor behind a line's beginning."""
    return next(row for row, line in enumerate(LINES) if line.startswith(before)), len(before)


@pytest.mark.parametrize(
    ("before", "path", "key", "typed"),
    [
        ("年度:", (), "年度", ""),
        ("年度: 平成", (), "年度", "平成"),
        ("年", (), None, "年"),
        ("  - 項目", ("取組み",), None, "項目"),
        ("  - 項目: ", ("取組み",), "項目", ""),
        ("      - 区分: 24", ("取組み", "実施事項"), "区分", "24"),
        ("        時期:", ("取組み", "実施事項"), "時期", ""),
        ("  - {", ("取組み",), None, ""),
        ("  - {項目: ", ("取組み",), "項目", ""),
        ("  - {項目: ⑦, 内容", ("取組み",), None, "内容"),
        ('  - {項目: ⑦, 内容: "連絡会、年{2', ("取組み",), "内容", '"連絡会、年{2'),
        (FLOW, ("取組み", "実施期間"), "開始", "H30"),
        (FLOW + ".10.1, ", ("取組み", "実施期間"), None, ""),
        (FLOW + ".10.1, }", ("取組み",), "実施期間", ""),
        ("  在宅医療の提供: [退院支援, 看", ("申請者",), "在宅医療の提供", "看"),
        ("    - 医", ("申請者", "職種"), None, "医"),
        ("  担当者: {部署: 医事課,", ("申請者", "担当者"), None, ""),
    ],
)
def test_path_key_and_word_are_found(before: str, path: tuple[str, ...], key: str | None, typed: str) -> None:
    """Every place of a half-written plan is known by its keys."""
    row, column = at(before)
    found = where(LINES, row, column)
    assert found is not None
    assert (found.path, found.key, found.typed) == (path, key, typed)
    assert LINES[row][found.start : column] == typed


def test_an_element_that_has_only_its_bullet_is_a_place() -> None:
    """Behind a bullet the keys of an element may follow."""
    found = where(LINES, 9, 7)
    assert found is not None
    assert (found.path, found.key, found.typed, found.beside) == (("取組み", "実施事項"), None, "", ())


@pytest.mark.parametrize("before", ["      当番", "      ここ"])
def test_inside_a_text_of_several_lines_there_is_no_place(before: str) -> None:
    """A block of text is content, whatever its lines look like."""
    assert where(LINES, *at(before)) is None


def test_a_comment_is_no_place() -> None:
    """Nothing is offered in a comment."""
    assert where(["# 年"], 0, 3) is None


@pytest.mark.parametrize(
    ("before", "beside"),
    [
        ("年", ("取組み", "申請者")),
        ("    内", ("項目", "実施事項")),
        ("  - 項", ("内容", "実施事項")),
        ("        時", ("区分",)),
        (FLOW + ".10.1, ", ("開始",)),
    ],
)
def test_the_keys_beside_are_found(before: str, beside: tuple[str, ...]) -> None:
    """The keys of the same group, above and below, are known, those of the next element are not."""
    found = where(LINES, *at(before))
    assert found is not None
    assert found.beside == beside


@pytest.mark.parametrize(
    ("before", "names"),
    [
        ("", ("年度",)),
        ("年度: 平", ("年度",)),
        ("      - 区", ("取組み", "実施事項", "区分")),
        ("  - {項目: ⑦, 内", ("取組み", "内容")),
        ("  在宅医療の", ("申請者", "在宅医療の提供")),
        ("  在宅医療の提供: [退", ("申請者", "在宅医療の提供")),
    ],
)
def test_the_field_under_the_cursor_is_named(before: str, names: tuple[str, ...]) -> None:
    """Pointing at a key or at its value means the same field."""
    assert names_at(LINES, *at(before)) == names


@pytest.mark.parametrize(
    ("names", "path"),
    [
        ((), ""),
        (("圏域",), "area"),
        (("area",), "area"),
        (("二次 医療圏",), "area"),
        (("取組", "項目"), "activities[].item"),
    ],
)
def test_keys_in_every_spelling_lead_to_the_field(names: tuple[str, ...], path: str) -> None:
    """Labels, canonical names and aliases are the same field."""
    field = field_of(SMALL.root, names)
    assert field is not None
    assert field.path == path


@pytest.mark.parametrize("names", [("ない",), ("圏域", "ない"), ("ない", "項目")])
def test_unknown_keys_lead_nowhere(names: tuple[str, ...]) -> None:
    """A key the form does not have is no field, and nothing below it either."""
    assert field_of(SMALL.root, names) is None


def test_a_long_line_takes_no_time() -> None:
    """A line of a hundred thousand spaces or brackets is read once, not again and again."""
    for line in (" " * 100_000, "a" + " " * 100_000, "a: " + "[{" * 50_000, "- " * 50_000):
        assert where([line], 0, len(line)) is not None
