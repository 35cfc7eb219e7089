"""The JSON-able data of a pack (as loaded, or as prepared beforehand) to the pack's nouns."""

from __future__ import annotations

from collections.abc import Mapping

from zaitaku_check.pack.rule import Cite, Pack, Rule, Source
from zaitaku_check.plan.field import Field, Form
from zaitaku_check.plan.form_data import form_from_data
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import Any

_BODY = (
    "when", "each", "check", "at", "message", "group_by", "groups", "limits", "minimums", "ledger",
    "programme_wide", "stages", "severity_when",
)  # fmt: skip
_NO_PAIR = Bilingual("", "")
_NO_FORM = Form(Field("", "", _NO_PAIR, "group"), frozenset())


def pack_from_data(data: Mapping[str, Any]) -> Pack:
    """Return the pack. `data` holds `meta` (pack.yaml), `fields` (the form as data, or None), `rules`, `digest`."""
    meta = data["meta"]
    return Pack(
        id=meta["id"],
        edition=str(meta.get("edition", "")),
        digest=data["digest"],
        title=pair(meta["title"]),
        programme=meta.get("programme", ""),
        fiscal_years=tuple(meta.get("fiscal_years", ())),
        sources={name: _source(name, source) for name, source in meta["sources"].items()},
        form=form_from_data(data["fields"]) if data["fields"] else _NO_FORM,
        rules=tuple(_rule(rule, meta["id"]) for rule in data["rules"]),
        tables=meta.get("tables", {}),
        meta=meta,
        overlay=bool(meta.get("overlay")),
    )


def prepared(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a pack's data without what only loading needs (the schema that its fields were made of)."""
    return {key: value for key, value in data.items() if key != "form"}


def pair(data: Mapping[str, str] | None) -> Bilingual:
    """Return a wording in both languages; two empty strings for None."""
    return Bilingual(data["ja"], data["en"]) if data else _NO_PAIR


def _source(name: str, data: Mapping[str, Any]) -> Source:
    return Source(name, pair(data["title"]), data.get("date", ""), pair(data.get("publisher")))


def _rule(data: Mapping[str, Any], pack: str) -> Rule:
    severity = data["severity"]
    stages = severity if isinstance(severity, Mapping) else {"application": severity, "designated": severity}
    return Rule(
        id=data["id"],
        title=pair(data["title"]),
        severity=stages,
        cite=tuple(Cite(each["source"], each["section"]) for each in data["cite"]),
        remedy=pair(data["remedy"]),
        why=pair(data.get("why")),
        body={key: data[key] for key in _BODY if key in data},
        needs=tuple(data.get("needs", ())),
        scope=data.get("scope", "plan"),
        by_eye=bool(data.get("by_eye")),
        status=data.get("status", ""),
        valid_from=data.get("valid_from", ""),
        replaced_by=data.get("replaced_by", ""),
        messages={name: pair(text) for name, text in data.get("messages", {}).items()},
        remedies={name: pair(text["remedy"]) for name, text in data.get("messages", {}).items() if "remedy" in text},
        pack=data.get("pack", pack),
        examples=tuple((each["wrong"], each.get("right", "")) for each in data.get("examples", ())),
        remedy_reviewer=pair(data.get("remedy_reviewer")),
    )
