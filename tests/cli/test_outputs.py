"""Writing files: what is never overwritten, and what is left when writing fails."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from tests.scenarios.command import EXAMPLES, Command, Run, exit_code, process

from zaitaku_check import files
from zaitaku_check.files import write_atomically

PLAN = "plans/yatsushiro-core.yaml"
posix = pytest.mark.skipif(os.name == "nt", reason="links, owners and limits of POSIX")


def everything(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, with its content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- outputs that are inputs ------------------------------------------------------------------------------------------

INPUTS: dict[str, tuple[str, ...]] = {
    "html over the plan": ("check", "p.yaml", "-f", "html=p.yaml"),
    "json over the plan": ("check", "p.yaml", "-f", "json=p.yaml"),
    "another spelling of the name": ("check", "p.yaml", "-f", "json=./sub/../p.yaml"),
    "a plan of the folder": ("check", ".", "-f", "csv=p.yaml"),
    "a plan that is not checked": ("check", "p.yaml", "-f", "csv=other.yaml"),
    "a hard link to the plan": ("check", "p.yaml", "-f", "json=hard.txt"),
    "a link to the plan": ("check", "p.yaml", "-f", "json=soft.txt"),
    "the record of answers": ("check", "p.yaml", "--answers", "answers.txt", "-f", "json=answers.txt"),
    "the baseline": ("check", "p.yaml", "--baseline", "known.json", "-f", "json=known.json"),
    "a plan that is assumed": ("check", ".", "--assume", "assumed.txt", "-f", "json=assumed.txt"),
    "the configuration": ("check", "p.yaml", "-f", "json=zaitaku-check.toml"),
    "a workbook beside the plans": ("check", ".", "-f", "xlsx=applicant.xlsx"),
    "one file twice": ("check", "p.yaml", "-f", "json=x", "-f", "html=./x"),
    "editions over the plan": ("check", "p.yaml", "--all-editions", "-f", "json=p.yaml"),
    "a fixed plan over another": ("fix", "p.yaml", "-o", "other.yaml"),
    "a difference over a report": ("diff", "a.json", "b.json", "-f", "json=a.json"),
    "a schema over a plan": ("schema", "-o", "p.yaml"),
    "a schema over a form that was filled in": ("schema", "-o", "filled.xlsx"),
    "a report over a form that was filled in": ("check", "p.yaml", "-f", "xlsx=filled.xlsx"),
    "a report over one with remarks": ("check", "p.yaml", "-f", "xlsx=remarks.xlsx"),
    "a report over the lock": ("check", "p.yaml", "-f", "json=packs.lock"),
    "a merged report over a part": ("merge", "a.json", "b.json", "-o", "b.json"),
    "a new plan over one": ("new", "p.yaml"),
    "a baseline over a plan": ("baseline", "create", "p.yaml", "p.yaml"),
    "a review into the plans": ("review", ".", "-o", "."),
    "a page over a pack": ("rules", "coverage", "-o", "p.yaml"),
    "a device of Windows": ("check", "p.yaml", "-f", "json=CON.json"),
    "a plan named as one": ("new", "aux.yaml"),
}


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a file of every kind that is read."""
    openpyxl = pytest.importorskip("openpyxl", reason="workbooks are an extra")
    folder = tmp_path_factory.mktemp("inputs")
    for name in ("p.yaml", "other.yaml", "assumed.txt"):
        shutil.copy(EXAMPLES / PLAN, folder / name)
    answer = "- {rule: R204, plan: p.yaml, reason: as agreed, who: A, date: 2018-08-01}\n"
    for name, content in (("answers.txt", answer), ("zaitaku-check.toml", ""), ("packs.lock", "")):
        (folder / name).write_text(content, "utf-8")
    (folder / "sub").mkdir()
    (folder / "applicant.xlsx").write_bytes(b"PK but no workbook")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert exit_code(("baseline", "create", "known.json", "p.yaml")) == 0
        reports = ("-f", "json=a.json", "-f", "json=b.json", "-f", "xlsx=remarks.xlsx")
        assert exit_code(("check", "p.yaml", "--for-merge", *reports)) == 0
        assert exit_code(("form", "-o", "filled.xlsx")) == 0
    book = openpyxl.load_workbook(folder / "remarks.xlsx")
    book.worksheets[0]["Z1"] = "電話で確認済み"
    book.save(folder / "remarks.xlsx")
    return folder


