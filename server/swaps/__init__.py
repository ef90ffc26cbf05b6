"""Swaps: cards, badges, codes, and who agreed to give what to whom."""
