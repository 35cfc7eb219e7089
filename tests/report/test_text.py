"""The terminal report."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len
from tests.report import samples

from zaitaku_check.report.cells import cropped, fold, width
from zaitaku_check.report.formats import Options
from zaitaku_check.report.frame import frame
from zaitaku_check.report.model import Place
from zaitaku_check.report.text import render
from zaitaku_check.text_types import Bilingual

SAMPLES = samples.samples()
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def _place(source: str, start: int, end: int, source_at: int = 0) -> Place:
    return Place("p.yaml", "", 3, start, 3, end, source, source_at)


def test_a_finding_is_a_code_frame_with_reason_and_remedy() -> None:
    """Headline, message, line, caret, remedy, source and related place follow one another."""
    lines = render(samples.one_bad(), Options(width=80)).splitlines()
    at = lines.index("  差戻し R126  examples/plan.yaml:31:49")
    assert lines[at + 1 : at + 7] == [
        "    目標値「12」が現状値「12」を上回っていません。",
        "    31 │ …標: [{名称: 訪問診療を行う診療所, 単位: か所, 現状値: 12, 目標値: 12}]",
        "       │                                                                    ^^",
        "    修正  現状値を上回る目標値にしてください。",
        "    根拠  在宅医療センター事業について（平成30年6月29日） 3(2)⑤",
        "    関連  examples/plan.yaml:31:40  現状値",
    ]


def test_the_verdict_comes_first_and_the_sums_last() -> None:
    """The first line is the verdict with its sign; the end says what was checked, with which rules, as of when."""
    lines = render(samples.one_bad(), Options()).splitlines()
    assert lines[0] == "× 差戻し  examples/plan.yaml"
    assert lines[-2:] == [
        "検査した計画書 1件: 提出可 0、要説明 0、差戻し 1、判定不能 0／指摘 3件: 差戻し 2、要説明 1、注意 0",
        "zaitaku-check 0.1.0／ルールパック regional-centre-2018 (abababababab)／基準日 令和8年11月21日",
    ]


def test_what_the_tool_can_put_right_is_counted() -> None:
    """Above the sums stands how many findings can be fixed and with which command; nothing where there are none."""
    for lang, wanted in (
        ("ja", "自動で修正できる指摘が1件あります。計画書を書き換えるには: zaitaku-check fix --write ファイル名"),
        ("en", "1 finding can be fixed automatically: zaitaku-check fix --write FILE"),
    ):
        assert render(samples.folder(), Options(lang)).splitlines()[-3] == wanted
        assert "fix --write" not in render(samples.report(samples.plan("a.yaml")), Options(lang))


def test_a_skipped_file_keeps_to_the_width() -> None:
    """What is said of a file left out folds under its own beginning, and is one line where nothing bounds it."""
    reason = Bilingual("テキストファイルのため検査していません。名前の末尾を「.yaml」に変えてください。", "x")
    report = samples.folder()._replace(skipped=(("plans/memo.txt", reason),))
    lines = render(report, Options(width=60)).splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("対象外  "))
    assert lines[at : at + 2] == [
        "対象外  plans/memo.txt  テキストファイルのため検査していませ",
        "        ん。名前の末尾を「.yaml」に変えてください。",
    ]
    assert f"対象外  plans/memo.txt  {reason.ja}" in render(report, Options()).splitlines()


def test_the_matrix_shows_mandatory_and_optional_items() -> None:
    """Eight items in two columns, each with 有 or 無."""
    lines = [line.split() for line in render(samples.one_bad(), Options()).splitlines()]
    at = lines.index(["必須項目", "任意項目"])
    assert lines[at + 3] == [
        "無",
        "⑤",
        "訪問診療等のサービス提供量の増加に向けた取組み",
        "無",
        "⑥",
        "普及啓発に関する取組み",
    ]


def test_the_overview_is_worst_first() -> None:
    """One row a plan by verdict, with its facts, items and counts."""
    lines = render(samples.folder(), Options()).splitlines()
    at = lines.index("計画一覧")
    assert [line.split()[:3] for line in lines[at + 2 : at + 6]] == [
        ["×", "差戻し", "plans/c.yaml"],
        ["?", "判定不能", "plans/d.yaml"],
        ["△", "要説明", "plans/b.yaml"],
        ["○", "提出可", "plans/a.yaml"],
    ]
    assert lines[at + 2].split()[-5:] == ["─④──", "2", "0", "0", "0"]


def test_the_ledger_says_how_things_stand() -> None:
    """Used, condition and state of each group; an unreadable plan leaves open what it could still change."""
    lines = render(samples.folder(), Options()).splitlines()
    at = lines.index("箇所数・予算額")
    assert [line.split() for line in lines[at + 2 : at + 7]] == [
        ["R901", "八代", "3件以上", "2件まで", "×", "超過", "重複の可能性2件"],
        ["R901", "阿蘇", "0件以上", "1件まで", "?", "未確定"],
        ["R903", "全体", "4件以上", "13件まで", "?", "未確定", "提出5件のうち差替え前1件、うち差戻し1件"],
        ["R904", "所要額の合計", "4,596,000円以上", "14,943,000円まで", "?", "未確定"],
        ["R902", "阿蘇", "0件", "1件以上", "△", "不足"],
    ]


def test_who_counts_above_a_limit_is_named() -> None:
    """Under the ledger stand the plans of every group that is over its limit."""
    text = render(samples.folder(), Options())
    assert "  × 八代  plans/a.yaml  plans/b.yaml  plans/d.yaml" in text.splitlines()


@pytest.mark.parametrize(
    ("columns", "titles"),
    [
        (None, ["判定", "計画", "申請者", "圏域", "類型", "所要額"]),
        (140, ["判定", "計画", "申請者", "圏域", "類型", "所要額"]),
        (120, ["判定", "計画", "申請者", "圏域", "類型"]),
        (80, ["判定", "計画", "圏域", "類型"]),
        (70, ["判定", "計画", "圏域"]),
        (60, ["判定", "計画"]),
    ],
)
def test_the_overview_shows_the_facts_there_is_room_for(columns: int | None, titles: list[str]) -> None:
    """As many facts as fit, those first that the pack names first, and always verdict, plan, items and counts."""
    report = samples.folder()
    long = "plans/01-八代圏域-在宅医療サポートセンター計画.yaml"
    plans = (
        samples.of_applicant(report.plans[0], "医療法人社団○○会 ○○総合病院")._replace(path=long),
        *report.plans[1:],
    )
    lines = render(report._replace(plans=plans), Options(width=columns)).splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("計画一覧"))
    assert lines[at + 1].split() == [*titles, "必須", "任意", "差", "要", "注", "全体"]


def test_a_terminal_says_the_common_folder_once() -> None:
    """On a terminal the overview leaves out the folder that all plans lie in; in a file paths stay whole."""
    lines = render(samples.folder(), Options(width=80)).splitlines()
    at = lines.index("計画一覧  plans/")
    assert lines[at + 2].split()[:3] == ["×", "差戻し", "c.yaml"]


def test_sections_of_one_source_are_named_together() -> None:
    """A source cited twice is named once, with both sections."""
    report = samples.one_bad()
    card = samples.RULES["R105"]
    twice = card._replace(cite=(card.cite[0]._replace(section="3"), *card.cite))
    text = render(report._replace(rules={**report.rules, "R105": twice}), Options())
    assert "    根拠  在宅医療センター事業について（平成30年6月29日） 3・3(2)⑤" in text.splitlines()


def test_what_could_not_be_told_or_read_is_said() -> None:
    """Rules without an answer and files without a check are named, also when quiet."""
    for quiet in (False, True):
        lines = render(samples.folder(), Options(quiet=quiet)).splitlines()
        assert "    判定できなかったルール  R303" in lines
        assert "検査できません  plans/z.yaml  読み取りの権限がありません。" in lines
        assert "対象外  plans/memo.txt  YAMLではありません。" in lines


def test_ready_plans_take_one_row_only() -> None:
    """Among many plans those without a finding stand in the overview and nowhere else."""
    report = samples.many()
    text = render(report, Options())
    assert [text.count(plan.path) for plan in report.plans[:2]] == [3, 1]
    assert len(text.splitlines()) < 20 * 12 + 200 + 10


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_terminal_s_width_is_kept(columns: int, lang: str) -> None:
    """No line of an ordinary report is wider than the terminal, and messages are folded, not cropped."""
    for name in ("one_bad", "one_ready", "folder", "nothing"):
        text = render(SAMPLES[name], Options(lang, columns))
        assert [line for line in text.splitlines() if cell_len(line) > columns] == []
    folded = render(samples.one_bad(), Options(lang, columns)).replace("\n", "").replace(" ", "")
    assert samples.RULES["R105"].remedy[lang == "en"].replace(" ", "") in folded


@pytest.mark.parametrize("name", list(SAMPLES))
def test_colour_changes_nothing_but_colour(name: str) -> None:
    """Without its escapes a coloured report is the plain one, and only colours are sent."""
    plain, coloured = (render(SAMPLES[name], Options(width=80, color=color)) for color in (False, True))
    stripped = ESCAPES.sub("", coloured)
    assert [line.rstrip() for line in stripped.splitlines()] == plain.splitlines()
    assert "\x1b" in coloured
    assert "\x1b" not in plain + stripped


def test_not_a_terminal_nothing_is_folded_or_cropped() -> None:
    """A long path and a long message stay whole on their line."""
    report = samples.many(2)
    text = render(report, Options())
    assert f"△ 要説明  {report.plans[0].path}" in text.splitlines()
    remedy = samples.RULES["R105"].remedy.ja
    assert f"    修正  {remedy}" in render(samples.one_bad(), Options()).splitlines()


def test_markup_and_escapes_of_a_plan_are_shown() -> None:
    """A value in the printer's own markup stays text; control characters are written out."""
    text = render(samples.hostile(), Options(color=True))
    assert "[bold]+1+1[/bold]" in text
    assert r"\u{1b}]0;owned\u{7}" in text
    assert ESCAPES.sub("", text).isprintable() is False  # the ends of lines only
    assert ESCAPES.sub("", text).replace("\n", "").isprintable()


