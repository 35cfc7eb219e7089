"""Wrong usage is said in one line, wholly in the language asked for."""

from __future__ import annotations

import pytest

from zaitaku_check.cli.entry import main


@pytest.mark.parametrize(
    ("words", "ja", "en"),
    [
        (
            ["check", "a.yaml", "--lang"],
            "オプション「--lang」に値を指定してください。",
            "the option --lang needs a value",
        ),
        (
            ["check", "a.yaml", "--quiet=x"],
            "オプション「--quiet」には値を指定できません。",
            "the option --quiet takes no value",
        ),
        (
            ["check"],
            "計画書のファイル又はフォルダーを指定してください（例: zaitaku-check check 計画書.yaml）。",
            "name a plan or a folder of plans, as in: zaitaku-check check plan.yaml",
        ),
        (
            ["review", "plans"],
            "「--out」に書き出し先のフォルダーを指定してください（例: zaitaku-check review 計画 -o 審査結果）。",
            "--out is missing: the folder to write to, as in: zaitaku-check review plans -o review",
        ),
        (
            ["rules", "lnit"],
            "「lnit」というコマンドはありません。もしかして「lint」ですか。",
            "there is no command “lnit”; did you mean “lint”?",
        ),
        (
            ["baseline", "xyz"],
            "「xyz」というコマンドはありません。使えるコマンド: create、prune",
            "there is no command “xyz”; commands: create, prune",
        ),
        *(
            (
                [*words.split(), "--lang", "fr"],
                "--lang は ja（日本語）・en（英語） のいずれかです（「fr」）。",
                "--lang is one of ja, en, not “fr”",
            )
            for words in (
                "check a.yaml",
                "explain R101",
                "fix a.yaml",
                "new",
                "schema",
                "lsp",
                "config show",
                "rules list",
                "rules show R101",
                "rules lint",
                "rules test",
                "rules docs",
                "rules coverage",
                "rules impact a b c",
                "review a -o b",
                "diff a b",
                "merge a",
                "baseline create a b",
                "baseline prune a b",
            )
        ),
        (
            ["lsp", "--stage", "xyz"],
            "--stage は application（申請段階）・designated（指定後） のいずれかです（「xyz」）。",
            "--stage is one of application, designated, not “xyz”",
        ),
        (
            ["check", "a.yaml", "--color", "alwasy"],
            "--color は auto・always・never のいずれかです（「alwasy」）。もしかして「always」ですか。",
            "--color is one of auto, always, never, not “alwasy”; did you mean “always”?",
        ),
        (["lsp", "x", "y"], "余分な指定があります（x y）。", "more than this command takes: x y"),
        (
            ["check", "a.yaml", "--fial-on", "note"],
            "「--fial-on」というオプションはありません。もしかして「--fail-on」ですか。",
            "there is no option --fial-on; did you mean “--fail-on”?",
        ),
        (
            ["schema", "--fail-on", "note"],
            "「--fail-on」というオプションはありません。",
            "there is no option --fail-on",
        ),
        (["lsp", "\x1b[31m"], "余分な指定があります（\\x1b[31m）。", "more than this command takes: \\x1b[31m"),
    ],
)
def test_what_is_wrong_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: list[str], ja: str, en: str
) -> None:
    """Exit code 2, one line, what is meant by name, and the nearest word the command knows."""
    for lang, sentence in (("ja", ja), ("en", en)):
        monkeypatch.setenv("ZAITAKU_CHECK_LANG", lang)
        assert main(words) == 2
        out, err = capsys.readouterr()
        assert (out, err) == ("", f"zaitaku-check: {sentence}\n")
