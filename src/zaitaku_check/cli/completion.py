"""Completion in the shell: what may follow the words so far, in the form bash, zsh, fish and PowerShell ask for it.

The scripts that ask are the option library's (`--install-completion`, `--show-completion`). The answer comes from a
tree of commands, options and ids that is made from the app and the packs, and kept until one of them changes: at a key
stroke neither is loaded.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Final

import zaitaku_check
from zaitaku_check.cli.places import cache_root, rules_root
from zaitaku_check.engine.prepared import Store
from zaitaku_check.named import NamedTuple

VARIABLE: Final = "_ZAITAKU_CHECK_COMPLETE"
ASKS: Final = "complete_"
"""What the variable begins with when a shell wants to know what may follow."""

_LINE, _WORD = "_TYPER_COMPLETE_ARGS", "_TYPER_COMPLETE_WORD_TO_COMPLETE"
_UNSAFE: Final = str.maketrans(dict.fromkeys("\"'`$\\:()[]{}<>|;&*?!#~\t\r\n", " "))
Tree = dict[str, Any]


class Item(NamedTuple):
    """One word that may follow, and what it means ("" where that goes without saying)."""

    word: str
    help: str


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
    node, waiting = tree, None
    for word in words:
        if word == "=" and waiting:
            continue
        if waiting:
            waiting = None
        elif word.startswith("-"):
            waiting = None if "=" in word else _valued(node, word)
        else:
            node = node["commands"].get(word, node)
    if waiting:
        return _values(tree, waiting, "" if begun == "=" else begun)
    flag, equals, value = begun.partition("=")
    if begun.startswith("--") and equals:
        named = _valued(node, flag)
        return [item._replace(word=f"{flag}={item.word}") for item in _values(tree, named, value)] if named else []
    if begun.startswith("-"):
        return [Item(each, option["help"]) for each, option in node["options"].items() if each.startswith(begun)]
    if node["commands"]:
        return [Item(name, each["help"]) for name, each in node["commands"].items() if name.startswith(begun)]
    return _values(tree, node["argument"], begun)


def _valued(node: Tree, flag: str) -> str | None:
    """Return what kind of value an option takes; None where it takes none."""
    option = node["options"].get(flag)
    return option["takes"] if option else None


def _values(tree: Tree, kind: str, begun: str) -> list[Item]:
    """Return the values of a kind that begin so; of ids divided by commas the last one is looked at."""
    before, comma, last = begun.rpartition(",") if kind == "IDS" else ("", "", begun)
    values: list[list[str]] = tree["values"].get(kind, [])
    return [Item(before + comma + word, help_) for word, help_ in values if word.lower().startswith(last.lower())]


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
    about = item.help.translate(_UNSAFE).strip()
    if shell == "fish" and about:
        return f"{item.word}\t{about}"
    return f"{item.word}:::{about or ' '}" if shell in ("powershell", "pwsh") else item.word


def _zsh(items: list[Item]) -> str:
    """Return a line that zsh evaluates; what could mean something to it has been taken out of the descriptions."""
    if not items:
        return "_files"
    pairs = ((item.word.replace(":", "\\:"), item.help.translate(_UNSAFE).strip()) for item in items)
    lines = "\n".join(f'"{word}":"{about}"' if about else f'"{word}"' for word, about in pairs)
    return f"_arguments '*: :(({lines}))'"


# --- the tree ---------------------------------------------------------------------------------------------------------


def tree(lang: str) -> Tree:
    """Return the tree in a language: the one that was kept, or a new one where program or packs have changed."""
    kept = cache_root()
    store = Store((kept,) if kept else (), zaitaku_check.__version__)
    name, stamp = f"completion-{lang}", _stamp()
    known = store.get(name, stamp)
    if known is None:
        from zaitaku_check.cli.completion_tree import grown

        known = grown(lang)
        store.put(name, stamp, known)
    return known


def _stamp() -> str:
    """Return what changes with every command and every bundled pack: the place, number and times of their files."""
    rules = rules_root()
    folders = [os.path.dirname(os.path.abspath(__file__))]
    folders += sorted(entry.path for entry in os.scandir(rules) if entry.is_dir())
    times = [entry.stat().st_mtime_ns for folder in folders for entry in os.scandir(folder) if entry.is_file()]
    return f"{rules} {len(times)} {sum(times)}"
