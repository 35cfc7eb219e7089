"""The mistakes people make: in what a plan says, in how a value is put down, and in the file itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import Any

from benchmarks.writing import AsWritten

InFacts = Callable[[dict[str, Any], Random], None]
"""A mistake in what a plan says: changes the facts in place."""
InBytes = Callable[[str, Random], bytes]
"""A mistake of the file: from the text to the bytes that lie on the disk."""


def _activity(plan: dict[str, Any], item: str) -> dict[str, Any]:
    found: dict[str, Any] = next(activity for activity in plan["activities"] if activity["item"] == item)
    return found


# What the plan says -------------------------------------------------------------------------------


def mandatory_item_left_out(plan: dict[str, Any], rng: Random) -> None:
    """Leave one of the first items out."""
    del plan["activities"][rng.randint(0, 1)]


def only_mandatory_items(plan: dict[str, Any], _rng: Random) -> None:
    """Choose no optional item."""
    optional = {"daily_care_support", "end_of_life_care", "public_awareness", "regional_initiative"}
    plan["activities"] = [activity for activity in plan["activities"] if activity["item"] not in optional]


def item_twice(plan: dict[str, Any], _rng: Random) -> None:
    """Write the first item a second time, with other words."""
    plan["activities"].append(plan["activities"][0] | {"content": "休日の往診を近隣の診療所と交代で受け持つ。"})


def placeholder_as_content(plan: dict[str, Any], rng: Random) -> None:
    """Leave the content to be written later."""
    plan["activities"][-1]["content"] = rng.choice(("検討中", "未定", "同上", "別紙のとおり"))


def target_below_baseline(plan: dict[str, Any], _rng: Random) -> None:
    """Aim at fewer than there are now."""
    indicator = _activity(plan, "service_volume_increase")["indicators"][0]
    indicator["target"] = indicator["baseline"] - 1


def meeting_without_participants(plan: dict[str, Any], _rng: Random) -> None:
    """Name nobody who takes part."""
    del _activity(plan, "liaison_meeting")["meeting"]["participants"]


def no_beds(plan: dict[str, Any], _rng: Random) -> None:
    """Take the beds away."""
    plan["applicant"]["beds"] = 0


def one_profession(plan: dict[str, Any], _rng: Random) -> None:
    """Employ doctors only."""
    plan["applicant"]["professions"] = ["医師"]


def lonely_alliance(plan: dict[str, Any], _rng: Random) -> None:
    """Make it an alliance of one."""
    plan["centre_type"] = "alliance"
    plan["members"] = plan.get("members", [])[:1]


def municipality_elsewhere(plan: dict[str, Any], _rng: Random) -> None:
    """Move the applicant to another area."""
    plan["applicant"]["municipality"] = "水俣市" if plan["area"] != "ashikita" else "荒尾市"


def budget_too_high(plan: dict[str, Any], _rng: Random) -> None:
    """Ask for more than a centre may have."""
    plan["budget"]["lines"][0]["amount"] += 1_200_000
    plan["budget"]["total"] += 1_200_000


def lines_do_not_add_up(plan: dict[str, Any], rng: Random) -> None:
    """Give a total that the lines do not add up to."""
    plan["budget"]["total"] += rng.randint(1, 9) * 1000


def starts_too_early(plan: dict[str, Any], _rng: Random) -> None:
    """Begin before designation."""
    plan["period"]["start"] = "2018-08-01"


def ends_before_it_starts(plan: dict[str, Any], _rng: Random) -> None:
    """Exchange start and end."""
    plan["period"] = {"start": "2019-03-31", "end": "2018-10-01"}


# How a field is put down --------------------------------------------------------------------------


def area_left_out(plan: dict[str, Any], _rng: Random) -> None:
    """Leave a required field out."""
    del plan["area"]


def unknown_field(plan: dict[str, Any], _rng: Random) -> None:
    """Add a field no form has."""
    plan["承認欄"] = "印"


def misspelt_field(plan: dict[str, Any], _rng: Random) -> None:
    """Name a field one letter off."""
    plan["applicant"]["institution_typ"] = plan["applicant"].pop("institution_type")


def unknown_choice(plan: dict[str, Any], _rng: Random) -> None:
    """Give a value the form does not offer."""
    plan["centre_type"] = AsWritten("協力型")


def words_for_a_number(plan: dict[str, Any], _rng: Random) -> None:
    """Give the number of beds in words."""
    plan["applicant"]["beds"] = AsWritten("百床ほど")


def ambiguous_date(plan: dict[str, Any], _rng: Random) -> None:
    """Give a year and a month that look like a decimal."""
    plan["period"]["start"] = AsWritten("2018.10")


def impossible_date(plan: dict[str, Any], _rng: Random) -> None:
    """Give a day the calendar does not have."""
    plan["submitted_on"] = AsWritten("平成30年9月31日")


def wrong_weekday(plan: dict[str, Any], _rng: Random) -> None:
    """Give a date with another day's weekday."""
    plan["submitted_on"] = AsWritten("平成30年8月1日(月)")


