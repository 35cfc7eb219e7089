"""Recovery from an accident on one line: the one change after which a plan reads without that accident.

Where a plan's structure is damaged, the lines at the damage are tried in every way a slip of the hand may have
changed them: moved, a colon or a bullet lost, two lines joined, a quotation mark or bracket opened. A change counts
only where it brings fewer complaints than there were and no new one, and where no other change does as well with
another meaning. Then the plan is judged as its writer meant it, and the accident is one finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, pairwise, takewhile

from zaitaku_check.engine.choosing import Reading
from zaitaku_check.engine.damaged import ELSEWHERE, agreed, without_damaged
from zaitaku_check.named import NamedTuple
from zaitaku_check.plan.canonical import canonical
from zaitaku_check.plan.keys import names_of
from zaitaku_check.plan.plan import Plan
from zaitaku_check.source.complaint import Beside, Complaint
from zaitaku_check.source.lines import DASH, Lines
from zaitaku_check.source.reading import parses
from zaitaku_check.source.signs import WIDE_COLONS, odd_white
from zaitaku_check.source.tree import GROUP, LIST, Node
from zaitaku_check.source.waiting import waiting
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Bilingual, Edit, Span

MOST_PLACES = 3
"""So many damaged places of one plan are looked at."""
MOST_COLUMNS = 8
MOST_TOGETHER = 8
"""So many lines may have been moved together."""
MOST_MEANINGS = 6
"""So many changes that explain an accident as well are told apart."""
MOST_TRIED = 160
LONGEST = 60_000
"""Code points of a text beyond which nothing is tried: the longest real plan has some ten thousand."""
EFFORT = 1_000_000
"""So many code points are read in trials of one plan."""
LONGEST_KEY = 20
STOPS = frozenset("。、，．,.")
"""Signs of a sentence, which no key has."""
AROUND = 2
"""Lines before and after a damaged place that are tried as well."""
BULLET = waiting(r" *- +")
BULLET_INSIDE = waiting(r"(?<=[:}\]])[ \t]*- +")
OPENED = waiting(r"(?:^ *(?:- +)*|[:] +)(?P<sign>[\"'\[{])(?P<rest>[^\r\n]*)$")
CLOSING = {"[": "]", "{": "}"}
ANY_COLON = frozenset([":", *WIDE_COLONS])
BLOCK_TEXT = waiting(r"[^\s:]+:[ ]+([|>])[ \t]*(?=[^\s#+0-9-])")
MARKER = waiting(r"---|\.\.\.")
COLON = waiting(r":(?=[ \t\r\n]|$)")
_UNNOTICED = frozenset({"Y010", "Y015", "Y016", "Y018", "Y019"})
"""Other accidents, which the parser would stumble over or read wrongly."""
_STRUCTURAL = frozenset({"Y003", "Y004", "Y009", "Y011", "F003"})
_RULES = {"divided": "Y009"}
"""Variants that are not of Y003."""
Read = Callable[[str, tuple[Edit, ...]], Reading]
"""Reads a text with edits made first; places are those of the text without them."""


class Trial(NamedTuple):
    """A change to try: what was wrong, where the line's text begins and ends, the key it is about, and the edit.

    `taken_away`: a sign is taken away that was put in front of a value without its other half.
    `rest`: the edits of the lines that were moved together with the first.
    """

    variant: str
    span: Span
    key: str
    edit: Edit
    taken_away: bool = False
    rest: tuple[Edit, ...] = ()

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All edits of the change."""
        return (self.edit, *self.rest)


class Tried(NamedTuple):
    """What a trial came to: how many complaints were left, how many keys were read, and the reading."""

    left: int
    keys: int
    trial: Trial
    reading: Reading


