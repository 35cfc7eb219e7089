"""Where the command begins: decide on the words alone how much has to be loaded, and guard the way out."""

from __future__ import annotations

import gc
import os
import sys

from zaitaku_check.cli.language import language

COULD_NOT_CHECK = 2
INTERRUPTED = 130
_DEBUG = "ZAITAKU_CHECK_DEBUG"
_MOST_DIGITS = 5


def script() -> None:
    """Run the command as a process of its own, and end that at once.

    To take everything apart before the end would take as long as to check a plan. Whoever has threads is waited for.
    """
    code = main()
    if "threading" in sys.modules or sys.stdout is None or sys.stderr is None:
        sys.exit(code)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return the exit code: 0, 1 (findings), 2 (could not check), 130 (interrupted)."""
    words = _as_meant(sys.argv[1:] if argv is None else argv)
    lang = language(words)
    gc.disable()
    for name in ("COLUMNS", "LINES"):  # what lays text out makes a number of whatever stands there
        if len(os.environ.get(name, "")) > _MOST_DIGITS:
            del os.environ[name]
    try:
        return _run(words, lang)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return COULD_NOT_CHECK
    except MemoryError:
        return _say("メモリが足りません。", "there is not enough memory", lang)
    except Exception as error:  # noqa: BLE001 - the outermost guard
        return _failed(error, lang)
    finally:
        gc.enable()


def _run(words: list[str], lang: str) -> int:
    if words in (["--version"], ["-V"], ["version"]) and sys.stdout is not None:
        from zaitaku_check.cli.version import version

        return version()
    if (asked := os.environ.get("_ZAITAKU_CHECK_COMPLETE", "")).startswith("complete_"):
        from zaitaku_check.cli.completion import answer

        return answer(asked, os.environ, lang)
    words = _with_command(words)
    if words[:1] == ["check"]:
        code = _check(words, lang)
        if code is not None:
            return code
    from zaitaku_check.cli.app import run_app

    return run_app(words, lang)


_DASHES = "-‐‑‒–—―−－ー"
"""The signs that an input method, or a text editor that beautifies, puts in place of the hyphens of an option."""


def _as_meant(words: list[str]) -> list[str]:
    """Return the words as they have to be typed.

    －－lang, —lang and -lang are meant as --lang, a full-width space between two words as a space; quotation marks
    of Japanese typing around a file's name do not belong to it.
    """
    end = words.index("--") if "--" in words else len(words)
    parts = [part for word in words[:end] for part in _parted(word)]
    return [*(_with_plain_dash(part) for part in parts), *words[end:]]


def _parted(word: str) -> list[str]:
    """Return the words that a full-width space was to divide, without quotation marks; a file's name is left alone."""
    if word.isascii() or os.path.lexists(word):
        return [word]
    parts = [part for part in word.split("\u3000") if part]
    if len(parts) > 1 and all(_stands_alone(part) for part in parts):
        return parts
    bare = word.strip("“”„＂「」『』‘’")
    return [bare] if bare and os.path.lexists(bare) else [word]


def _stands_alone(word: str) -> bool:
    from zaitaku_check.cli.commands import COMMANDS

    return word in COMMANDS or word[0] in _DASHES or os.path.lexists(word)


def _with_plain_dash(word: str) -> str:
    name = word.lstrip(_DASHES)
    if not name or name == word or os.path.lexists(word):
        return word
    if word[: -len(name)].isascii():
        return f"-{word}" if word[1] != "-" and len(name) > 1 and _is_flag(f"--{name.partition('=')[0]}") else word
    from unicodedata import normalize

    flag, equals, value = name.replace("＝", "=", 1).partition("=")
    flag = normalize("NFKC", flag)
    return f"{'-' if len(flag) == 1 else '--'}{flag}{equals}{value}"


def _is_flag(word: str) -> bool:
    from zaitaku_check.cli.table import CHECK

    return any(word in option.flags for option in CHECK.values())


def _with_command(words: list[str]) -> list[str]:
    """Return the words with the command they leave out: a plan alone is to be checked, `help NAME` is `NAME --help`."""
    if words[:1] == ["help"]:
        return [*words[1:], "--help"]
    if words[:1] == ["check"]:  # the usual case needs no list of commands
        return words
    from zaitaku_check.cli.commands import COMMANDS

    if not words or not COMMANDS.keys().isdisjoint(words):
        return words
    meant = words if words[0].startswith("-") else words[:1]
    return ["check", *words] if any(_may_be_plan(word) for word in meant) else words


def _may_be_plan(word: str) -> bool:
    is_named_so = word.lower().endswith((".yaml", ".yml")) and not word.startswith("-")
    return word == "-" or is_named_so or os.path.lexists(word)


def _check(words: list[str], lang: str) -> int | None:
    """Run an ordinary form of `check`; None where the words are out of the ordinary, and the app has to read them."""
    from zaitaku_check.cli.table import read_quickly

    raw = read_quickly(words[1:])
    if raw is None:
        return None
    from zaitaku_check.cli.check import check
    from zaitaku_check.cli.request import request_from

    return check(request_from(raw, lang))


def _failed(error: Exception, lang: str) -> int:
    from zaitaku_check.errors import CouldNotCheck

    if isinstance(error, CouldNotCheck):
        code = _say(*error.wording, lang)
        if problem := getattr(error, "problem", None):
            from zaitaku_check.cli.output import frame_of, to_stderr

            for line in frame_of(problem):
                to_stderr(line)
        return code
    if isinstance(error, OSError) and not os.environ.get(_DEBUG):
        return _say(*_refused_by_system(error), lang)
    return _unexpected(error, lang)


def _refused_by_system(error: OSError) -> tuple[str, str]:
    """Return which file was meant, where one was, and what the system said of it."""
    from zaitaku_check.files import why_not_read
    from zaitaku_check.report.shown import shown

    if not _has_working_folder():
        return "作業フォルダーがなくなっています。", "the working folder is no longer there"
    ja, en = why_not_read(error)
    if error.filename is None:
        return f"システムに処理を断られました（{ja}）。", f"the system refused: {en}"
    name = shown(os.fsdecode(error.filename) if not isinstance(error.filename, int) else str(error.filename), 300)
    return f"「{name}」を扱えません（{ja}）。", f"cannot use “{name}”: {en}"


def _has_working_folder() -> bool:
    try:
        return bool(os.getcwd())
    except OSError:
        return False


def _say(ja: str, en: str, lang: str) -> int:
    from zaitaku_check.cli.output import to_stderr
    from zaitaku_check.report.shown import visible

    to_stderr(visible(f"zaitaku-check: {ja if lang == 'ja' else en}"))
    return COULD_NOT_CHECK


def _unexpected(error: Exception, lang: str) -> int:
    if os.environ.get(_DEBUG):
        raise error
    what = f"{type(error).__name__}: {error}"[:200]
    return _say(
        f"想定外のエラーのため検査できませんでした（{what}）。"
        "環境変数 ZAITAKU_CHECK_DEBUG=1 を付けて再実行した結果を、開発者にお知らせください。",
        f"could not check because of an unexpected error ({what}); please report it with the output of a run "
        "under ZAITAKU_CHECK_DEBUG=1",
        lang,
    )


def _forget_stdout() -> None:
    """Point standard output to nowhere, so that the interpreter's last flush cannot fail again."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return
