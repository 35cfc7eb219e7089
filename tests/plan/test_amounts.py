"""Counts, numbers and amounts: what is read, what is refused, and what is asked about."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zaitaku_check.plan.doubt import Context, Doubt, InContext
from zaitaku_check.plan.kinds import amounts
from zaitaku_check.plan.kinds.amounts import read_count, read_number, read_times, read_yen


@pytest.mark.parametrize(
    ("raw", "count"),
    [
        ("43", 43), ("４３", 43), ("43床", 43), ("43 床", 43), ("約70人", 70), ("約 70 人", 70), ("70人程度", 70),
        ("およそ70名", 70),
        ("1,234", 1234), ("１，２３４件", 1234), ("年2回", 2), ("年間2回", 2), ("年２回程度", 2), ("2回/年", 2),
        ("12か所", 12),
        ("12カ所", 12), ("12ヶ所", 12), ("12箇所", 12), ("12ｹ所", 12), ("12個所", 12), ("3機関", 3), ("3施設", 3),
        ("3台", 3), ("0", 0), ("010", 10),
        ("-5", -5), ("－５", -5), ("−5", -5), ("▲6", -6), ("△6", -6), ("12.0", 12), ("4\u200b3", 43), ("　43　", 43),
    ],
)  # fmt: skip
def test_every_notation_of_a_count_is_read(raw: str, count: int) -> None:
    """Full-width digits, separators, counters and 約 do not matter."""
    assert read_count(raw) == count


@pytest.mark.parametrize(
    ("raw", "variant"),
    [
        ("43.5", "fraction"), ("2～3回", "range"), ("2-3", "range"), ("1人から3人", "range"),
        ("十二", "kanji"), ("百二十床", "kanji"), ("たくさん", "count"), ("1 2", "count"), ("1,23", "count"),
        ("12人と3人", "count"),
        ("+12", "count"), ("1e3", "count"), ("0x1F", "count"), ("1_000", "count"), (".nan", "count"),
        (".inf", "count"),
        ("1:30", "count"), ("1万人", "count"), ("1" * 16, "large"), ("1" * 5000, "large"),
        ("¥12", "count"),
    ],
)  # fmt: skip
def test_what_is_no_count_is_refused(raw: str, variant: str) -> None:
    """Fractions, ranges, words and kanji numerals are F004, each for its own reason."""
    assert read_count(raw) == Doubt("F004", variant)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("1,234.5", "1234.5"), ("▲6", "-6"), ("－6", "-6"), ("△0.5", "-0.5"), ("12", "12"), ("１２．５％", "12.5"),
        ("約12.5%", "12.5"), ("12か所", "12"), ("120件/年", "120"), ("-1,234.50", "-1234.50"), ("-0", "0"),
    ],
)  # fmt: skip
def test_every_notation_of_a_number_is_read(raw: str, number: str) -> None:
    """Decimals stay exact."""
    assert read_number(raw) == Decimal(number)


@pytest.mark.parametrize(
    "raw",
    ["1.0e+400", ".nan", "190:20:30.15", "1.2.3", "12．", "九割", "増加", "1" * 4000 + ".0", "60²", "12①", "⑥⓪", "٦٠"],
)
def test_what_is_no_number_is_refused(raw: str) -> None:
    """Nothing is read that is not plainly one number."""
    doubt = read_number(raw)
    assert isinstance(doubt, Doubt)
    assert (doubt.rule, doubt.value) == ("F004", None)


@pytest.mark.parametrize(
    ("raw", "yen"),
    [
        ("1149000", 1_149_000), ("1,149,000", 1_149_000), ("1,149,000円", 1_149_000), ("¥1,149,000", 1_149_000),
        ("￥１，１４９，０００", 1_149_000),
        ("1,149千円", 1_149_000), ("１１４９千円", 1_149_000), ("1149 千円", 1_149_000), ("1,149（千円）", 1_149_000),
        ("1,149千", 1_149_000),
        ("114万9千円", 1_149_000), ("114万9,000円", 1_149_000), ("114.9万円", 1_149_000), ("1.149百万円", 1_149_000),
        ("60万円", 600_000),
        ("金1,149,000円也", 1_149_000), ("約115万円", 1_150_000), ("1億2千万円", 120_000_000), ("-50,000円", -50_000),
        ("▲50千円", -50_000),
        ("▲1000", -1000), ("0", 0), ("0円", 0), ("5,000円", 5000), ("¥5,000", 5000), ("10000", 10_000),
        ("1,149,000円(税込)", 1_149_000),
    ],
)  # fmt: skip
def test_every_notation_of_an_amount_is_read(raw: str, yen: int) -> None:
    """Units from 千円 to 億円, signs and separators all lead to whole yen."""
    assert read_yen(raw) == yen


@pytest.mark.parametrize(
    ("raw", "variant"),
    [
        ("百万円", "kanji"), ("千円", "kanji"), ("一式", "yen"), ("1149000.5円", "yen_fraction"),
        ("1.5円", "yen_fraction"), ("100～200千円", "range"),
        ("2千5百万円", "yen"), ("9千114万円", "yen"), ("114万90千円", "yen"), ("1 149 000", "yen"),
        ("100 USD", "yen"), ("1" * 40, "large"),
        ("99999999億円", "large"), ("1,149千人", "yen"), ("1149千円²", "yen"),
        ("1149²", "yen"), ("-" + "1" * 99, "large"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused(raw: str, variant: str) -> None:
    """Terms that do not descend, fractions of a yen, words: F004 with the reason."""
    assert read_yen(raw) == Doubt("F004", variant)


@pytest.mark.parametrize("raw", ["1149", "1,149", "１１４９", "1", "9999"])
def test_a_small_bare_amount_is_asked_about_and_never_multiplied(raw: str) -> None:
    """Below 10,000 without a unit: F007, and the value counts as written."""
    doubt = read_yen(raw)
    assert isinstance(doubt, Doubt)
    digits = int(raw.replace(",", ""))
    assert (doubt.rule, doubt.value) == ("F007", digits)
    assert dict(doubt.args)["thousands"] == (f"{digits:,}千円", f"{digits:,}千円")


@given(st.integers(-(10**14) + 1, 10**14 - 1))
def test_every_amount_round_trips_in_every_notation(yen: int) -> None:
    """Whatever amount is written in whatever accepted notation, that amount is read."""
    size, minus = abs(yen), "▲" if yen < 0 else ""
    wide = str.maketrans("0123456789,", "０１２３４５６７８９，")
    written = [f"{minus}{size}円", f"{minus}{size:,}円", f"{minus}{size:,}円".translate(wide), f"{minus}¥{size:,}"]
    if size % 1000 == 0:
        written.append(f"{minus}{size // 1000:,}千円")
    if size % 1000 == 0 and size >= 10_000:
        rest = f"{size % 10_000 // 1000}千" if size % 10_000 else ""
        written.append(f"{minus}{size // 10_000}万{rest}円")
    assert {raw: read_yen(raw) for raw in written} == dict.fromkeys(written, yen)


@given(
    st.integers(-(10**12), 10**12),
    st.sampled_from(["", "床", "人", "名", "件", "回", "か所", "機関", "施設", "台", "%"]),
)
def test_every_count_round_trips_with_every_counter(number: int, counter: str) -> None:
    """Counters, separators and the usual minus signs leave the number as it is."""
    size = abs(number)
    written = [sign + f"{size:,}{counter}" for sign in (("-", "－", "−", "▲", "△") if number < 0 else ("", "約"))]
    assert {raw: read_count(raw) for raw in written} == dict.fromkeys(written, number)


@given(st.text(max_size=80))
def test_no_text_breaks_the_readers_of_numbers(raw: str) -> None:
    """Any text yields a number or a doubt."""
    assert isinstance(read_count(raw), int | Doubt)
    assert isinstance(read_number(raw), int | Decimal | Doubt | InContext)
    assert isinstance(read_yen(raw), int | Doubt)


@given(st.text(alphabet="0123456789０３年,，.千万円床人回件 ", max_size=12))
@settings(max_examples=500)
def test_the_usual_ways_are_read_as_all_others(raw: str) -> None:
    """What is read without a pattern has the value that the patterns give it."""
    read = [reader(raw) for reader in (read_count, read_number, read_yen)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(amounts, "_usual", lambda _raw: None)
        assert read == [reader(raw) for reader in (read_count, read_number, read_yen)]


def _in_plan(read: object, months: int = 6, baseline: int | None = 9) -> object:
    """Return what a value is read as in a plan of so many months."""
    return (
        read.settle(Context(lambda: 2018, lambda: months, lambda _name: baseline))
        if isinstance(read, InContext)
        else read
    )


@pytest.mark.parametrize(
    ("raw", "times"),
    [
        ("毎月", 6),
        ("月1回", 6),
        ("各月1回", 6),
        ("毎月1回", 6),
        ("月2回", 12),
        ("隔月", 3),
        ("2か月に1回", 3),
        ("２ヶ月に１回", 3),
        ("四半期ごと", 2),
        ("四半期に1回", 2),
        ("半期に1回", 1),
        ("年2～3回", 2),
        ("2～3回", 2),
        ("3回以上", 3),
        ("年3回以上", 3),
        ("随時（年3回以上）", 3),
        ("年3回（10月、12月、2月）", 3),
        ("10月、12月、2月", 3),
        ("6回程度", 6),
        ("年間4回", 4),
        ("期間中3回", 3),
        ("3", 3),
        ("３回", 3),
        ("約3回", 3),
        ("3回/年", 3),
        ("monthly", 6),
        ("3 times", 3),
        ("毎週", 24),
        ("年2回（9月・2月）", 2),
    ],
)
def test_times_are_read_as_far_as_they_are_certain(raw: str, times: int) -> None:
    """A rhythm is counted over the months of the plan's period, of a range the lower end counts."""
    assert _in_plan(read_times(raw)) == times


