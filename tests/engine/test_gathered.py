"""What plans bring to the rules over all plans comes out as it went in, however little room it is kept in."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from zaitaku_check.engine.check import PlacedMark
from zaitaku_check.engine.gathered import Gathered, place_in, without_path
from zaitaku_check.pack.outcome import Spot
from zaitaku_check.pack.tallies import Counted, Mark
from zaitaku_check.report.nouns import Place

NOWHERE = Spot(None)
WORDS = st.sampled_from(["", "a", "b"])
AMOUNTS = st.one_of(st.sampled_from([0, 1, -1, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 10**30]), st.integers())
MARKS = st.builds(Mark, WORDS, AMOUNTS, WORDS, WORDS, WORDS, WORDS, known=st.booleans(), spot=st.just(NOWHERE))
LINES = st.none() | st.integers(1, 3)
BROUGHT = st.lists(st.tuples(st.sampled_from(["p1", "p2"]), st.lists(st.tuples(MARKS, LINES), max_size=4)), max_size=5)


def placed(path: str, mark: Mark, line: int | None) -> PlacedMark:
    """Return a mark of the rule R1, slim where there is no line."""
    return PlacedMark("R1", mark, None if line is None else Place(path, "/area", line, 1, line, 3, "圏域"))


@given(BROUGHT)
def test_every_mark_comes_out_as_it_went_in(brought: list[tuple[str, list[tuple[Mark, int | None]]]]) -> None:
    """Path, mark and place of all marks, in their order: of one pack, or of all."""
    gathered = Gathered()
    expected: list[tuple[str, Counted]] = []
    for number, (pack, marks) in enumerate(brought):
        path = f"plan-{number}"
        mine = [placed(path, mark, line) for mark, line in marks]
        gathered.add(path, pack, mine)
        expected += [(pack, Counted(path, each.mark, without_path(each.place))) for each in mine]
    assert gathered.of("R1", None) == [counted for _pack, counted in expected]
    assert gathered.of("R1", "p1") == [counted for pack, counted in expected if pack == "p1"]
    assert gathered.of("R2", None) == []


def test_of_hashed_marks_those_of_plans_that_share_one_are_looked_at_again() -> None:
    """Two plans with an equal hash are looked at, in their order; of all others one mark stands for its pack."""
    looked: list[str] = []

    def look(path: str) -> Sequence[PlacedMark]:
        looked.append(path)
        return [placed(path, whole(f"name in {path}"), 7)]

    gathered = Gathered(look)
    for path, keys in (("a", [1, 65]), ("b", [2]), ("c", [3, 3]), ("d", [65]), ("e", [0]), ("f", [0])):
        marks = [PlacedMark("R1", whole(str(key)), None, hashed=True) for key in keys]
        gathered.add(path, "p1", marks)
    gathered.add("unread", "", (), read=False)
    alike = gathered.of("R1", "p1")
    assert [(each.plan, each.mark.key) for each in alike] == [("a", "name in a"), ("d", "name in d")]
    assert [place_in(each) for each in alike] == [Place(path, "/area", 7, 1, 7, 3, "圏域") for path in ("a", "d")]
    assert looked == ["a", "d"]
    assert gathered.unread == 1


def whole(key: str) -> Mark:
    """Return a mark with this key."""
    return Mark("", 1, key, "", "", "", known=True, spot=NOWHERE)
