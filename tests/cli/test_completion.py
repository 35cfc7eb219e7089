"""Completion in the shell: asked for as the shells ask, by environment variables."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shellingham import ShellDetectionFailure  # type: ignore[import-untyped]

from zaitaku_check.cli.completion import _split, _zsh, follow, planted, seeds, tree
from zaitaku_check.cli.completion_tree import grown
from zaitaku_check.cli.entry import main
from zaitaku_check.report.formats import FORMATS

Ask = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Give what asks as a shell does, the line being what was typed so far; returns exit code and lines."""
    monkeypatch.setenv("ZAITAKU_CHECK_LANG", "en")

    def asked(shell: str, line: str, **more: str) -> tuple[int, list[str]]:
        words = line.split(" ")
        variables = {
            "_ZAITAKU_CHECK_COMPLETE": f"complete_{shell}",
            "COMP_WORDS": "\n".join(words),
            "COMP_CWORD": str(len(words) - 1),
            "_TYPER_COMPLETE_ARGS": line,
            "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1],
        }
        for name, value in (variables | more).items():
            monkeypatch.setenv(name, value)
        code = main([])
        return code, capsys.readouterr().out.splitlines()

    return asked


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("zaitaku-check che", ["check"]),
        ("zaitaku-check --ver", ["--version"]),
        ("zaitaku-check rules li", ["list", "lint"]),
        ("zaitaku-check baseline ", ["create", "prune"]),
        ("zaitaku-check check --st", ["--stage", "--stdin-filename"]),
        ("zaitaku-check check --stage ", ["application", "designated"]),
        ("zaitaku-check check --lang ", ["ja", "en"]),
        ("zaitaku-check check --fail-on w", ["warning"]),
        ("zaitaku-check check -f js", ["json", "jsonl"]),
        ("zaitaku-check check --format = js", ["json", "jsonl"]),
        ("zaitaku-check check --format =", list(FORMATS)),
        ("zaitaku-check check --format=js", ["--format=json", "--format=jsonl"]),
        (
            "zaitaku-check check --pack regional",
            ["regional-centre-2018", "regional-centre-2019", "regional-centre-continuing"],
        ),
        ("zaitaku-check check plans --select R90", [f"R90{at}" for at in range(1, 10)]),
        ("zaitaku-check check --select R101,r30", [f"R101,R30{at}" for at in range(1, 8)]),
        ("zaitaku-check explain r40", [f"R40{at}" for at in range(1, 8)]),
        ("zaitaku-check rules show Y01", [f"Y01{at}" for at in range(10)]),
        ("zaitaku-check rules lint pref", ["prefectural-centre-2018"]),
        ("zaitaku-check schema --draft 0", ["07"]),
        ("zaitaku-check check pla", []),
        ("zaitaku-check check --quiet pla", []),
        ("zaitaku-check check --unknown x", []),
        ("zaitaku-check check 'open quotation --st", []),
    ],
)
def test_what_may_follow(ask: Ask, line: str, expected: list[str]) -> None:
    """Commands, options, choices, formats, languages, packs and rules; where files are meant the shell looks itself."""
    assert ask("bash", line) == (0, expected)


def test_zsh_gets_a_line_to_evaluate(ask: Ask) -> None:
    """Every word with its meaning, and files where there is none."""
    code, lines = ask("zsh", "zaitaku-check rules l")
    assert (code, lines[0]) == (0, '_arguments \'*: :(("list":"List the rules."')
    assert lines[-1].endswith("))'")
    assert ask("zsh", "zaitaku-check check pla") == (0, ["_files"])


def test_fish_gets_words_and_meanings(ask: Ask) -> None:
    """Divided by a tab; asked whether there is anything, the exit code answers."""
    line = "zaitaku-check check --pack muni"
    code, lines = ask("fish", line, _TYPER_COMPLETE_FISH_ACTION="get-args")
    word, _, about = lines[0].partition("\t")
    assert (code, word, len(lines)) == (0, "municipal-coordination-2018", 1)
    assert "municipalities" in about
    assert ask("fish", line, _TYPER_COMPLETE_FISH_ACTION="is-args") == (0, [])
    assert ask("fish", "zaitaku-check check pla", _TYPER_COMPLETE_FISH_ACTION="is-args") == (1, [])


@pytest.mark.parametrize("shell", ["powershell", "pwsh"])
def test_powershell_gets_words_and_meanings(ask: Ask, shell: str) -> None:
    """Divided as its script expects it."""
    assert ask(shell, "zaitaku-check rules li") == (
        0, ["list:::List the rules.", "lint:::Find mistakes in rule packs."],
    )  # fmt: skip
    assert ask(shell, "zaitaku-check check --stage des") == (0, ["designated::: "])


