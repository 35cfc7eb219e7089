"""Accidents of typing, one line of a sound plan at a time, and what `fix` makes of each.

Run as a script, `python -m tests.edit.damage EVERY PLAN …` prints a page with three tables: how often each kind of
damage was restored, left as it was, or turned into something else; of the lines that were moved, what `check` says of
them; and how many words for other things were held against the names of each form. EVERY is 1 for all lines, 9 for
every ninth.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from zaitaku_check.bundled import table as data
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.edit.fix import fixed, looking
from zaitaku_check.engine.check import Checker
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.proof import Looks
from zaitaku_check.plan.field import Field
from zaitaku_check.plan.keys import names_of
from zaitaku_check.plan.kinds.choices import spellings
from zaitaku_check.report.model import PlanResult
from zaitaku_check.suggestions import guesses
from zaitaku_check.text_forms import plain

Damage = Callable[[str, str], str | None]
"""A line and the one after it → what stands in the place of the first (or of both, see `JOINED`); None: impossible."""

KEY = re.compile(
    r"(?P<blanks> *)(?P<dash>- +)?(?P<key>[^\s:#'\"\[\]{}-][^:#'\"\[\]{}]*):(?P<gap>(?: +|$))(?P<value>.*)"
)


def _keyed(change: Callable[[re.Match[str]], str | None]) -> Damage:
    """Return a damage that befalls lines with a key."""

    def damage(line: str, _after: str) -> str | None:
        found = KEY.fullmatch(line)
        return change(found) if found else None

    return damage


def _blanks(change: Callable[[int], str | None]) -> Damage:
    """Return a damage that befalls the white space in front of a line."""

    def damage(line: str, _after: str) -> str | None:
        body = line.lstrip(" ")
        before = change(len(line) - len(body))
        return None if before is None or not body or body[0] == "#" else before + body

    return damage


def _dash(new: str) -> Damage:
    def damage(line: str, _after: str) -> str | None:
        return re.sub(r"^( *)- ", rf"\1{new}", line) if re.match(r" *- ", line) else None

    return damage


def _before_value(sign: str) -> Damage:
    def change(found: re.Match[str]) -> str | None:
        value = found["value"]
        return found.string[: found.start("value")] + sign + value if value and value[0] not in "|>[{\"'#&*" else None

    return _keyed(change)


def _joined(between: str) -> Damage:
    def damage(line: str, after: str) -> str | None:
        if not line.strip() or not after.strip() or "#" in line or "#" in after:
            return None
        return line + between + after.lstrip()

    return damage


def _colon(new: str) -> Damage:
    return _keyed(lambda found: found.string[: found.end("key")] + new + found["value"])


KINDS: dict[str, Damage] = {
    "indent lost": _blanks(lambda width: "" if width else None),
    "one tab": _blanks(lambda width: "\t" if width else None),
    "+1 column": _blanks(lambda width: " " * (width + 1)),
    "+2 columns": _blanks(lambda width: " " * (width + 2)),
    "-1 column": _blanks(lambda width: " " * (width - 1) if width > 1 else None),
    "-2 columns": _blanks(lambda width: " " * (width - 2) if width > 2 else None),
    "wide blank in front": _blanks(lambda width: "\u3000" if width else None),
    "blanks in front": _blanks(lambda width: " " * (width + 4)),
    "colon forgotten": _colon(" "),
    "colon lost": _colon(""),
    "colon full-width": _colon("："),
    "dash forgotten": _dash("  "),
    "dash lost": _dash(""),
    "dash full-width": _dash("－ "),
    "dash without blank": _dash("-"),
    "lines joined": _joined(" "),
    "lines joined closely": _joined(""),
    "quotation opened": _before_value('"'),
    "bracket opened": _before_value("["),
}
JOINED = frozenset({"lines joined", "lines joined closely"})
MOVED = ("indent lost", "one tab", "+1 column", "+2 columns", "-1 column", "-2 columns", "wide blank in front")


def damaged(content: str, kind: str) -> Iterator[tuple[int, str]]:
    """Yield a plan with one line after the other damaged, with the line's number (from 1)."""
    lines = content.split("\n")
    for at, line in enumerate(lines):
        after = lines[at + 1] if at + 1 < len(lines) else ""
        new = KINDS[kind](line, after)
        if new is not None and new != line:
            yield at + 1, "\n".join([*lines[:at], new, *lines[at + 1 + (kind in JOINED) :]])


def outcome(sound: str, wrong: str, look: Looks) -> str:
    """Return what `fix` makes of a damaged plan: "restored", "left" or "wrong"."""
    result = fixed(wrong, look).content
    return "restored" if result == sound else "left" if result == wrong else "wrong"