@posix
@pytest.mark.parametrize("words", INPUTS.values(), ids=INPUTS)
def test_nothing_that_is_read_is_overwritten(words: tuple[str, ...], inputs: Path, command: Command) -> None:
    """The run says which file it will not write, and every file is as it was."""
    shutil.copytree(inputs, command.folder, dirs_exist_ok=True)
    os.link(command.folder / "p.yaml", command.folder / "hard.txt")
    (command.folder / "soft.txt").symlink_to("p.yaml")
    before = everything(command.folder)
    run = command(*words, "--lang", "en")
    assert (run.code, everything(command.folder)) == (2, before)
    assert run.complaint.count("\n") == 1
    assert "unexpected" not in run.complaint


def test_a_report_may_take_the_place_of_an_earlier_one(command: Command) -> None:
    """Also beside the plans, where it is found as a file of another kind."""
    command.put("p.yaml", PLAN)
    for _ in range(2):
        assert command("check", ".", "-f", "xlsx=report.xlsx", "-f", "json=report.json").code == 0


# --- what a configuration may name ------------------------------------------------------------------------------------

NAMED: dict[str, tuple[str, bool]] = {
    "below": ("out/report.json", True),
    "beside": ("report.json", True),
    "above": ("../report.json", False),
    "absolute": ("{outside}/report.json", False),
    "through a link": ("link/report.json", False),
    "a link": ("away.json", False),
    "a start file of a shell": (".bashrc", False),
    "a hook": (".git/hooks/report.json", False),
    "a program": ("conftest.py", False),
    "somebody's file": ("notes.txt", False),
    "a name with NUL": ("a\\u0000.json", False),
}


