"""`NamedTuple`, made in a third of the time: the nouns of a run are made anew at every start.

`typing.NamedTuple` compiles each annotation for a look at it; with the seventy nouns of a run that takes longer than
checking the plan. To a type checker this is the one of `typing`.
"""

from __future__ import annotations

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414 - exported
else:
    from collections import namedtuple

    class _Maker(type):
        """Makes a named tuple of a class body: annotations are its fields, values their defaults."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, object]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = body.get("__annotations__", {})
            defaults = [body[field] for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])  # noqa: PYI024
            for key, value in body.items():
                if key not in fields and key not in {"__module__", "__qualname__"}:
                    setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Maker):
        """A tuple with names, as `typing.NamedTuple`."""
