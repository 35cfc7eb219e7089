"""What is said where the system refuses to read or write a file."""

from __future__ import annotations

import errno

import pytest
from tests.scenarios.command import Command

from zaitaku_check.files import why_not_read, why_not_written


@pytest.mark.parametrize(
    ("words", "ja", "en"),
    [
        (
            ("check", "plan.yaml", "-f", "json=none/r.json"),
            "「none/r.json」に書き込めません（フォルダーがありません）。",
            "cannot write “none/r.json”: No such file or directory",
        ),
        (
            ("new", "none/plan.yaml"),
            "「none/plan.yaml」に書き込めません（フォルダーがありません）。",
            "cannot write “none/plan.yaml”: No such file or directory",
        ),
        (
            ("review", "plans", "-o", "r.txt/a/out"),
            "「r.txt/a/out」に書き出せません（途中にフォルダーではないものがあります）。",
            "cannot write “r.txt/a/out”: Not a directory",
        ),
        (
            ("diff", "r.txt/a.json", "r.txt"),
            "「r.txt/a.json」を検査結果として読めません（途中にフォルダーではないものがあります）。",
            "cannot read “r.txt/a.json” as a report: Not a directory",
        ),
        (
            ("check", "plan.yaml", "--baseline", "plans"),
            "既知の指摘の一覧「plans」を読み取れません（フォルダーです）。",
            "cannot read the baseline “plans”: Is a directory",
        ),
        (
            ("check", "plan.yaml", "--answers", "none.yaml"),
            "説明の記録「none.yaml」を読み取れません（ファイルがありません）。",
            "cannot read the answers “none.yaml”: No such file or directory",
        ),
    ],
    ids=["report", "new plan", "review", "report read", "baseline", "answers"],
)
def test_the_reason_is_said_in_the_readers_language(command: Command, words: tuple[str, ...], ja: str, en: str) -> None:
    """A clerk reads in Japanese why nothing was written or read; in English the system's own words stand."""
    command.put("plan.yaml", "plans/yatsushiro-core.yaml")
    command.put("plans/plan.yaml", "plans/yatsushiro-core.yaml")
    command.write("r.txt", "a file, not a folder")
    for lang, wanted in (("ja", ja), ("en", en)):
        run = command(*words, "--lang", lang)
        assert (run.code, run.complaint) == (2, f"zaitaku-check: {wanted}\n")


def test_a_reason_without_words_of_ours_is_the_systems() -> None:
    """What is not in the list is said as the system says it, in both languages."""
    assert why_not_written(OSError(errno.EXDEV, "Invalid cross-device link")) == ("Invalid cross-device link",) * 2
    assert why_not_written(OSError()) == ("OSError", "OSError")


def test_what_cannot_be_a_name_is_said() -> None:
    """A name with a null character never reaches the system; the reason is ours in both languages."""
    said = ("ファイルの名前として使えません", "it cannot be the name of a file")
    assert why_not_read(ValueError("embedded null byte")) == said
