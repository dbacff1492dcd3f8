"""归集: a file or a form becomes cleaned, checked rows and a receipt."""

import os

# Two parts of a file are looked at side by side (examination.THREADS). Polars' own threads come on top: more than there
# are cores for only get in each other's way (ADR 0008). It reads this when it first needs any.
os.environ.setdefault("POLARS_MAX_THREADS", str(max(1, (os.cpu_count() or 2) // 2)))
