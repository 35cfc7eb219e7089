"""Rules over all plans of a run: each plan leaves small marks, and the rule is judged over the marks alone.

Marks hold no tree and no text, so that a folder of any size fits in memory and marks can be kept between runs.
"""

from __future__ import annotations

from binascii import crc32
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Any

from zaitaku_check.named import NamedTuple
from zaitaku_check.nouns import Pair
from zaitaku_check.pack import phrases
from zaitaku_check.pack.answers import spots
from zaitaku_check.pack.comparing import comparable
from zaitaku_check.pack.context import Context
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Spot
from zaitaku_check.pack.paths import Found, Frames, Path, PathError, elements, finder, parse_path, resolve
from zaitaku_check.pack.rule import Pack, Rule
from zaitaku_check.pack.wording import in_words
from zaitaku_check.pack.words import build
from zaitaku_check.plan.plan import Cell

MOST_NAMED = 50
"""Plans that one finding names beside itself, so that a report grows with the plans and not with their square."""


class Mark(NamedTuple):
    """What one plan (or one element of it) brings to a folder rule; texts and numbers only.

    `known` False: a value the rule needs could not be read. `spot` is replaced by a place when the mark leaves the
    plan's text (see the engine). `raw` is the value as written.
    """

    group: str
    amount: int
    key: str
    across: str
    order: str
    raw: str
    known: bool
    spot: Spot


class Counted(NamedTuple):
    """A mark with the plan it came from: `plan` is its path; `place` is opaque to the rules."""

    plan: str
    mark: Mark
    place: Any


class FolderPoint(NamedTuple):
    """One failing matter of a folder rule. `at` None: the folder itself."""

    at: Counted | None
    message: Pair
    args: tuple[tuple[str, str | Pair], ...]
    beside: tuple[tuple[Counted, Pair], ...]


class Account(NamedTuple):
    """One line of the ledger: a group (None: the whole folder), what is used and what may be used."""

    group: str | None
    label: Pair
    used: int
    limit: int | None
    minimum: int | None
    plans: tuple[str, ...]
    beyond: tuple[str, ...]
    at_least: bool
    unit: str


class FolderJudged(NamedTuple):
    """What a folder rule says: outcome, failing matters, ledger lines."""

    outcome: str
    points: tuple[FolderPoint, ...]
    accounts: tuple[Account, ...]


class FolderRule(NamedTuple):
    """A compiled folder rule: `marks` is asked of every plan, `judge` once, with how many plans could not be read.

    `slim` gives the same marks, as many and in the same order, without what only a finding needs: no spot and no raw
    value, and of a rule that asks for equal keys no more of a key than mostly tells it from others.
    `unique` asks for equal keys only, whatever the keys are; `hangs`: its findings hang on plans, one by one.
    """

    rule: Rule
    marks: Callable[[Cell], list[Mark]]
    slim: Callable[[Cell], list[Mark]]
    judge: Callable[[Sequence[Counted], int], FolderJudged]
    unique: bool
    hangs: bool


def compile_folder_rule(rule: Rule, pack: Pack) -> FolderRule:
    """Return the compiled rule; raises PathError where a path is not in the form."""
    check = rule.body["check"]
    word = next(name for name in ("count", "sum", "unique") if name in check)
    spec = check[word]
    context = Context(pack.form, (pack.form.root, pack.form.root), pack.tables)
    elements_of = _elements_of(spec["of"], context)
    marks = _marks_of(spec, elements_of, _marker(rule, spec, context, elements_of[1]))
    slim = _marks_of(spec, elements_of, _slim_marker(rule, spec, elements_of[1], hashed=word == "unique"))
    message = rule.body.get("message") or check.get("message")
    own = Pair(message["ja"], message["en"]) if message else None
    if word == "unique":
        return FolderRule(rule, marks, slim, _unique_judge(rule, spec, own), unique=True, hangs=False)
    judge = _Bounds(rule, spec, pack, word, own).judge
    return FolderRule(rule, marks, slim, judge, unique=False, hangs="at" in rule.body)