def test_a_rhythm_is_at_least_once() -> None:
    """Also where the period is too short for it, or not known."""
    assert [_in_plan(read_times(raw), months=0) for raw in ("毎月", "隔月", "半期に1回")] == [1, 1, 1]


@pytest.mark.parametrize("raw", ["随時", "必要に応じて", "適宜", "定期的に"])
def test_what_states_no_times_is_refused(raw: str) -> None:
    """F004, with the field's own example."""
    assert read_times(raw) == Doubt("F004", "times")


@pytest.mark.parametrize(
    ("raw", "beds"),
    [
        ("一般 99床", 99),
        ("120床（うち地域包括ケア40床）", 120),
        ("一般60床、療養28床", 88),
        ("一般60床・療養28床", 88),
        ("99床（一般）", 99),
        ("許可病床 199床", 199),
        ("計120床（一般60床、療養60床）", 120),
    ],
)
def test_beds_are_read_with_their_kinds(raw: str, beds: int) -> None:
    """A remark in brackets is left out, several kinds are added up."""
    assert read_count(raw) == beds


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("9か所（平成30年6月）", 9),
        ("月80件", 80),
        ("14件/月", 14),
        ("9/42", 9),
        ("9/42か所", 9),
        ("11か所以上", 11),
        ("16機関以上", 16),
        ("＋2か所", 11),
        ("2か所増", 11),
        ("2か所の増加", 11),
        ("2か所減", 7),
        ("約10か所", 10),
        ("80件程度", 80),
        ("1.5倍", Decimal("13.5")),
        ("42人（H29年度）", 42),
        ("年間140件", 140),
    ],
)
def test_figures_are_read_as_people_write_them(raw: str, number: object) -> None:
    """With units, remarks and bounds; a change is counted from the baseline beside it."""
    assert _in_plan(read_number(raw)) == number


