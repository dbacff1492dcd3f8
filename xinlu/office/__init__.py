"""工作台: pages for authority staff. A view parses, permits, calls one action or query, and renders."""
