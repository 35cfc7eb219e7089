"""zaitaku-check: checks activity plans against a programme's rule packs."""

__version__ = "0.1.0"
