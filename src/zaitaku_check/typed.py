"""What annotations need of `typing`, without loading it: that would take as long as checking a plan.

To a type checker these are the ones of `typing`. For the modules that every start loads; elsewhere `typing` itself is
as good.
"""

# ruff: noqa: PLC0414 - exported
from __future__ import annotations

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any as Any
    from typing import AnyStr as AnyStr
    from typing import Final as Final
    from typing import Protocol as Protocol
    from typing import TypeAlias as TypeAlias
    from typing import TypeGuard as TypeGuard
    from typing import TypeVar as TypeVar
    from typing import cast as cast
else:
    Any = AnyStr = Final = Protocol = TypeAlias = TypeGuard = object

    def TypeVar(_name):  # noqa: ANN001, ANN201, N802 - stands for a class
        """Stand for any type."""
        return object

    def cast(_kind, value):  # noqa: ANN001, ANN201 - a type checker sees the one of `typing`
        """Return the value."""
        return value
