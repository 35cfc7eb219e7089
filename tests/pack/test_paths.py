"""Paths: how they are read, what the form has, what they lead to."""

from __future__ import annotations

from typing import Any

import pytest
from tests.pack.small import small

from zaitaku_check.pack.paths import Path, PathError, Step, elements, finder, parse_path, resolve
from zaitaku_check.pack.rule_tests import abridged


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("name", Path("name", 0, (Step("name"),))),
        ("works[].goals", Path("works[].goals", 0, (Step("works"), Step("goals")))),
        (".kind", Path(".kind", 1, (Step("kind"),))),
        ("..kind", Path("..kind", 2, (Step("kind"),))),
        (".", Path(".", 1, ())),
        ("works[kind=a].text", Path("works[kind=a].text", 0, (Step("works", ("kind", "a")), Step("text")))),
        ("works[open=true]", Path("works[open=true]", 0, (Step("works", ("open", "true")),))),
    ],
)
def test_a_path_is_read(text: str, path: Path) -> None:
    """A path is a level and steps; the brackets of a list may be left out."""
    assert parse_path(text) == path


@pytest.mark.parametrize("text", ["a..b", "a b", "a[", "a[b]", "a[b=]", "1a", "a.", "a/b", "$a"])
def test_what_is_no_path_is_refused(text: str) -> None:
    """Anything else is no path, and both languages say so."""
    with pytest.raises(PathError) as refused:
        parse_path(text)
    assert refused.value.path == text
    assert text in refused.value.message_ja
    assert refused.value.message_en == f"“{text}” is not a path"


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("nane", "“nane”: the form has no field “nane”", "name"),
        ("works.kinds", "“works.kinds”: the form has no field “kinds”", "kind"),
        ("name.first", "“name.first”: the form has no field “first”", ""),
        ("works[kind=e].text", "“works[kind=e].text”: “e” is not one of the choices", ""),
        ("works[kin=a].text", "“works[kin=a].text”: the form has no field “kin”", "kind"),
        (".kind", "“.kind”: there is no element to start from (outside each and where)", ""),
    ],
)
def test_what_the_form_lacks_is_refused(text: str, said: str, hint: str) -> None:
    """A path that the form does not have is refused with the nearest name it has."""
    with pytest.raises(PathError) as refused:
        resolve(parse_path(text), (small().pack.form.root,))
    assert (refused.value.message_en, refused.value.suggestion) == (said, hint)


def found(text: str, plan: dict[str, Any]) -> tuple[list[Any], bool]:
    """Return what a path leads to in a plan: values as written, and whether something was lost on the way."""
    root = abridged(plan, small().pack).root
    every = elements(finder(parse_path(text))((root,)))
    return [cell.raw if isinstance(cell.value, str) else cell.value for cell in every.cells], every.unknown


@pytest.mark.parametrize(
    ("text", "plan", "wanted"),
    [
        ("name", {"name": "北"}, (["北"], False)),
        ("name", {}, ([], False)),
        ("name", {"name": {"x": 1}}, ([], True)),
        ("beds", {"beds": "多"}, ([], True)),
        ("words", {"words": ["北", "南"]}, (["北", "南"], False)),
        ("words", {"words": ["北", {"x": 1}]}, (["北"], True)),
        ("works.text", {"works": [{"text": "会"}, {"kind": "a"}]}, (["会"], False)),
        (
            "works.goals.now",
            {"works": [{"goals": [{"now": 1}, {"now": 2}]}, {"goals": [{"now": 3}]}]},
            ([1, 2, 3], False),
        ),
        ("works.goals.now", {"works": [{"goals": [{"now": "多"}, {"now": 2}]}]}, ([2], True)),
        (
            "works[kind=a].text",
            {"works": [{"kind": "甲", "text": "会"}, {"kind": "乙", "text": "席"}]},
            (["会"], False),
        ),
        ("works[kind=a].text", {"works": [{"kind": "?", "text": "会"}]}, ([], True)),
    ],
)
def test_what_a_path_leads_to(text: str, plan: dict[str, Any], wanted: tuple[list[Any], bool]) -> None:
    """Readable values, and whether something on the way could not be read."""
    assert found(text, plan) == wanted
