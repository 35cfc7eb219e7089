"""An answer is given again only while nothing has changed, and whatever is wrong with what is kept costs time only."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.scenarios.command import Command

from zaitaku_check.cli import again, kept
from zaitaku_check.cli.check import check
from zaitaku_check.cli.table import CHECK
from zaitaku_check.engine.check import Checker

ROOT = Path(__file__).parents[2]
GOOD = ROOT / "examples/plans/yatsushiro-core.yaml"
BAD = ROOT / "examples/plans/aso-no-optional-item.yaml"
WHOLE = "import sys; from zaitaku_check.cli.entry import main; sys.exit(main(sys.argv[1:]))"


class Runs:
    """Runs the command in a folder, with a cache of its own."""

    def __init__(self, command: Command, patch: pytest.MonkeyPatch) -> None:
        self.command = command
        self.patch = patch
        self.folder = command.folder
        self.cache = command.folder / "cache"
        self.asked = 0
        patch.setattr(again, "cache_root", lambda: str(self.cache))
        patch.setattr(again, "tool", lambda: iter(["the tool as it is"]))
        patch.setattr("zaitaku_check.cli.check.check", self._counted(check))

    def _counted(self, check: Callable[..., int]) -> Callable[..., int]:
        def counted(*arguments: object) -> int:
            self.asked += 1
            return check(*arguments)

        return counted

    def change_the_tool(self, name: str) -> None:
        """Let the tool be another one from now on."""
        self.patch.setattr(again, "tool", lambda: iter([name]))

    def __call__(self, *words: str) -> tuple[str, int, bytes]:
        """Return whether the engine was asked or the answer remembered, the exit code, and what was printed."""
        before = self.asked
        run = self.command("check", *words)
        assert run.err == b""
        return "checked" if self.asked > before else "remembered", run.code, run.out

    def kept(self) -> list[Path]:
        """Return the files in which answers are kept."""
        return sorted((self.cache / "answers").glob("*"))


@pytest.fixture
def runs(command: Command, monkeypatch: pytest.MonkeyPatch) -> Runs:
    """Give a folder with a good and a bad plan, and the command in it."""
    command.put("plans/good.yaml", "plans/yatsushiro-core.yaml")
    command.put("plans/bad.yaml", "plans/aso-no-optional-item.yaml")
    return Runs(command, monkeypatch)


@pytest.mark.parametrize("form", ["concise", "json", "text", "csv"])
@pytest.mark.parametrize("path", ["plans", "plans/bad.yaml", "plans/good.yaml"])
def test_the_same_question_gets_the_same_answer(runs: Runs, form: str, path: str) -> None:
    """Output and exit code are the same byte for byte, and the engine is not asked."""
    first = runs("-f", form, path)
    second = runs("-f", form, path)
    assert (first[0], second[0]) == ("checked", "remembered")
    assert first[1:] == second[1:]
    assert first[2] == runs("-f", form, "--no-cache", path)[2]


def edit_a_plan(runs: Runs) -> None:
    """Change one letter, keeping size and time."""
    path = runs.folder / "plans/good.yaml"
    times = path.stat()
    path.write_bytes(path.read_bytes().replace("八代".encode(), "八城".encode(), 1))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def add_a_plan(runs: Runs) -> None:
    """Put another plan into a folder of the folder."""
    (runs.folder / "plans/more").mkdir()
    shutil.copy(GOOD, runs.folder / "plans/more/another.yml")


def rename_a_plan(runs: Runs) -> None:
    """Give a plan another name."""
    (runs.folder / "plans/good.yaml").rename(runs.folder / "plans/best.yaml")


def configure(runs: Runs) -> None:
    """Write a configuration."""
    (runs.folder / "zaitaku-check.toml").write_text('lang = "ja"\n', encoding="utf-8")


def configure_in_a_project(runs: Runs) -> None:
    """Write a configuration into the file of a project."""
    (runs.folder / "pyproject.toml").write_text('[tool . "zaitaku-check"]\nlang = "ja"\n', encoding="utf-8")


def damage(runs: Runs) -> None:
    """Change one byte of every answer."""
    for path in runs.kept():
        path.write_bytes(path.read_bytes()[:-3] + b"xyz")


def cut(runs: Runs) -> None:
    """Cut every answer in half."""
    for path in runs.kept():
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(runs: Runs) -> None:
    """Empty every answer."""
    for path in runs.kept():
        path.write_bytes(b"")


@pytest.mark.parametrize(
    "change",
    [edit_a_plan, add_a_plan, rename_a_plan, configure, configure_in_a_project, damage, cut, empty],
    ids=lambda change: change.__name__,
)
def test_whatever_changes_is_checked_anew(runs: Runs, change: Callable[[Runs], None]) -> None:
    """After a change the engine answers, with what it would say without anything kept."""
    runs("-f", "json", "plans")
    change(runs)
    how, code, printed = runs("-f", "json", "plans")
    assert how == "checked"
    assert (code, printed) == runs("-f", "json", "--no-cache", "plans")[1:]


@pytest.mark.parametrize(
    "other",
    [
        ("--lang", "ja"),
        ("--stage", "designated"),
        ("--as-of", "2018-08-02"),
        ("--ignore", "R1"),
        ("--fail-on", "note"),
        ("-q",),
    ],
    ids=lambda words: words[0],
)
def test_another_question_is_not_that_question(runs: Runs, other: tuple[str, ...]) -> None:
    """Other options are asked anew, and each question keeps its own answer."""
    first = runs("-f", "concise", "plans")
    assert runs("-f", "concise", *other, "plans")[0] == "checked"
    assert runs("-f", "concise", *other, "plans")[0] == "remembered"
    assert runs("-f", "concise", "plans") == ("remembered", *first[1:])


@pytest.mark.parametrize(("name", "value"), [("LANG", "ja_JP.UTF-8"), ("ZAITAKU_CHECK_LANG", "ja"), ("COLUMNS", "50")])
def test_another_environment_is_another_question(runs: Runs, name: str, value: str) -> None:
    """What variables say of language and width belongs to the question."""
    runs("-f", "concise", "plans")
    runs.patch.setenv(name, value)
    assert runs("-f", "concise", "plans")[0] == "checked"


def test_a_hit_loads_neither_parser_nor_packs(runs: Runs) -> None:
    """A remembered answer costs no import that is worth a word."""
    runs.patch.setenv("ZAITAKU_CHECK_CACHE_DIR", str(runs.cache))
    code = WHOLE.replace("sys.exit(main(sys.argv[1:]))", "main(sys.argv[1:]); print(*sys.modules)")
    words = [sys.executable, "-c", code, "check", "-f", "concise", "plans/good.yaml"]
    first, second = (
        subprocess.run(words, cwd=runs.folder, capture_output=True, text=True, check=True).stdout.split()  # noqa: S603
        for _ in range(2)
    )
    loaded = set(second)
    assert "zaitaku_check.engine.check" in first
    assert "zaitaku_check.cli.again" in loaded
    dear = {
        "yaml",
        "typing",
        "collections",
        "json",
        "re",
        "zaitaku_check.nouns",
        "zaitaku_check.engine",
        "zaitaku_check.pack",
    }
    assert {name for name in dear if name in loaded} <= at_every_start()


def at_every_start() -> set[str]:
    """Return the modules that this Python loads before anything of ours."""
    bare = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(bare.stdout.split())


@pytest.mark.parametrize(
    "words",
    [
        ("--no-cache",),
        ("--pack", "regional-centre-2018"),
        ("-f", "json=out.json"),
        ("-f", "github"),
        ("--assume", "plans/bad.yaml"),
    ],
    ids=" ".join,
)
def test_what_is_out_of_the_ordinary_is_not_kept(runs: Runs, words: tuple[str, ...]) -> None:
    """Packs by name, files to write, records and the like are always looked at."""
    runs(*words, "plans/good.yaml")
    assert runs.kept() == []


def test_a_changed_tool_or_pack_makes_all_answers_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version, another byte in a rule or in the code: another state."""
    plan = tmp_path / "plan.yaml"
    shutil.copy(GOOD, plan)
    rules = tmp_path / "rules"
    rules.mkdir()
    rule = rules / "rule.yaml"
    rule.write_text("a", encoding="utf-8")
    monkeypatch.setattr(again, "rules_root", lambda: str(rules))
    asked = again.question(["check", str(plan)], {})
    assert asked is not None

    def state() -> str:
        now = again.question(["check", str(plan)], {})
        assert now is not None
        assert now.name == asked.name
        return now.state

    assert state() == asked.state
    os.utime(rule, (1, 1))
    touched = state()
    monkeypatch.setattr(again, "__version__", "99")
    assert len({asked.state, touched, state()}) == 3


