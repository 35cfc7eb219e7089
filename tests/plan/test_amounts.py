"""Counts, numbers and amounts: what is read, what is refused, and what is asked about."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zaitaku_check.plan.doubt import Doubt
from zaitaku_check.plan.kinds import amounts
from zaitaku_check.plan.kinds.amounts import read_count, read_number, read_yen


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
        ("43.5", "fraction"), ("2～3回", "range"), ("2-3", "range"), ("10人以上", "range"), ("1人から3人", "range"),
        ("十二", "kanji"), ("百二十床", "kanji"), ("たくさん", "count"), ("1 2", "count"), ("1,23", "count"),
        ("12人と3人", "count"),
        ("+12", "count"), ("1e3", "count"), ("0x1F", "count"), ("1_000", "count"), (".nan", "count"),
        (".inf", "count"),
        ("1:30", "count"), ("月1回", "count"), ("1万人", "count"), ("1" * 16, "large"), ("1" * 5000, "large"),
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
    assert isinstance(read_number(raw), int | Decimal | Doubt)
    assert isinstance(read_yen(raw), int | Doubt)


@given(st.text(alphabet="0123456789０３年,，.千万円床人回件 ", max_size=12))
@settings(max_examples=500)
def test_the_usual_ways_are_read_as_all_others(raw: str) -> None:
    """What is read without a pattern has the value that the patterns give it."""
    read = [reader(raw) for reader in (read_count, read_number, read_yen)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(amounts, "_usual", lambda _raw: None)
        assert read == [reader(raw) for reader in (read_count, read_number, read_yen)]
