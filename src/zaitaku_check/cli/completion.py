"""Completion in the shell: what may follow the words so far, in the form bash, zsh, fish and PowerShell ask for it.

The scripts that ask are the option library's (`--install-completion`, `--show-completion`). The answer comes from a
tree of commands, options and ids that is made from the app and the packs, and kept until one of them changes: at a key
stroke neither is loaded.
"""

from __future__ import annotations

import os

from zaitaku_check import __version__
from zaitaku_check.cli.locations import cache_root, configured_shelves, rules_root
from zaitaku_check.engine.prepared import keep

TYPE_CHECKING = False  # a shell that completes a word waits for us: that of `typing` would cost more than all of this
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any, Final

    Tree = dict[str, Any]
    """A command: its `help`, its `commands` and `options` by name, the kind of its `argument`; the root's `values`."""
    Item = tuple[str, str]
    """One word that may follow, and what it means ("" where that goes without saying)."""

VARIABLE: Final = "_ZAITAKU_CHECK_COMPLETE"
ASKS: Final = "complete_"
"""What the variable begins with when a shell wants to know what may follow."""

_LINE, _WORD = "_TYPER_COMPLETE_ARGS", "_TYPER_COMPLETE_WORD_TO_COMPLETE"
_UNSAFE: Final = str.maketrans(dict.fromkeys("\"'`$\\:()[]{}<>|;&*?!#~\t\r\n", " "))
_QUOTING: Final = frozenset("'\"\\")
_BLANKS: Final = str.maketrans("\t\r\n", "   ")
MARK: Final = "zaitaku-check completion 1"


def answer(instruction: str, environ: Mapping[str, str], lang: str) -> int:
    """Print what may follow, as the shell named in the instruction wants it; return the exit code it waits for."""
    from zaitaku_check.cli.output import to_stdout

    shell = instruction.removeprefix(ASKS)
    words, begun = _words(shell, environ)
    items = follow(tree(lang), words, begun)
    if environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return int(not items)
    said = _zsh(items) if shell == "zsh" else "\n".join(_line(shell, item) for item in items)
    if said:
        to_stdout(said + "\n", machine=False)
    return 0


# --- what may follow --------------------------------------------------------------------------------------------------


def follow(tree: Tree, words: list[str], begun: str) -> list[Item]:
    """Return what may stand in place of the word that was `begun`, behind the others; nothing where files are meant."""
    node, waiting = tree, ""
    for word in words:
        if word == "=" and waiting:
            continue
        if waiting:
            waiting = ""
        elif word.startswith("-"):
            waiting = "" if "=" in word else _valued(node, word)
        else:
            node = node["commands"].get(word, node)
    if waiting:
        return _values(tree, waiting, "" if begun == "=" else begun)
    flag, equals, value = begun.partition("=")
    if begun.startswith("--") and equals:
        named = _valued(node, flag)
        return [(f"{flag}={word}", about) for word, about in _values(tree, named, value)] if named else []
    if begun.startswith("-"):
        return [(each, option["help"]) for each, option in node["options"].items() if each.startswith(begun)]
    if node["commands"]:
        return [(name, each["help"]) for name, each in node["commands"].items() if name.startswith(begun)]
    return _values(tree, node["argument"], begun)


def _valued(node: Tree, flag: str) -> str:
    """Return what kind of value an option takes; "" where it takes none."""
    return str(node["options"][flag]["takes"]) if flag in node["options"] else ""


def _values(tree: Tree, kind: str, begun: str) -> list[Item]:
    """Return the values of a kind that begin so; of ids divided by commas the last one is looked at."""
    before, comma, last = begun.rpartition(",") if kind == "IDS" else ("", "", begun)
    values: list[Item] = tree["values"].get(kind, [])
    return [(before + comma + word, about) for word, about in values if word.lower().startswith(last.lower())]


# --- the shells -------------------------------------------------------------------------------------------------------


def _words(shell: str, environ: Mapping[str, str]) -> tuple[list[str], str]:
    """Return the words behind the program's name, and the one that was begun ("" for a new one)."""
    if shell == "bash":
        words = _split(environ.get("COMP_WORDS", ""))
        at = int(environ.get("COMP_CWORD", "0") or 0)
        return words[1:at], words[at] if at < len(words) else ""
    line = environ.get(_LINE, "")
    words = _split(line)[1:]
    if shell in ("powershell", "pwsh"):
        begun = environ.get(_WORD, "")
        return (words[:-1] if begun else words), begun
    return (words, "") if not words or line.endswith(" ") else (words[:-1], words[-1])


