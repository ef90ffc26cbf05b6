"""What a kind of entry is, and how an entry of an older client becomes one of today's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from marshmallow import EXCLUDE, Schema

Entry = dict[str, Any]
Rows = dict[str, dict[str, Any] | None]
Renderer = Callable[[UUID, list[str]], Rows]


@dataclass(frozen=True)
class EntryKind:
    """How one kind of entry is checked and applied."""

    schema: type[Schema]
    apply: Callable[..., None]

    @cached_property
    def loader(self) -> Schema:
        """Return the schema, made once: making one costs more than using it."""
        return self.schema(unknown=EXCLUDE)


@dataclass(frozen=True)
class Registry:
    """Every kind of entry and of row, and the steps from one version of entries to the next.

    `steps[n]` turns an entry of version n into one of version n + 1; a version is understood for
    400 days after its successor came, then `oldest` rises.
    """

    kinds: Mapping[str, EntryKind]
    renderers: Mapping[str, Renderer]
    version: int = 1
    oldest: int = 1
    steps: Mapping[int, Callable[[Entry], Entry]] = field(default_factory=dict)

    def upcast(self, entry: Entry) -> Entry:
        """Return the entry as one of today's version; one from the future stays as it is."""
        for version in range(entry.get("v", self.version), self.version):
            entry = self.steps[version](entry)
        return entry
