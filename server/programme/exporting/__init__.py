"""A published programme in the formats that other programs read. No database."""
