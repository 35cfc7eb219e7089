"""The command `fix`: show what can be put right for certain, or put it right."""

import os
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Final

import typer

from zaitaku_check.cli.check import STDIN, complain, run_options
from zaitaku_check.cli.declaring import flag, option
from zaitaku_check.cli.output import from_stdin, to_stderr, to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.cli.request import Request, request_from
from zaitaku_check.cli.saving import create, refuse_existing, rewrite
from zaitaku_check.edit.fix import UTF_8, Unwritable, changed_lines, envelope_of, fixed, looking, sealed
from zaitaku_check.engine.check import Checker
from zaitaku_check.engine.discover import discover, is_workbook, unreadable
from zaitaku_check.engine.run import read_file
from zaitaku_check.errors import UsageError
from zaitaku_check.named import NamedTuple
from zaitaku_check.report.shown import shown, visible
from zaitaku_check.report.wording import counted
from zaitaku_check.source.text import decode
from zaitaku_check.text_types import Bilingual

_BY_HAND = Bilingual(
    "Excelの計画書は自動では修正しません。check コマンドが示すセルを、Excelで直してください。",
    "a workbook cannot be fixed automatically: correct the cells that the check command names in Excel",
)
NOTHING_TO_DO, TO_DO, COULD_NOT = 0, 1, 2


class Manner(NamedTuple):
    """How fixes are made: shown (`diff`), written into the files (`write`), or into another file (`out`)."""

    diff: bool = False
    write: bool = False
    backup: bool = True
    out: str = ""
    utf8: bool = False


class Change(NamedTuple):
    """One plan before and after: bytes and text, how many mistakes are put right, how many findings remain.

    `unclear` are those of them that are mistakes in the way YAML is written.
    """

    path: str
    before: bytes
    after: bytes
    old: str
    new: str
    mistakes: int
    left: int
    unclear: int


def fix(request: Request, manner: Manner) -> int:
    """Show or make the safe fixes; return 0 (nothing left to fix), 1 (fixes to be made), 2 (could not)."""
    _refuse_contradictions(request, manner)
    if manner.out:
        refuse_existing(manner.out)
    shelf = open_shelf(request.shelves)
    checker = Checker(shelf, run_options(request, shelf))
    if STDIN in request.paths:
        return _fix_stdin(request, manner, checker)
    found = discover(list(request.paths), request.exclude, request.include)
    wrong = complain(found, request.lang)
    for path, reason in found.skipped:
        to_stderr(f"zaitaku-check: {shown(path, 300)}: {Bilingual(*reason).of(request.lang)}")
    paths = [file.path for file in found.files if file.refused is None]
    if manner.out and len(paths) > 1:
        raise UsageError(
            Bilingual("--out を指定するときは、計画書を1つだけ指定してください。", "--out takes one single plan")
        )
    tried = [_attempt(path, manner, checker, request.lang) for path in paths]
    changes = [change for change in tried if change]
    if not changes:
        return COULD_NOT
    _say(_summary(changes, manner, request.lang))
    return COULD_NOT if wrong or len(changes) < len(tried) else _code(changes, manner)


def _refuse_contradictions(request: Request, manner: Manner) -> None:
    if STDIN in request.paths and (len(request.paths) > 1 or manner.write):
        raise UsageError(
            Bilingual(
                "「-」（標準入力）は単独で指定してください。--write とは併用できません。",
                "“-” (standard input) must be the only path and cannot be combined with --write",
            )
        )
    if manner.out and manner.write:
        raise UsageError(
            Bilingual("--out と --write は併用できません。", "--out and --write cannot be combined"),
        )
    if manner.out and any(_is_same(manner.out, path) for path in request.paths):
        raise UsageError(
            Bilingual(
                "--out に元の計画書が指定されています。元の計画書を書き換えるときは --write を使ってください。",
                "--out names the plan itself; use --write to change it",
            )
        )


def _is_same(one: str, other: str) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _fix_stdin(request: Request, manner: Manner, checker: Checker) -> int:
    data = from_stdin(checker.options.limits.bytes)
    name = request.stdin_filename or "<stdin>"
    change = _changed(name, data, checker, utf8=manner.utf8)
    if manner.diff:
        _say(_diff(change, request.lang))
        return _code([change], manner)
    if manner.out:
        create(manner.out, change.after)
    else:
        to_stdout(change.after, machine=True)
    return NOTHING_TO_DO


