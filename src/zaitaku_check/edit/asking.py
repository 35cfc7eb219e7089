"""What the rules of a pack ask of each field, and in which case: the field's own part of a template comes from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from zaitaku_check.pack.rule import Rule
from zaitaku_check.plan.field import Choice, Field

Given = Mapping[str, str]
"""Paths without `[]` → canonical values that are settled: the type of the centre, the item of an activity."""

_OF_ELEMENTS: Final = frozenset({"where", "by", "value", "distinct"})
"""Keys beside `of` or `in` whose paths begin at an element of that list."""


class Asking(NamedTuple):
    """One rule: when it applies, which fields it looks at, which of them it wants filled in, the words it names."""

    conditions: Given
    paths: frozenset[str]
    wanted: frozenset[str]
    words: frozenset[str]


class Asks(NamedTuple):
    """The rules of a pack, as far as a template is concerned."""

    rules: tuple[Asking, ...]

    def asked(self, path: str, given: Given) -> bool | None:
        """Tell whether a field is asked for in a case; None where no rule ever looks at it.

        Where some rules look at it in certain cases only, those decide.
        """
        mine = [rule for rule in self.rules if _looks_at(rule, path)]
        return any(_applies(rule, given) for rule in _bound(mine) or mine) if mine else None

    def asked_here(self, path: str, given: Given) -> bool:
        """Tell whether a field is asked for just because of the case."""
        return any(_applies(rule, given) for rule in _bound(rule for rule in self.rules if _looks_at(rule, path)))

    def wants(self, path: str, given: Given) -> bool:
        """Tell whether a rule would complain in a case if a field were left empty."""
        return any(path in rule.wanted and _applies(rule, given) for rule in self.rules)

    def wants_within(self, path: str, given: Given) -> bool:
        """Tell whether a rule would complain in a case if a list or group were left empty."""
        return any(
            _applies(rule, given) and any(f"{each}.".startswith(f"{path}.") for each in rule.wanted)
            for rule in self.rules
        )

    def choices(self, field: Field, given: Given) -> tuple[Choice, ...]:
        """Return the choices of a field that rules on the element at hand name; all of them where none does."""
        path = field.path.replace("[]", "")
        mine = [rule for rule in self.rules if _on_elements(rule) and _looks_at(rule, path) and _applies(rule, given)]
        named = frozenset[str]().union(*(rule.words for rule in mine))
        return tuple(choice for choice in field.choices if choice.id in named) or field.choices


def asks_of(rules: Iterable[Rule]) -> Asks:
    """Return what rules over single plans ask."""
    return Asks(tuple(_asking(rule.body) for rule in rules if rule.scope == "plan" and rule.body))


def _bound(rules: Iterable[Asking]) -> list[Asking]:
    return [rule for rule in rules if rule.conditions]


def _on_elements(rule: Asking) -> bool:
    return any("." in path for path in rule.conditions)


def _looks_at(rule: Asking, path: str) -> bool:
    return path in rule.paths or any(each.startswith(f"{path}.") for each in rule.paths)


def _applies(rule: Asking, given: Given) -> bool:
    return all(given.get(path, value) == value for path, value in rule.conditions.items())


def _asking(body: Mapping[str, Any]) -> Asking:
    eaches = body.get("each", "")
    each = eaches if isinstance(eaches, str) else ""
    base = "" if each == "." else each
    check = body.get("check", {})
    return Asking(
        dict(_conditions(body.get("when", {}), base)),
        frozenset(_paths(check, base)),
        frozenset(_wanted(check, base)),
        frozenset(_words(check)),
    )


def _conditions(when: Mapping[str, Any], base: str) -> Iterator[tuple[str, str]]:
    """Yield the values that a condition asks for outright."""
    value = when.get("value", {})
    if isinstance(value.get("equals"), str):
        yield _resolved(value["at"], base), value["equals"]
    for part in when.get("all", ()):
        yield from _conditions(part, base)


def _paths(node: Any, base: str) -> Iterator[str]:
    """Yield every text of a condition as the path it would be; what is none is in no form."""
    if isinstance(node, str):
        yield _resolved(node, base)
    elif isinstance(node, list):
        for part in node:
            yield from _paths(part, base)
    elif isinstance(node, Mapping):
        walked = node.get("of", node.get("in"))
        inner = _resolved(walked, base) if isinstance(walked, str) else base
        for key, part in node.items():
            below = isinstance(walked, str) and key in _OF_ELEMENTS
            yield from _paths(
                f".{part}" if below and key == "by" and part[0] != "." else part, inner if below else base
            )


def _wanted(check: Mapping[str, Any], base: str) -> Iterator[str]:
    """Yield the paths that a condition wants filled in, whatever else holds."""
    if isinstance(filled := check.get("filled"), str):
        yield _resolved(filled, base)
    if check.get("value", {}).get("required"):
        yield _resolved(check["value"]["at"], base)
    if check.get("count", {}).get("min"):
        yield _resolved(check["count"]["of"], base)
    for part in check.get("all", ()):
        yield from _wanted(part, base)


def _words(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, list | Mapping):
        for part in node.values() if isinstance(node, Mapping) else node:
            yield from _words(part)


def _resolved(path: str, base: str) -> str:
    """Return a path from the plan's top, without selections: `.item` of an activity is `activities.item`."""
    name = path.partition("[")[0] + path.rpartition("]")[2] if "[" in path else path
    if name.startswith(".."):
        return _joined(base.rpartition(".")[0], name[2:])
    return _joined(base, name[1:]) if name.startswith(".") else name


def _joined(base: str, name: str) -> str:
    return f"{base}.{name}".strip(".")
