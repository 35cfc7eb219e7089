"""Mutants: good plans made wrong in one known way, to see whether the rules notice."""
