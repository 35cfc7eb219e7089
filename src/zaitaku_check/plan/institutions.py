"""When two names are of one institution: legal forms, the legal person in front of a name and remarks of a role aside.

「医療法人社団清流会　八代せせらぎ病院」 and 「八代せせらぎ病院（代表）」 are one institution, and so are an association
with 「一般社団法人」, with 「（一社）」 and without. The words are data (`legal_forms.txt`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache, lru_cache
from unicodedata import normalize

from zaitaku_check.named import NamedTuple
from zaitaku_check.text_forms import folded


class Name(NamedTuple):
    """A name as it is compared: the institution's own, and the legal person in front of it, "" where none is given."""

    core: str
    owner: str


@lru_cache(maxsize=4096)
def name_of(text: str) -> Name:
    """Return the name of an institution as it is compared; what is nothing but a legal form stays as it is."""
    parts = [part for word in normalize("NFKC", _without_role(text)).split() if (part := folded(word))]
    forms = _words("forms") + _words("owners")
    owned = False
    while parts and (form := _first(parts[0], forms)):
        owned = owned or form in _words("owners")
        rest = parts[0].removeprefix(form)
        parts = [rest, *parts[1:]] if rest else parts[1:]
    if parts and (form := next((form for form in forms if parts[-1].endswith(form)), "")):
        parts = [*parts[:-1], rest] if (rest := parts[-1].removesuffix(form)) else parts[:-1]
    owner, core = _parted(parts) if owned else ("", "".join(parts))
    return Name(core or folded(text), owner)


def _without_role(text: str) -> str:
    """Return a name without the brackets that say what the institution is among others: （代表）."""
    text = normalize("NFKC", text)
    start = text.rfind("(")
    inside, bracket, rest = text[start + 1 :].partition(")")
    return text[:start] + rest if start >= 0 and bracket and folded(inside) in _words("roles") else text


def _first(word: str, forms: Iterable[str]) -> str:
    return next((form for form in forms if word.startswith(form)), "")


def _parted(parts: list[str]) -> tuple[str, str]:
    """Return legal person and institution of what stands behind a form such as 医療法人."""
    whole = "".join(parts)
    ends = [len(parts[0])] if len(parts) > 1 else []
    ends += sorted(whole.index(end, 1) + len(end) for end in _words("endings") if end in whole[1:])
    for at in ends:
        if whole[at:] and whole[at:] not in _words("kinds"):
            return whole[:at], whole[at:]
    return "", whole


@cache
def _words(heading: str) -> tuple[str, ...]:
    """Return the words under a heading, the longest first."""
    with open(os.path.join(os.path.dirname(__file__), "legal_forms.txt"), encoding="utf-8") as file:
        lines = file.read().splitlines()
    start = lines.index(f"[{heading}]") + 1
    words: list[str] = []
    for line in lines[start:]:
        if line.startswith("["):
            break
        if line and not line.startswith("#"):
            words.append(folded(line))
    return tuple(sorted(words, key=len, reverse=True))
