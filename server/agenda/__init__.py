"""Agenda: what one attendee plans; overlaps, gaps and calendar feeds."""