def _attempt(path: str, manner: Manner, checker: Checker, lang: str) -> Change | None:
    """Carry out the change of one plan; None where that could not be done, which has been said then."""
    try:
        change = _changed(path, _read(path, checker.options.limits.bytes), checker, utf8=manner.utf8)
        _say(_carried_out(change, manner, lang))
    except UsageError as problem:
        to_stderr(visible(f"zaitaku-check: {Bilingual(*problem.wording).of(lang)}"))
        return None
    return change


def _read(path: str, limit: int) -> bytes:
    try:
        data, size = read_file(path, limit)
    except (OSError, ValueError) as error:
        raise _cannot(path, unreadable(error)) from error
    return data if size <= limit else b" " * (limit + 1)


def _changed(path: str, data: bytes, checker: Checker, *, utf8: bool) -> Change:
    """Return what is to become of a plan; raises UsageError where it cannot be read, or not be written down."""
    if len(data) > checker.options.limits.bytes:
        raise _cannot(path, Bilingual("ファイルが大きすぎます。", "the file is too large"))
    if is_workbook(path, data):
        raise _cannot(path, _BY_HAND)
    text, _ = decode(data)
    if text is None:
        raise _cannot(path, Bilingual("文字コードを読み取れません。", "its encoding is not known"))
    result = fixed(text.content, looking(checker))
    envelope = UTF_8 if utf8 else envelope_of(data, text)
    if result.content == text.content and not utf8:
        after = data
    else:
        try:
            after = sealed(result.content, envelope)
        except Unwritable as problem:
            raise _cannot(path, _lacks(problem, text.encoding)) from problem
    left = checker.check(path, after).result.findings
    unclear = sum(each.rule.startswith("Y") and each.severity == "error" for each in left)
    return Change(path, data, after, text.content, result.content, result.mistakes, len(left), unclear)


def _lacks(problem: Unwritable, encoding: str) -> Bilingual:
    name, sign = encoding.upper(), shown(problem.character)
    return Bilingual(
        f"修正後の{problem.line}行目の「{sign}」は、このファイルの文字コード（{name}）では書けません。"
        "--encoding utf-8 を付けると、UTF-8で書き出します。",
        f"{name}, the file's encoding, lacks “{sign}” (line {problem.line} after the fix); "
        "--encoding utf-8 writes UTF-8 instead",
    )


def _cannot(path: str, reason: Bilingual) -> UsageError:
    name = shown(path, 300)
    return UsageError(Bilingual(f"「{name}」を修正できません。{reason.ja}", f"cannot fix “{name}”: {reason.en}"))


def _carried_out(change: Change, manner: Manner, lang: str) -> Iterator[str]:
    """Make a change in the manner asked for, and yield what there is to say of it."""
    if manner.diff and change.old != change.new:
        yield from _diff(change, lang)
    name = shown(change.path, 300)
    done = Bilingual(f"指摘{change.mistakes}件を修正", f"{counted(change.mistakes, '', 'finding', 'en')} fixed").of(
        lang
    )
    if manner.out:
        create(manner.out, change.after)
        out = shown(manner.out, 300)
        yield Bilingual(f"{name}: {done}し、「{out}」に書き出しました。", f"{name}: {done}, written to “{out}”").of(
            lang
        )
    elif manner.write and change.after != change.before:
        kept = shown(rewrite(change.path, change.before, change.after, backup=manner.backup), 300)
        where_ja, where_en = (f"（元の内容: {kept}）", f" (before: {kept})") if kept else ("", "")
        yield Bilingual(f"{name}: {done}しました{where_ja}。", f"{name}: {done}{where_en}").of(lang)
    if change.unclear:
        mistakes = counted(change.unclear, "", "mistake", "en")
        yield Bilingual(
            f"{name}: YAMLの書き方の誤り{change.unclear}件は、正しい書き方が一つに決まらないため、"
            "そのままにしています。check で行を確かめて、手で直してください。",
            f"{name}: {mistakes} in the way YAML is written left alone, for what was meant is not certain; see check",
        ).of(lang)


def _diff(change: Change, lang: str) -> Iterator[str]:
    name = visible(change.path) + Bilingual("（修正後）", " (fixed)").of(lang)
    return changed_lines(change.old, change.new, change.path, name)