@pytest.mark.parametrize(
    ("place", "before", "marked", "after"),
    [
        (_place("圏域: 八代", 5, 7), "圏域: ", "八代", ""),
        (_place("\t鍵: 値", 5, 6), "→鍵: ", "値", ""),
        (_place("か\u3099: x", 5, 6), "か\u3099: ", "x", ""),
        (_place("名称:", 4, 4), "名称:", "", ""),
        (_place("名称:   ", 9, 12), "名称:", "", ""),
        (_place("…cut: value", 105, 110, 98), "…" + "…cut: ", "value", ""),
        (_place("a: b  ", 99, 120), "a: b", "", ""),
    ],
)
def test_a_frame_marks_the_place(place: Place, before: str, marked: str, after: str) -> None:
    """The line is parted at the place's code points, made visible, without what trails."""
    assert frame(place, 80) == (3, before, marked, after)


@pytest.mark.parametrize("start", [1, 250, 500])
@pytest.mark.parametrize("length", [0, 1, 30, 400])
def test_a_long_line_is_cut_to_a_window_around_the_place(start: int, length: int) -> None:
    """Whatever the length of a line, what is shown fits and the marked part begins in it."""
    source = "あいうえお" * 100
    found = frame(_place(source, start, start + length), 60)
    assert found is not None
    assert width(found.before + found.marked + found.after) <= 60
    assert found.marked[:1] == source[start - 1 : start] if length else found.marked == ""
    assert "…" in found.before + found.marked + found.after