# --- marks ------------------------------------------------------------------------------------------------------------


Elements = tuple[Callable[[Cell], tuple[list[Frames], bool]], Context]
Marker = Callable[[Frames], "Mark | None"]
"""Makes the mark of one element; None where it lacks the value that is counted or compared."""


def _marks_of(spec: Mapping[str, Any], elements: Elements, mark_of: Marker) -> Callable[[Cell], list[Mark]]:
    elements_of, inner = elements
    where = build(spec["where"], inner) if "where" in spec else None

    def marks(root: Cell) -> list[Mark]:
        every, unknown = elements_of(root)
        made = [_unknown(root)] if unknown else []
        for frames in every:
            held = PASS if where is None else where(frames)
            if held is CANNOT_TELL:
                made.append(_unknown(root))
            elif held is PASS and (mark := mark_of(frames)) is not None:
                made.append(mark)
        return made

    return marks


def _unknown(root: Cell) -> Mark:
    return Mark("", 0, "", "", "", "", known=False, spot=Spot(root))


Reader = Callable[[Frames], "Cell | str | None"]
"""Returns the cell, None where the value is absent, or CANNOT_TELL."""


def _inward(text: str | None) -> str | None:
    """Return a path that starts at the counted element, whether or not it was written with its dot."""
    return text if text is None or text.startswith(".") else f".{text}"


class _Readers(NamedTuple):
    """What is read of one element; None: the rule does not ask for it."""

    group: Reader | None
    order: Reader | None
    across: Reader | None
    key: Reader | None
    amount: Reader | None


def _reader(text: str | None, inner: Context) -> Reader | None:
    if text is None:
        return None
    find, _field = inner.path(text)

    def read(frames: Frames) -> Cell | str | None:
        found = find(frames)
        if len(found.cells) == 1 and type(found.cells[0].value) is not list:
            return found.cells[0]
        found = elements(found)
        if found.cells:
            return found.cells[0]
        return CANNOT_TELL if found.unknown else None

    return read


def _readers(rule: Rule, spec: Mapping[str, Any], inner: Context) -> _Readers:
    return _Readers(
        group=_reader(rule.body.get("group_by"), inner),
        order=_reader(rule.body.get("order_by"), inner),
        across=_reader(spec.get("across"), inner),
        key=_reader(_inward(spec.get("by") or spec.get("distinct")), inner),
        amount=_reader(_inward(spec.get("value")), inner),
    )


def _marker(rule: Rule, spec: Mapping[str, Any], context: Context, inner: Context) -> Marker:
    """Return what makes whole marks: with the spot and the value as written."""
    place = _spot_of(rule, spec, context, inner)
    readers, shortest = _readers(rule, spec, inner), spec.get("min_length", 0)

    def mark_of(frames: Frames) -> Mark | None:
        read = _read(frames, readers)
        if read is None or isinstance(read, Mark):
            return read
        group, order, across, key, amount = read
        text = _text(key)
        named = text if len(text) >= shortest else ""
        raw = key.raw if isinstance(key, Cell) else ""
        return Mark(group, amount, named, across, order, raw, known=True, spot=place(frames))

    return mark_of


def _slim_marker(rule: Rule, spec: Mapping[str, Any], inner: Context, *, hashed: bool) -> Marker:
    """Return what makes slim marks."""
    readers, shortest = _readers(rule, spec, inner), spec.get("min_length", 0)
    nowhere = Spot(None)

    def mark_of(frames: Frames) -> Mark | None:
        read = _read(frames, readers)
        if read is None or isinstance(read, Mark):
            return read
        group, order, across, key, amount = read
        text = _text(key)
        named = "" if len(text) < shortest else _hash(text) if hashed and text else text
        return _new(Mark, (group, amount, named, across, order, "", True, nowhere))

    return mark_of


