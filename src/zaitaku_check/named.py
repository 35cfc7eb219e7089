"""`NamedTuple`, made in a fifth of the time: the nouns of a run are made anew at every start.

`typing.NamedTuple` compiles each annotation for a look at it and a constructor for each class; with the eighty nouns of
a run that takes longer than checking the plan. Here a class gets its constructor when the first of its kind is made.
To a type checker, and to whoever uses it, this is the one of `typing`.
"""

# ruff: noqa: ANN001, ANN002, ANN003, ANN202, ANN204, ANN206 - a type checker sees the one of `typing` only
from __future__ import annotations

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414 - exported
else:
    from collections import _tuplegetter

    class _Named(tuple):
        """What all named tuples can do."""

        __slots__ = ()
        _fields = ()
        _field_defaults = {}  # noqa: RUF012 - as in `collections`

        def __new__(cls, *values, **named):
            cls.__new__ = staticmethod(_constructor(cls))
            return cls.__new__(cls, *values, **named)

        @classmethod
        def _make(cls, values):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **others):
            made = self._make(map(others.pop, self._fields, self))
            if others:
                raise ValueError(f"Got unexpected field names: {list(others)!r}")
            return made

        __replace__ = _replace

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            values = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({values})"

        def __getnewargs__(self):
            return tuple(self)

    def _constructor(cls):
        names = ", ".join(cls._fields)
        code = f"lambda _cls, {names}: _new(_cls, ({names},))"
        made = eval(code, {"_new": tuple.__new__, "__builtins__": {}})  # noqa: S307 - made of the names of fields
        made.__name__ = "__new__"
        made.__qualname__ = f"{cls.__qualname__}.__new__"
        made.__defaults__ = tuple(cls._field_defaults.values())
        return made

    def _annotated(body):
        annotate = body.get("__annotate_func__")  # Python 3.14, where a module keeps annotations unevaluated
        if annotate is None:
            return ()
        from annotationlib import Format, call_annotate_function

        return call_annotate_function(annotate, Format.STRING)

    class _Maker(type):
        """Makes a named tuple of a class body: annotations are its fields, values their defaults."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, object]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body.get("__annotations__") or _annotated(body))
            defaults = {field: body[field] for field in fields if field in body}
            getters = {field: _tuplegetter(at, "") for at, field in enumerate(fields)}
            own = {"_fields": fields, "_field_defaults": defaults, "__match_args__": fields, "__slots__": ()}
            return type(name, (_Named,), {**body, **getters, **own})

    class NamedTuple(metaclass=_Maker):
        """A tuple with names, as `typing.NamedTuple`."""
