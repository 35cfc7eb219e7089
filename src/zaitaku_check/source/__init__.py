"""Bytes to text to tree: reading a file with exact places, knowing nothing of plans."""