def test_a_change_of_nothing_known_is_refused() -> None:
    """Without a baseline 2か所増 is no figure."""
    assert _in_plan(read_number("2か所増"), baseline=None) == Doubt("F004", "number")


@pytest.mark.parametrize(
    ("raw", "yen"),
    [
        ("1149 thousand yen", 1_149_000),
        ("1,149,000 yen", 1_149_000),
        ("￥1,120,000－", 1_120_000),
        ("1,149千円以内", 1_149_000),
        ("1,063,889円（税抜）", 1_063_889),
        ("1,149,000円（税抜 1,063,889円）", 1_149_000),
        ("1.149百万円", 1_149_000),
        ("1,149千円（上限）", 1_149_000),
        ("¥1,149,000-", 1_149_000),
    ],
)
def test_amounts_are_read_with_what_stands_around_them(raw: str, yen: int) -> None:
    """English units, a dash behind, 以内 and remarks."""
    assert read_yen(raw) == yen


@pytest.mark.parametrize("raw", ["1.149千円", "１．１４９千円", "2.000千円"])
def test_a_point_before_three_digits_of_thousands_is_not_guessed(raw: str) -> None:
    """F013: it may part thousands or decimals."""
    read = read_yen(raw)
    assert isinstance(read, Doubt)
    assert (read.rule, read.value) == ("F013", None)
