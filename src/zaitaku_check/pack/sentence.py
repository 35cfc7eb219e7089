"""Rules read out: every condition as a plain clause in Japanese and in English, made of its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.comparing import exact
from zaitaku_check.pack.context import Context, Spec
from zaitaku_check.pack.named_values import day_of_the_year
from zaitaku_check.pack.paths import parse_path, resolve
from zaitaku_check.pack.periods import length_in_words
from zaitaku_check.pack.rule import Pack, Rule, fields_on
from zaitaku_check.pack.wording import in_words, listed
from zaitaku_check.pack.words import word_in
from zaitaku_check.plan.field import Field
from zaitaku_check.text_types import Bilingual

MOST_LISTED = 12
"""So many words or values of a list are read out; the rest are counted."""


class Scope(NamedTuple):
    """Where a condition is read: the fields of the frames at hand, the plan's first."""

    fields: tuple[Field, ...]

    def clause(self, condition: Spec) -> Bilingual:
        """Return a condition as a clause: 「名称が書かれている」, "Name is filled in"."""
        its = word_in(condition)
        said = its.reads(condition[its.name], self)
        if "when" not in condition:
            return said
        guard = self.clause(condition["when"])
        return Bilingual(f"{guard.ja}場合は{said.ja}", f"where {guard.en}: {said.en}")

    def field(self, text: str | list[str]) -> Field:
        """Return the field at a path, or at the first of several; `plans` of a folder rule is the plan itself."""
        path = parse_path(text[0] if isinstance(text, list) else text)
        if path.steps and path.steps[0].name == "plans":
            return resolve(path._replace(level=0, steps=path.steps[1:]), self.fields)
        return resolve(path, self.fields)

    def label(self, text: str | list[str]) -> Bilingual:
        """Return the name of a place: the labels on the way to it."""
        if isinstance(text, list):
            every = [self.label(each) for each in text]
            return Bilingual("・".join(each.ja for each in every), ", ".join(each.en for each in every))
        path = parse_path(text)
        field = self.fields[-path.level] if path.level else self.fields[0]
        labels: list[Bilingual] = []
        for step in path.steps:
            if step.name == "plans" and step.name not in field.fields:
                labels.append(Bilingual("計画書", "plans"))
            else:
                field = field.fields[step.name]
                labels.append(field.label)
            if step.where is not None:
                filtered = field.fields[step.where[0]]
                value = in_words(_as_value(step.where[1]), filtered)
                last = labels[-1]
                labels[-1] = Bilingual(
                    f"{last.ja}（{filtered.label.ja}が{value.ja}のもの）",
                    f"{last.en} ({filtered.label.en}: {value.en})",
                )
        if not labels:
            labels = [field.label]
        return Bilingual("の".join(each.ja for each in labels), ": ".join(each.en for each in labels))

    def inside(self, text: str | list[str]) -> Scope:
        """Return the scope of an element of a list."""
        return Scope((*self.fields, self.field(text)))

    def inner(self, of: str | list[str], text: str | list[str]) -> Bilingual:
        """Return the name of a place inside an element."""
        texts = [each if each.startswith(".") else f".{each}" for each in (text if isinstance(text, list) else [text])]
        return self.inside(of).label(texts)

    def value(self, text: str | list[str], value: Any) -> Bilingual:
        """Return a constant as values of the field at a path are written."""
        if isinstance(value, Mapping) and "table" in value:
            by = self.label(value["by"])
            table = value["table"]
            return Bilingual(f"{by.ja}ごとの表（{table}）にある値", f"what the table “{table}” has for {by.en}")
        if isinstance(value, Mapping):
            return day_of_the_year(value)
        field = self.field(text)
        if isinstance(value, list):
            shown, more = value[:MOST_LISTED], len(value) - MOST_LISTED
            said = listed(shown, field)
            return Bilingual(f"{said.ja}など{len(value)}語", f"{said.en} … ({len(value)})") if more > 0 else said
        number = exact(value) if field.kind.numeric and isinstance(value, str) else value
        return in_words(number, field)

    def operand(self, value: Any) -> Bilingual:
        """Return an operand: a place, a number or a measure."""
        if isinstance(value, Mapping):
            return _measure(value, self)
        if isinstance(value, str) and exact(value) is None:
            return self.label(value)
        return Bilingual(str(value), str(value))


