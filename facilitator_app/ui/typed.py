"""Qt's Property, Signal and Slot with the types a strict checker needs; at run time they are Qt's own.

View models write ``@Property(str, notify=changed)`` and ``@Slot(str)`` as in Qt's examples, because Qt's tools read the
source text.  A view model's property is read only: the screen
reads properties and calls slots (a painted item's is set in QML: ``.setter``).  A property's first argument is the
Qt type (``str``, ``"QVariantList"``, ``QObject``).  A view model class is marked ``@QmlElement`` above
``@QmlUncreatable("")``, and its module sets ``QML_IMPORT_NAME = "Facilitator"`` and ``QML_IMPORT_MAJOR_VERSION = 1``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Generic, ParamSpec, Self, TypeVar, overload

    from PySide6.QtCore import Signal
    from PySide6.QtQml import QmlElement

    _T = TypeVar("_T")
    _P = ParamSpec("_P")
    _Class = TypeVar("_Class", bound=type)

    class _Readable(Generic[_T]):
        """A Qt property as a typed descriptor."""

        @overload
        def __get__(self, owner: None, kind: type) -> Self: ...

        @overload
        def __get__(self, owner: object, kind: type) -> _T: ...

        def __get__(self, owner: object | None, kind: type) -> Any: ...

        def setter(self, fset: Callable[[Any, _T], None], /) -> Self:
            """For painted items alone: ``@colours.setter`` above a method of the same name."""

    class Property:
        """Makes a method a property that the screen reads and that ``notify`` tells of."""

        def __init__(self, type: object, *, notify: object = None, constant: bool = False) -> None: ...

        def __call__(self, fget: Callable[[Any], _T], /) -> _Readable[_T]: ...

    def Slot(
        *types: object, name: str = "", result: object = None
    ) -> Callable[[Callable[_P, _T]], Callable[_P, _T]]: ...

    def QmlUncreatable(reason: str = "") -> Callable[[_Class], _Class]: ...

else:
    from PySide6.QtCore import Property, Signal, Slot
    from PySide6.QtQml import QmlElement, QmlUncreatable

__all__ = ["Property", "QmlElement", "QmlUncreatable", "Signal", "Slot"]