def test_an_answer_is_not_kept_if_a_plan_changes_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was printed of the new plan must not be taken for the answer about the old one."""
    monkeypatch.setenv("ZAITAKU_CHECK_CACHE_DIR", str(tmp_path / "cache"))
    plan = tmp_path / "plan.yaml"
    shutil.copy(GOOD, plan)
    asked = again.question(["check", str(plan)], {})
    assert asked is not None
    shutil.copy(BAD, plan)
    asked.keep(1, b"an answer")
    assert not (tmp_path / "cache").exists()


def test_no_byte_of_an_answer_can_be_wrong_unnoticed(runs: Runs) -> None:
    """Wherever one bit is flipped, an answer's exit code included, there is none; whole again, it is given."""
    runs.patch.setenv("ZAITAKU_CHECK_CACHE_DIR", str(runs.cache))
    assert runs("-q", "-f", "concise", "plans/bad.yaml")[1] == 1
    (kept_at,) = runs.kept()
    whole = kept_at.read_bytes()
    words = ["check", "-q", "-f", "concise", "plans/bad.yaml"]
    wrong = [at for at in range(len(whole)) if answered(words, kept_at, flipped(whole, at)) is not None]
    assert wrong == []
    assert answered(words, kept_at, whole + b"more") is None
    assert answered(words, kept_at, whole) == 1


