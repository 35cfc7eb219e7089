"""Rules that whoever runs the check leaves out: every format names them, and no verdict reads as if they had passed."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.report import samples
from tests.report.on_desk import letters
from tests.scenarios.command import Command

from zaitaku_check.desk.letter_forms import as_html
from zaitaku_check.report.formats import FORMATS, Options, render
from zaitaku_check.report.model import Report

LANGUAGES = ("ja", "en")
NARROWED = {"ja": "提出可（判定しないルールあり）", "en": "ready (some rules left out)"}
ADVICE = {"ja": "1件のルールは、指定により判定していません", "en": "1 rule that could return the plan was left out"}


def narrowed() -> Report:
    """Return a report on one ready plan for which R120 was left out; R999, a retired rule, was selected."""
    plan = samples.plan("a.yaml")._replace(deselected=("R120",))
    retired = samples.RULES["R126"]._replace(id="R999")
    return samples.report(plan)._replace(deselected=(samples.RULES["R120"],), inactive=(retired,))


def words(name: str, report: Report, lang: str) -> str:
    """Return a format's output as text; of a workbook, the texts of its cells."""
    out = render(name, report, Options(lang))
    if name != "xlsx":
        return out if isinstance(out, str) else out.decode("utf-8-sig")
    assert isinstance(out, bytes)
    book = load_workbook(BytesIO(out))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_names_them(name: str, lang: str) -> None:
    """The id of a rule left out, and of a retired one that was selected, stands in the output, and only then."""
    told = words(name, narrowed(), lang)
    assert "R120" in told.replace(samples.RULES["R120"].title.ja, "")
    assert "R999" in told
    plain = words(name, samples.report(samples.plan("a.yaml")), lang)
    assert "R999" not in plain
    assert "指定により" not in plain


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["text", "markdown", "html", "csv", "xlsx"])
def test_the_verdict_says_so(name: str, lang: str) -> None:
    """Wherever such a plan is called ready, that stands beside the word."""
    assert NARROWED[lang] in words(name, narrowed(), lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["text", "html"])
def test_the_advice_says_so(name: str, lang: str) -> None:
    """So does the sentence on what the verdict means."""
    assert ADVICE[lang] in words(name, narrowed(), lang)


@pytest.mark.parametrize("name", ["text", "concise", "markdown", "html", "github"])
def test_the_sums_say_so(name: str) -> None:
    """The line of the verdicts names it, and the line's end counts the rules."""
    told = re.sub(r"\s*\n\s*", "", words(name, narrowed(), "ja"))
    assert "提出可 1（判定しないルールあり）" in told
    assert "判定していないルール 1件" in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_letter_says_so(lang: str) -> None:
    """The applicant reads what was not looked at, by title, not by number."""
    (letter,) = letters(narrowed(), lang)
    told = as_html(letter)
    title = samples.RULES["R120"].title
    assert (title.ja if lang == "ja" else title.en) in told
    assert "R120" not in told


@pytest.mark.parametrize(
    ("asked", "left_out"),
    [
        (("--ignore", "R120"), "R120"),
        (("--select", "R110,R111"), "R120"),
        (("--ignore", "F"), "F006"),
        (("--no-folder",), "R901"),
    ],
)
def test_every_way_of_leaving_out_is_told(asked: tuple[str, ...], left_out: str, command: Command) -> None:
    """Whether rules are ignored, not selected, or all rules over the folder turned off."""
    for name in ("01-kumamoto-higashi-core", "04-uki-core"):
        command.put(f"plans/{name}.yaml", f"review/{name}.yaml")
    run = command("check", "plans", *asked, "-f", "concise", "--lang", "ja")
    (line,) = [line for line in run.text.splitlines() if line.startswith("指定により判定していないルール")]
    assert left_out in line.partition(": ")[2].split("、")


def test_a_configuration_is_told_too(command: Command) -> None:
    """What a configuration leaves out is no less left out."""
    command.put("plan.yaml", "plans/amakusa-public-hospital.yaml")
    Path(command.folder / "zaitaku-check.toml").write_text('ignore = ["R120"]\n', "utf-8")
    run = command("check", "plan.yaml", "--lang", "ja")
    assert "指定により判定していないルール 1件（うち差戻しのルール 1件）: R120\n" in run.text
