"""Every kind of entry a phone may post, and every kind of row it reads back.

A feature brings, for each kind of entry, a schema and one service:

    apply(act: Act, **body) -> None

`body` is what the schema loaded (the schema names no `id`, `v`, `kind` or `at`; one that wants
the device's `zone` declares it). Raising `DomainError` refuses the entry for ever. For each kind
of row it brings a renderer, which answers for many rows in a fixed number of statements:

    changes(account_id: UUID, row_ids: list[str]) -> dict[str, dict | None]     None: gone
"""

from server.agenda import change_services as changes
from server.agenda import note_services as session_notes
from server.agenda import own_schemas as own
from server.agenda import own_services as owns
from server.agenda import schemas as agenda
from server.agenda import services as agendas
from server.contacts import claim_services as claims
from server.contacts import encounter_services as encounters
from server.contacts import feed_services as rows
from server.contacts import record_services as records
from server.contacts import scan_services as scans
from server.contacts import schemas as contacts
from server.contacts import sharing_services as sharing
from server.followups import message_services as messages
from server.followups import schemas as followups
from server.swaps import card_services as cards
from server.swaps import schemas as swaps
from server.sync.registry import EntryKind, Registry

REGISTRY = Registry(
    kinds={
        "code.register": EntryKind(swaps.CodeRegister, claims.register_phone_code),
        "card.set": EntryKind(swaps.CardSet, sharing.set_card),
        "event.join": EntryKind(agenda.EventJoin, agendas.join_event),
        "agenda.set": EntryKind(agenda.AgendaSet, agendas.set_agenda_item),
        "changes.seen": EntryKind(agenda.ChangesSeenSet, changes.mark_changes_seen),
        "visit.add": EntryKind(agenda.VisitAdd, agendas.add_visit),
        "visit.remove": EntryKind(agenda.VisitRemove, agendas.remove_visit),
        "revisit.set": EntryKind(agenda.RevisitSet, agendas.set_revisit),
        "session_note.save": EntryKind(agenda.SessionNoteSave, session_notes.save_session_note),
        "own.set": EntryKind(own.OwnSet, owns.set_own_item),
        "overlap.keep": EntryKind(own.OverlapKeep, owns.keep_overlap),
        "scan.record": EntryKind(contacts.ScanRecord, scans.record_scan),
        "contact.set": EntryKind(contacts.ContactSet, records.set_contact_field),
        "contact.delete": EntryKind(contacts.ContactDelete, messages.delete_contact),
        "encounter.set": EntryKind(contacts.EncounterSet, encounters.set_encounter_field),
        "note.save": EntryKind(contacts.NoteSave, records.save_note),
        "tag.set": EntryKind(contacts.TagSet, records.set_tag),
        "share.give": EntryKind(contacts.ShareAbout, sharing.give_share),
        "share.decline": EntryKind(contacts.ShareAbout, sharing.decline_share),
        "share.withdraw": EntryKind(contacts.ShareWithdraw, sharing.withdraw_share),
        "block.set": EntryKind(contacts.BlockSet, sharing.set_block),
        "message.event": EntryKind(followups.MessageEvent, messages.record_message_event),
    },
    renderers={
        "me": cards.me_changes,
        "card": cards.card_changes,
        "alias": rows.alias_changes,
        "event": agendas.event_changes,
        "agenda": agendas.agenda_changes,
        "changes_seen": changes.changes_seen_rows,
        "visit": agendas.visit_changes,
        "revisit": agendas.revisit_changes,
        "session_note": session_notes.session_note_changes,
        "own": owns.own_changes,
        "overlap": owns.overlap_changes,
        "contact": rows.contact_changes,
        "encounter": rows.encounter_changes,
        "scan": rows.scan_changes,
        "note": rows.note_changes,
        "ask": rows.ask_changes,
        "shared": rows.shared_changes,
        "message": messages.message_changes,
    },
)
