"""Measurements beside what people use instead. `make bench TABLE=… SCALE=…`; results stand in docs/benchmarks.md."""
