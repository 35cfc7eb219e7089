"""Packs prepared by the build: what they hold is what the YAML says, and they count only while it says so."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hatch_build import prepare

from zaitaku_check import __version__
from zaitaku_check.engine.prepared import Store
from zaitaku_check.engine.shelf import Shelf

ROOT = Path(__file__).parents[2]
RULES = ROOT / "rules"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder in which the build hook has prepared the packs of this repository."""
    folder = tmp_path_factory.mktemp("prepared")
    prepare(str(ROOT), str(folder))
    return folder


def test_every_pack_is_prepared(prepared: Path) -> None:
    """One file a pack, one for the index, and nothing that holds only where the build ran."""
    packs = {path.parent.name for path in RULES.glob("*/pack.yaml")}
    assert {path.stem for path in prepared.iterdir()} == packs | {"index"}
    assert not any(str(ROOT) in path.read_text(encoding="utf-8") for path in prepared.iterdir())


def test_prepared_packs_are_the_packs(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They equal what is loaded from the YAML, and the YAML is not parsed for them."""
    fresh, quick = Shelf(str(RULES)), Shelf(str(RULES), Store((str(prepared),), __version__, writes=False))
    loaded = {name: fresh.pack(name) for name in (*fresh.ids, "structure")}
    index = fresh.index
    monkeypatch.setattr(Shelf, "loaded", lambda *_: pytest.fail("the YAML was read"))
    assert {name: quick.pack(name) for name in loaded} == loaded
    assert quick.index == index


def test_prepared_packs_hold_wherever_the_files_lie(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other times and another place: while not a letter is changed, no YAML is parsed."""
    rules = tmp_path / "rules"
    shutil.copytree(RULES, rules, copy_function=shutil.copyfile)
    monkeypatch.setattr(Shelf, "loaded", lambda *_: pytest.fail("the YAML was read"))
    shelf = Shelf(str(rules), Store((str(prepared),), __version__, writes=False))
    assert {name: shelf.pack(name).id for name in shelf.ids} == {name: name for name in shelf.ids}


@pytest.mark.parametrize("damage", ["{", "", "[]", '{"digest": "x"}', "null"])
def test_damaged_files_only_cost_time(prepared: Path, tmp_path: Path, damage: str) -> None:
    """Whatever stands in a prepared file: the pack is loaded from its YAML then."""
    for path in prepared.iterdir():
        (tmp_path / path.name).write_text(damage, encoding="utf-8")
    shelf = Shelf(str(RULES), Store((str(tmp_path),), __version__, writes=False))
    assert shelf.pack("regional-centre-2018").id == "regional-centre-2018"


def test_a_changed_rule_is_never_overlooked(prepared: Path, tmp_path: Path) -> None:
    """One changed amount in the YAML, and the prepared pack counts no more."""
    rules = tmp_path / "rules"
    shutil.copytree(RULES, rules)
    store = Store((str(prepared),), __version__, writes=False)
    before = Shelf(str(rules), store).pack("regional-centre-2018")
    budget = rules / "regional-centre-2018/pack.yaml"
    budget.write_text(budget.read_text(encoding="utf-8").replace("1149999", "1149998"), encoding="utf-8")
    after = Shelf(str(rules), store).pack("regional-centre-2018")
    assert before.meta["amounts"]["centre_max"] == 1_149_999
    assert after.meta["amounts"]["centre_max"] == 1_149_998
    assert before.digest != after.digest


def test_another_version_prepares_for_itself(prepared: Path) -> None:
    """What another version of the tool has prepared is not read."""
    kept = json.loads((prepared / "index.json").read_text(encoding="utf-8"))
    assert Store((str(prepared),), __version__).made("index", kept["key"], dict) is not None
    assert Store((str(prepared),), "99").made("index", kept["key"], dict) is None