def _summary(changes: Sequence[Change], manner: Manner, lang: str) -> Iterator[str]:
    """Yield what the run comes to."""
    count, left = sum(change.mistakes for change in changes), sum(change.left for change in changes)
    plans = sum(change.after != change.before for change in changes)
    if not plans:
        yield Bilingual(
            f"自動で修正できる箇所はありません（計画書 {len(changes)}件）。",
            f"nothing to fix ({counted(len(changes), '', 'plan', 'en')})",
        ).of(lang)
    elif not manner.write and not manner.out:
        yield Bilingual(
            f"計画書{plans}件に、自動で修正できる指摘が{count}件あります。"
            "修正するには --write を付けて実行してください。",
            f"{counted(count, '', 'finding', 'en')} in {counted(plans, '', 'plan', 'en')} can be fixed; "
            "run it again with --write to change the files",
        ).of(lang)
    if left:
        yield Bilingual(
            f"このほかに、自動では修正できない指摘が{left}件あります。check で確認してください。",
            f"{counted(left, '', 'finding', 'en')} cannot be fixed automatically; see them with check",
        ).of(lang)


def _code(changes: Sequence[Change], manner: Manner) -> int:
    undone = not manner.write and not manner.out and any(change.after != change.before for change in changes)
    return TO_DO if undone else NOTHING_TO_DO


def _say(lines: Iterator[str]) -> None:
    for line in lines:
        to_stdout(line + "\n", machine=False)


_FIX: Final = {
    "paths": Bilingual("計画書のファイル又はフォルダー。", "Plans or folders."),
    "write": Bilingual(
        "ファイルを書き換えます（元の内容は .bak に残します）。",
        "Change the files; the old content is kept in .bak files.",
    ),
    "backup": Bilingual("元の内容を .bak に残すかどうか。", "Whether the old content is kept."),
    "diff": Bilingual("変更箇所を表示します。", "Show the changes."),
    "out": Bilingual("修正した計画書を別のファイルに書き出します。", "Write the fixed plan to another file."),
    "encoding": Bilingual("書き出す文字コードを utf-8 に変えます。", "utf-8: write UTF-8 whatever it was."),
}
"""What the arguments of `fix` are for."""


def command(lang: str) -> Any:
    """Return the command as the app declares it, with its help in one language."""

    def run(  # noqa: PLR0917 - one parameter an option
        paths: Annotated[
            list[str],
            typer.Argument(metavar="PATH...", help=Bilingual(*_FIX["paths"]).of(lang)),
        ],
        write: Annotated[bool, flag("--write -w", *_FIX["write"], lang)] = False,
        backup: Annotated[bool, flag("--backup/--no-backup", *_FIX["backup"], lang)] = True,
        diff: Annotated[bool, flag("--diff", *_FIX["diff"], lang)] = False,
        out: Annotated[str, flag("--out -o", *_FIX["out"], lang, metavar="FILE")] = "",
        encoding: Annotated[str, flag("--encoding", *_FIX["encoding"], lang, metavar="utf-8")] = "",
        select: Annotated[list[str] | None, option("select", lang)] = None,
        ignore: Annotated[list[str] | None, option("ignore", lang)] = None,
        pack: Annotated[list[str] | None, option("pack", lang)] = None,
        stdin_filename: Annotated[str | None, option("stdin-filename", lang)] = None,
        language: Annotated[str | None, option("lang", lang)] = None,
        no_config: Annotated[bool, option("no-config", lang)] = False,
    ) -> int:
        raw = {
            "paths": paths, "select": select, "ignore": ignore, "pack": pack,
            "stdin-filename": stdin_filename, "lang": language, "no-config": no_config,
        }  # fmt: skip
        shows = diff or not (write or out or "-" in paths)
        return fix(request_from(raw, lang), Manner(shows, write, backup, out, _is_utf8(encoding)))

    return run


def _is_utf8(encoding: str) -> bool:
    if encoding.lower() in ("", "utf-8", "utf8"):
        return bool(encoding)
    raise UsageError(
        Bilingual(
            f"--encoding に指定できるのは utf-8 だけです（「{shown(encoding)}」）。",
            f"--encoding takes nothing but utf-8, not “{shown(encoding)}”",
        )
    )
