"""Our named tuples behave as those of `typing`, which they stand for."""

from __future__ import annotations

import copy
import pickle
import sys
import typing
from typing import Any

import pytest

from zaitaku_check.named import NamedTuple


class Mine(NamedTuple):
    """A noun of ours."""

    name: str
    number: int = 3
    rest: tuple[int, ...] = ()

    def doubled(self) -> int:
        """Return twice the number."""
        return 2 * self.number


class Theirs(typing.NamedTuple):
    """The same, of `typing`."""

    name: str
    number: int = 3
    rest: tuple[int, ...] = ()

    def doubled(self) -> int:
        """Return twice the number."""
        return 2 * self.number


BOTH = pytest.mark.parametrize("noun", [Mine, Theirs])


@BOTH
def test_values_are_given_by_place_by_name_and_by_default(noun: Any) -> None:
    """The ways to make one, and what it gives back."""
    assert tuple(noun("a")) == ("a", 3, ())
    assert tuple(noun("a", 4, rest=(1,))) == ("a", 4, (1,))
    assert (noun("a").name, noun("a").number, noun("a", 5).doubled()) == ("a", 3, 10)
    assert noun("a") == noun(name="a")
    assert hash(noun("a")) == hash(("a", 3, ()))


@BOTH
@pytest.mark.parametrize(
    ("values", "named"), [((), {}), (("a", 1, (), 2), {}), (("a",), {"nombre": 1}), (("a",), {"name": "b"})]
)
def test_what_does_not_fit_is_refused(noun: Any, values: tuple[Any, ...], named: dict[str, Any]) -> None:
    """Too few, too many, unknown and doubled values."""
    with pytest.raises(TypeError, match="__new__"):
        noun(*values, **named)


@BOTH
def test_it_is_frozen_and_has_no_room_for_more(noun: Any) -> None:
    """No value can be set or added."""
    one = noun("a")
    with pytest.raises(AttributeError):
        one.name = "b"
    with pytest.raises(AttributeError):
        one.other = 1


@BOTH
def test_the_usual_methods(noun: Any) -> None:
    """`_replace`, `_make`, `_asdict`, `_fields`, pickling, copying, matching and printing."""
    one = noun("a", 4)
    assert one._replace(number=5) == noun("a", 5)
    assert noun._make(["a", 4, ()]) == one
    assert one._asdict() == {"name": "a", "number": 4, "rest": ()}
    assert noun._fields == ("name", "number", "rest")
    assert noun._field_defaults == {"number": 3, "rest": ()}
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own
    assert copy.deepcopy(one) == one
    assert repr(one) == f"{noun.__name__}(name='a', number=4, rest=())"
    match one:
        case noun(name, number):
            assert (name, number) == ("a", 4)
        case _:
            pytest.fail("it does not match")


@BOTH
def test_the_usual_methods_refuse_what_does_not_fit(noun: Any) -> None:
    """Unknown names and the wrong number of values."""
    with pytest.raises((TypeError, ValueError), match="unexpected field names"):
        noun("a")._replace(nombre=1)
    with pytest.raises(TypeError, match="Expected 3 arguments, got 1"):
        noun._make(["a"])


def test_annotations_may_be_unevaluated() -> None:
    """From Python 3.14 on, a module without the import from the future has its annotations as a function only."""
    source = (
        "class Noun(NamedTuple):\n    name: str\n    number: Unknown = 3\n"
        if sys.version_info >= (3, 14)
        else ("class Noun(NamedTuple):\n    name: str\n    number: int = 3\n")
    )
    names: dict[str, Any] = {"NamedTuple": NamedTuple, "__name__": __name__}
    exec(compile(source, "noun", "exec", dont_inherit=True), names)  # noqa: S102 - the lines above
    assert names["Noun"]("a")._asdict() == {"name": "a", "number": 3}