def looks() -> Looks:
    """Return how `fix` looks at plans, with the packs of the package."""
    return looking(checker())


def checker() -> Checker:
    """Return a checker with the packs of the package."""
    return Checker(open_shelf(), RunOptions())


def said(sound: PlanResult, wrong: PlanResult) -> Counter[str]:
    """Return how much is new of a damaged plan: findings, those of rules, outcomes that have changed."""
    known = {(each.rule, each.place.pointer) for each in sound.findings}
    new = [each.rule for each in wrong.findings if (each.rule, each.place.pointer) not in known]
    turned = [wrong.outcomes.get(rule) for rule, before in sound.outcomes.items() if wrong.outcomes.get(rule) != before]
    return Counter(
        {
            "several findings": int(len(new) > 1),
            "false rules": sum(rule[0] not in "YF" for rule in new),
            "cannot tell": turned.count("cannot_tell"),
            "other outcome": len(turned) - turned.count("cannot_tell"),
        }
    )


def moved(plans: list[str], *, every: int = 1) -> dict[str, Counter[str]]:
    """Return what is said of every `every`th line moved in each way, by kind; "tried" counts the lines."""
    check = checker().check
    counted = {kind: Counter[str]() for kind in MOVED}
    for sound in plans:
        before = check("plan.yaml", sound.encode()).result
        for kind, count in counted.items():
            for _line, wrong in list(damaged(sound, kind))[::every]:
                count.update(said(before, check("plan.yaml", wrong.encode()).result) + Counter({"tried": 1}))
    return counted


def table(plans: list[str], *, every: int = 1) -> dict[str, Counter[str]]:
    """Return the outcomes of every `every`th damage of each kind, by kind."""
    look = looks()
    counted = {kind: Counter[str]() for kind in KINDS}
    for kind, count in counted.items():
        for sound in plans:
            count.update(outcome(sound, wrong, look) for _line, wrong in list(damaged(sound, kind))[::every])
    return counted


def neighbours() -> list[tuple[str, int, int]]:
    """Return by form how many pairs of a name in it and a word for another thing were tried, and how many confused."""
    words = [word for line in data("structure/other-things.txt") for word in line.split()]
    return [(pack, *_confused(words, open_shelf().pack(pack).form.root)) for pack in FORMS]


def _confused(words: list[str], field: Field) -> tuple[int, int]:
    """Count the pairs of a field and all below it: those tried, and those where one would be taken for the other."""
    children = {name: child.name for child in field.fields.values() for name in names_of(child)}
    tried = wrong = 0
    for names in (children, spellings(field)):
        others = [word for word in words if plain(word) not in set(map(plain, names))]
        tried += len(others) * len(names)
        wrong += sum(bool(guesses(word, names)) for word in others) if names else 0
    below = [_confused(words, child) for child in field.fields.values()]
    return tried + sum(each[0] for each in below), wrong + sum(each[1] for each in below)


SAID = ("tried", "several findings", "false rules", "cannot tell", "other outcome")
FORMS = ("regional-centre-2018", "prefectural-centre-2018", "municipal-coordination-2018")


def main() -> None:
    """Print the page of the plans named on the command line."""
    every, plans = int(sys.argv[1]), [Path(name).read_text("utf-8") for name in sys.argv[2:]]
    names = ", ".join(f"`{Path(name).name}`" for name in sys.argv[2:])
    lines = "every line" if every == 1 else f"one line in {every}"
    sys.stdout.write(
        "# Accidents of typing, and what the tool makes of them\n\n"
        f"Made by `python -m tests.edit.damage`: {lines} of {names}, damaged in each way.\n\n"
        "## What `fix` makes of a damaged line\n\n"
        "Restored is the plan as it was, to the letter; left is the file as it lies there, byte for byte.\n\n"
        "| damage | tried | restored | left | wrong |\n|---|---:|---:|---:|---:|\n"
    )
    for kind, count in table(plans, every=every).items():
        row = (count.total(), count["restored"], count["left"], count["wrong"])
        sys.stdout.write(f"| {kind} | {' | '.join(map(str, row))} |\n")
    sys.stdout.write(
        f"\n## What `check` says of a moved line\n\n| moved | {' | '.join(SAID)} |\n|---|{'---:|' * len(SAID)}\n"
    )
    for kind, count in moved(plans, every=every).items():
        sys.stdout.write(f"| {kind} | {' | '.join(str(count[name]) for name in SAID)} |\n")
    sys.stdout.write(
        "\n## Words for other things, held against all names and choices of a form\n\n"
        "| form | pairs | taken for one another |\n|---|---:|---:|\n"
    )
    sys.stdout.writelines(f"| {pack} | {tried:,} | {wrong} |\n" for pack, tried, wrong in neighbours())


if __name__ == "__main__":
    main()
