"""What is said where the system refuses to write a file."""

from __future__ import annotations

import errno

import pytest
from tests.scenarios.command import Command

from zaitaku_check.cli.refusals import why_not_written


@pytest.mark.parametrize(
    ("words", "ja", "en"),
    [
        (
            ("check", "plan.yaml", "-f", "json=none/r.json"),
            "ファイル「none/r.json」に書き出せません（フォルダがありません）。",
            "cannot write 'none/r.json': No such file or directory",
        ),
        (
            ("new", "none/plan.yaml"),
            "「none/plan.yaml」を書き換えられません（フォルダがありません）。",
            "cannot write 'none/plan.yaml': No such file or directory",
        ),
        (
            ("review", "plans", "-o", "r.txt/a/out"),
            "「r.txt/a/out」に書き出せません（途中のフォルダがフォルダではありません）。",
            "cannot write 'r.txt/a/out': Not a directory",
        ),
    ],
    ids=["report", "new plan", "review"],
)
def test_the_reason_is_said_in_the_readers_language(command: Command, words: tuple[str, ...], ja: str, en: str) -> None:
    """A clerk reads in Japanese why nothing was written; in English the system's own words stand."""
    command.put("plan.yaml", "plans/yatsushiro-core.yaml")
    command.put("plans/plan.yaml", "plans/yatsushiro-core.yaml")
    command.write("r.txt", "a file, not a folder")
    for lang, wanted in (("ja", ja), ("en", en)):
        run = command(*words, "--lang", lang)
        assert (run.code, run.complaint) == (2, f"zaitaku-check: {wanted}\n")


def test_a_reason_without_words_of_ours_is_the_systems() -> None:
    """What is not in the list is said as the system says it, in both languages."""
    assert why_not_written(OSError(errno.EIO, "Input/output error")) == ("Input/output error",) * 2
    assert why_not_written(OSError()) == ("OSError", "OSError")
