"""The shell: the built client, and what a browser expects at the root."""
