"""The command `schema`: the form of a pack as a JSON Schema for editors."""

import json
from typing import Annotated, Any

import typer

from zaitaku_check.cli.declaring import option
from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.cli.request import Output
from zaitaku_check.cli.saving import refuse_outputs, write
from zaitaku_check.edit.schema import DRAFTS, editor_schema
from zaitaku_check.engine.choosing import DEFAULT_PROGRAMME
from zaitaku_check.errors import UsageError
from zaitaku_check.report.shown import shown
from zaitaku_check.text_types import Bilingual


def print_schema(pack: str, draft: str, out: str, lang: str, pack_file: str = "") -> int:
    """Write the editor schema of a pack's form, of the newest usual edition's, or of a kind of pack files; return 0.

    Raises UsageError for an unknown pack, draft or kind.
    """
    if draft not in DRAFTS:
        known = ", ".join(DRAFTS)
        raise UsageError(
            Bilingual(
                f"--draft は {known} のいずれかです（「{shown(draft)}」）。",
                f"--draft is one of {known}, not “{shown(draft)}”",
            )
        )
    if out:
        refuse_outputs((Output("schema", out),), ())
    schema = _of_pack_file(pack_file) if pack_file else _of_form(pack, lang, draft)
    text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    if out:
        write(out, text)
    else:
        to_stdout(text, machine=True)
    return 0


def _of_form(pack: str, lang: str, draft: str) -> Any:
    shelf = open_shelf()
    name = shelf.add(pack) if pack else shelf.editions(DEFAULT_PROGRAMME)[-1].id
    return editor_schema(shelf.judging(name).form, lang, draft)


def _of_pack_file(kind: str) -> dict[str, Any]:
    """Return the schema of one kind of files of rule packs; raises UsageError for another."""
    from zaitaku_check.pack.schema_check import schema_of

    if kind not in _PACK_FILES:
        known, wrong = ", ".join(_PACK_FILES), shown(kind)
        raise UsageError(
            Bilingual(
                f"--pack-file は {known} のいずれかです（「{wrong}」）。",
                f"--pack-file is one of {known}, not “{wrong}”",
            )
        )
    return schema_of(_PACK_FILES[kind])


_PACK_FILES = {"rules": "rules.schema.json", "pack": "pack.schema.json", "coverage": "coverage.schema.json"}


def command(lang: str) -> Any:
    """Return the command as the app declares it, with its help in one language."""
    pack_help = Bilingual(
        "ルールパック（省略すると、通常の事業の最新の様式）。", "Rule pack; else the newest usual form."
    ).of(lang)
    out_help = Bilingual("書き出すファイル（省略すると画面に表示）。", "File to write; else it is printed.").of(lang)
    draft_help = Bilingual("JSON Schemaのドラフト（2020-12・07）。", "Draft of JSON Schema: 2020-12 or 07.").of(lang)

    file_help = Bilingual(
        "ルールパックのファイルを書くためのSchemaを出力します（rules・pack・coverage）。",
        "The schema for writing files of rule packs instead: rules, pack or coverage.",
    ).of(lang)

    def run(
        pack: Annotated[str, typer.Option("--pack", metavar="ID|DIR", help=pack_help, show_default=False)] = "",
        draft: Annotated[str, typer.Option("--draft", metavar="DRAFT", help=draft_help)] = "2020-12",
        out: Annotated[str, typer.Option("-o", "--out", metavar="FILE", help=out_help, show_default=False)] = "",
        pack_file: Annotated[str, typer.Option("--pack-file", metavar="KIND", help=file_help, show_default=False)] = "",
        language: Annotated[str | None, option("lang", lang)] = None,
    ) -> int:
        return print_schema(pack, draft, out, language or lang, pack_file)

    return run
