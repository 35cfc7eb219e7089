"""The longer way for a text that is not clean: find the accidents, mend them, parse again, and give up what remains."""

from __future__ import annotations

from collections.abc import Iterable

from zaitaku_check.named import NamedTuple
from zaitaku_check.source import characters, findings, whole
from zaitaku_check.source.accident import Accident
from zaitaku_check.source.build import Builder, Built
from zaitaku_check.source.complaint import Complaint
from zaitaku_check.source.events import Trouble, source_of
from zaitaku_check.source.foreign import CERTAIN, kind_of_text
from zaitaku_check.source.limits import Limits
from zaitaku_check.source.lines import MOST_LINES
from zaitaku_check.source.mended import Mended
from zaitaku_check.source.salvage import salvage
from zaitaku_check.source.suspicion import odd_characters
from zaitaku_check.source.tree import GROUP, SCALAR
from zaitaku_check.source.walk import Walk
from zaitaku_check.text_types import Edit, Span

MOST_SIGNS = 1000
"""With more control or odd characters than this it is no text."""
LARGE = 100_000
"""From this size on a text is first asked whether it passes a limit, before it is looked at more closely."""


class Task(NamedTuple):
    """What a repair goes by: spellings of keys, those that hold lists, limits, which parser, and mends made first."""

    keys: frozenset[str]
    lists: frozenset[str]
    limits: Limits
    pure: bool
    mends: tuple[Edit, ...] = ()


class Repaired(NamedTuple):
    """What a repair came to."""

    built: Built
    complaints: list[Complaint]


class Look(NamedTuple):
    """A text looked at: its accidents, those that YAML would not notice, and what was built with the latter mended."""

    text: Mended
    accidents: list[Accident]
    silent: list[Accident]
    built: Built


def repaired(content: str, task: Task) -> Repaired:
    """Mend a text until it can be parsed, or say why it cannot."""
    text, complaints = _whole_text(Mended(content, task.mends))
    if len(complaints) > MOST_SIGNS:
        return Repaired(Built(None, ()), complaints)
    if len(content) > LARGE and (asked := _build(Mended(text.content), task)).refused:
        return Repaired(asked, complaints)
    look = _look(text, task)
    if look.built.trouble and kind_of_text(text.content) in CERTAIN:
        return _given_up(look, complaints)
    if look.built.trouble and (damage := whole.damage(text.content)):
        complaints += findings.of_accidents([damage], text)
        look = _look(_mended(text, [damage]), task)
    if not look.built.trouble:
        return Repaired(look.built, [*complaints, *_unnoticed(look)])
    told = [*complaints, *findings.of_accidents(look.accidents, look.text)]
    mended = _mended(look.text, look.accidents)
    again = _build(mended, task)
    if not again.trouble:
        return Repaired(again, told)
    return _salvaged(mended, again, told, task) or _given_up(look, complaints)


def _unnoticed(look: Look) -> list[Complaint]:
    """Return what is to be said of accidents that YAML did not notice; of a text that is no plan at all, nothing."""
    plain = look.built.root is not None and look.built.root.kind == SCALAR
    return [] if plain else findings.of_accidents(look.silent, look.text)


def _look(text: Mended, task: Task) -> Look:
    """Walk over a text, and parse it with only those accidents mended that YAML would read wrongly and in silence."""
    accidents = _walk(text, task)
    silent = [accident for accident in accidents if accident.silent]
    return Look(text, accidents, silent, _build(_mended(text, silent), task))


def _whole_text(text: Mended) -> tuple[Mended, list[Complaint]]:
    """Set right what is not a matter of lines: control and odd characters, brackets without end."""
    content, complaints = text.content, list[Complaint]()
    if odd_characters(content):
        signs = list(characters.control(content))
        complaints = findings.of_signs("Y015", signs) + findings.of_signs("Y019", characters.odd(content))
        text = text.then(characters.mends(content)).without(Span(sign.start, sign.end) for sign in signs)
    if nested := whole.too_nested(text.content):
        complaints += findings.of_accidents([nested], text)
        text = _mended(text, [nested])
    return text, complaints


def _salvaged(text: Mended, built: Built, told: list[Complaint], task: Task) -> Repaired | None:
    """Keep the parts that can be read by themselves; None where there are none."""
    if built.trouble and built.root is not None and built.root.kind == GROUP:
        return Repaired(built, [*told, findings.of_trouble(built.trouble, text)])
    if text.content.count("\n") + text.content.count("\r") > MOST_LINES:
        return None
    losses = salvage(text.content, lambda piece: _trouble(piece, task))
    if not losses:
        return None
    broken = [Span(text.at(loss.broken.start), text.at(loss.broken.end)) for loss in losses]
    again = _build(text.then(loss.edit for loss in losses).without(broken), task)
    if again.trouble:
        return None
    left = [one for one in told if one.rule != "Y003" or not any(s.start <= one.span.start < s.end for s in broken)]
    return Repaired(again, [*left, *(findings.of_trouble(loss.trouble, text, part=True) for loss in losses)])


def _given_up(look: Look, complaints: list[Complaint]) -> Repaired:
    """Say that it is no plan at all, or where the parser stopped; what comes of further mends would be guesses."""
    if kind := kind_of_text(look.text.content):
        return Repaired(look.built, [*complaints, Complaint("Y014", Span(0, 0), variant=kind)])
    if look.built.trouble:
        complaints = [*complaints, findings.of_trouble(look.built.trouble, _mended(look.text, look.silent))]
    return Repaired(look.built, complaints)


def _walk(text: Mended, task: Task) -> list[Accident]:
    return Walk(text.content, task.keys, task.lists).run()


def _build(text: Mended, task: Task) -> Built:
    place = text.place if text.last_change() else None
    return Builder(text.content, task.limits, place).build(source_of(text.content, pure=task.pure))


def _trouble(content: str, task: Task) -> Trouble | None:
    return Builder(content, task.limits).build(source_of(content, pure=task.pure)).trouble


def _mended(text: Mended, accidents: Iterable[Accident]) -> Mended:
    accidents = list(accidents)
    edits = [edit for accident in accidents for edit in accident.mends]
    broken = [Span(text.at(span.start), text.at(span.end)) for accident in accidents for span in accident.broken]
    return text.then(edits).without(broken) if accidents else text
