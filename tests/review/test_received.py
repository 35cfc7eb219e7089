"""A folder as it was received: archives with names of Windows, copies, folders of attachments, and traps."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from tests.scenarios.command import EXAMPLES, Command

from zaitaku_check.desk.received import unpack

PLAN = (EXAMPLES / "review/04-uki-core.yaml").read_bytes()


def windows_zip(path: Path, name: str, data: bytes) -> None:
    """Write an archive as Windows does: the name in CP932, and no mark that says so."""
    raw = name.encode("cp932").decode("cp437")
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr(ZipInfo("x" * len(raw.encode("cp437"))), data)
    packed = path.read_bytes().replace(b"x" * len(raw.encode("cp437")), name.encode("cp932"))
    path.write_bytes(packed)


def test_plans_in_archives_are_reviewed(command: Command) -> None:
    """Under the name that was given; a copy outside counts once; the archive is said to have been unpacked."""
    plans = command.folder / "plans"
    (plans / "9月3日 メール").mkdir(parents=True)
    windows_zip(plans / "宇城.zip", "提出/表紙・計画書ソ.yaml", PLAN)
    (plans / "9月3日 メール/添付.yaml").write_bytes(PLAN)
    assert command("review", "plans", "-o", "out", "--lang", "ja").code in {0, 1}
    report = json.loads((command.folder / "out/report.json").read_bytes())
    paths = [plan["path"] for plan in report["plans"]]
    assert paths[1] == "plans/9月3日 メール/添付.yaml"
    assert paths[0].startswith("out/received/宇城-")
    assert paths[0].endswith("/提出/表紙・計画書ソ.yaml")
    (skipped,) = report["skipped"]
    assert skipped == {"path": "plans/宇城.zip", "reason": "圧縮ファイルです。中のファイルを検査しました。"}
    (kept,) = json.loads((command.folder / "out/rounds.json").read_bytes())["rounds"][0]["plans"]
    assert kept["case"] == 1
    before = (command.folder / "out/rounds.json").read_bytes()
    assert command("review", "plans", "-o", "out", "--lang", "ja").code in {0, 1}
    assert (command.folder / "out/rounds.json").read_bytes() == before


def test_an_archive_leads_nowhere_else(tmp_path: Path) -> None:
    """Absolute paths, steps upwards and links do not leave the folder; what belongs to a system is left out."""
    link = ZipInfo("link.yaml")
    link.external_attr = 0o120777 << 16
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in (
            "../../up.yaml",
            "/etc/abs.yaml",
            "C:\\win.yaml",
            "__MACOSX/x.yaml",
            "sub/.DS_Store",
            "A.yaml",
            "a.yaml",
        ):
            archive.writestr(name, PLAN)
        archive.writestr(link, "/etc/passwd")
    (folder,) = unpack(str(tmp_path), str(tmp_path / "out")).folders
    found = {path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file()}
    assert found == {"up.yaml", "etc/abs.yaml", "C/win.yaml", "A.yaml", "a_2.yaml"}
    assert {path.name for path in tmp_path.iterdir()} == {"a.zip", "out"}


@pytest.mark.parametrize("kind", ["bomb", "damaged", "password"])
def test_an_archive_that_cannot_be_unpacked_says_why(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too large, damaged, or with a password: nothing of it is written, and the reason is told."""
    monkeypatch.setattr("zaitaku_check.desk.received._LARGEST", 1 << 20)
    path = tmp_path / "a.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("a.yaml", b"0" * (8 << 20) if kind == "bomb" else PLAN)
    data = bytearray(path.read_bytes())
    if kind == "damaged":
        data[40:60] = zlib.compress(b"x")[:20].ljust(20, b"\0")
    if kind == "password":
        for at in (6, data.index(b"PK\x01\x02") + 8):
            data[at] |= 1
    path.write_bytes(data)
    unpacked = unpack(str(tmp_path), str(tmp_path / "out"))
    assert unpacked.folders == ()
    told = {"bomb": "大きすぎる", "damaged": "壊れている", "password": "パスワード"}[kind]
    assert told in unpacked.reasons[str(path)].ja
    assert not (tmp_path / "out").exists()
