"""The province at full size in one SQLite database, and those who answer questions from it."""
