"""The READMEs cannot drift from what the command does.

The reports they show are written into them by `python -m tests.test_readme`.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.scenarios.command import EXAMPLES, ROOT, Command, process

from zaitaku_check.report.formats import FORMATS

READMES = {"en": ROOT / "README.md", "ja": ROOT / "README.ja.md"}
SHOWN = "examples/plans/aso-no-optional-item.yaml"
REPORT = re.compile(r"(?<=<!-- report -->\n```text\n).*?(?=```\n)", re.DOTALL)
DIGEST = re.compile(r" ?[(（][0-9a-f]{12}[)）]")


def text_of(lang: str) -> str:
    """Return the README in this language."""
    return READMES[lang].read_text(encoding="utf-8")


def blocks(text: str, kind: str = r"\w+") -> list[str]:
    """Return the command blocks of a page, of one kind or of every kind but reports."""
    found = re.findall(rf"^```({kind})\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return [content for name, content in found if name != "text"]


def report_now(lang: str) -> str:
    """Return what the command writes today about the example, without the digest of the pack: any edit changes it."""
    return DIGEST.sub("", process("check", SHOWN, "--as-of", "2018-08-15", "--lang", lang, cwd=ROOT).text)


def example_lines() -> list[str]:
    """Return the lines of the block of example commands."""
    return next(block for block in blocks(text_of("en"), "sh") if block.startswith("zaitaku-check")).splitlines()


def test_both_readmes_have_the_same_commands() -> None:
    """A reader of either language is told the same commands."""
    assert blocks(text_of("en")) == blocks(text_of("ja"))
    assert len(blocks(text_of("en"))) == 5


@pytest.mark.parametrize("lang", READMES)
def test_the_report_shown_is_the_report_written(lang: str) -> None:
    """The report in the README is what the command writes, but for the digest of the rule pack."""
    shown = REPORT.findall(text_of(lang))
    assert shown == [report_now(lang)], "write it anew: python -m tests.test_readme"


def test_the_first_command_ends_as_the_readme_says(command: Command) -> None:
    """The first command shows one plan on one screen, and ends with 1, since that has a mistake on purpose."""
    command.folder = ROOT
    setup = blocks(text_of("en"), "sh")[0]
    run = command(*setup.split("zaitaku-check ")[1].split())
    assert run.code == 1
    assert len(run.text.splitlines()) < 30
    assert run.complaint == ""


@pytest.mark.parametrize("line", example_lines())
def test_example_commands_work(line: str, command: Command) -> None:
    """Every example command of the README does its work without a complaint."""
    shutil.copytree(EXAMPLES, command.folder / "examples")
    words = shlex.split(line)
    stdin = b""
    if "<" in words:
        stdin = (command.folder / words.pop()).read_bytes()
        words.remove("<")
    run = command(*words[1:], stdin=stdin)
    assert run.complaint == ""
    assert run.code in {0, 1}
    assert run.text != ""


@pytest.mark.parametrize("lang", READMES)
def test_every_command_named_exists(lang: str, command: Command) -> None:
    """The table of commands and the help know the same commands."""
    table = text_of(lang).split("```sh\nzaitaku-check")[1].split("--fail-on error")[0]
    named = re.findall(r"^\| `([a-z]+)[^`|]*` \|", table, re.MULTILINE)
    told = re.findall(
        r"^  ([a-z]+) ",
        command("--help", "--lang", "en").text.split("For applicants:")[1].split("Examples:")[0],
        re.MULTILINE,
    )
    assert sorted(named) == sorted(told)
    assert "check" in told


@pytest.mark.parametrize("lang", READMES)
def test_every_option_named_exists(lang: str, command: Command) -> None:
    """The options that the README names are in the help of `check`."""
    text = text_of(lang)
    paragraph = text[text.index("-f FORMAT[=FILE]") :].split("\n\n")[0]
    options = re.findall(r"--[a-z-]+", paragraph)
    help_text = command("check", "--help").text
    assert len(options) >= 8
    assert [option for option in options if option not in help_text] == []


@pytest.mark.parametrize("lang", READMES)
def test_every_format_is_named(lang: str) -> None:
    """The README lists the formats there are, no more and no fewer."""
    paragraph = next(line for line in text_of(lang).splitlines() if "`text`, `concise`" in line.replace("、", ", "))
    assert sorted(re.findall(r"`([a-z]+)`", paragraph)) == sorted(FORMATS)


def test_the_continuous_run_does_what_the_readme_says() -> None:
    """`.ci/run` installs and tests with the README's own commands."""
    script = (ROOT / ".ci/run").read_text(encoding="utf-8").replace('"$venv/bin/', ".venv/bin/").replace('" ', " ")
    setup, tests = (block.strip() for block in blocks(text_of("en"), "sh")[:2])
    for part in (*setup.split(" && ")[1:], *tests.split(" && ")):
        assert part.rstrip() in script.replace('pytest"', "pytest"), part


@pytest.mark.skipif(os.name == "nt", reason="the Windows form is its own block")
def test_the_set_up_command_is_valid_shell() -> None:
    """The set-up lines are one command each that a shell can read."""
    lines = [block for block in blocks(text_of("en"), "sh") if ".venv/bin" in block]
    assert [len(block.splitlines()) for block in lines] == [1, 1]
    for block in lines:
        subprocess.run(["sh", "-n", "-c", block], check=True)  # noqa: S603, S607 - only read, not run


def write_reports(page: Path, lang: str) -> None:
    """Write today's report into one README."""
    report = report_now(lang)
    page.write_text(REPORT.sub(lambda _: report, page.read_text(encoding="utf-8"), count=1), encoding="utf-8")


if __name__ == "__main__":
    for each, readme in READMES.items():
        write_reports(readme, each)
