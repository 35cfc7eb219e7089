"""A language server: what the check says while a plan is typed. Needs the optional dependency `pygls`."""
