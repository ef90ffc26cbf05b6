"""Sync: the one door for phones' writes, and the feed back."""
