"""The names of pack.yaml: `$name` where a value stands, `{$name}` in a text; a year's facts have one home that way."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from zaitaku_check.eras import fiscal_year_in_words
from zaitaku_check.errors import Problem
from zaitaku_check.pack.comparing import exact
from zaitaku_check.pack.document import Document, Where
from zaitaku_check.plan.kinds.dates import DATE
from zaitaku_check.suggestions import nearest
from zaitaku_check.text_types import Bilingual

_IN_TEXT = re.compile(r"\{\$([a-z][a-z0-9_]*)([+-][0-9]+)?\}")
_VALUE = re.compile(r"\$([a-z][a-z0-9_]*)([+-][0-9]+)?\Z")
_NAMING = frozenset(
    {"title", "why", "message", "messages", "remedy", "remedy_reviewer", "tests", "mutation", "override"}
    | {"when", "check", "severity_when", "limits", "minimums"}
)
"""The keys of a rule that may hold names."""
_THE_YEAR = Bilingual("当該年度", "the fiscal year")


class Names:
    """Replaces names by the values that pack.yaml gives them, and notes those that do not exist.

    `labels` are the labels of the form's choices by id, for lists in texts. Beside the names of pack.yaml there is
    `$fiscal_year`, the first year of the edition.
    """

    def __init__(self, meta: Mapping[str, Any], labels: Mapping[str, Bilingual]) -> None:
        self.meta = meta
        years = meta.get("fiscal_years", [])
        dates = meta.get("dates", {})
        named = {**meta.get("lists", {}), **meta.get("amounts", {})}
        settled = {name: day_in(value, years) for name, value in dates.items()}
        first = {"fiscal_year": years[0]} if years else {}
        self.known: dict[str, Any] = {**named, **first, **settled}
        if len(years) != 1:  # there days follow the year of the plan that is judged
            self.known |= {**dates, "fiscal_year": _THE_YEAR}
        self.problems: list[Problem] = []
        self._labels = labels
        self._tested = {**named, **first, **settled}

    def resolved(self, rule: dict[str, Any], homes: Mapping[str, tuple[Document, Where]]) -> dict[str, Any]:
        """Return the rule with every name replaced; its tests are plans of the edition's first year."""
        home = homes.get(rule["id"])
        return {
            key: self._value(value, self._tested if key == "tests" else self.known, home, "")
            if key in _NAMING
            else value
            for key, value in rule.items()
        }

    def plain_meta(self) -> Mapping[str, Any]:
        """Return pack.yaml's data with the names in `matrix` replaced."""
        matrix = self.meta.get("matrix")
        if matrix is None:
            return self.meta
        return {**self.meta, "matrix": {key: self._value(value, self.known, None, "") for key, value in matrix.items()}}

    def _value(self, value: Any, known: Mapping[str, Any], home: tuple[Document, Where] | None, lang: str) -> Any:
        """Return a value with its names replaced."""
        if isinstance(value, dict):
            langs = {"ja": "ja", "en": "en"}
            return {key: self._value(each, known, home, langs.get(key, lang)) for key, each in value.items()}
        if isinstance(value, list):
            return [self._value(child, known, home, lang) for child in value]
        if not isinstance(value, str):
            return value
        whole = _VALUE.match(value)
        if whole is not None:
            return _moved(self._named(value, whole[1], known, home), whole[2])
        if "{$" not in value:
            return value
        return _IN_TEXT.sub(
            lambda found: self._said(found[1], _moved(self._named(found[0], found[1], known, home), found[2]), lang),
            value,
        )

    def _said(self, name: str, value: Any, lang: str) -> str:
        """Return a value as a text says it; outside the texts of both languages as a plan writes it."""
        if name == "fiscal_year":
            said = value if isinstance(value, Bilingual) else fiscal_year_in_words(value)
            return said.of(lang) if lang else str(value)
        if isinstance(value, list):
            labels = [self._labels.get(str(each), Bilingual(str(each), str(each))) for each in value]
            return Bilingual("、", ", ").of(lang).join(each.of(lang) for each in labels)
        if isinstance(value, dict):
            return day_of_the_year(value).of(lang)
        if isinstance(value, str) and exact(value) is None and lang:
            return DATE.in_words(value).of(lang)
        return f"{value:,}" if isinstance(value, int) else str(value)

    def _named(self, written: str, name: str, known: Mapping[str, Any], home: tuple[Document, Where] | None) -> Any:
        if name in known:
            return known[name]
        hint = nearest(name, list(known))
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


def day_in(value: Any, years: Sequence[int]) -> Any:
    """Return a date; one that is relative to the fiscal year is that of the first year."""
    if not isinstance(value, dict) or not years:
        return value
    return f"{years[0] + value['year']:04}-{value['month']:02}-{value['day']:02}"


def _moved(value: Any, by: str | None) -> Any:
    """Return an amount so much more, or a date so many days later."""
    if not by:
        return value
    if isinstance(value, int):
        return value + int(by)
    if isinstance(value, dict):
        day = date(2000 + value["year"], value["month"], value["day"]) + timedelta(days=int(by))
        return {"year": day.year - 2000, "month": day.month, "day": day.day}
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