def test_what_is_missing_from_the_whole_plan_has_no_frame() -> None:
    """The beginning of a file stands for the whole of it: the first line is not shown as if it were at fault."""
    assert frame(Place("p.yaml", "", 1, 1, 1, 1, "事業: x"), 80) is None
    assert frame(Place("p.yaml", "", 1, 1, 1, 3, "事業: x"), 80) == (1, "", "事業", ": x")
    assert frame(Place("p.yaml", "/programme", 1, 1, 1, 1, "事業: x"), 80) == (1, "", "", "事業: x")


def test_a_place_without_a_line_has_no_frame() -> None:
    """A matter of the folder, or an empty line, has nothing to show."""
    assert frame(Place("plans"), 80) is None
    assert frame(_place("   ", 1, 2), 80) is None


@pytest.mark.parametrize("room", [10, 16, 33])
def test_folding_loses_nothing_and_fits(room: int) -> None:
    """Folded lines hold the text and fit; a line never begins with a closing mark."""
    text = "圏域「八代」の計画は3件で、上限の2件を超えています。An English part, too、（括弧）も。"
    lines = fold(text, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(map(width, lines)) <= room
    assert not [line for line in lines if line[:1] in "、。」）"]


def test_widths_are_terminal_cells() -> None:
    """Wide characters take two cells, combining ones none, and cropping counts them."""
    assert [width(text) for text in ("abc", "八代", "か\u3099", "ｱ", "①")] == [3, 4, 2, 1, 1]
    assert cropped("八代圏域", 5) == "八代…"
    assert cropped("八代", 4) == "八代"
