"""The append-only account of every act: who did what, when, to what. Hash-chained."""
