"""Accidents of typing, one line of a sound plan at a time, and what `fix` makes of each.

Run as a script, `python -m tests.edit.damage PLAN …` prints two tables: how often each kind of damage was restored,
left as it was, or turned into something else; and, of the lines that were moved, what `check` says of them.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.edit.fix import fixed, looking
from zaitaku_check.engine.check import Checker
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.engine.proof import Looks
from zaitaku_check.report.model import PlanResult

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


SAID = ("tried", "several findings", "false rules", "cannot tell", "other outcome")


def main() -> None:
    """Print the table of the plans named on the command line."""
    plans = [Path(name).read_text("utf-8") for name in sys.argv[1:]]
    sys.stdout.write(f"{'damage':24}{'tried':>8}{'restored':>10}{'left':>8}{'wrong':>8}\n")
    for kind, count in table(plans).items():
        sys.stdout.write(f"{kind:24}{count.total():8}{count['restored']:10}{count['left']:8}{count['wrong']:8}\n")
    sys.stdout.write("\n" + f"{'moved':24}" + "".join(f"{name:>18}" for name in SAID) + "\n")
    for kind, count in moved(plans).items():
        sys.stdout.write(f"{kind:24}" + "".join(f"{count[name]:18}" for name in SAID) + "\n")


if __name__ == "__main__":
    main()
