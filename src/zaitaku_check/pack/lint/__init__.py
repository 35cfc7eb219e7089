"""Linting: what can be wrong with a pack that loads."""
