"""A process's memory of what never changes, bounded by size."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sized
from threading import Lock
from typing import Generic, TypeVar

Kept = TypeVar("Kept", bound=Sized)


class Shelf(Generic[Kept]):
    """Keeps what was used last, up to *capacity* bytes by `len`. Safe among threads."""

    def __init__(self, capacity: int) -> None:
        """Start empty."""
        self.capacity = capacity
        self.size = 0
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Kept | None]) -> Kept | None:
        """Return what is kept under *key*, else what *make* returns, and keep that.

        Two threads may make the same thing at once; None is not kept.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        if made is not None:
            self._put(key, made)
        return made

    def _put(self, key: Hashable, thing: Kept) -> None:
        with self._lock:
            if key not in self._kept:
                self.size += len(thing)
            self._kept[key] = thing
            while self.size > self.capacity and len(self._kept) > 1:
                self.size -= len(self._kept.popitem(last=False)[1])
