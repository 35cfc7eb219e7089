"""The rules of a pack as written: with document, place and data, for checks that need the text and not its meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.document import Document, Where
from zaitaku_check.pack.load import Loaded
from zaitaku_check.pack.words import WORDS

COMBINING = ("all", "any")


class Written(NamedTuple):
    """A rule as it stands in its file."""

    document: Document
    where: Where
    data: Mapping[str, Any]


def written_rules(loaded: Loaded) -> Iterator[Written]:
    """Yield the rules of the pack's own files."""
    for document in loaded.documents:
        if document.name not in ("pack.yaml", "form.yaml"):
            for at, data in enumerate(document.data):
                yield Written(document, (at,), data)


def conditions(condition: Any, where: Where) -> Iterator[tuple[Mapping[str, Any], Where]]:
    """Yield a condition and every one inside it, with its place."""
    if not isinstance(condition, Mapping):
        return
    yield condition, where
    for word in COMBINING:
        for at, part in enumerate(condition.get(word, ())):
            yield from conditions(part, (*where, word, at))
    if "not" in condition:
        yield from conditions(condition["not"], (*where, "not"))
    for word in ("count", "sum"):
        if "where" in condition.get(word, {}):
            yield from conditions(condition[word]["where"], (*where, word, "where"))


def conditions_of(rule: Written) -> Iterator[tuple[Mapping[str, Any], Where]]:
    """Yield every condition of a rule's `when` and `check`."""
    for key in ("when", "check"):
        yield from conditions(rule.data.get(key), (*rule.where, key))


def bare(value: Any) -> Any:
    """Return a condition, or what holds conditions, without the places and messages beside the words."""
    if isinstance(value, Mapping):
        said = ("at", "message") if any(word in value for word in WORDS) else ()
        return {key: bare(child) for key, child in value.items() if key not in said}
    return [bare(child) for child in value] if isinstance(value, list) else value