def recovered(content: str, reading: Reading, read: Read, keys: frozenset[str]) -> Reading:
    """Return a better reading of a damaged text, with one complaint for the accident; else the reading as it is.

    Where it is not certain which line was moved, or whereto, the reading offers to move none.
    """
    places = _places(reading)
    if len(content) > LONGEST or not places:
        return without_damaged(content, reading) if places else reading
    layout = _Layout(Lines(content, keys))
    heads = _heads(reading.plan) if reading.plan else {}
    tried = _tried(content, reading, read, _trials(layout, places, heads))
    tried = _best(tried or _tried(content, reading, read, _runs(layout, places)))
    one = _alone(content, tried)
    if one is None and not 0 < len(tried) <= MOST_MEANINGS:
        said = tuple(_unmoved(each, unclear=bool(tried)) for each in reading.tree.complaints)
        return without_damaged(content, reading._replace(tree=reading.tree._replace(complaints=said)))
    trial = (one or tried[0]).trial
    meant = read(content, trial.edits)
    complaint = _complaint(content, trial) if one else _undecided(content, [each.trial for each in tried])
    if meant.plan and not one:
        meant = meant._replace(plan=agreed(meant.plan, [each.reading.plan for each in tried if each.reading.plan]))
    return meant._replace(tree=meant.tree._replace(complaints=(complaint, *meant.tree.complaints)))


_OTHER = Bilingual("この行かもしれません", "it may be this line")


def _undecided(content: str, trials: list[Trial]) -> Complaint:
    """Return the complaint of an accident that several changes explain as well: it offers none of them."""
    complaint = _complaint(content, trials[0])._replace(edits=())
    keys = dict.fromkeys((each.key, each.span) for each in trials)
    if len(keys) == len(trials) == 2 and all(each.variant == "indent" and not each.rest for each in trials):
        other = trials[1]
        args = (("key", trials[0].key), ("other", other.key))
        return complaint._replace(rule="Y003", variant="indent_either", args=args, beside=(Beside(other.span, _OTHER),))
    alike = len({(each.variant, each.span) for each in trials}) == 1
    return complaint if alike or complaint.rule == "Y011" else complaint._replace(variant="indent_or_stray")


def _complaint(content: str, trial: Trial) -> Complaint:
    white = content[trial.edit.start : trial.span.start]
    odd = trial.variant in {"indent", "unindented"} and white.strip(" ")
    value = content[trial.span.start : trial.span.end].strip()
    args: tuple[tuple[str, str | Bilingual], ...] = (
        ("key", trial.key),
        ("value", value),
        ("sign", value[:1]),
        ("found", odd_white(white)),
        *_more(trial.rest),
    )
    rule, variant = ("Y011", "") if odd else (_RULES.get(trial.variant, "Y003"), trial.variant)
    span = Span(trial.edit.start, trial.span.start) if odd else trial.span
    return Complaint(rule, span, args, edits=trial.edits, variant=variant, value=value)


def _more(rest: Sequence[Edit]) -> tuple[tuple[str, str | Bilingual], ...]:
    """Return the arguments that say how many further lines there are."""
    others = len(rest)
    more = Bilingual(f"（ほかに{others}か所）", f" ({others} more)") if others else Bilingual("", "")
    return ("total", str(others + 1)), ("more", more)


def _unmoved(complaint: Complaint, *, unclear: bool) -> Complaint:
    """Return a complaint without the mend that would move a single line; `unclear`: several places are as likely."""
    moves = (complaint.rule, complaint.variant) == ("Y003", "indent") or (complaint.rule == "Y011" and unclear)
    return complaint._replace(edits=()) if moves and len(complaint.edits) == 1 else complaint


def _places(reading: Reading) -> list[int]:
    """Return where the structure of a plan is damaged, the first places only."""
    found = [each.span.start for each in reading.complaints() if each.rule in _STRUCTURAL or each.variant == ELSEWHERE]
    return sorted(found)[:MOST_PLACES]


