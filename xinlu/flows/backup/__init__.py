"""A backup: every table as lines of JSON, every file of the vault as it lies sealed, and a manifest; no keys.

The same backup goes into SQLite and PostgreSQL. Why it is made this way: docs/adr/0006-backup.md.
"""
