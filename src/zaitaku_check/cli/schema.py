"""The command `schema`: the form of a pack as a JSON Schema for editors."""

from __future__ import annotations

import json

from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.edit.schema import DRAFTS, editor_schema
from zaitaku_check.engine.choosing import DEFAULT_PROGRAMME
from zaitaku_check.errors import UsageError
from zaitaku_check.nouns import Pair
from zaitaku_check.report.shown import shown


def print_schema(pack: str, draft: str, lang: str) -> int:
    """Print the editor schema of a pack's form, or of the newest usual edition's; return 0.

    Raises UsageError for an unknown pack or draft.
    """
    if draft not in DRAFTS:
        known = ", ".join(DRAFTS)
        raise UsageError(
            Pair(
                f"--draft は {known} のいずれかです（「{shown(draft)}」）。",
                f"--draft is one of {known}, not “{shown(draft)}”",
            )
        )
    shelf = open_shelf()
    name = shelf.add(pack) if pack else shelf.editions(DEFAULT_PROGRAMME)[-1].id
    schema = editor_schema(shelf.judging(name).form, lang, draft)
    to_stdout(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", machine=True)
    return 0
