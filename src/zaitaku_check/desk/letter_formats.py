"""A letter as Markdown, to be pasted into the office's own form, and as a page, to be printed on A4."""

from __future__ import annotations

from collections.abc import Iterator

from zaitaku_check.desk.letters import Entry, Letter, Part
from zaitaku_check.desk.pages import environment
from zaitaku_check.report.escaping import in_code, in_markdown
from zaitaku_check.report.html import admitted


def as_markdown(letter: Letter) -> str:
    """Return a letter as Markdown."""
    return "\n".join(_lines(letter)) + "\n"


def as_html(letter: Letter) -> str:
    """Return a letter as one self-contained page without any script."""
    style, style_hash = admitted("letter.css", "zaitaku_check.desk")
    context = {"letter": letter, "words": letter.words(), "style": style, "style_hash": style_hash}
    return environment().get_template("letter.html.j2").render(context) + "\n"


def _lines(letter: Letter) -> Iterator[str]:
    words = letter.words()
    for paragraph in (words["number"], words["date"], in_markdown(letter.recipient), words["sender"]):
        yield from (paragraph, "")
    yield from (f"# {in_markdown(letter.subject)}", "")
    for paragraph in letter.opening:
        yield from (in_markdown(paragraph), "")
    if letter.parts and letter.lang == "ja":
        yield from (words["record"], "")
    for part in letter.parts:
        yield from _part(part, words)
    for paragraph in letter.closing:
        yield from (paragraph, "")
    if letter.lang == "ja":
        yield words["end"]


def _part(part: Part, words: dict[str, str]) -> Iterator[str]:
    yield from (f"## {part.heading}", "")
    for number, entry in enumerate(part.entries, 1):
        yield from _entry(number, entry, words)
        yield ""
    if part.note:
        yield from (in_markdown(part.note), "")


def _entry(number: int, entry: Entry, words: dict[str, str]) -> Iterator[str]:
    yield f"{number}. {in_markdown(entry.matter)}"
    yield f"   - {words['where']}: {in_markdown(entry.where)}"
    if entry.quoted:
        yield f"   - {words['quoted']}: {in_code(entry.quoted)}"
    yield f"   - {words['reason']}: {in_markdown(entry.reason)}"
    yield from (f"   - {words['source']}: {in_markdown(source)}" for source in entry.sources)
    if entry.answer:
        yield f"   - {words['answer']}: {in_markdown(entry.answer)}"
    if entry.remedy:
        yield f"   - {words['remedy']}: {in_markdown(entry.remedy)}"
