"""zaitaku-check: checks activity plans against a programme's rule packs."""

__version__ = "0.1.0"

HOME = ""
"""The project's address, the one place where it is set; no release is made while it is empty (`.ci/release.py`)."""