def flipped(whole: bytes, at: int) -> bytes:
    """Return bytes with one bit of one of them changed."""
    return whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]


def answered(words: list[str], path: Path, content: bytes) -> int | None:
    """Return what is answered when this is what is kept."""
    path.write_bytes(content)
    asked = again.question(words, os.environ)
    assert asked is not None
    return asked.answer()


def test_another_version_of_the_tool_checks_anew(runs: Runs) -> None:
    """What an older tool has said is not said again; the answer of the new one takes its place."""
    first = runs("-f", "json", "plans")
    runs.change_the_tool("a newer tool")
    assert runs("-f", "json", "plans") == first
    assert runs("-f", "json", "plans") == ("remembered", *first[1:])
    assert len(runs.kept()) == 1


def test_a_changed_pack_is_heeded(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    """One word of a rule's title is another one: the next run says it."""
    rules = runs.folder / "rules"
    shutil.copytree(ROOT / "rules", rules)
    for place in ("zaitaku_check.cli.again.rules_root", "zaitaku_check.cli.packs.rules_root"):
        monkeypatch.setattr(place, lambda: str(rules))
    monkeypatch.setenv("ZAITAKU_CHECK_CACHE_DIR", str(runs.cache))
    monkeypatch.setattr(again, "tool", lambda: again._stamps(str(rules)))
    words = ("-f", "json", "--lang", "ja", "plans")
    assert [runs(*words)[0], runs(*words)[0]] == ["checked", "remembered"]
    title = "任意項目（③④⑥⑧）から1項目以上を選びます"
    (path,) = (each for each in rules.glob("regional-centre-2018/*.yaml") if title in each.read_text("utf-8"))
    path.write_text(path.read_text("utf-8").replace(title, title.replace("任意", "自由")), "utf-8")
    how, _code, printed = runs(*words)
    assert how == "checked"
    assert "自由項目（③④⑥⑧）から1項目以上を選びます" in printed.decode()


def many(runs: Runs) -> Path:
    """Give a folder of plans so many that each is remembered, checked once; return where they are kept."""
    for at in range(60):
        content = (GOOD if at % 7 else BAD).read_bytes()
        (runs.folder / f"plans/{at:02}.yaml").write_bytes(content + f"# {at}\n".encode())
    runs.patch.setenv("ZAITAKU_CHECK_CACHE_DIR", str(runs.cache))
    runs.patch.setattr("zaitaku_check.cli.recall.tool", lambda: iter(["the tool as it is"]))
    assert runs("-f", "json", "plans")[0] == "checked"
    return runs.cache / "plans"


def checked_anew(runs: Runs) -> list[str]:
    """Check the folder after a change, as without a cache; return the plans that were not remembered."""
    looked: list[str] = []
    check_one = Checker.check

    def counted(self: Checker, path: str, data: bytes, size: int | None = None) -> object:
        if self.slim:
            looked.append(path)
        return check_one(self, path, data, size)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Checker, "check", counted)
        how, *said = runs("-f", "json", "--jobs", "1", "plans")
    assert (how, said) == ("checked", [*runs("-f", "json", "--no-cache", "plans")[1:]])
    return looked


