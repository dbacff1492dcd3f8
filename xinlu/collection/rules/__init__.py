"""Cleaning and checks in columns: pure functions over Polars frames, compiled from a catalogue item."""
