"""Accounts: people who sign in, how they prove it, and the phones bound to them."""
