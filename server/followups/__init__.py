"""Follow-ups: templates, drafts, their timing and their states."""