def _as_value(text: str) -> object:
    return {"true": True, "false": False}.get(text, text)


def _measure(measure: Mapping[str, Any], scope: Scope) -> Bilingual:
    for name in ("count", "sum", "share"):
        if name in measure:
            said = _SIZES[name](measure[name], scope)
            break
    else:
        total = measure.get("total")
        said = scope.label(measure["path"]) if total is None else _total(total, scope)
    if "times" in measure:
        said = Bilingual(f"{said.ja}の{measure['times']}倍", f"{measure['times']} times {said.en}")
    for way, step in measure.get("round", {}).items():
        word_ja = {"down": "切捨て", "up": "切上げ", "nearest": "四捨五入"}[way]
        said = Bilingual(f"{said.ja}（{step}単位で{word_ja}）", f"{said.en} (rounded {way} to {step})")
    return said


def _total(total: Mapping[str, Any], scope: Scope) -> Bilingual:
    parts = [scope.operand(each) for each in total["add"]]
    less = [scope.operand(each) for each in total.get("less", ())]
    return Bilingual(
        "＋".join(each.ja for each in parts) + "".join(f"－{each.ja}" for each in less),
        " + ".join(each.en for each in parts) + "".join(f" - {each.en}" for each in less),
    )


def selected(spec: Spec, scope: Scope) -> Bilingual:
    """Return the elements of a list that count."""
    of = scope.label(spec["of"])
    if "where" not in spec:
        return of
    where = scope.inside(spec["of"]).clause(spec["where"])
    return Bilingual(f"{of.ja}のうち{where.ja}もの", f"{of.en} of which {where.en}")


def _count(spec: Spec, scope: Scope) -> Bilingual:
    of = selected(spec, scope)
    return Bilingual(f"{of.ja}の数", f"the number of {of.en}")


def _sum(spec: Spec, scope: Scope) -> Bilingual:
    of, value = selected(spec, scope), scope.inner(spec["of"], spec["value"])
    return Bilingual(f"{of.ja}の{value.ja}の合計", f"the sum of {value.en} of {of.en}")


def _share(spec: Spec, scope: Scope) -> Bilingual:
    where = scope.inside(spec["of"]).clause(spec["where"])
    of = scope.label(spec["of"])
    return Bilingual(f"{of.ja}のうち{where.ja}ものの割合", f"the share of {of.en} of which {where.en}")


_SIZES = {"count": _count, "sum": _sum, "share": _share}


def size_of(name: str, spec: Spec, scope: Scope) -> Bilingual:
    """Return what `count`, `sum` or `share` measures."""
    return _SIZES[name](spec, scope)


def by_group(spec: Spec, scope: Scope, said: Bilingual) -> Bilingual:
    """Return a clause about a list with the groups by which it is judged, if there are any."""
    if "group_by" not in spec:
        return said
    group = scope.inner(spec["of"], spec["group_by"])
    ja, en = ("すべての", "all ") if "groups" in spec else ("", "")
    return Bilingual(f"{ja}{group.ja}のそれぞれについて{said.ja}", f"for each of {en}{group.en}, {said.en}")


def bounds(spec: Spec, said: Any) -> Bilingual:
    """Return lower and upper bound as they follow a name; `said` writes a bound."""
    if "min" in spec and spec["min"] == spec.get("max"):
        exactly = said(spec["min"])
        return Bilingual(f"ちょうど{exactly.ja}", f"exactly {exactly.en}")
    low = said(spec["min"]) if "min" in spec else None
    high = said(spec["max"]) if "max" in spec else None
    ja = "".join([f"{low.ja}以上" if low else "", f"{high.ja}以下" if high else ""])
    return Bilingual(
        ja, " and ".join([*([f"at least {low.en}"] if low else []), *([f"at most {high.en}"] if high else [])])
    )


