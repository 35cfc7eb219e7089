"""What letters ask of applicants: no rule's remedy speaks of how a plan is typed, or of this tool."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.scenarios.command import EXAMPLES, Command

from zaitaku_check.desk.letters import as_prose
from zaitaku_check.engine.shelf import Shelf

RULES = Path(__file__).parents[2] / "rules"
FOREIGN = {
    "ja": re.compile(
        r"角括弧|波括弧|半角|「- |[「\[{]\S+: |YAML|メモ帳|字下げ|タブ|コロン|引用符|`|--\w|zaitaku-check|UTF-8"
    ),
    "en": re.compile(r"bracket|brace|indent|- \w+:|[\[{]\w+: |YAML|Notepad|colon|`|--\w|zaitaku-check|UTF-8"),
}
"""Words that say nothing to whoever fills in a form on paper or in a word processor."""


def remedies(node: Any) -> Iterator[dict[str, str]]:
    """Yield every remedy for applicants in the data of a pack, those of parts of conditions too."""
    if isinstance(node, dict):
        if isinstance(found := node.get("remedy"), dict):
            yield found
        for each in node.values():
            yield from remedies(each)
    elif isinstance(node, list):
        for each in node:
            yield from remedies(each)


def every_remedy() -> list[tuple[str, dict[str, str]]]:
    """Return the remedies of all packs, and of the structural catalogue those about the form.

    Not those about typing (Y…), which a letter tells as lines that cannot be read, nor those about comments for the
    tool and the records of the desk (I…, K…).
    """
    shelf = Shelf(str(RULES))
    told = [(rule.id, rule.remedy._asdict()) for rule in shelf.structure().rules if rule.id.startswith("F")]
    for name in shelf.ids:
        told += [(rule.id, rule.remedy._asdict()) for rule in shelf.pack(name).rules]
        told += [(name, each) for document in shelf.loaded(name).documents for each in remedies(document.data)]
    return told


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_no_remedy_in_a_letter_speaks_of_typing(lang: str) -> None:
    """Every remedy is told in the words of an office, and none is left empty by it."""
    told = [(rule, as_prose(remedy.get(lang, ""), lang)) for rule, remedy in every_remedy() if remedy.get(lang)]
    assert len(told) > 150
    assert [each for each in told if FOREIGN[lang].search(each[1]) or not each[1].strip()] == []


@pytest.mark.parametrize(
    ("lang", "remedy", "expected"),
    [
        (
            "ja",
            "取組みに「- 項目: ①」を加え、「内容」に記載してください。",
            "取組みに項目「①」を加え、「内容」に記載してください。",
        ),
        (
            "ja",
            "「内訳」に「- {費目: 報償費, 金額: 90,000円}」のように記載してください。",
            "「内訳」に費目「報償費」、金額「90,000円」のように記載してください。",
        ),
        ("ja", "「職種: [医師, 看護師]」のように記載してください。", "職種「医師、看護師」のように記載してください。"),
        (
            "ja",
            "「内訳: [{費目: 報償費, 金額: 90,000円}]」のように書く。",
            "内訳（費目「報償費」、金額「90,000円」）のように書く。",
        ),
        ("ja", "直してください。一覧は「- 」を付けて並べます。", "直してください。"),
        ("en", "Add `- item: ①` and write `content`. Leave out --pack.", "Add item “①” and write “content”."),
    ],
)
def test_a_piece_of_a_plan_is_told_as_prose(lang: str, remedy: str, expected: str) -> None:
    """Fields and values are named, and sentences about typing or the tool alone are left out."""
    assert as_prose(remedy, lang) == expected


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_official_letter_has_no_words_of_computers(lang: str, command: Command) -> None:
    """The letters of the example plans, two of which are one applicant's: no file's ending, folder, tool or typing."""
    assert command("review", str(EXAMPLES / "plans"), "-o", "out", "--lang", lang).code == 1
    pages = (command.folder / "out/letters").rglob("*.html")
    texts = {path.stem: path.read_text("utf-8").partition("<body")[2] for path in pages}
    assert sum("yatsushiro-english-keys" in text for text in texts.values()) == 1
    words = (".yaml", "フォルダ", "folder", "YAML", "zaitaku-check", "メモ帳", "Notepad", "半角", "コロン", "colon")
    assert [(stem, word) for stem, text in texts.items() for word in words if word in text] == []
