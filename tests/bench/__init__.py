"""Figures against a bare app under the same server: `python3 -m tests bench`."""

SIGNED_IN = "somebody-whose-session-exists"  # the cookie that the bare app knows
