"""Reading programmes: one module a format, from bytes to what `parsed` describes. No database."""
