"""The command `rules renew OLD NEW`: the next edition of a pack, and the list of what it takes over to be confirmed."""

from __future__ import annotations

import os
import re

from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.cli.saving import create
from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.eras import fiscal_year_in_words
from zaitaku_check.errors import UsageError
from zaitaku_check.pack.load import CHECKLIST, Loaded
from zaitaku_check.pack.renewal import checklist, inherited
from zaitaku_check.report.shown import shown
from zaitaku_check.report.wording import counted
from zaitaku_check.text_types import Bilingual


def renew(old: str, new: str, year: str, lang: str) -> int:
    """Write the folder NEW: an edition that takes everything over from OLD, and nothing of it confirmed; return 0."""
    shelf = open_shelf()
    base = shelf.loaded(shelf.add(old))
    name = os.path.basename(os.path.abspath(new))
    _refuse(shelf, base, new, name)
    head = _head(base, name, _year(base, name, year))
    os.makedirs(new, exist_ok=True)
    create(os.path.join(new, "pack.yaml"), head.encode())
    edition = shelf.loaded(shelf.add(new))
    things = inherited(edition)
    titles = {rule.id: rule.title.ja for rule in edition.pack.rules}
    create(os.path.join(new, CHECKLIST), checklist(base.pack.id, things, titles).encode())
    words = Bilingual(
        f"「{shown(new, 300)}」を作成しました。確認するもの{len(things)}件が {CHECKLIST} にあります。\n"
        "変わるものは pack.yaml に書き、変わらないものは confirmed に yes と書いてください。\n"
        f"済んだかどうかは「zaitaku-check rules lint {shown(new, 300)}」で確かめられます。\n",
        f"{shown(new, 300)} has been written; {CHECKLIST} lists {counted(len(things), '', 'thing', 'en')} to confirm.\n"
        "Write what changes into pack.yaml, and yes after `confirmed` for what does not.\n"
        f"Whether all is done: zaitaku-check rules lint {shown(new, 300)}\n",
    )
    to_stdout(words.of(lang), machine=False)
    return 0


def _refuse(shelf: Shelf, base: Loaded, new: str, name: str) -> None:
    if not re.fullmatch("[a-z0-9][a-z0-9-]*", name):
        raise UsageError(
            Bilingual(
                f"「{shown(name)}」はルールパックの名前にできません。"
                f"英小文字・数字・「-」を使ってください（例: {base.pack.id}-2）。",
                f"“{shown(name)}” cannot name a rule pack: small letters, digits and - (such as {base.pack.id}-2)",
            )
        )
    if name in shelf.ids or os.path.exists(os.path.join(new, "pack.yaml")):
        raise UsageError(Bilingual(f"ルールパック「{name}」は既にあります。", f"there is a rule pack “{name}” already"))


def _year(base: Loaded, name: str, year: str) -> int:
    """Return the fiscal year of the new edition: as given, else as its name says, else the one after the old one's."""
    if year:
        if not re.fullmatch("20[0-9]{2}", year):
            raise UsageError(
                Bilingual(
                    f"--fiscal-year の「{shown(year)}」は西暦の年度ではありません（例: 2026）。",
                    f"--fiscal-year “{shown(year)}” is no year such as 2026",
                )
            )
        return int(year)
    named = re.search("20[0-9]{2}", name)
    return int(named[0]) if named else max(base.pack.fiscal_years, default=2000) + 1


def _head(base: Loaded, name: str, year: int) -> str:
    """Return the text of the new pack.yaml, with the values that may change as remarks."""
    words, pack = fiscal_year_in_words(year), base.pack
    title = Bilingual(
        f"{re.sub('（[^（）]*）$', '', pack.title.ja)}（{words.ja}）",
        f"{re.sub(', fiscal year .*| [0-9]{4}$', '', pack.title.en)}, fiscal year {words.en}",
    )
    changing = [line for key in ("amounts", "dates") for line in _remarks(key, pack.meta.get(key, {}))]
    lines = [
        f"id: {name}",
        f'edition: "{year}"',
        f"extends: {pack.id}",
        "title:",
        f"  ja: {title.ja}",
        f"  en: {title.en}",
        f"fiscal_years: [{year}]",
        "",
        f"# What is not written here goes on as in {pack.id}. ここに書かないものは、前の版のまま続きます。",
        *changing,
    ]
    return "\n".join(lines) + "\n"


def _remarks(key: str, values: dict[str, object]) -> list[str]:
    kept = {name: value for name, value in values.items() if not isinstance(value, dict)}
    return [f"# {key}:", *(f"#   {name}: {value}" for name, value in kept.items())] if kept else []