def plainly(value: Any) -> Bilingual:
    """Return a number, or a length of time, as it is."""
    return length_in_words(value) if isinstance(value, Mapping) else Bilingual(str(value), str(value))


def several(words: Iterable[str]) -> Bilingual:
    """Return words of a list, the first of a long one."""
    every = list(words)
    more = len(every) - MOST_LISTED
    ja = "".join(f"「{each}」" for each in every[:MOST_LISTED])
    en = ", ".join(f"“{each}”" for each in every[:MOST_LISTED])
    return Bilingual(f"{ja}など{len(every)}語", f"{en} … ({len(every)} words)") if more > 0 else Bilingual(ja, en)


class Reading(NamedTuple):
    """A rule read out, piece by piece; `None` where it has no such piece."""

    each: Bilingual | None
    when: Bilingual | None
    check: Bilingual
    milder: tuple[tuple[str, Bilingual], ...]


def read(rule: Rule, pack: Pack) -> Reading | None:
    """Return a rule in plain words; None where there is nothing to judge."""
    if "check" not in rule.body:
        return None
    scope, each = _scope(rule, pack)
    asked = rule.body.get("severity_when", {})
    return Reading(
        each,
        scope.clause(rule.body["when"]) if "when" in rule.body else None,
        scope.clause(rule.body["check"]),
        tuple((severity, scope.clause(condition)) for severity, condition in asked.items()),
    )


def _scope(rule: Rule, pack: Pack) -> tuple[Scope, Bilingual | None]:
    root = pack.form.root
    each = rule.body.get("each")
    if rule.scope == "folder":
        holder = root._replace(fields={**root.fields, "plans": root})
        return Scope((root, holder)), _folder(rule, Scope((root,)))
    if each is None:
        return Scope((root,)), None
    texts = each if isinstance(each, list) else [each]
    labels = Scope((root,)).label([text for text in texts if text != "."] or ["."])
    whole = Bilingual("計画書全体及び", "the plan itself and ") if "." in texts else Bilingual("", "")
    first = texts[0]
    fields = (root, root) if first == "." else fields_on(parse_path(first), Context(pack.form, (root,), pack.tables))
    return Scope(fields), Bilingual(f"{whole.ja}それぞれの{labels.ja}", f"{whole.en}every one of {labels.en}")


def _folder(rule: Rule, scope: Scope) -> Bilingual:
    """Return what a rule over all plans looks at: all of them, or each group of them with its own limit."""
    if "group_by" not in rule.body:
        return Bilingual("提出されたすべての計画書", "all plans together")
    group = scope.label(rule.body["group_by"])
    own = {**rule.body.get("limits", {}), **rule.body.get("minimums", {})}
    limits = [(scope.value(rule.body["group_by"], name), number) for name, number in own.items()]
    ja = "".join(f"、{name.ja}は{number}" for name, number in limits)
    en = "".join(f", {name.en}: {number}" for name, number in limits)
    return Bilingual(
        f"{group.ja}ごとの計画書{f'（ただし{ja[1:]}）' if ja else ''}",
        f"the plans of each {group.en}{f' (but {en[2:]})' if en else ''}",
    )


def milder(rule: Rule, pack: Pack) -> tuple[tuple[str, Bilingual], ...]:
    """Return the severities that a rule has in some cases, each with the case."""
    said = read(rule, pack)
    return said.milder if said is not None else ()


def sentence(rule: Rule, pack: Pack) -> Bilingual | None:
    """Return a rule as one sentence in both languages; None where there is nothing to judge."""
    said = read(rule, pack)
    if said is None:
        return None
    ja = f"{said.each.ja}について、" if said.each else ""
    en = f"For {said.each.en}: " if said.each else ""
    if said.when:
        ja, en = f"{ja}{said.when.ja}場合に、", f"{en}where {said.when.en}, "
    ja, en = f"{ja}{said.check.ja}こと。", f"{en}it is required that {said.check.en}."
    return Bilingual(ja, en[0].upper() + en[1:])
