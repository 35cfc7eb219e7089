"""The same question again: where nothing has changed since it was last asked, its answer is given again.

What a run prints depends on its words, the plans, the packs, the tool itself, the day and a few variables. All of that
is looked at, plans by their bytes; the answer is kept in the user's cache folder, one file a question. Only the
ordinary forms of `check` are answered so, and neither the engine nor the packs are loaded for it. Whatever is wrong
with what is kept (missing, damaged, not to be written) only costs the time to check again.
"""

from __future__ import annotations

import os
import sys
import time
from _blake2 import blake2b

from zaitaku_check import __version__
from zaitaku_check.cli.kept import keep, make_room, read
from zaitaku_check.cli.places import PACKAGE, cache_root, rules_root

TYPE_CHECKING = False  # that of `typing` would cost more than all of this
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SWITCHES = frozenset({"-q", "--quiet", "--no-config", "--no-folder"})
VALUES = frozenset(
    {"-f", "--format", "--stage", "--as-of", "--fail-on", "--select", "--ignore", "--lang", "--jobs", "-j", "--color"}
)
SPOKEN = ("LANG", "LC_ALL", "LC_MESSAGES", "ZAITAKU_CHECK_LANG", "NO_COLOR", "TERM", "COLUMNS")
"""Variables that an answer may depend on."""
HARMLESS = frozenset({"ZAITAKU_CHECK_LANG", "ZAITAKU_CHECK_CACHE_DIR", "ZAITAKU_CHECK_NO_CONFIG"})
"""Variables of ours beside which there may still be an answer."""
SUFFIXES = (".yaml", ".yml")
LARGEST = 1 << 20
"""Bytes of a plan up to which it may have an answer that is kept."""
MOST_KEPT = 200
LARGEST_ANSWER = 64 << 20
MOST_BYTES = 256 << 20
"""So many answers are kept, of so many bytes each and together."""
MARK = b"zaitaku-check answer 2"


class _OutOfTheOrdinaryError(Exception):
    """The engine has to answer by itself."""


class Question:
    """What was asked (`name`, the same for the same command line) and what its answer hangs on (`state`)."""

    __slots__ = ("_paths", "_said", "name", "state")

    def __init__(self, said: Sequence[str], paths: Sequence[str]) -> None:
        self._said = said
        self._paths = paths
        self.name = digest(said)
        self.state = self._look()

    def _look(self) -> str:
        return digest([*self._said, *tool(), *(part for path in self._paths for part in _plans(path))])

    def answer(self) -> int | None:
        """Print the answer that is kept and return its exit code; None where there is none."""
        head, _, body = (read(_file(self.name)) or b"").partition(b"\n")
        if not head or head != _head(self.state, body):
            return None
        code, _, output = body.partition(b"\n")
        sys.stdout.flush()
        sys.stdout.buffer.write(output)
        sys.stdout.buffer.flush()
        return int(code)

    def keep(self, code: int, output: bytes | bytearray) -> None:
        """Keep the answer, unless something has changed meanwhile, or it cannot be kept."""
        try:
            if code in (0, 1) and len(output) <= LARGEST_ANSWER and self._look() == self.state:
                body = str(code).encode() + b"\n" + output
                path = _file(self.name)
                keep(path, (_head(self.state, body), b"\n", body))
                make_room(os.path.dirname(path), MOST_KEPT, MOST_BYTES)
        except (OSError, _OutOfTheOrdinaryError):
            return


def question(words: Sequence[str], environ: Mapping[str, str]) -> Question | None:
    """Return what a command line asks; None where its answer is not kept: anything out of the ordinary."""
    try:
        paths = _paths(words)
        ours = {name for name in environ if name.startswith("ZAITAKU_CHECK_") and environ[name]}
        if not paths or not cache_root() or ours - HARMLESS or sys.stdout is None or sys.stdout.isatty():
            return None
        here = os.getcwd()
        if "--no-config" not in words and _may_be_configured(here):
            return None
        said = (*words, here, *(environ.get(name, "") for name in SPOKEN), sys.stdout.encoding)
        return Question((*said, "" if "--as-of" in words else time.strftime("%Y-%m-%d")), paths)
    except (OSError, ValueError, AttributeError, _OutOfTheOrdinaryError):
        return None


def _paths(words: Sequence[str]) -> list[str]:
    """Return the files and folders that a command line names."""
    paths: list[str] = []
    waiting = iter(words[1:])
    for word in waiting:
        flag, equals, value = word.partition("=") if word.startswith("--") else (word, "", "")
        if not word.startswith("-"):
            paths.append(word)
        elif flag in VALUES:
            value = value if equals else next(waiting, "")
            if not value or "=" in value or value == "github":
                raise _OutOfTheOrdinaryError
        elif flag not in SWITCHES or equals:
            raise _OutOfTheOrdinaryError
    return paths if words[:1] == ["check"] else []


def _may_be_configured(folder: str) -> bool:
    """Say whether a configuration file may have its say in a run from a folder."""
    while True:
        if os.path.lexists(os.path.join(folder, "zaitaku-check.toml")):
            return True
        project = read(os.path.join(folder, "pyproject.toml"))
        if project is not None and may_configure(project):
            return True
        parent = os.path.dirname(folder)
        if parent == folder or os.path.exists(os.path.join(folder, ".git")):
            return False
        folder = parent


def may_configure(project: bytes) -> bool:
    """Say whether a pyproject.toml may have a table of ours: by its letters, without reading it as TOML."""
    letters = project.translate(None, b" \t\"'")
    ours = b"zaitaku-check" in letters and (b"[tool]" in letters or b"tool={" in letters)
    return ours or b"tool.zaitaku-check" in letters or b"\\u" in project


def tool() -> Iterator[str]:
    """Yield what stands for the tool: its version, Python's, and size and time of every file of it and of the packs."""
    yield __version__
    yield sys.version
    for root in (PACKAGE, rules_root()):
        yield from _stamps(root)


def _stamps(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            if entry.name in {"__pycache__", "_prepared"}:
                continue
            if entry.is_dir():
                yield from _stamps(entry.path)
            else:
                status = entry.stat()
                yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"


def _plans(path: str) -> Iterator[str]:
    """Yield what stands for the files that a word leads to: plans by their bytes, others by name, size and time."""
    if os.path.islink(path) or not (os.path.isdir(path) or os.path.isfile(path)):
        raise _OutOfTheOrdinaryError
    if os.path.isfile(path):
        yield _content(path)
        return
    pending = [path]
    while pending:
        with os.scandir(pending.pop()) as found:
            entries = sorted(found, key=lambda each: each.name)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                pending.append(entry.path)
                yield entry.path
            elif entry.name.lower().endswith(SUFFIXES):
                if not entry.is_file(follow_symlinks=False):
                    raise _OutOfTheOrdinaryError
                yield entry.path
                yield _content(entry.path)
            else:
                status = entry.stat(follow_symlinks=False)
                yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"


def _content(path: str) -> str:
    data = read(path, LARGEST + 1)
    if data is None or len(data) > LARGEST:
        raise _OutOfTheOrdinaryError
    return blake2b(data, digest_size=32).hexdigest()


def digest(parts: Sequence[str]) -> str:
    """Return what stands for these texts, in this order, and for no others."""
    whole = blake2b(digest_size=32)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()


def _head(state: str, body: bytes) -> bytes:
    return b" ".join((MARK, state.encode(), blake2b(body, digest_size=32).hexdigest().encode()))


def _file(name: str) -> str:
    return os.path.join(cache_root(), "answers", name[:40])
