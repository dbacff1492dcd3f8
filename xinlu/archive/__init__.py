"""信用档案: every record of every subject, with its provenance and all its revisions."""
