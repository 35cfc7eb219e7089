"""What an edition takes over and has to be confirmed: numbers, dates and named years; and the checklist of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from zaitaku_check.eras import day_in_words, fiscal_year_in_words
from zaitaku_check.errors import Problem
from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.document import Document
from zaitaku_check.pack.load import CHECKLIST, Loaded, holds_rules
from zaitaku_check.pack.named_values import day_in
from zaitaku_check.text_types import Bilingual

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_YEAR = re.compile(r"(?:明治|大正|昭和|平成|令和)(?:[0-9]{1,2}|元)年度?|(?<![0-9,])(?:19|20)[0-9]{2}(?![0-9,円])")
_CONDITIONS = ("when", "check", "severity_when", "limits", "minimums")
_TEXTS = ("title", "why", "message", "messages", "remedy", "remedy_reviewer")
_OPEN = (None, False, "", "no", "No", "NO", "いいえ", "未確認")
"""What stands behind `confirmed:` while a thing is not confirmed."""
_HEAD = """\
# What this edition takes over from {base}. 前の版（{base}）から引き継いだ数・日付・年の一覧です。
# 1行ずつ資料と照らし合わせ、そのままでよければ confirmed に yes（又は確かめた資料の名称）と書いてください。
# 変わるものは、pack.yaml やルールのファイルに新しい値を書いてください（その行はそのままで構いません）。
# Hold each line against the sources. Where it still holds, write yes (or where you found it) behind `confirmed`; where
# it does not, write the new value into pack.yaml or a file of rules. `rules lint` fails until nothing is left open.
"""


class Inherited(NamedTuple):
    """A thing that an edition takes over: where it stands (`amounts.centres`, `R205 check`), and what it says."""

    at: str
    value: str


def inherited(loaded: Loaded) -> list[Inherited]:
    """Return the numbers, dates and named years that a pack takes over without stating them itself."""
    own = next(each.data for each in loaded.documents if each.name == "pack.yaml")
    if "extends" not in own:
        return []
    stated = {rule["id"]: rule.keys() for each in loaded.documents if holds_rules(each) for rule in each.data}
    named = [each for key in ("amounts", "dates", "tables") for each in _named(loaded.pack.meta, own, key)]
    rules = [each for rule in loaded.written for each in _of_rule(rule, stated.get(rule["id"], ()))]
    return [*named, *rules]


def _named(meta: Mapping[str, Any], own: Mapping[str, Any], key: str) -> Iterator[Inherited]:
    for name, value in meta.get(key, {}).items():
        said = _numbers(day_in(value, meta.get("fiscal_years", ())) if key == "dates" else value)
        if said and name not in own.get(key, {}):
            yield Inherited(f"{key}.{name}", ", ".join(said))


def _of_rule(rule: Mapping[str, Any], stated: Any) -> Iterator[Inherited]:
    for key in (*_CONDITIONS, *_TEXTS):
        if key in rule and key not in stated:
            said = _numbers(rule[key]) if key in _CONDITIONS else _years(rule[key])
            if said:
                yield Inherited(f"{rule['id']} {key}", ", ".join(said))


def _numbers(value: Any, name: str = "") -> list[str]:
    """Return the numbers and days of a condition, each with the word before it; names (`$…`) stand elsewhere."""
    if isinstance(value, Mapping):
        if value.keys() == {"year", "month", "day"}:
            return []  # a day of every year, which has its name in pack.yaml
        return [each for key, child in value.items() for each in _numbers(child, str(key))]
    if isinstance(value, list):
        return [each for child in value for each in _numbers(child, name)]
    if isinstance(value, bool) or not (isinstance(value, int) or _DAY.match(str(value))):
        return []
    return [f"{name} {value}".strip()]


def _years(value: Any) -> list[str]:
    """Return the years that a wording names, each once."""
    texts = value.values() if isinstance(value, Mapping) else (value,)
    every = [
        each for text in texts for each in (_years(text) if isinstance(text, Mapping) else _YEAR.findall(str(text)))
    ]
    return list(dict.fromkeys(every))


def checklist(base: str, things: list[Inherited], titles: Mapping[str, str]) -> str:
    """Return the text of the checklist, nothing of it confirmed; `titles` are those of the rules by id."""
    lines = [_line(each, titles.get(each.at.split(" ")[0], "")) for each in things]
    return _HEAD.format(base=base) + ("".join(lines) or "[]\n")


def _line(thing: Inherited, title: str) -> str:
    remark = f"  # {title}" if title else ""
    return f'- {{at: "{thing.at}", value: "{thing.value}", confirmed: no}}{remark}\n'


def renewal_problems(loaded: Loaded, _judging: Any) -> Iterator[Problem]:
    """Yield a problem for everything taken over that is not confirmed; without a checklist for what is out of date."""
    things = inherited(loaded)
    document = next((each for each in loaded.documents if each.name == CHECKLIST), None)
    if document is None:
        yield from _stale(loaded)
        return
    places = {(str(each["at"]), str(each["value"])): at for at, each in enumerate(document.data)}
    for thing in things:
        at = places.get((thing.at, thing.value))
        if at is None:
            yield document.problem((), _not_listed(thing))
        elif document.data[at].get("confirmed") in _OPEN:
            yield document.problem((at, "confirmed"), _not_confirmed(thing))


def _not_listed(thing: Inherited) -> Bilingual:
    return Bilingual(
        f"引き継いだ「{thing.at}: {thing.value}」が一覧にありません。行を加えて確かめてください。",
        f"“{thing.at}: {thing.value}” is taken over, but not listed; add a line and confirm it",
    )


def _not_confirmed(thing: Inherited) -> Bilingual:
    return Bilingual(
        f"引き継いだ「{thing.at}: {thing.value}」が確認されていません。",
        f"“{thing.at}: {thing.value}” is taken over and not confirmed",
    )


def _stale(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for every day taken over that lies outside the years of an edition, beside its fiscal_years."""
    head: Document = next(each for each in loaded.documents if each.name == "pack.yaml")
    years = loaded.pack.fiscal_years
    if "fiscal_years" not in head.data or not years:
        return
    first, last = f"{min(years) - 1}-04-01", f"{max(years) + 2}-03-31"
    for thing in inherited(loaded):
        for word in thing.value.replace(",", " ").split():
            if _DAY.match(word) and not first <= word <= last:
                yield head.problem(("fiscal_years",), _out_of_date(thing.at, day_in_words(word), years))


def _out_of_date(at: str, day: Bilingual, years: tuple[int, ...]) -> Bilingual:
    said = fiscal_year_in_words(min(years))
    return Bilingual(
        f"引き継いだ「{at}」の日付（{day.ja}）は、{said.ja}のものではありません。新しい日付を書いてください。",
        f"the day {day.en} of “{at}” is taken over, but is none of fiscal year {said.en}; write the new one",
    )
