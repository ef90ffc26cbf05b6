"""Programme: events, and their rooms, sessions, posters and speakers at one version."""