def test_meanings_are_in_the_user_s_language(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same words, explained in Japanese, the library's own option too."""
    monkeypatch.setenv("ZAITAKU_CHECK_LANG", "ja")
    assert ask("fish", "zaitaku-check explain R101")[1] == ["R101\t取組みに①急変時対応を記載すること"]
    assert ask("fish", "zaitaku-check --show")[1][0].startswith("--show-completion\tお使いのシェル")


def test_nothing_that_a_shell_could_run_is_in_a_meaning() -> None:
    """Zsh evaluates what it gets: no quotation mark, dollar or backquote comes from a description."""
    known = tree("en")
    every = json.dumps(known, ensure_ascii=False)
    assert "'" in every
    for words in ([], ["check"], ["rules"], ["explain"], ["check", "--select"]):
        for begun in ("", "--"):
            line = _zsh(follow(known, words, begun))
            inner = line.removeprefix("_arguments '*: :((").removesuffix("))'")
            assert not set("'`$;|&<>").intersection(inner)


def test_the_app_is_not_loaded_at_a_key_stroke(ask: Ask) -> None:
    """Once the tree is kept, neither the option library nor the packs are needed, nor what reads JSON."""
    ask("bash", "zaitaku-check ")
    program = (
        "import sys; bare = set(sys.modules); from zaitaku_check.cli.entry import main; main([]);"
        "dear = {'typer', 'yaml', 'rich', 'json', 're', 'typing', 'collections', 'zaitaku_check.text_types'};"
        "print(sorted(dear & set(sys.modules) - bare))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.splitlines()[0] == "new"
    assert done.stdout.splitlines()[-1] == "[]"


def small(word: str) -> dict[str, Any]:
    """Return a tree with one command."""
    leaf = {"help": "", "argument": "", "commands": {}, "options": {"--lang": {"help": "a\tb", "takes": "LANG"}}}
    return {**leaf, "commands": {word: leaf}, "values": {"LANG": [("ja", ""), ("en", "English")]}}


def test_the_tree_is_grown_anew_when_something_changed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Another stamp of program and packs makes what was kept worthless."""
    monkeypatch.setenv("ZAITAKU_CHECK_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr("zaitaku_check.cli.completion_tree.grown", small)
    monkeypatch.setattr("zaitaku_check.cli.completion._stamp", lambda: "one")
    assert list(tree("ja")["commands"]) == ["ja"]
    monkeypatch.setattr("zaitaku_check.cli.completion_tree.grown", lambda _: small("new"))
    assert list(tree("ja")["commands"]) == ["ja"]
    monkeypatch.setattr("zaitaku_check.cli.completion._stamp", lambda: "two")
    assert list(tree("ja")["commands"]) == ["new"]


@pytest.mark.parametrize("damage", [b"", b"one", b"\xff\xfe", None], ids=["empty", "cut", "no text", "half"])
def test_a_damaged_tree_is_grown_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damage: bytes | None) -> None:
    """Whatever is wrong with what was kept costs time only."""
    monkeypatch.setenv("ZAITAKU_CHECK_CACHE_DIR", str(tmp_path))
    whole = tree("en")
    (kept,) = tmp_path.glob("completion-*")
    content = kept.read_bytes()
    kept.write_bytes(content[: len(content) // 2] if damage is None else damage)
    assert tree("en") == whole
    assert kept.read_bytes() == content


def test_a_tree_that_cannot_be_kept_is_grown_every_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file where the cache folder should be: the words come all the same."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("ZAITAKU_CHECK_CACHE_DIR", str(tmp_path / "file"))
    monkeypatch.setattr("zaitaku_check.cli.completion_tree.grown", small)
    assert follow(tree("ja"), [], "j") == [("ja", "")]


def test_what_is_kept_is_what_was_grown() -> None:
    """The tree planted from its lines is the tree they were made of."""
    whole = grown("ja")
    assert planted(list(seeds(whole))) == whole
    assert planted(list(seeds(small("x"))))["options"]["--lang"]["help"] == "a b"


@given(st.lists(st.text(alphabet="ab-= \t\n\u3000計", max_size=6), max_size=5).map(" ".join))
def test_plain_words_are_divided_as_a_shell_divides_them(line: str) -> None:
    """Where nothing is quoted, the quick way gives what the library's gives."""
    divided = shlex.shlex(line, posix=True)
    divided.whitespace_split, divided.commenters = True, ""
    assert _split(line) == list(divided)


def every_node(node: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a command of the tree and all that belong to it."""
    return [node, *(each for below in node["commands"].values() for each in every_node(below))]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_command_and_option_says_what_it_means(lang: str) -> None:
    """Nothing is offered without a word about it."""
    nodes = every_node(tree(lang))
    assert len(nodes) > 12
    assert [flag for node in nodes for flag, option in node["options"].items() if not option["help"]] == []
    assert [name for node in nodes for name, each in node["commands"].items() if not each["help"]] == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_the_script_of_every_shell_is_shown(shell: str) -> None:
    """A shell can be named; its script asks by the variable that is heeded."""
    out = shown(shell)
    assert "_ZAITAKU_CHECK_COMPLETE" in out
    assert f"complete_{shell.replace('pwsh', 'powershell')}" in out


def shown(shell: str) -> str:
    """Return the script for a shell."""
    program = "import sys; from zaitaku_check.cli.entry import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "--show-completion", shell]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603


SHELLS = {"bash": ".bash_completions/zaitaku-check.sh", "zsh": ".zfunc/_zaitaku-check"} | {
    "fish": ".config/fish/completions/zaitaku-check.fish"
}
"""Where the script of a shell comes to lie, below the home folder."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a home folder with nothing in it."""
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "")
    return tmp_path


@pytest.mark.parametrize("shell", sorted(SHELLS))
@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ja", "{shell} の入力補完を {file} に設定しました。\n新しく開いたターミナルから使えます。\n"),
        ("en", "Completion for {shell} is set up in {file}.\nIt works in terminals that you open from now on.\n"),
    ],
)
def test_what_was_set_up_is_said_in_the_chosen_language(
    shell: str, lang: str, said: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The script is written; which file it is and when it works is said in the language, and nothing else."""
    assert main(["--install-completion", shell, "--lang", lang]) == 0
    file = home / SHELLS[shell]
    told = capsys.readouterr()
    assert (told.out, told.err) == (said.format(shell=shell, file=file), "")
    assert "_ZAITAKU_CHECK_COMPLETE" in file.read_text("utf-8")


def test_the_language_may_come_from_the_environment(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --lang, ZAITAKU_CHECK_LANG decides."""
    monkeypatch.setenv("ZAITAKU_CHECK_LANG", "ja")
    assert main(["--install-completion", "fish"]) == 0
    assert capsys.readouterr().out.startswith("fish の入力補完を ")
    assert (home / SHELLS["fish"]).is_file()


@pytest.fixture
def astray(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty home, and nobody who knows which shell has started us."""

    def nobody() -> None:
        raise ShellDetectionFailure

    monkeypatch.setattr("shellingham.detect_shell", nobody)
    return home


@pytest.mark.parametrize("flag", ["--install-completion", "--show-completion"])
@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ja", "お使いのシェルが分からないか、入力補完に対応していません。--install-completion zsh のように、"),
        ("en", "the shell you are in is not known or not supported; name one of bash, zsh, fish, powershell, pwsh, "),
    ],
)
def test_a_shell_that_cannot_be_found_out_is_asked_for(
    flag: str, lang: str, words: str, astray: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where no shell started us, one line asks for its name, exit code 2, and nothing is written."""
    assert main([flag, "--lang", lang]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert told.err.startswith(f"zaitaku-check: {words}")
    assert list(astray.iterdir()) == []


def test_a_home_that_cannot_be_written_to_is_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file in place of the folder is said in one line with its reason."""
    (home / ".config").write_text("x", "utf-8")
    assert main(["--install-completion", "fish", "--lang", "ja"]) == 2
    told = capsys.readouterr()
    assert told.err.startswith("zaitaku-check: 入力補完を設定できません。「")
    assert (told.out, told.err.count("\n")) == ("", 1)


@pytest.mark.parametrize("flag", ["--install-completion", "--show-completion"])
def test_an_unknown_shell_is_refused(flag: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line that names the word and the shells there are, exit code 2."""
    assert main([flag, "tcsh", "--lang", "en"]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert "tcsh" in told.err
    assert "bash" in told.err
    assert list(home.iterdir()) == []


BIN = Path(sys.executable).parent


def by_shell(tmp_path: Path, shell: str, script: str) -> list[str]:
    """Run a script of a real shell, the command being in its path; returns the lines it prints."""
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed here")
    tmp_path.joinpath("completion").write_text(shown(shell), "utf-8")
    environ = {"PATH": f"{BIN}:/usr/local/bin:/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    done = subprocess.run(  # noqa: S603 - a shell of this machine and a script of our own
        [program, "-c", script], cwd=tmp_path, env=environ, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def test_the_real_bash_completes(tmp_path: Path) -> None:
    """The script, loaded by bash, leaves the words where bash looks for them."""
    script = (
        "source completion; COMP_WORDS=(zaitaku-check check --st); COMP_CWORD=2;"
        '_zaitaku_check_completion zaitaku-check; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    assert by_shell(tmp_path, "bash", script) == ["--stage", "--stdin-filename"]


def test_the_real_fish_completes(tmp_path: Path) -> None:
    """Fish offers words and meanings for a line."""
    lines = by_shell(tmp_path, "fish", "source completion; complete -C 'zaitaku-check rules li'")
    assert sorted(line.split("\t")[0] for line in lines) == ["lint", "list"]


def test_the_real_zsh_can_evaluate_what_it_gets(tmp_path: Path) -> None:
    """What zsh is handed is valid to it: the words arrive as one specification."""
    script = (
        "_arguments() { print -r -- ${#@}; print -rl -- ${(f)1} };"
        'eval $(env _TYPER_COMPLETE_ARGS="zaitaku-check rules li" _ZAITAKU_CHECK_COMPLETE=complete_zsh zaitaku-check)'
    )
    lines = by_shell(tmp_path, "zsh", script)
    assert lines[0] == "1"
    assert '"lint":"Find mistakes in rule packs."' in lines[1]
