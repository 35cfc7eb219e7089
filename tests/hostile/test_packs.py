"""Hostile rule packs: each is refused when it is loaded, in one line with file, line and column, and judges nothing."""

from __future__ import annotations

import re
from typing import Any, cast

import pytest
import yaml
from tests.hostile.making import GOOD, HERE, expanded
from tests.pack.small import files
from tests.scenarios.command import Command

from zaitaku_check.report.shown import hidden_in

CASES = cast("list[dict[str, Any]]", yaml.safe_load((HERE / "packs.yaml").read_text("utf-8")))


def changed(case: dict[str, Any]) -> dict[str, bytes]:
    """Return the files of the small pack with one of them changed as the case says."""
    own = files()
    name = case["file"]
    if "bytes" in case:
        return {**own, name: bytes.fromhex(case["bytes"])}
    text = expanded(case["text"]) if "text" in case else own[name].decode()
    for old, new in case.get("change", {}).items():
        assert text.count(old) == 1, f"{old!r} does not stand in the pack once"
        text = text.replace(old, expanded(new))
    return {**own, name: text.encode("utf-8", "surrogatepass")}


def put(command: Command, own: dict[str, bytes], folder: str = "small") -> None:
    """Write a pack's files into a folder, and a plan beside it."""
    command.write("plan.yaml", GOOD)
    for name, content in own.items():
        command.write(f"{folder}/{name}", content)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["case"]))
def test_a_hostile_pack_is_refused(case: dict[str, Any], command: Command) -> None:
    """Exit code 2, one line that says where and at most the line shown; nothing is printed as if it were checked."""
    put(command, changed(case))
    run = command("check", "plan.yaml", "--pack", "small", "--lang", "ja", "-f", "concise")
    assert (run.code, run.text) == (2, "")
    assert run.complaint.startswith(f"zaitaku-check: ルールパック「small」を読み込めません。{case['says']}")
    assert len(run.complaint) < 600
    assert hidden_in(run.complaint.replace("\n", "")) == set()
    _said, *shown = run.complaint.splitlines()
    assert len(shown) in {0, 2}
    assert all(re.match(r" +\d* │ ", line) for line in shown)


def test_packs_that_extend_one_another_are_refused(command: Command) -> None:
    """Two packs of which each stands on the other: said in words, not by falling over."""
    for name, other in (("small", "large"), ("large", "small")):
        own = {
            **files(),
            "pack.yaml": files()["pack.yaml"].replace(b"id: small", f"id: {name}\nextends: {other}".encode()),
        }
        put(command, own, name)
    run = command("check", "plan.yaml", "--pack", "small", "--pack", "large", "--lang", "ja", "-f", "concise")
    assert (run.code, run.text) == (2, "")
    assert "extends が循環しています。" in run.complaint


@pytest.mark.parametrize("word", ["/dev/null/nowhere", "plan.yaml", "", "small\n::error::x", "\x1b[2J", "x" * 5000])
def test_what_is_no_pack_is_said(word: str, command: Command) -> None:
    """A word that leads to no pack is shown safely, with the packs there are."""
    command.write("plan.yaml", GOOD)
    run = command("check", "plan.yaml", "--pack", word, "--lang", "ja", "-f", "concise")
    assert (run.code, run.text) == (2, "")
    assert "regional-centre-2018" in run.complaint
    assert hidden_in(run.complaint.replace("\n", "")) == set()
    assert "\n::error" not in run.complaint


@pytest.mark.parametrize(
    "words",
    [
        "[bold]yarareta[/nani]",
        "{0.__class__} %s {rule}",
        "<script>alert(1)</script>",
        "い\n::error::yarareta",
    ],
    ids=ascii,
)
def test_the_words_of_a_pack_are_foreign_words_too(words: str, command: Command) -> None:
    """Titles, remedies and messages of a pack are shown letter by letter, and never format or command anything."""
    said = yaml.safe_dump(
        {"ja": words, "en": words}, allow_unicode=False, default_flow_style=True, width=10_000
    ).strip()
    rule = files()["rules.yaml"].decode().replace("{ja: 名称を書きます, en: The name is given}", said)
    rule = rule.replace("{ja: 名称を書いてください。, en: Give the name.}", said)
    put(command, {**files(), "rules.yaml": rule.encode()})
    command.write("plan.yaml", "年度: 平成30年度\n名称: 未定\n")
    for form in ("concise", "text", "json", "github", "markdown", "html", "junit"):
        run = command("check", "plan.yaml", "--pack", "small", "--lang", "ja", "-f", form)
        assert run.code == 1, run.complaint
        assert hidden_in(run.text.replace("\n", "")) == set()
        assert "<script>alert" not in run.text or form in {"concise", "text", "json", "github", "markdown"}
        assert "\n::error::yarareta" not in run.text
