"""公示: what of a record may be shown, until when, and whether it was shown in time."""