def thousands_unsaid(plan: dict[str, Any], _rng: Random) -> None:
    """Give an amount in thousands without saying so."""
    plan["budget"]["total"] = AsWritten("1149")


def comma_of_another_width(plan: dict[str, Any], _rng: Random) -> None:
    """Divide a list by the Japanese comma."""
    plan["applicant"]["professions"] = AsWritten("[医師、看護師、薬剤師]")


def value_cut_by_a_hash(plan: dict[str, Any], _rng: Random) -> None:
    """Let a name go on behind a number sign."""
    plan["applicant"]["name"] = AsWritten("医療法人みなみ会 みなみ病院 #1")


# The file itself ----------------------------------------------------------------------------------


def _first(pattern: str, new: str, text: str) -> bytes:
    return re.sub(pattern, new, text, count=1, flags=re.MULTILINE).encode()


def cp932(text: str, _rng: Random) -> bytes:
    """Save as an old editor does."""
    return text.encode("cp932", errors="replace")


def utf16(text: str, _rng: Random) -> bytes:
    """Save as Notepad's "Unicode"."""
    return b"\xff\xfe" + text.encode("utf-16-le")


def broken_bytes(text: str, rng: Random) -> bytes:
    """Put bytes in that are no text in any of the encodings."""
    data = text.encode()
    cut = rng.randint(100, 200)
    return data[:cut] + b"\xff\x81\xff" + data[cut:]


def full_width_colon(text: str, _rng: Random) -> bytes:
    """Write a key's colon in full width."""
    return _first(r"^(\w+): ", r"\1：", text)


def colon_without_space(text: str, _rng: Random) -> bytes:
    """Forget the space behind a key's colon."""
    return _first(r"^(\w+): ", r"\1:", text)


def tab_as_indent(text: str, _rng: Random) -> bytes:
    """Indent a line by a tab."""
    return _first(r"^  (?=\w)", "\t", text)


def wide_space_as_indent(text: str, _rng: Random) -> bytes:
    """Indent a line by a full-width space."""
    return _first(r"^  (?=\w)", "\u3000", text)


def wide_bullet(text: str, _rng: Random) -> bytes:
    """Write a middle dot for the hyphen of a list."""
    return _first(r"^(\s+)- (?=\w)", r"\1・", text)


def key_twice(text: str, _rng: Random) -> bytes:
    """Repeat the first field at the end."""
    return (text + text.split("\n", 1)[0] + "\n").encode()


def anchor(text: str, _rng: Random) -> bytes:
    """Begin a value so that YAML takes it for an anchor."""
    return _first(r"^(\w+): (?=\w)", r"\1: &a ", text)


def tag(text: str, _rng: Random) -> bytes:
    """Put a tag before a value."""
    return _first(r"^(\w+): (?=\w)", r"\1: !!str ", text)


def open_quote(text: str, _rng: Random) -> bytes:
    """Open a quotation mark and never close it."""
    return _first(r"^(\w+): (?=\w)", r'\1: "', text)


def two_documents(text: str, _rng: Random) -> bytes:
    """Go on behind a line of three hyphens."""
    return f"{text}---\n備考: 別の書類\n".encode()


def control_character(text: str, rng: Random) -> bytes:
    """Put a bell in the middle."""
    at = rng.randint(20, 60)
    return (text[:at] + "\x07" + text[at:]).encode()


def nothing(_text: str, _rng: Random) -> bytes:
    """Save an empty file."""
    return b""


SAID: tuple[InFacts, ...] = (
    mandatory_item_left_out,
    only_mandatory_items,
    item_twice,
    placeholder_as_content,
    target_below_baseline,
    meeting_without_participants,
    no_beds,
    one_profession,
    lonely_alliance,
    municipality_elsewhere,
    budget_too_high,
    lines_do_not_add_up,
    starts_too_early,
    ends_before_it_starts,
)
PUT_DOWN: tuple[InFacts, ...] = (
    area_left_out,
    unknown_field,
    misspelt_field,
    unknown_choice,
    words_for_a_number,
    ambiguous_date,
    impossible_date,
    wrong_weekday,
    thousands_unsaid,
    comma_of_another_width,
    value_cut_by_a_hash,
)
SHAPE: tuple[InFacts, ...] = (area_left_out, unknown_field, misspelt_field, unknown_choice, words_for_a_number)
"""The mistakes that a JSON Schema can find: all that plans in the canonical manner have."""

FILES: tuple[InBytes, ...] = (
    cp932,
    utf16,
    broken_bytes,
    full_width_colon,
    colon_without_space,
    tab_as_indent,
    wide_space_as_indent,
    wide_bullet,
    key_twice,
    anchor,
    tag,
    open_quote,
    two_documents,
    control_character,
    nothing,
)