def _hash(text: str) -> str:
    """Return a number that is the same in every run, 0 for none: equal ones only send us to look again."""
    return str(crc32(text.encode("utf-8", "surrogatepass")) or 1)


_new = tuple.__new__
"""Makes a named tuple at half the cost of calling its class."""


def _read(frames: Frames, readers: _Readers) -> tuple[str, str, str, Cell | str | None, int] | Mark | None:
    """Return group, order, across, the key's cell and the amount; the mark of what is unknown; None where one lacks."""
    asked = [None if read is None else read(frames) for read in readers]
    group, order, across, key, amount = asked
    if group is CANNOT_TELL or across is CANNOT_TELL or key is CANNOT_TELL or amount is CANNOT_TELL:
        return _unknown(frames[0])
    if (
        (group is None and readers.group is not None)
        or (key is None and readers.key is not None)
        or (amount is None and readers.amount is not None)
    ):
        return None
    number = amount.value if isinstance(amount, Cell) and isinstance(amount.value, int) else 1
    return _text(group), _text(order), _text(across), key, number


def _text(cell: Cell | str | None) -> str:
    return str(comparable(cell)) if type(cell) is Cell else ""


def _elements_of(text: str, context: Context) -> Elements:
    """Return what lists the frames of every counted element of a plan, and the context of its inner paths."""
    path = parse_path(text)
    if path.level or path.steps[:1] == () or path.steps[0].name != "plans":
        raise PathError(
            text,
            f"フォルダのルールの「of」は plans から始めます（「{text}」）。",
            f"'of' has to start with plans: {text!r}",
            "plans",
        )
    chosen = _plan_filter(path.steps[0].where, context)
    if len(path.steps) == 1:
        return (lambda root: _only_if(chosen(root), [(root, root)])), context
    below = Path(text, 1, path.steps[1:])
    field = resolve(below, context.fields)
    find = finder(below)

    def listed(root: Cell) -> tuple[list[Frames], bool]:
        found: Found = elements(find((root, root)))
        every, unknown = _only_if(chosen(root), [(root, root, cell) for cell in found.cells])
        return every, unknown or (bool(every) and found.unknown)

    return listed, context.inside(field)


def _plan_filter(where: tuple[str, str] | None, context: Context) -> Callable[[Cell], str]:
    """Return what says of a plan whether it counts: PASS, NOT_APPLICABLE or CANNOT_TELL."""
    if where is None:
        return lambda _root: PASS
    find, _field = context.path(where[0])

    def chosen(root: Cell) -> str:
        found = find((root, root))
        if found.unknown:
            return CANNOT_TELL
        return PASS if any(str(cell.value) == where[1] for cell in found.cells) else NOT_APPLICABLE

    return chosen


def _only_if(chosen: str, frames: Sequence[Frames]) -> tuple[list[Frames], bool]:
    return (list(frames) if chosen is PASS else []), chosen is CANNOT_TELL


def _spot_of(rule: Rule, spec: Mapping[str, Any], context: Context, inner: Context) -> Callable[[Frames], Spot]:
    at = rule.body.get("at")
    if at is not None:
        texts = at if isinstance(at, list) else [at]
        inside = len(inner.fields) > len(context.fields) and all(str(t).startswith(".") for t in texts)
        return spots(at, inner if inside else context)
    if "by" in spec:
        return spots(f".{str(spec['by']).lstrip('.')}", inner)
    if "value" in spec:
        return spots(f".{str(spec['value']).lstrip('.')}", inner)
    return lambda _frames: Spot(None)


# --- bounds: count and sum --------------------------------------------------------------------------------------------


