"""A small dictionary of numbers or ranges that cannot change, can be hashed, and can be sent to another process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

Number = TypeVar("Number")


class FrozenNumbers(Mapping[str, Number]):
    """Numbers by name, sorted by name; unlike ``MappingProxyType`` it can be hashed and pickled."""

    __slots__ = ("_items",)

    def __init__(self, values: Mapping[str, Number] | None = None) -> None:
        object.__setattr__(self, "_items", tuple(sorted((values or {}).items())))

    _items: tuple[tuple[str, Number], ...]

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("frozen numbers cannot be changed")

    def __reduce__(self) -> tuple[type[FrozenNumbers], tuple[dict[str, Number]]]:
        return (FrozenNumbers, (dict(self._items),))

    def __getitem__(self, name: str) -> Number:
        for key, value in self._items:
            if key == name:
                return value
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (key for key, _ in self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and dict(self._items) == dict(other)

    def __repr__(self) -> str:
        return f"FrozenNumbers({dict(self._items)})"