def _split(line: str) -> list[str]:
    """Return the words of a line as a shell divides them; an open quotation ends with the line."""
    if _QUOTING.isdisjoint(line):
        return [word for word in line.translate(_BLANKS).split(" ") if word]
    import shlex

    divided = shlex.shlex(line, posix=True)
    divided.whitespace_split, divided.commenters = True, ""
    words: list[str] = []
    try:
        words.extend(divided)
    except ValueError:
        words.append(divided.token)
    return words


def _line(shell: str, item: Item) -> str:
    word, about = item[0], item[1].translate(_UNSAFE).strip()
    if shell == "fish" and about:
        return f"{word}\t{about}"
    return f"{word}:::{about or ' '}" if shell in ("powershell", "pwsh") else word


def _zsh(items: list[Item]) -> str:
    """Return a line that zsh evaluates; what could mean something to it has been taken out of the descriptions."""
    if not items:
        return "_files"
    pairs = ((word.replace(":", "\\:"), about.translate(_UNSAFE).strip()) for word, about in items)
    lines = "\n".join(f'"{word}":"{about}"' if about else f'"{word}"' for word, about in pairs)
    return f"_arguments '*: :(({lines}))'"


# --- the tree ---------------------------------------------------------------------------------------------------------


def tree(lang: str) -> Tree:
    """Return the tree in a language: the one that was kept, or a new one where program or packs have changed."""
    kept, stamp = cache_root(), _stamp()
    path = os.path.join(kept, f"completion-{lang}")
    known = _remembered(path, stamp) if kept else None
    if known is None:
        from zaitaku_check.cli.completion_tree import grown

        known = grown(lang)
        if kept:
            _remember(path, stamp, known)
    return known


def _remembered(path: str, stamp: str) -> Tree | None:
    """Return the tree that is kept with this stamp, None where there is none or it is damaged."""
    try:
        with open(path, "rb") as file:
            head, _, body = file.read().decode("utf-8").partition("\n")
        return planted(body.split("\n")) if head == f"{stamp} {len(body)}" else None
    except (OSError, ValueError, LookupError):
        return None


def _remember(path: str, stamp: str, tree: Tree) -> None:
    body = "\n".join(seeds(tree))
    keep(path, f"{stamp} {len(body)}\n{body}".encode())


def _stamp() -> str:
    """Return what changes with every command and every pack: the place, number and times of their files."""
    rules = rules_root()
    here = os.path.dirname(os.path.abspath(__file__))
    folders = [here, os.path.join(here, "commands")]
    folders += sorted(entry.path for entry in os.scandir(rules) if entry.is_dir())
    for shelf in configured_shelves():
        folders += [shelf, *sorted(entry.path for entry in os.scandir(shelf) if entry.is_dir())]
    times = [entry.stat().st_mtime_ns for folder in folders for entry in os.scandir(folder) if entry.is_file()]
    return f"{MARK} {__version__} {rules} {len(times)} {sum(times)}"


def seeds(tree: Tree) -> Iterator[str]:
    """Yield the lines that a tree can be planted from again: four words each, divided by tabs.

    To load what reads JSON would take longer than the whole answer.
    """
    yield from _seeds_of(tree, "")
    for kind, values in tree["values"].items():
        yield from (_seed("=", kind, word, about) for word, about in values)


def _seeds_of(node: Tree, name: str) -> Iterator[str]:
    yield _seed("+", name, node["argument"], node["help"])
    yield from (_seed("-", flag, option["takes"], option["help"]) for flag, option in node["options"].items())
    for below, each in node["commands"].items():
        yield from _seeds_of(each, below)
    yield _seed(".", "", "", "")


def _seed(*words: str) -> str:
    return "\t".join(word.translate(_BLANKS) for word in words)


def planted(lines: list[str]) -> Tree:
    """Return the tree of these lines; raises ValueError or LookupError where they are not whole."""
    above: dict[str, Any] = {"commands": {}, "values": {}}
    path = [above]
    for kind, name, word, about in (line.split("\t") for line in lines):
        if kind == "+":
            node: Tree = {"help": about, "argument": word, "commands": {}, "options": {}}
            path[-1]["commands"][name] = node
            path.append(node)
        elif kind == "-":
            path[-1]["options"][name] = {"help": about, "takes": word}
        elif kind == ".":
            path.pop()
        else:
            above["values"].setdefault(name, []).append((word, about))
    return {**above["commands"][""], "values": above["values"]}
