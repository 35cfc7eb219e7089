"""The rules there are: no rule comes, goes or changes its weight unseen."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from tests.scenarios.command import ROOT

from zaitaku_check.engine.shelf import Shelf
from zaitaku_check.errors import PackError
from zaitaku_check.reference.coverage import catalogue, coverage_problems, read_coverage

RULES = ROOT / "rules"
WANTED: dict[str, dict[str, list[str]]] = yaml.safe_load(Path(__file__).with_name("catalogue.yaml").read_text("utf-8"))


def weights(shelf: Shelf, name: str) -> dict[str, list[str]]:
    """Return the ids of a pack's rules by their weight; of an edition also those it does not take over as they are."""
    pack = shelf.pack(name)
    found: dict[str, list[str]] = {}
    if "extends" in pack.meta:
        found["own"] = [rule.id for rule in pack.rules if rule.pack == name]
    for rule in pack.rules:
        before, after = rule.severity["application"], rule.severity["designated"]
        weight = before if before == after else f"{before}_then_{after}"
        found.setdefault(f"by_eye_{weight}" if rule.by_eye else weight, []).append(rule.id)
    return dict(sorted(found.items()))


@pytest.mark.parametrize("name", WANTED)
def test_every_rule_has_its_weight(name: str) -> None:
    """The pack has the rules of the catalogue, each with its severity, and no others."""
    assert weights(Shelf(str(RULES)), name) == WANTED[name]


def test_every_pack_is_in_the_catalogue() -> None:
    """No programme's pack is left out."""
    assert set(Shelf(str(RULES)).ids) == set(WANTED)


def own_rules() -> list[tuple[str, str, str]]:
    """Return pack, file and id of every rule that stands in a file of its pack."""
    shelf = Shelf(str(RULES))
    return [
        (name, document.name, rule["id"])
        for name in shelf.ids
        for document in shelf.loaded(name).documents
        if document.name not in {"pack.yaml", "form.yaml"}
        for rule in document.data
    ]


@pytest.mark.long
@pytest.mark.parametrize(("pack", "file", "rule"), own_rules(), ids=lambda part: part)
def test_no_rule_can_be_deleted_unseen(pack: str, file: str, rule: str, tmp_path: Path) -> None:
    """With any one rule deleted, the pack no longer loads, the catalogue differs, or the coverage is open."""
    shutil.copytree(RULES, tmp_path / "rules")
    path = tmp_path / "rules" / pack / file
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(rf"^- id: {rule}\n(?:(?!- id: ).*\n)*", "", text, flags=re.MULTILINE), encoding="utf-8")
    shelf = Shelf(str(tmp_path / "rules"))
    try:
        known = catalogue(shelf)
        noticed = weights(shelf, pack) != WANTED[pack] or list(coverage_problems(read_coverage(shelf), known))
    except PackError:
        noticed = True
    assert noticed
