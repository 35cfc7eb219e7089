"""Findings, verdicts and reports, and one module for each format that shows them."""
