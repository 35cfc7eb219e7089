"""The commands `rules docs` and `rules coverage`: what is written about packs, made or checked for drift."""

from __future__ import annotations

import os
from collections.abc import Mapping

from zaitaku_check.cli.output import to_stderr, to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.cli.request import Output
from zaitaku_check.cli.rules_lint import framed
from zaitaku_check.cli.saving import refuse_outputs, write
from zaitaku_check.engine.options import RunOptions
from zaitaku_check.errors import UsageError
from zaitaku_check.reference.checklist import as_markdown, checklists
from zaitaku_check.reference.coverage import FOLDER, catalogue, coverage_page, coverage_problems, read_coverage
from zaitaku_check.reference.rule_pages import LANGUAGES, all_pages, markdown_page, pack_page
from zaitaku_check.report.shown import visible
from zaitaku_check.report.wording import counted
from zaitaku_check.text_types import Bilingual

KINDS = ("pages", "checklist")


def docs(packs: tuple[str, ...], kind: str, out: str, lang: str, *, check: bool) -> int:
    """Write the reference pages into a folder, or print a pack's page or checklist; with `check` only compare."""
    if kind not in KINDS:
        raise UsageError(
            Bilingual(f"--as は {'・'.join(KINDS)} のいずれかです。", f"--as is one of {', '.join(KINDS)}")
        )
    shelf = open_shelf()
    names = [shelf.add(word) for word in packs]
    if kind == "checklist":
        to_stdout(as_markdown(checklists(shelf, names or shelf.ids, RunOptions()), lang), machine=True)
        return 0
    if names and out:
        made = {
            os.path.join(out, each, f"{name}.md"): markdown_page(pack_page(shelf, name, each), each)
            for each in LANGUAGES
            for name in names
        }
        return _settle(made, lang, check=check)
    if names:
        pages = [markdown_page(pack_page(shelf, name, lang), lang) for name in names]
        to_stdout("\n".join(pages), machine=True)
        return 0
    if not out:
        raise UsageError(
            Bilingual("-o に書き出すフォルダーを指定してください。", "-o has to name the folder for the pages")
        )
    return _settle({os.path.join(out, path): page for path, page in all_pages(shelf).items()}, lang, check=check)


def coverage(out: str, lang: str, *, check: bool) -> int:
    """Say what the coverage of the sources leaves open (then return 1), and write or compare its page."""
    shelf = open_shelf()
    every, known = read_coverage(shelf), catalogue(shelf)
    problems = list(coverage_problems(every, known))
    if problems:
        to_stdout("".join(f"{framed(FOLDER, problem, lang)}\n" for problem in problems), machine=False)
        return 1
    page = coverage_page(every, known)
    if not out:
        to_stdout(page, machine=True)
        return 0
    return _settle({out: page}, lang, check=check)


def _settle(pages: Mapping[str, str], lang: str, *, check: bool) -> int:
    """Write the pages that differ from what is there, or with `check` only name them; return 1 where one is named."""
    stale = [path for path, page in pages.items() if _content(path) != page]
    if check:
        for path in stale:
            to_stderr(f"{visible(path)}: {Bilingual('内容が古くなっています。', 'is out of date').of(lang)}")
        return 1 if stale else 0
    refuse_outputs((Output("markdown", path) for path in stale), ())
    for path in stale:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        write(path, pages[path])
    to_stdout(
        Bilingual(
            f"{len(stale)}件のページを書き出しました。\n", f"{counted(len(stale), '', 'page', 'en')} written\n"
        ).of(lang),
        machine=False,
    )
    return 0


def _content(path: str) -> str | None:
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, UnicodeDecodeError):
        return None