class _Bounds:
    """Judges numbers and sums a group against a minimum and a maximum, and keeps the ledger."""

    def __init__(self, rule: Rule, spec: Mapping[str, Any], pack: Pack, word: str, message: Pair | None) -> None:
        self.rule = rule
        self.low: int | None = spec.get("min")
        self.high: int | None = spec.get("max")
        self.limits: Mapping[str, int] = rule.body.get("limits", {})
        self.minimums: Mapping[str, int] = rule.body.get("minimums", {})
        self.none_is_too_few = word == "count" and self.low is not None
        self.distinct = "distinct" in spec
        self.message = message
        self.group_field = (
            resolve(parse_path(rule.body["group_by"]), (pack.form.root,)) if "group_by" in rule.body else None
        )
        self.value_field = (
            resolve(parse_path(str(spec["value"]).lstrip(".")), (pack.form.root,)) if word == "sum" else None
        )
        asked = "groups" in rule.body or bool(rule.body.get("ledger"))
        self.every_group = [choice.id for choice in self.group_field.choices] if self.group_field and asked else []

    def judge(self, counted: Sequence[Counted], unread: int) -> FolderJudged:
        """Judge the rule over all marks."""
        known = [each for each in counted if each.mark.known]
        unsure = unread + len(counted) - len(known)
        if not known and not unsure and not self.none_is_too_few:
            return FolderJudged(NOT_APPLICABLE, (), ())
        groups = self._groups(known)
        accounts = tuple(self._account(group, members, unsure) for group, members in groups.items())
        points = [*self._too_many(groups, accounts), *self._too_few(accounts, unsure, known)]
        outcome = "fail" if points else CANNOT_TELL if unsure and self._open(accounts) else PASS
        return FolderJudged(outcome, tuple(points), accounts if self.rule.body.get("ledger") else ())

    def _groups(self, known: Sequence[Counted]) -> dict[str | None, list[Counted]]:
        if self.group_field is None:
            return {None: list(known)}
        groups: dict[str | None, list[Counted]] = {group: [] for group in self.every_group}
        for each in known:
            groups.setdefault(each.mark.group, []).append(each)
        return {group: _in_order(members) for group, members in groups.items()}

    def _account(self, group: str | None, members: list[Counted], unsure: int) -> Account:
        limit = self.high if group is None else self.limits.get(group, self.high)
        return Account(
            group=group,
            label=self._label(group),
            used=self._used(members),
            limit=limit,
            minimum=self.low if group is None else self.minimums.get(group, self.low),
            plans=tuple(dict.fromkeys(each.plan for each in members)),
            beyond=tuple(each.plan for each in self._beyond(members, limit)),
            at_least=unsure > 0,
            unit="yen" if self.value_field is not None and self.value_field.reader == "yen" else "plans",
        )

    def _label(self, group: str | None) -> Pair:
        if group is not None and self.group_field is not None:
            return in_words(group, self.group_field)
        return self.rule.title

    def _used(self, members: Sequence[Counted]) -> int:
        if self.distinct:
            return len({each.mark.key for each in members})
        return sum(each.mark.amount for each in members)

    def _beyond(self, members: list[Counted], limit: int | None) -> list[Counted]:
        """Return the members past the limit, in order; only where each member counts for one."""
        if limit is None or self.value_field is not None or self.distinct:
            return []
        return members[limit:]

    def _open(self, accounts: Sequence[Account]) -> bool:
        return self.high is not None or any(a.used < (a.minimum or 0) for a in accounts)

    def _too_many(self, groups: Mapping[str | None, list[Counted]], accounts: Sequence[Account]) -> list[FolderPoint]:
        points: list[FolderPoint] = []
        for account in accounts:
            if account.limit is None or account.used <= account.limit:
                continue
            members = groups[account.group]
            message = self.message or phrases.TOO_MANY
            args = self._args(account)
            if "at" not in self.rule.body:
                beside = _named(members)
                points.append(FolderPoint(None, message, args, beside))
                continue
            first = _named(members)
            for number, late in enumerate(self._beyond(members, account.limit), account.limit):
                others = [each for each in members[: MOST_NAMED + 1] if each is not late]
                beside = _named(others) if number < MOST_NAMED else first
                points.append(FolderPoint(late, message, args, beside))
        return points

    def _too_few(self, accounts: Sequence[Account], unsure: int, known: Sequence[Counted]) -> list[FolderPoint]:
        if self.low is None or unsure:
            return []
        short = [account for account in accounts if account.used < (account.minimum or 0)]
        if not short:
            return []
        named = [self._short(account) for account in short]
        missing = Pair("".join(each.ja for each in named), ", ".join(each.en for each in named))
        used = str(min(account.used for account in short))
        args = (("label", self._subject()), ("actual", used), ("min", str(self.low)), ("missing", missing))
        return [FolderPoint(None, self.message or phrases.TOO_FEW, args, _named(known))]

    def _short(self, account: Account) -> Pair:
        """Return a group's name, with how many it needs where groups need different numbers."""
        label = account.label
        if not self.minimums:
            return Pair(f"「{label.ja}」", f"'{label.en}'")
        return Pair(f"「{label.ja}」（{account.minimum}以上）", f"'{label.en}' ({account.minimum} or more)")

    def _subject(self) -> Pair:
        return self.group_field.label if self.group_field is not None else self.rule.title

    def _args(self, account: Account) -> tuple[tuple[str, str | Pair], ...]:
        field = self.value_field
        written: Callable[[int], str | Pair] = str if field is None else lambda number: in_words(number, field)
        limit = account.limit or 0
        used = written(account.used)
        actual = _at_least(used) if account.at_least else used
        return (("label", account.label), ("actual", actual), ("max", written(limit)))


