"""Where something is: files as the forges look for them, lines as every format counts them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.report import samples

from zaitaku_check.engine.discover import place_in_repository
from zaitaku_check.report.formats import Options, render
from zaitaku_check.report.model import Place
from zaitaku_check.report.places import in_repository, last_line

FROM_BELOW = Options("en", base="received/2018")


def paths_in(value: Any) -> set[str]:
    """Return every path and address in a JSON value."""
    if isinstance(value, dict):
        own = {str(value[name]) for name in ("uri", "path") if name in value}
        return own.union(*map(paths_in, value.values()))
    return set().union(*map(paths_in, value)) if isinstance(value, list) else set()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("plans/a.yaml", "received/2018/plans/a.yaml"),
        ("../b.yaml", "received/b.yaml"),
        ("/elsewhere/c.yaml", "/elsewhere/c.yaml"),
        ("<stdin>", "<stdin>"),
    ],
)
def test_a_path_is_given_from_the_root_of_the_repository(path: str, expected: str) -> None:
    """A path that lies in the repository begins at its root, any other stays as it is."""
    assert in_repository(path, FROM_BELOW) == expected
    assert in_repository(path, Options()) == path


def test_the_forges_get_paths_from_the_root_of_the_repository() -> None:
    """A run below the root names files as GitHub and GitLab look for them; everybody else from the working folder."""
    report = samples.one_bad()
    path = report.plans[0].path
    below = f"received/2018/{path}"
    for name in ("sarif", "gitlab"):
        assert paths_in(json.loads(render(name, report, FROM_BELOW))) >= {below}, name
        assert path not in paths_in(json.loads(render(name, report, FROM_BELOW))), name
    assert f"file={below}" in str(render("github", report, FROM_BELOW))
    assert below not in str(render("concise", report, FROM_BELOW))


def test_the_working_folder_is_looked_up_in_its_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the root, and outside of a repository, there is nothing to put in front of a path."""
    folder = tmp_path / "received" / "2018"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    outside = place_in_repository()
    (tmp_path / ".git").mkdir()
    assert (outside, place_in_repository()) == ("", "received/2018")
    monkeypatch.chdir(tmp_path)
    assert place_in_repository() == ""


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place("a.yaml", "", 3, 1, 3, 9), 3),
        (Place("a.yaml", "", 3, 1, 5, 4), 5),
        (Place("a.yaml", "", 3, 1, 5, 1), 4),
        (Place("a.yaml", "", 3, 1), 3),
        (Place("a.yaml"), None),
    ],
)
def test_the_last_line_of_a_place_is_one_that_belongs_to_it(place: Place, expected: int | None) -> None:
    """A place that ends before the first column of a line does not take that line in."""
    assert last_line(place) == expected