def test_of_many_plans_only_the_changed_one_is_checked(runs: Runs) -> None:
    """The report is that of a whole check; the next question is answered with what is kept of this one."""
    many(runs)
    (runs.folder / "plans/30.yaml").write_bytes(BAD.read_bytes() + b"# a word more\n")
    (runs.folder / "plans/31.yaml").unlink()
    assert checked_anew(runs) == ["plans/30.yaml"]
    add_a_plan(runs)
    assert checked_anew(runs) == []


def test_plans_are_remembered_for_the_same_tool_and_options_only(runs: Runs) -> None:
    """Another state of the tool or another option: every plan is checked, and each option keeps its own file."""
    plans = many(runs)
    runs("-f", "json", "--stage", "designated", "plans")
    assert len(list(plans.iterdir())) == 2
    runs.change_the_tool("a newer tool")
    runs.patch.setattr("zaitaku_check.cli.recall.tool", lambda: iter(["a newer tool"]))
    assert len(checked_anew(runs)) == 62
    assert len(list(plans.iterdir())) == 2


@pytest.mark.parametrize("damage", [b"", b"zaitaku-check plans 3 \xff\n", None], ids=["empty", "no text", "half"])
def test_damaged_plans_are_checked_anew(runs: Runs, damage: bytes | None) -> None:
    """Whatever is wrong with what is kept of the plans costs time only, and is put right."""
    (path,) = many(runs).iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    add_a_plan(runs)
    assert len(checked_anew(runs)) == 63
    (runs.folder / "plans/more/another.yml").unlink()
    edit_a_plan(runs)
    assert checked_anew(runs) == ["plans/good.yaml"]


def test_two_runs_at_once_do_not_disturb_each_other(runs: Runs) -> None:
    """Whichever writes last, the answer is whole."""
    runs.patch.setenv("ZAITAKU_CHECK_CACHE_DIR", str(runs.cache))
    words = [sys.executable, "-c", WHOLE, "check", "-f", "json", "plans"]
    both = [subprocess.Popen(words, cwd=runs.folder, stdout=subprocess.PIPE) for _ in range(2)]  # noqa: S603
    printed = {process.communicate()[0] for process in both}
    assert len(printed) == 1
    assert len(runs.kept()) == 1
    assert runs("-f", "json", "plans")[2] == printed.pop()


def a_file(runs: Runs) -> None:
    """Put a file where the cache folder should be."""
    runs.cache.write_text("", encoding="utf-8")


def a_file_inside(runs: Runs) -> None:
    """Put a file where the folder of the answers should be."""
    runs.cache.mkdir()
    (runs.cache / "answers").write_text("", encoding="utf-8")


def a_link_to_nowhere(runs: Runs) -> None:
    """Put a link that leads nowhere where the cache folder should be."""
    runs.cache.symlink_to(runs.folder / "nowhere")


def no_rights(runs: Runs) -> None:
    """Let nobody make a folder."""
    runs.patch.setattr(os, "makedirs", refusing(PermissionError(13, "Permission denied")))


def read_only(runs: Runs) -> None:
    """Let no file be made where the folder is there already."""
    (runs.cache / "answers").mkdir(parents=True)
    runs.patch.setattr(kept, "open", refusing_to_open(OSError(30, "Read-only file system")), raising=False)


def no_space(runs: Runs) -> None:
    """Let the disk be full when a file is written."""
    runs.patch.setattr(kept, "open", refusing_to_write(OSError(28, "No space left on device")), raising=False)


def no_space_in_the_end(runs: Runs) -> None:
    """Let the disk be full when the file is moved into its place."""
    runs.patch.setattr(os, "replace", refusing(OSError(28, "No space left on device")))


