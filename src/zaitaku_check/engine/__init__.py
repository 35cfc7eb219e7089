"""Texts and packs in, a report out; finding the files is the only work done on the disk."""