def _tried(content: str, reading: Reading, read: Read, trials: Iterator[Trial]) -> list[Tried]:
    """Return what helps: trials that leave fewer complaints, and bring none."""
    known = _told(reading)
    silent = any(each.rule in _UNNOTICED for each in reading.tree.complaints)
    tried: list[Tried] = []
    for trial in islice(trials, min(MOST_TRIED, EFFORT // len(content))):
        mended = _made(content, trial)
        if not silent and not parses(mended):
            continue
        after = read(mended, ())
        if after.plan is None or any(each.rule == "Y003" for each in after.tree.complaints):
            continue
        told = _told(after)
        if told.total() < known.total() and not told - known:
            tried.append(Tried(told.total(), _keys_of(after), trial, after))
    return tried


def _made(content: str, trial: Trial) -> str:
    for edit in reversed(trial.edits):
        content = content[: edit.start] + edit.new + content[edit.end :]
    return content


def _best(tried: list[Tried]) -> list[Tried]:
    """Return the trials that are better than all others: fewer complaints, more keys."""
    least = min(((each.left, -each.keys) for each in tried), default=None)
    return [each for each in tried if (each.left, -each.keys) == least]


def _alone(content: str, best: list[Tried]) -> Tried | None:
    """Return the one trial that is certain: all have one meaning, and one change is more regular than the others."""
    if len({_meaning(each.reading) for each in best}) != 1:
        return None
    if len(best) > 1:
        most = max(_regularity(content, each.trial) for each in best)
        best = [each for each in best if _regularity(content, each.trial) == most]
    return best[0] if len({each.trial.edits for each in best}) == 1 else None


def _regularity(content: str, trial: Trial) -> tuple[bool, int, int, int]:
    """Return how well a change agrees with the way the rest is written; the higher, the better.

    Few kinds of steps inwards, few steps at all, and those the most usual ones.
    """
    steps = Counter[tuple[bool, int]]()
    levels = [(0, False)]
    for line in _made(content, trial).splitlines():
        body = line.lstrip(" ")
        if not body or body[0] == "#":
            continue
        width = len(line) - len(body)
        entries = [(width, True), (width + 2, False)] if body.startswith("- ") else [(width, False)]
        for entry in entries:
            while len(levels) > 1 and levels[-1] > entry:
                levels.pop()
            if levels[-1] < entry:
                steps[entry[1], entry[0] - levels[-1][0]] += 1
                levels.append(entry)
    return trial.taken_away, -len(steps), -steps.total(), sum(count * count for count in steps.values())


def _meaning(reading: Reading) -> str:
    """Return what a plan says, whatever white space stands in it."""
    return "".join(repr(canonical(reading.plan)).replace("\\n", "").split()) if reading.plan else ""


def _told(reading: Reading) -> Counter[tuple[str, str]]:
    """Return what a reading says, whatever the place: an element found again moves the others."""
    return Counter((each.rule, each.value) for each in reading.complaints())


def _keys_of(reading: Reading) -> int:
    """Return how many keys a tree has: a key swallowed by a text is missing there."""
    rest: list[Node] = [reading.tree.root] if reading.tree.root else []
    count = 0
    while rest:
        node = rest.pop()
        if node.kind == GROUP:
            pairs: list[tuple[Node, Node]] = node.value  # type: ignore[assignment]  # a group's value
            count += len(pairs)
            rest.extend(value for _key, value in pairs)
        elif node.kind == LIST:
            rest.extend(node.value)  # type: ignore[arg-type]  # a list's value
    return count


def _heads(plan: Plan) -> dict[str, str]:
    """Return every name of a group of the form → the key of the text that such a group begins with (名称)."""
    found: dict[str, str] = {}
    rest = [plan.form.root]
    while rest:
        for field in rest.pop().fields.values():
            texts = [child for child in field.fields.values() if child.kind.plain_text and not child.many]
            head = next((child for child in texts if child.required), texts[0] if texts else None)
            if head and not field.many:
                found |= dict.fromkeys(map(plain, names_of(field)), head.label.ja)
            rest.append(field)
    return found


def _trials(layout: _Layout, places: Sequence[int], heads: Mapping[str, str]) -> Iterator[Trial]:
    """Yield what may have happened on one of the lines at the damage, the lines themselves first."""
    for place in places:
        at = layout.neighbour(place, 0)
        if at is not None:
            yield from layout.divided(at)
            yield from layout.headless(at, heads)
    numbers = _near(layout, places)
    for place in places:
        numbers |= dict.fromkeys([*layout.keys_before(place), *layout.bullets_before(place)])
    for number in numbers:
        yield from layout.moved(number)
    for number in numbers:
        yield from layout.rewritten(number)


def _runs(layout: _Layout, places: Sequence[int]) -> Iterator[Trial]:
    """Yield several lines at the damage moved together."""
    for number in _near(layout, places):
        yield from layout.moved_together(number)


def _near(layout: _Layout, places: Sequence[int]) -> dict[int, None]:
    """Return the numbers of the lines at damaged places and around them, the nearest first."""
    around = sorted(range(-AROUND, AROUND + 1), key=abs)
    near = (layout.neighbour(place, away) for away in around for place in places)
    return dict.fromkeys(number for number in near if number is not None)


class _Layout:
    """The lines of a text, the columns and bullets they begin with, and the slips that may have befallen each."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.content = lines.content
        self.bodies = [lines.body(start, end) for start, end in lines.spans]
        self.numbers = [n for n, (_start, end) in enumerate(lines.spans) if self._says(self.bodies[n], end)]
        self.clean = [n for n in self.numbers if not lines.is_odd(lines.spans[n][0], self.bodies[n])]
        self.bullets = Counter(found[0] for n in self.numbers if (found := BULLET.match(self.content, *lines.spans[n])))
        widths = [self._width(n) for n in self.clean]
        self.columns = Counter(widths + [len(bullet) for bullet in self.bullets])

    def _says(self, body: int, end: int) -> bool:
        return body < end and self.content[body] != "#"

    def _width(self, number: int) -> int:
        return self.bodies[number] - self.lines.spans[number][0]

    def neighbour(self, offset: int, away: int) -> int | None:
        """Return the line so many lines that say something away from the one at an offset."""
        here = next((at for at, n in enumerate(self.numbers) if self.lines.spans[n][1] >= offset), None)
        if here is None or not 0 <= here + away < len(self.numbers):
            return None
        return self.numbers[here + away]

    def keys_before(self, offset: int) -> list[int]:
        """Return the last lines with a key of the form before an offset: a text below them may have come loose."""
        before = [n for n in self.numbers if self.lines.spans[n][0] < offset and self._shape(n) == ":"]
        return before[-AROUND:]

    def bullets_before(self, offset: int) -> list[int]:
        """Return the last bullet of every other column before a line: it may have stood there as well."""
        here = self.neighbour(offset, 0)
        if here is None:
            return []
        last = {self._width(n): n for n in self.numbers if n < here and self._shape(n) == "-"}
        return [n for width, n in last.items() if width != self._width(here)][-MOST_COLUMNS:]

    def divided(self, number: int) -> Iterator[Trial]:
        """Yield the line, or the one before, without the `---` that divides one plan in two."""
        for at in (number, number - 1):
            start, end = self.lines.spans[at] if at >= 0 else (0, 0)
            if MARKER.fullmatch(self.content[start:end].strip()):
                yield Trial("divided", Span(start, end), self.content[start:end].strip(), Edit(start, end, ""))

    def headless(self, number: int, heads: Mapping[str, str]) -> Iterator[Trial]:
        """Yield the line of a group, or the line before, with the text behind its key on a line of its own."""
        at = self.numbers.index(number)
        for here, below in pairwise(self.numbers[max(0, at - 1) : at + 2]):
            end, body = self.lines.spans[here][1], self.bodies[here]
            key, _, text = self.content[body:end].partition(": ")
            head = heads.get(plain(key))
            if (
                head
                and text.strip()
                and ANY_COLON.isdisjoint(text)
                and self._width(below) > self._width(here)
                and self._shape(below) == ":"
            ):
                start = end - len(text.lstrip(" "))
                edit = Edit(body + len(key) + 1, start, "\n" + " " * self._width(below) + f"{head}: ")
                yield Trial("group_value", Span(start, end), key, edit)

    def moved(self, number: int) -> Iterator[Trial]:
        """Yield a line at the other columns that the text has, those of its neighbours first."""
        start, _end = self.lines.spans[number]
        body = self.bodies[number]
        variant, key = ("indent", "") if self._shape(number) else ("unindented", self._text_of(number))
        for column in self._columns(number) if variant == "indent" or key else ():
            if " " * column != self.content[start:body]:
                yield self._trial(variant, number, Edit(start, body, " " * column), key)

    def moved_together(self, number: int) -> Iterator[Trial]:
        """Yield a line and those behind it that stand as deep or deeper, at the other columns that the text has."""
        for run in self._runs_from(number):
            for trial in self.moved(number):
                white, column = trial.edit, trial.edit.new
                rest = [(self.lines.spans[n][0], self.lines.spans[n][0] + white.end - white.start) for n in run[1:]]
                yield trial._replace(rest=tuple(Edit(start, end, column) for start, end in rest))

    def _runs_from(self, number: int) -> list[list[int]]:
        """Return the lines that begin with the white space of one: all of them, and the first two."""
        start, body = self.lines.spans[number][0], self.bodies[number]
        white = self.content[start:body]
        at = self.numbers.index(number)
        behind = self.numbers[at : at + MOST_TOGETHER]
        alike = takewhile(lambda n: n == number or self._goes_on(n, white), behind)
        run = list(alike)
        return [each for each in {2: run[:2], len(run): run}.values() if len(each) > 1]

    def _goes_on(self, number: int, white: str) -> bool:
        start = self.lines.spans[number][0]
        prefix = self.content[start : self.bodies[number]]
        return prefix.startswith(white) if white else prefix == "" and not self._shape(number)

    def _text_of(self, number: int) -> str:
        """Return the key to whose text a line without a key may belong; "" for a word that may as well be a key."""
        before = self.numbers[: self.numbers.index(number)]
        at = next((n for n in reversed(before) if self._shape(n)), None)
        text = self.content[slice(self.bodies[number], self.lines.spans[number][1])].strip()
        if at is None or (at == before[-1] and len(text) < LONGEST_KEY and not STOPS & set(text)):
            return ""
        return self.content[self._behind_bullets(at) : self.lines.spans[at][1]].split(":")[0].strip()

    def _shape(self, number: int) -> str:
        """Return whether a line begins with a bullet, a key or other text."""
        end, body = self.lines.spans[number][1], self.bodies[number]
        return "-" if DASH.match(self.content, body, end) else ":" if self.lines.has_known_key(body, end) else ""

    def _columns(self, number: int) -> list[int]:
        """Return the columns to try: those of its neighbours and of the nearest lines of its own shape come first."""
        at = self.numbers.index(number)
        shape = self._shape(number)
        alike = [n for n in self.numbers if n != number and self._shape(n) == shape]
        alike.sort(key=lambda n: abs(n - number))
        beside = [*self.numbers[at + 1 : at + 2], *self.numbers[max(0, at - 1) : at]]
        near = [self._width(n) for n in (*beside, *alike) if n in self.clean]
        inwards = [self._width(n) + 2 for n in self.numbers[max(0, at - 1) : at]]
        return list(dict.fromkeys([*near, *inwards, *self.columns]))[:MOST_COLUMNS]

    def _trial(self, variant: str, number: int, edit: Edit, key: str = "", at: int = -1) -> Trial:
        """Return a trial; `at` is where the accident stands, if not where the line's text begins."""
        end = self.lines.spans[number][1]
        body = self.bodies[number]
        said = key or self.content[body:end].removeprefix("- ").split(":")[0].strip()
        start = max(at, body)
        return Trial(variant, Span(start, max(end, start + 1)), said, edit)

    def rewritten(self, number: int) -> Iterator[Trial]:
        """Yield a line with a sign put in that may have been forgotten, or taken away that may have slipped in."""
        yield from self._bulleted(number)
        yield from self._with_colon(number)
        yield from self._parted(number)
        yield from self._unopened(number)

    def _bulleted(self, number: int) -> Iterator[Trial]:
        """Yield a line with the bullet it has lost, with or without the space it took; nothing else has moved."""
        start, end = self.lines.spans[number]
        body = self.bodies[number]
        if number in self.clean and self.lines.has_known_key(body, end):
            key = self.content[body:end].split(":")[0]
            for bullet in self.bullets:
                if body - start in {len(bullet), bullet.index("-")} and self._begins_entries(bullet, key):
                    yield self._trial("no_bullet", number, Edit(start, body, bullet))

    def _begins_entries(self, bullet: str, key: str) -> bool:
        """Tell whether the entries behind a bullet begin with a key; True where none begins with any."""
        heads = [self.lines.key(start + len(bullet), end) for start, end in self._bulleted_lines(bullet)]
        keys = {found[0][:-1] for found in heads if found}
        return not keys or key in keys

    def _bulleted_lines(self, bullet: str) -> list[tuple[int, int]]:
        return [
            span for span in map(self.lines.spans.__getitem__, self.numbers) if self.content.startswith(bullet, span[0])
        ]

    def _with_colon(self, number: int) -> Iterator[Trial]:
        _start, end = self.lines.spans[number]
        at = self._behind_bullets(number)
        if self.lines.has_known_key(at, end):
            return
        text = self.content[at:end]
        for length in range(min(len(text), LONGEST_KEY), 1, -1):
            rest = text[length:]
            if self.lines.known(text[:length]) and text[length - 1] != " " and rest.lstrip()[:1] not in ANY_COLON:
                behind = at + length + len(rest) - len(rest.lstrip(" \t\u3000"))
                edit = Edit(at + length, behind, ": " if behind < end else ":")
                yield self._trial("no_colon", number, edit, text[:length])

    def _behind_bullets(self, number: int) -> int:
        _start, end = self.lines.spans[number]
        at = self.bodies[number]
        while found := DASH.match(self.content, at, end):
            at = found.end()
        return at

    def _parted(self, number: int) -> Iterator[Trial]:
        """Yield a line taken apart in front of what should stand on a line of its own."""
        _start, end = self.lines.spans[number]
        first = self._behind_bullets(number)
        if found := BLOCK_TEXT.match(self.content, first, end):
            for column in self._columns(number):
                edit = Edit(found.end(1), found.end(), "\n" + " " * column)
                yield self._trial("block_text", number, edit, at=found.start(1))
        for found in BULLET_INSIDE.finditer(self.content, first, end):
            for bullet in self.bullets:
                yield self._trial("joined", number, Edit(found.start(), found.end(), f"\n{bullet}"))
        for colon in [found.start() for found in COLON.finditer(self.content, first, end)][1:]:
            for at in self._words_before(first, colon):
                yield from self._before_key(number, first, at, colon)

    def _words_before(self, first: int, colon: int) -> list[int]:
        """Return where a key of the form may begin that ends at a colon: behind a space, else anywhere."""
        words = range(max(first + 1, colon - LONGEST_KEY), colon)
        known = [at for at in words if " " not in self.content[at:colon] and self.lines.known(self.content[at:colon])]
        return [at for at in known if self.content[at - 1] == " "] or known

    def _before_key(self, number: int, first: int, at: int, colon: int) -> Iterator[Trial]:
        before = self.content[first:at].rstrip(" \t")
        is_bullet = before[-2:] in {" -", ":-"}
        rest = first + len(before.removesuffix("-").rstrip(" \t") if is_bullet else before)
        fronts = list(self.bullets) if is_bullet else [" " * column for column in self._columns(number)]
        for front in fronts:
            yield self._trial("joined", number, Edit(rest, at, f"\n{front}"), self.content[at:colon], at)

    def _unopened(self, number: int) -> Iterator[Trial]:
        """Yield a line without the quotation mark or bracket that its value begins with, or with its other half."""
        start, end = self.lines.spans[number]
        found = OPENED.search(self.content[start:end])
        if found is None:
            return
        sign, at = found["sign"], start + found.start("sign")
        variant = "unclosed_bracket" if sign in CLOSING else "unclosed_quote"
        if CLOSING.get(sign, sign) not in found["rest"]:
            last = start + len(self.content[start:end].rstrip())
            yield self._trial(variant, number, Edit(at, at + 1, ""), at=at)._replace(taken_away=True)
            yield self._trial(variant, number, Edit(last, last, CLOSING.get(sign, sign)), at=at)
