"""Hallway's backend. Imports nothing: set-up runs before anything is installed."""
