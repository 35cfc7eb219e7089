"""Markdown that foreign words cannot break: cells of tables, links, blocks of YAML."""

from __future__ import annotations

import re
from typing import Any

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~])")


def cell(text: str) -> str:
    """Return a text on one line with every sign that Markdown would read escaped."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def link(word: str, target: str) -> str:
    """Return a link to a page of ours."""
    return f"[{cell(word)}]({target})"


def yaml_text(data: Any) -> str:
    """Return data as YAML, short groups and lists on one line."""
    import yaml

    text: str = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_flow_style=None, width=100)
    return text
