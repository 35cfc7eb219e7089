"""What is written about packs: the reference pages of rules, the reviewer's checklist, the coverage of the sources."""
