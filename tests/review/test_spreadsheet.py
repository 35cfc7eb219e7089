"""A real spreadsheet program opens workbook and tables of a hostile folder: everything is text, nothing a formula."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.scenarios.command import EXAMPLES, exit_code

HOSTILE = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://example.invalid";"x")', "#N/A", "=cmd|' /C calc'!A0")
"""Names that a spreadsheet would take for something else than a name."""
TABLE, OFFICE, TEXT = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("table", "office", "text"))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ET.Element]:
    """Give the papers of a hostile review as LibreOffice understands them, by file name."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed here (Debian: libreoffice-calc)")
    folder = tmp_path_factory.mktemp("spreadsheet")
    _hostile_plans(folder / "plans")
    assert exit_code(["review", str(folder / "plans"), "-o", str(folder / "out"), "-q", "--lang", "ja"]) == 1
    exit_code(["check", str(folder / "plans"), "-f", f"csv={folder / 'out' / 'findings.csv'}", "--lang", "ja"])
    _convert(program, folder, ["overview.xlsx"])
    _convert(program, folder, ["findings.csv", "ledger.csv"], "--infilter=CSV:44,34,UTF8")
    names = ("overview.xlsx", "findings.csv", "ledger.csv")
    return {name: ET.parse(folder / f"{Path(name).stem}.fods").getroot() for name in names}  # noqa: S314 - our own


def _convert(program: str, folder: Path, papers: list[str], *options: str) -> None:
    """Have LibreOffice open papers and say what it sees in them."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / "out" / name) for name in papers]
    command = [program, profile, "--headless", *options, "--convert-to", "fods", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=180)  # noqa: S603 - fixed words


def _hostile_plans(folder: Path) -> None:
    folder.mkdir()
    plan = (EXAMPLES / "review/08-kikuchi-core.yaml").read_text("utf-8")
    for number, name in enumerate(HOSTILE):
        quoted = name.replace("'", "''")
        text = plan.replace("大津こもれびクリニック", f"'{quoted}'").replace("菊池", f"'{quoted}'", 1)
        (folder / f"{'=+-@'[number % 4]}{number}.yaml").write_text(text, "utf-8")


def _cells(document: ET.Element) -> list[tuple[str, str]]:
    """Return type and text of every cell that holds something."""
    return [
        (kind, "".join("".join(part.itertext()) for part in cell.iter(f"{TEXT}p")))
        for cell in document.iter(f"{TABLE}table-cell")
        if (kind := cell.get(f"{OFFICE}value-type"))
    ]


@pytest.mark.parametrize("name", ["overview.xlsx", "findings.csv", "ledger.csv"])
def test_nothing_is_a_formula(name: str, opened: dict[str, ET.Element]) -> None:
    """No cell of any paper has a formula, a link or an error."""
    cells = list(opened[name].iter(f"{TABLE}table-cell"))
    assert len(cells) > 20
    assert [cell.get(f"{TABLE}formula") for cell in cells if cell.get(f"{TABLE}formula")] == []
    assert list(opened[name].iter(f"{TEXT}a")) == []


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_stay_text(hostile: str, opened: dict[str, ET.Element]) -> None:
    """The applicant's name stands in the workbook as the text it is, with an apostrophe where it would be a formula."""
    found = [(kind, text) for kind, text in _cells(opened["overview.xlsx"]) if text.removeprefix("'") == hostile]
    assert found
    assert {kind for kind, _text in found} == {"string"}


def test_hostile_file_names_stay_text(opened: dict[str, ET.Element]) -> None:
    """A path is text in every paper, even where it begins with a sign of calculation."""
    for name in ("overview.xlsx", "findings.csv", "ledger.csv"):
        kinds = {kind for kind, text in _cells(opened[name]) if re.search(r"[=+@-]\d\.yaml", text)}
        assert kinds == {"string"}, name


def test_japanese_survives_the_way_into_the_spreadsheet(opened: dict[str, ET.Element]) -> None:
    """The ledger's groups and rules are there as they are written, the first cell without its byte order mark."""
    texts = {text for _kind, text in _cells(opened["ledger.csv"])}
    assert {"ルール", "熊本・上益城", "所要額の総額の上限（14,943,000円）"} <= texts