def _at_least(number: str | Pair) -> Pair:
    """Return a number that a plan which could not be read may still raise."""
    ja, en = number if isinstance(number, Pair) else (number, number)
    return Pair(f"少なくとも{ja}", f"at least {en}")


def _named(members: Sequence[Counted]) -> tuple[tuple[Counted, Pair], ...]:
    """Return the plans a finding names; the ledger names them all."""
    return tuple((each, phrases.COUNTED) for each in members[:MOST_NAMED])


def _in_order(members: list[Counted]) -> list[Counted]:
    """Return the members by the rule's order where every one has it, else by path."""
    if all(each.mark.order for each in members):
        return sorted(members, key=lambda each: (each.mark.order, each.plan))
    return sorted(members, key=lambda each: each.plan)


# --- unique -----------------------------------------------------------------------------------------------------------


def _unique_judge(
    rule: Rule, spec: Mapping[str, Any], message: Pair | None
) -> Callable[[Sequence[Counted], int], FolderJudged]:
    words = message or phrases.UNIQUE
    one_a_plan = bool(spec.get("once_a_plan"))

    def judge(counted: Sequence[Counted], unread: int) -> FolderJudged:
        known = sorted((each for each in counted if each.mark.known), key=lambda each: each.plan)
        unsure = unread + len(counted) - len(known)
        if not known and not unsure:
            return FolderJudged(NOT_APPLICABLE, (), ())
        points = _repeats(known, words, across="across" in spec, one_a_plan=one_a_plan)
        outcome = "fail" if points else CANNOT_TELL if unsure else PASS
        return FolderJudged(outcome, tuple(points), ())

    del rule
    return judge


def _repeats(known: Sequence[Counted], message: Pair, *, across: bool, one_a_plan: bool) -> list[FolderPoint]:
    earlier: dict[str, list[Counted]] = {}
    points: list[FolderPoint] = []
    done: set[tuple[str, str]] = set()
    for each in known:
        if not each.mark.key:
            continue
        others = (
            other
            for other in earlier.get(each.mark.key, ())
            if other.plan != each.plan and (not across or other.mark.across != each.mark.across)
        )
        before = list(islice(others, MOST_NAMED))
        once = (each.plan, "" if one_a_plan else each.mark.key)
        if before and once not in done:
            done.add(once)
            args: tuple[tuple[str, str | Pair], ...] = (("actual", each.mark.raw), ("value", before[0].plan))
            beside = tuple((other, phrases.FIRST) for other in before)
            points.append(FolderPoint(each, message, args, beside))
        earlier.setdefault(each.mark.key, []).append(each)
    return points
