"""The names of pack.yaml: `$name` where a value stands, `{$name}` in a text; a year's facts have one home that way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from zaitaku_check.errors import Problem
from zaitaku_check.pack.document import Document, Where
from zaitaku_check.pack.numbers import exact
from zaitaku_check.plan.kinds.dates import DATE
from zaitaku_check.suggestions import nearest
from zaitaku_check.text_types import Bilingual

_IN_TEXT = re.compile(r"\{\$([a-z][a-z0-9_]*)([+-][0-9]+)?\}")
_VALUE = re.compile(r"\$([a-z][a-z0-9_]*)([+-][0-9]+)?\Z")
_TEXTS = frozenset(
    {"title", "why", "message", "messages", "remedy", "remedy_reviewer", "tests", "mutation", "override"}
)
"""What a rule says, beside its conditions: there a name stands inside a text."""
_CONDITIONS = frozenset({"when", "check", "severity_when", "limits", "minimums"})


class Names:
    """Replaces names by the values that pack.yaml gives them, and notes those that do not exist.

    `labels` are the labels of the form's choices by id, for lists in texts.
    """

    def __init__(self, meta: Mapping[str, Any], labels: Mapping[str, Bilingual]) -> None:
        self.meta = meta
        years = meta.get("fiscal_years", [])
        dates = {name: _day(value, years) for name, value in meta.get("dates", {}).items()}
        self.known: dict[str, Any] = {**meta.get("lists", {}), **meta.get("amounts", {}), **dates}
        self.problems: list[Problem] = []
        self._labels = labels
        self._of_the_plan = {f"${name}": value for name, value in meta.get("dates", {}).items() if type(value) is dict}

    def resolved(self, rule: dict[str, Any], homes: Mapping[str, tuple[Document, Where]]) -> dict[str, Any]:
        """Return the rule with every name replaced."""
        home = homes.get(rule["id"])
        return {
            key: self._value(value, home, "", asked=key in _CONDITIONS)
            if key in _TEXTS or key in _CONDITIONS
            else value
            for key, value in rule.items()
        }

    def plain_meta(self) -> Mapping[str, Any]:
        """Return pack.yaml's data with the names in `matrix` replaced."""
        matrix = self.meta.get("matrix")
        if matrix is None:
            return self.meta
        return {**self.meta, "matrix": {key: self._value(value, None, "") for key, value in matrix.items()}}

    def _value(self, value: Any, home: tuple[Document, Where] | None, lang: str, *, asked: bool = False) -> Any:
        """Return a value with its names replaced; where it is `asked` of a plan, days follow the plan's own year."""
        if isinstance(value, dict):
            langs = {"ja": "ja", "en": "en"}
            return {key: self._value(each, home, langs.get(key, lang), asked=asked) for key, each in value.items()}
        if isinstance(value, list):
            return [self._value(child, home, lang, asked=asked) for child in value]
        if not isinstance(value, str):
            return value
        if asked and value in self._of_the_plan:
            return self._of_the_plan[value]
        whole = _VALUE.match(value)
        if whole is not None:
            return _moved(self._named(value, whole[1], home), whole[2])
        return _IN_TEXT.sub(lambda found: self._in_text(found, home, lang), value) if "{$" in value else value

    def _in_text(self, found: re.Match[str], home: tuple[Document, Where] | None, lang: str) -> str:
        value = _moved(self._named(found[0], found[1], home), found[2])
        return self._said(value, lang)

    def _said(self, value: Any, lang: str) -> str:
        """Return a value as a text says it; outside the texts of both languages as a plan writes it."""
        if isinstance(value, list):
            labels = [self._labels.get(str(each), Bilingual(str(each), str(each))) for each in value]
            return Bilingual("、", ", ").of(lang).join(each.of(lang) for each in labels)
        if isinstance(value, dict):
            return day_of_the_year(value).of(lang)
        if isinstance(value, str) and exact(value) is None and lang:
            return DATE.in_words(value).of(lang)
        return f"{value:,}" if isinstance(value, int) else str(value)

    def _named(self, written: str, name: str, home: tuple[Document, Where] | None) -> Any:
        if name in self.known:
            return self.known[name]
        hint = nearest(name, list(self.known))
        wording = Bilingual(
            f"「${name}」という名前の一覧・金額・日付はpack.yamlにありません。",
            f"pack.yaml has no list, amount or date “${name}”",
        )
        suggestion = f"${hint[0]}" if hint else ""
        if home is None:
            self.problems.append(Problem("pack.yaml", 1, 1, wording, suggestion))
        else:
            document, where = home
            self.problems.append(document.problem(document.holding(where, written), wording, suggestion))
        return []


def _day(value: Any, years: list[int]) -> Any:
    """Return a date; one that is relative to the fiscal year is settled where the pack is for one year only."""
    if not isinstance(value, dict) or len(years) != 1:
        return value
    return f"{years[0] + value['year']:04}-{value['month']:02}-{value['day']:02}"


def _moved(value: Any, by: str | None) -> Any:
    """Return an amount so much more, or a date so many days later."""
    if not by:
        return value
    if isinstance(value, int):
        return value + int(by)
    if isinstance(value, str) and exact(value) is None:
        return (date.fromisoformat(value) + timedelta(days=int(by))).isoformat()
    return value


def day_of_the_year(day: Mapping[str, int]) -> Bilingual:
    """Return a day of every fiscal year, which begins in April, as a text says it."""
    offset = day["year"] - (day["month"] < 4)
    month, number = day["month"], day["day"]
    years = {-1: Bilingual("前年度", "the fiscal year before"), 0: Bilingual("当該年度", "the fiscal year")}
    year = years.get(offset, Bilingual(f"{offset:+}年度", f"the fiscal year {offset:+}"))
    name = date(2000, month, 1).strftime("%B")
    return Bilingual(f"{year.ja}の{month}月{number}日", f"{number} {name} of {year.en}")


def choice_labels(schema: Any) -> dict[str, Bilingual]:
    """Return the labels of all choices of a form's schema by id."""
    labels: dict[str, Bilingual] = {}
    if isinstance(schema, Mapping):
        choices = schema.get("x-choices")
        for name, label in choices.items() if isinstance(choices, Mapping) else ():
            if isinstance(label, Mapping) and "ja" in label:
                labels[name] = Bilingual(label["ja"], label.get("en", label["ja"]))
        for child in schema.values():
            labels |= choice_labels(child)
    return labels
