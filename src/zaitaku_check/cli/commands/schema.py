"""The command `schema`: the form of a pack as a JSON Schema for editors."""

import json
from typing import Annotated, Any

import typer

from zaitaku_check.cli.declaring import option
from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.cli.saving import write
from zaitaku_check.edit.schema import DRAFTS, editor_schema
from zaitaku_check.engine.choosing import DEFAULT_PROGRAMME
from zaitaku_check.errors import UsageError
from zaitaku_check.report.shown import shown
from zaitaku_check.text_types import Bilingual


def print_schema(pack: str, draft: str, out: str, lang: str) -> int:
    """Write the editor schema of a pack's form, or of the newest usual edition's; return 0.

    Raises UsageError for an unknown pack or draft.
    """
    if draft not in DRAFTS:
        known = ", ".join(DRAFTS)
        raise UsageError(
            Bilingual(
                f"--draft は {known} のいずれかです（「{shown(draft)}」）。",
                f"--draft is one of {known}, not “{shown(draft)}”",
            )
        )
    shelf = open_shelf()
    name = shelf.add(pack) if pack else shelf.editions(DEFAULT_PROGRAMME)[-1].id
    schema = editor_schema(shelf.judging(name).form, lang, draft)
    text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    if out:
        write(out, text)
    else:
        to_stdout(text, machine=True)
    return 0


def command(lang: str) -> Any:
    """Return the command as the app declares it, with its help in one language."""
    pack_help = Bilingual(
        "ルールパック（省略すると、通常の事業の最新の様式）。", "Rule pack; else the newest usual form."
    ).of(lang)
    out_help = Bilingual("書き出すファイル（省略すると画面に表示）。", "File to write; else it is printed.").of(lang)
    draft_help = Bilingual("JSON Schemaのドラフト（2020-12・07）。", "Draft of JSON Schema: 2020-12 or 07.").of(lang)

    def run(
        pack: Annotated[str, typer.Option("--pack", metavar="ID|DIR", help=pack_help, show_default=False)] = "",
        draft: Annotated[str, typer.Option("--draft", metavar="DRAFT", help=draft_help)] = "2020-12",
        out: Annotated[str, typer.Option("-o", "--out", metavar="FILE", help=out_help, show_default=False)] = "",
        language: Annotated[str | None, option("lang", lang)] = None,
    ) -> int:
        return print_schema(pack, draft, out, language or lang)

    return run
