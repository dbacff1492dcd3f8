"""主体: who a record is about — identity, names, matching, judgements that can be undone."""
