"""The outbox: every mail and reminder to be sent, as rows that are sent once."""
