"""Pure rules of the catalogue: reading, writing, judging, editing and comparing items."""