@pytest.mark.parametrize(
    "obstacle",
    [a_file, a_file_inside, a_link_to_nowhere, no_rights, read_only, no_space, no_space_in_the_end],
    ids=lambda obstacle: obstacle.__name__,
)
def test_a_cache_that_cannot_be_written_is_none(runs: Runs, obstacle: Callable[[Runs], None]) -> None:
    """Something in its place, a read-only home, a full disk: the check is done, without a word, and nothing is left."""
    obstacle(runs)
    first, second = runs("-f", "concise", "plans/good.yaml"), runs("-f", "concise", "plans/good.yaml")
    assert first == second == ("checked", 0, first[2])
    assert first[2].startswith(b"1 plan checked")
    assert runs.kept() == []


def test_a_cache_may_lie_behind_a_link(runs: Runs) -> None:
    """A link to a folder serves as the folder."""
    (runs.folder / "elsewhere").mkdir()
    runs.cache.symlink_to(runs.folder / "elsewhere")
    first, second = runs("plans/good.yaml"), runs("plans/good.yaml")
    assert (first[0], second) == ("checked", ("remembered", *first[1:]))


def test_a_link_in_the_cache_is_not_written_through(runs: Runs) -> None:
    """Whoever puts a link in the place of an answer has the link replaced, and what it leads to stays as it is."""
    runs("plans/good.yaml")
    (answer,) = runs.kept()
    precious = runs.folder / "precious"
    precious.write_text("precious", encoding="utf-8")
    answer.unlink()
    answer.symlink_to(precious)
    assert [runs("plans/good.yaml")[0], runs("plans/good.yaml")[0]] == ["checked", "remembered"]
    assert precious.read_text("utf-8") == "precious"
    assert not answer.is_symlink()


def refusing(error: OSError) -> Callable[..., None]:
    """Return what raises this error whatever it is asked."""

    def refuse(*_: object, **__: object) -> None:
        raise error

    return refuse


def refusing_to_open(error: OSError) -> Callable[..., object]:
    """Return an `open` that raises this error where something is to be written."""

    def opened(path: str, mode: str = "r", buffering: int = -1) -> object:
        if "w" in mode:
            raise error
        return open(path, mode, buffering)

    return opened


def refusing_to_write(error: OSError) -> Callable[..., object]:
    """Return an `open` that raises this error where something is to be written, having made the file."""

    def opened(path: str, mode: str = "r", buffering: int = -1) -> object:
        file = open(path, mode, buffering)  # noqa: SIM115 - handed on
        if "w" in mode:
            file.close()
            raise error
        return file

    return opened


def test_old_questions_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many answers are kept and no more, the latest."""
    monkeypatch.setenv("ZAITAKU_CHECK_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(again, "MOST_KEPT", 3)
    plan = tmp_path / "plan.yaml"
    shutil.copy(GOOD, plan)
    for day in range(1, 7):
        asked = again.question(["check", "--as-of", f"2018-08-{day:02}", str(plan)], {})
        assert asked is not None
        asked.keep(0, str(day).encode())
        assert asked.answer() == 0
    assert len(list((tmp_path / "cache/answers").iterdir())) == 3


def test_large_answers_leave_when_new_ones_come(runs: Runs) -> None:
    """Answers have room for so many bytes together, the latest first; one that is too large is not kept at all."""
    runs.patch.setattr(again, "MOST_BYTES", 2000)
    days = [("--as-of", f"2018-08-{day:02}") for day in range(1, 9)]
    for day in days:
        runs("-f", "concise", *day, "plans")
    assert sum(path.stat().st_size for path in runs.kept()) <= 2000
    assert [runs("-f", "concise", *day, "plans")[0] for day in (days[0], days[-1])] == ["checked", "remembered"]
    runs.patch.setattr(again, "LARGEST_ANSWER", 10)
    before = runs.kept()
    assert [runs("plans/good.yaml")[0], runs("plans/good.yaml")[0]] == ["checked", "checked"]
    assert runs.kept() == before


def test_the_options_are_those_of_the_table() -> None:
    """Every option that an answer may depend on exists, and takes a value or none as it is said here."""
    flags = {flag: option.kind for option in CHECK.values() for flag in option.flags}
    assert {flag for flag in again.SWITCHES if flags[flag] != "switch"} == set()
    assert {flag for flag in again.VALUES if flags[flag] == "switch"} == set()
