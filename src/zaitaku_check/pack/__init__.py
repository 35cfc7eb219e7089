"""Packs of rules as data: loading, the words of the rule language, rule tests, linting."""
