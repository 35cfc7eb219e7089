"""Markdown: nothing a plan says is markup."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from tests.report import samples

from zaitaku_check.report.escaping import in_code, in_markdown
from zaitaku_check.report.formats import Options
from zaitaku_check.report.markdown import render

OURS = {"<!-- -->"}
PARSER = MarkdownIt("commonmark").enable("table")


def _inline(text: str) -> list[tuple[str, str]]:
    """Return type and content of every inline element of a Markdown text."""
    children = (child for token in PARSER.parse(text) for child in token.children or [])
    return [(child.type, child.content) for child in children if child.type != "softbreak"]


@pytest.mark.parametrize(
    "text",
    [
        "*a* _b_ **c** `d` ~~e~~",
        "[link](http://x.example) ![image](x)",
        "<b>bold</b> <script>alert(1)</script> &lt; &#60;",
        "a | b \\| c \\",
        "http://x.example www.x.example",
        samples.HOSTILE.replace("\r\n", " ").replace("\ud83d", ""),
    ],
)
def test_a_text_stays_text(text: str) -> None:
    """Whatever signs a text has, it is read back as itself, in a paragraph and in a table."""
    for markdown in (in_markdown(text), f"| a |\n|---|\n| {in_markdown(text)} |"):
        inline = [part for part in _inline(markdown) if part != ("html_inline", "<!-- -->")]
        assert {kind for kind, _ in inline} == {"text"}
        assert "".join(content for _, content in inline) == ("a" if markdown.startswith("|") else "") + text


def test_nobody_is_called_and_nothing_is_linked() -> None:
    """A name behind an at sign and a number behind a hash are parted from it."""
    assert in_markdown("@owner #12") == "@<!-- -->owner #<!-- -->12"
    assert in_markdown("http://x www.x") == r"http\://x www\.x"


@pytest.mark.parametrize("text", ["plain", "a`b", "``", "`x", "a ``` b"])
def test_code_stays_code(text: str) -> None:
    """Back quotes inside cannot end a code span, nor one beside another in bold."""
    assert _inline(in_code(text)) == [("code_inline", text)]
    beside = _inline(f"{in_code(text)}**{in_code(text)}**{in_code(text)}")
    assert [content for kind, content in beside if kind == "code_inline"] == [text] * 3
    assert [kind for kind, _ in beside if kind.startswith("strong")] == ["strong_open", "strong_close"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_hostile_plan_brings_no_markup(lang: str) -> None:
    """The report of a hostile plan holds no link, image or element but our own comments."""
    for text in (render(samples.hostile(), Options(lang)),):
        kinds = _inline(text)
        assert {content for kind, content in kinds if kind == "html_inline"} <= OURS
        assert not {kind for kind, _ in kinds} & {"link_open", "image"}
        assert not [token for token in PARSER.parse(text) if token.type == "html_block"]
        assert text.replace("\n", "").isprintable() or "\u3000" in text


def test_a_finding_in_markdown() -> None:
    """Rule, message, place, frame, remedy, source and related place, one under the other."""
    text = render(samples.one_bad(), Options())
    at = text.index("- **差戻し `R126`**")
    assert text[at:].startswith(
        "- **差戻し `R126`** 目標値「12」が現状値「12」を上回っていません。\n"
        "  `examples/plan.yaml:31:49`\n"
        "\n"
        "  `31 |     指標: [{名称: 訪問診療を行う診療所, 単位: か所, 現状値: 12, 目標値: `**`12`**`}]`\n"
        "\n"
        "  - 修正: 現状値を上回る目標値にしてください。\n"
        "  - 根拠: 在宅医療センター事業について（平成30年6月29日） 3(2)⑤\n"
        "  - 関連: `examples/plan.yaml:31:40` 現状値\n"
    )


def test_what_was_not_checked_is_said() -> None:
    """Rules without an answer and files left out are named."""
    text = render(samples.folder(), Options("en"))
    assert "Rules that could not be judged: R303" in text
    assert "- not checked: `plans/z.yaml` No permission to read it." in text
    assert "- skipped: `plans/memo.txt` Not YAML." in text
