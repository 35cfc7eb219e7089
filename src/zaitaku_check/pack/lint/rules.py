"""The rules of a pack as written: with document, place and data, for checks that need the text and not its meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.document import Document, Where
from zaitaku_check.pack.editions import overridden
from zaitaku_check.pack.load import Loaded, holds_rules
from zaitaku_check.pack.words import NAMES, conditions_below


class Written(NamedTuple):
    """A rule as it stands in its file; one that overrides another with all that it takes over of that."""

    document: Document
    where: Where
    data: Mapping[str, Any]


def written_rules(loaded: Loaded) -> Iterator[Written]:
    """Yield the rules of the pack's own files."""
    for document in loaded.documents:
        if holds_rules(document):
            for at, data in enumerate(document.data):
                base = loaded.replaced.get(data["id"], {}) if "override" in data else {}
                yield Written(document, (at,), overridden(base, data))


def conditions_of(rule: Written) -> Iterator[tuple[Mapping[str, Any], Where]]:
    """Yield every condition of a rule's `when` and `check`."""
    for key in ("when", "check"):
        for condition, where, _word in conditions_below(rule.data.get(key), (*rule.where, key)):
            yield condition, where


def bare(value: Any) -> Any:
    """Return a condition, or what holds conditions, without the places and messages beside the words."""
    if isinstance(value, Mapping):
        said = ("at", "message") if any(word in value for word in NAMES) else ()
        return {key: bare(child) for key, child in value.items() if key not in said}
    return [bare(child) for child in value] if isinstance(value, list) else value