@posix
@pytest.mark.parametrize("head", ["", "[tool.zaitaku-check]\n"], ids=["zaitaku-check.toml", "pyproject.toml"])
@pytest.mark.parametrize("case", NAMED)
def test_a_configuration_writes_reports_below_its_folder(
    case: str, head: str, command: Command, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """It may come with a folder that somebody else has sent: it names no other place, and no file but a report."""
    name, is_written = NAMED[case]
    outside = tmp_path_factory.mktemp("outside")
    (outside / "report.json").write_text("mine", "utf-8")
    (command.folder.parent / "report.json").unlink(missing_ok=True)
    for folder in ("out", ".git/hooks"):
        command.write(f"{folder}/README", "")
    command.put("p.yaml", PLAN)
    command.write("notes.txt", "mine")
    (command.folder / "link").symlink_to(outside)
    (command.folder / "away.json").symlink_to(outside / "report.json")
    table = f'format = ["json={name.format(outside=outside)}"]\n'
    command.write("pyproject.toml" if head else "zaitaku-check.toml", head + table)
    before = everything(command.folder)
    for _ in range(2):
        run = command("check", "p.yaml", "--lang", "en")
        assert (run.code, "unexpected" in run.complaint) == ((0, False) if is_written else (2, False))
    assert (everything(command.folder) != before) is is_written
    assert (outside / "report.json").read_text("utf-8") == "mine"
    assert not (command.folder.parent / "report.json").exists()


def test_the_command_line_may_name_any_place(command: Command, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whoever runs the tool decides; a variable is the user's word, too."""
    outside = tmp_path_factory.mktemp("outside") / "r"
    command.put("p.yaml", PLAN)
    assert command("check", "p.yaml", "-f", f"json={outside}").code == 0
    assert outside.is_file()


@pytest.mark.parametrize("form", list(__import__("zaitaku_check.report.formats").report.formats.FORMATS))
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_report_is_known_as_one(form: str, lang: str, command: Command) -> None:
    """A configured file is written again by the next run, in every format."""
    command.put("p.yaml", "plans/aso-no-optional-item.yaml")
    command.write("zaitaku-check.toml", f'format = ["{form}=r.txt"]\nlang = "{lang}"\n')
    for _ in range(2):
        run = command("check", "p.yaml")
        assert (run.code, run.complaint) == (1, "")


# --- what is left when writing fails ----------------------------------------------------------------------------------


def small_disk(folder: Path, *words: str, limit: int) -> Run:
    """Run the command with no file longer than so many bytes, as on a disk that is nearly full."""
    import resource
    import subprocess

    program = Path(sys.executable).with_name("zaitaku-check")
    done = subprocess.run(  # noqa: S603 - our own program
        [str(program), *words], cwd=folder, capture_output=True, check=False, timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        env=os.environ | {"ZAITAKU_CHECK_NO_CONFIG": "1"},
    )  # fmt: skip
    return Run(done.returncode, done.stdout, done.stderr)


WRITERS = (
    ("fix", "p.yaml", "--write"),
    ("fix", "p.yaml", "--write", "--no-backup"),
    ("fix", "p.yaml", "-o", "q.yaml"),
    ("new", "n.yaml"),
    ("baseline", "create", "b.json", "p.yaml"),
    ("check", "p.yaml", "-f", "json=r.json"),
    ("check", "p.yaml", "-f", "xlsx=r.xlsx"),
    ("review", "plans", "-o", "out"),
)
LINKED = [(words, 2) for words in WRITERS if words[0] == "fix"]
"""A plan with a second name is written where it lies."""


@posix
@pytest.mark.parametrize(("words", "links"), [*((words, 1) for words in WRITERS), *LINKED])
def test_a_full_disk_leaves_no_ruin(words: tuple[str, ...], links: int, tmp_path: Path, command: Command) -> None:
    """The run says so in one line, and nothing half-written is left for a later reader to take for a file."""
    plan = command.put("p.yaml", PLAN)
    plan.write_bytes(plan.read_bytes().replace(b": ", "：".encode(), 1))
    command.put("plans/a.yaml", PLAN)
    if links > 1:
        os.link(plan, tmp_path / "hard.txt")
    before = everything(tmp_path)
    run = small_disk(tmp_path, *words, limit=100)
    assert (run.code, everything(tmp_path)) == (2, before), run.complaint
    assert run.complaint.count("\n") == 1, run.complaint
    assert "unexpected" not in run.complaint


@posix
def test_a_changed_plan_keeps_its_names_and_permissions(command: Command) -> None:
    """All hard links see the mended plan, and who may read it is as before."""
    plan = command.put("p.yaml", PLAN)
    plan.write_bytes(plan.read_bytes().replace(b": ", "：".encode(), 1))
    plan.chmod(0o640)
    os.link(plan, command.folder / "other.txt")
    assert command("fix", "p.yaml", "--write").code == 0
    assert (command.folder / "other.txt").read_bytes() == plan.read_bytes() == (plan.read_bytes())
    assert plan.stat().st_mode & 0o777 == 0o640
    assert (command.folder / "p.yaml.bak").stat().st_mode & 0o777 == 0o640


@posix
def test_a_report_keeps_the_permissions_of_the_one_before(tmp_path: Path) -> None:
    """A report that only its owner may read stays so; a new one is as the user's mask has it."""
    path = tmp_path / "r.json"
    path.write_text("old", "utf-8")
    path.chmod(0o600)
    write_atomically(str(path), [b"new"])
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o600)


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new file is moved into its place only where there is none, also at the last moment."""
    path = tmp_path / "n.yaml"
    real = files._move

    def late(beside: str, target: str, *, is_new: bool) -> None:
        path.write_text("somebody else's", "utf-8")
        real(beside, target, is_new=is_new)

    monkeypatch.setattr(files, "_move", late)
    with pytest.raises(FileExistsError):
        write_atomically(str(path), [b"ours"], is_new=True)
    assert everything(tmp_path) == {"n.yaml": b"somebody else's"}


@posix
def test_a_system_without_owners_and_links_is_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser's Python knows neither; files are written there all the same, and new ones overwrite nothing."""
    monkeypatch.delattr(os, "geteuid")
    monkeypatch.delattr(os, "link")
    write_atomically(str(tmp_path / "r.json"), [b"old"], is_new=True)
    write_atomically(str(tmp_path / "r.json"), [b"new"])
    with pytest.raises(FileExistsError):
        write_atomically(str(tmp_path / "r.json"), [b"ours"], is_new=True)
    assert everything(tmp_path) == {"r.json": b"new"}


# --- misuse -----------------------------------------------------------------------------------------------------------


CLOSED: dict[str, tuple[str, str]] = {
    "output of check": ("check p.yaml >&-", "cannot write to standard output: it is closed"),
    "output of an editor's server": (
        "lsp >&-", "an editor is served over standard input and output, and one of them is closed",
    ),
    "input of an editor's server": (
        "lsp <&-", "an editor is served over standard input and output, and one of them is closed",
    ),
    "input of check": ("check - <&-", "standard input is closed"),
    "input of fix": ("fix - <&-", "standard input is closed"),
}  # fmt: skip


@posix
@pytest.mark.parametrize("case", CLOSED)
def test_a_closed_stream_is_said(case: str, command: Command) -> None:
    """Nothing can be read or printed, and that is said: nothing was empty, and nothing is to be reported."""
    import subprocess

    words, said = CLOSED[case]
    if words.startswith("lsp"):
        pytest.importorskip("pygls", reason="the server for editors is an extra")
    command.put("p.yaml", PLAN)
    program = Path(sys.executable).with_name("zaitaku-check")
    done = subprocess.run(  # noqa: S603 - our own program
        ["bash", "-c", f'"$0" {words.replace(" ", " --lang en ", 1)}', str(program)],  # noqa: S607
        cwd=command.folder, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, f"zaitaku-check: {said}\n")


@pytest.mark.parametrize("name", ["COLUMNS", "LINES"])
def test_an_absurd_size_of_the_screen_is_passed_over(
    name: str, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No number of 5,000 digits is made of a variable that other programs set."""
    command.put("p.yaml", PLAN)
    monkeypatch.setenv(name, "9" * 5000)
    run = command("check", "p.yaml", "--lang", "en")
    assert (run.code, run.complaint) == (0, "")


@posix
@pytest.mark.parametrize("words", ["check plans", "rules list", "explain R105", "schema", "--help", "rules docs p"])
def test_a_closed_pipe_ends_every_command_alike(words: str, command: Command) -> None:
    """Whoever stops reading gets exit code 2 and no complaint, whatever the command."""
    import subprocess

    command.put("plans/p.yaml", PLAN)
    program = Path(sys.executable).with_name("zaitaku-check")
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [str(program), *words.replace("docs p", "docs regional-centre-2018").split()],
            cwd=command.folder, stdout=writing, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (2, b"")


MISUSE: dict[str, tuple[dict[str, str], str, tuple[str, ...]]] = {
    "jobs of 5,000 digits": ({"ZAITAKU_CHECK_JOBS": "9" * 5000}, "", ()),
    "a date of 5,000 digits": ({"ZAITAKU_CHECK_AS_OF": "9" * 5000}, "", ()),
    "5,000 digits in the configuration": ({}, f"jobs = {'9' * 5000}", ()),
    "jobs of 5,000 letters": ({}, "", ("-j", "x" * 5000)),
    "jobs below nothing": ({}, "", ("-j=-1",)),
    "a day of 5,000 letters": ({}, "", ("--as-of", "x" * 5000)),
    "NUL in a file's name": ({}, "", ("-f", "json=a\0b")),
    "NUL in a configured file's name": ({}, r'format = ["json=a\u0000b.json"]', ()),
}


@pytest.mark.parametrize("case", MISUSE)
def test_misuse_is_one_short_line(case: str, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not fit is said in one line, cut where it is long; nobody is asked to report it."""
    environ, table, words = MISUSE[case]
    command.put("p.yaml", PLAN)
    command.write("zaitaku-check.toml", table)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    run = command("check", "p.yaml", *words, "--lang", "en")
    assert run.code == 2
    assert run.complaint.count("\n") == 1
    assert len(run.complaint) < 400
    assert "report it" not in run.complaint


@posix
@pytest.mark.parametrize(("lang", "words"), [
    ("ja", "作業フォルダーがなくなっています。"), ("en", "the working folder is no longer there"),
])  # fmt: skip
def test_a_working_folder_that_is_gone_is_named(lang: str, words: str, tmp_path: Path) -> None:
    """Not “the result cannot be written”."""
    import subprocess

    program = Path(sys.executable).with_name("zaitaku-check")
    done = subprocess.run(  # noqa: S603 - our own program
        ["bash", "-c", 'mkdir gone; cd gone; rmdir ../gone; "$0" check . --lang "$1"', str(program), lang],  # noqa: S607
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, words in done.stderr) == (2, True), done.stderr


def test_a_package_inside_an_archive_says_so(tmp_path: Path) -> None:
    """Python can run it there, but the packs are files."""
    import subprocess
    from zipfile import ZipFile

    import zaitaku_check

    package = Path(zaitaku_check.__file__).parent
    with ZipFile(tmp_path / "tool.zip", "w") as archive:
        for path in package.rglob("*.py"):
            archive.write(path, path.relative_to(package.parent))
    program = "import sys; sys.path.insert(0, 'tool.zip'); from zaitaku_check.cli.entry import main; sys.exit(main())"
    for words in (("check", "."), ("rules", "list"), ("schema",)):
        done = subprocess.run(  # noqa: S603 - ourselves
            [sys.executable, "-c", program, *words, "--lang", "en"], cwd=tmp_path,
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert "lies inside an archive" in done.stderr


@posix
@pytest.mark.parametrize("after", [0, 1, 3])
def test_without_processes_one_does_all_the_work(after: int, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """A container may refuse to fork at once or at some time; the report is the same."""
    for number in range(40):
        command.put(f"p{number:02}.yaml", PLAN)
    wanted = command("check", ".", "-j", "4", "-f", "json")
    real, calls = os.fork, []

    def refused() -> int:
        calls.append(1)
        if len(calls) > after:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return real()

    monkeypatch.setattr(os, "fork", refused)
    assert command("check", ".", "-j", "4", "-f", "json", "--fail-on", "error") == wanted


@posix
def test_git_is_not_taken_from_the_working_folder(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """There lie the plans of others, and so might a program called git; nor from a relative folder of the path."""
    planted = command.write("git", "#!/bin/sh\ntouch PLANTED\n")
    planted.chmod(0o755)
    command.put("p.yaml", PLAN)
    monkeypatch.setenv("PATH", f"{command.folder}:.:")
    run = command("check", "p.yaml", "--changed-since", "HEAD", "--lang", "en")
    assert (run.code, run.complaint) == (2, "zaitaku-check: --changed-since: there is no git\n")
    assert not (command.folder / "PLANTED").exists()


@posix
def test_the_process_runs_elsewhere_too(command: Command) -> None:
    """As a process of its own the command writes as it does in this one."""
    command.put("p.yaml", PLAN)
    assert process("check", "p.yaml", "-f", "json=p.yaml", cwd=command.folder).code == 2
