"""Writes that cross packages, each in one transaction of its own."""
