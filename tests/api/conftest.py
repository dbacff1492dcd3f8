"""The platform of the flows: a fixed day, organisations, catalogue."""

from tests.flows.conftest import platform

__all__ = ["platform"]
