"""Standard input, output and error: the encodings they take, and what happens when nobody speaks or listens."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # what only complaints need is loaded for these: a shell that completes a word waits for us
if TYPE_CHECKING:
    from collections.abc import Iterable

    from zaitaku_check.errors import Problem

_PIECE = 1 << 16
"""Letters that are handed to the terminal at a time: a large report is there often enough already."""


def from_stdin(limit: int) -> bytes:
    """Return standard input, one byte more than the limit of what is longer; raises UsageError where it is closed."""
    if sys.stdin is None:
        from zaitaku_check.errors import UsageError
        from zaitaku_check.text_types import Bilingual

        raise UsageError(Bilingual("標準入力が閉じられています。", "standard input is closed"))
    return sys.stdin.buffer.read(limit + 1)


def to_stdout(content: str | bytes, *, machine: bool) -> None:
    """Write a text to standard output; see `pour`."""
    pour((content,), machine=machine)


def pour(pieces: Iterable[str | bytes], *, machine: bool) -> None:
    """Write a report to standard output piece by piece.

    Text goes in the terminal's encoding, what that lacks as an escape; what is for machines, and bytes, as they are.
    """
    stream = sys.stdout
    if stream is None:
        raise _not_printed("閉じられています", "it is closed")
    try:
        stream.flush()
        for piece in pieces:
            if machine or isinstance(piece, bytes):
                stream.buffer.write(piece if isinstance(piece, bytes) else piece.encode("utf-8", "backslashreplace"))
            else:
                _to_terminal(piece)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is not None:
            raise
        from zaitaku_check.files import why_not_written

        raise _not_printed(*why_not_written(error)) from error


def _not_printed(ja: str, en: str) -> Exception:
    from zaitaku_check.errors import UsageError
    from zaitaku_check.text_types import Bilingual

    return UsageError(Bilingual(f"標準出力に書き出せません（{ja}）。", f"cannot write to standard output: {en}"))


def _to_terminal(text: str) -> None:
    """Write a text to standard output in its encoding."""
    encoding = sys.stdout.encoding or "utf-8"
    for at in range(0, len(text), _PIECE):
        piece = text[at : at + _PIECE].encode(encoding, "backslashreplace")
        sys.stdout.write(piece.decode(encoding, "replace"))


def to_stderr(line: str) -> None:
    """Write one line to standard error; where even that cannot be written, stay silent."""
    stream = sys.stderr
    try:
        encoding = stream.encoding or "utf-8"
        stream.write(line.encode(encoding, "backslashreplace").decode(encoding, "replace") + "\n")
        stream.flush()
    except (OSError, ValueError, AttributeError):
        return


_ROOM = 100
"""Cells of a line that are shown of a file with a mistake."""


def frame_of(problem: Problem) -> list[str]:
    """Return the line a problem is about and carets below its place; nothing where the line is empty."""
    from zaitaku_check.report.cells import width
    from zaitaku_check.report.frame import frame
    from zaitaku_check.report.model import Place

    end = problem.column + problem.length
    drawn = frame(Place(problem.path, "/-", problem.line, problem.column, problem.line, end, problem.source), _ROOM)
    if drawn is None:
        return []
    blank = " " * len(str(problem.line))
    carets = " " * width(drawn.before) + "^" * max(1, width(drawn.marked))
    return [f"  {drawn.line} │ {drawn.before}{drawn.marked}{drawn.after}", f"  {blank} │ {carets}"]
