"""Organising: attendees, badges in print, announcements, figures."""
