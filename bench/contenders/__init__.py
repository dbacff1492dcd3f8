"""What is measured: scripts that take files, do one task, and print JSON {metric: number} as their last line."""
