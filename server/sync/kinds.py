"""Every kind of entry a phone may post, and every kind of row it reads back.

A feature brings, for each kind of entry, a schema and one service:

    apply(*, account_id: UUID, client_id: UUID, entry_id: UUID,
          acted: datetime, received: datetime, **body) -> None

`body` is what the schema loaded (the schema names no `id`, `v`, `kind`, `at` or `zone`; one that
wants the zone declares `zone`). Raising `DomainError` refuses the entry for ever. For each kind
of row it brings a renderer, which answers for many rows in a fixed number of statements:

    changes(account_id: UUID, row_ids: list[str]) -> dict[str, dict | None]     None: gone
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from marshmallow import Schema

Rows = dict[str, dict[str, Any] | None]


@dataclass(frozen=True)
class EntryKind:
    """How one kind of entry is checked and applied."""

    schema: type[Schema]
    apply: Callable[..., None]


KINDS: Mapping[str, EntryKind] = {}
RENDERERS: Mapping[str, Callable[[UUID, list[str]], Rows]] = {}
