"""Contacts: the people an attendee met: scans, encounters, notes, promises."""
