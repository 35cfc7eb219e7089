"""The command `rules list`: every rule of the packs with its severity and title."""

from __future__ import annotations

from zaitaku_check.cli.output import to_stdout
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.engine.shelf import Shelf

_SEVERITIES = {
    "error": ("差戻し", "error"),
    "warning": ("要説明", "warning"),
    "note": ("注意", "note"),
}


def list_rules(packs: tuple[str, ...], lang: str, *, as_json: bool) -> int:
    """Print every rule of the packs (all where none is named): id, severity, title."""
    shelf = open_shelf()
    names = [shelf.add(word) for word in packs] or [*shelf.ids, "structure"]
    if as_json:
        import json

        rows = [_row(shelf, name, rule_id) for name in names for rule_id in _ids(shelf, name)]
        _print(json.dumps({"rules": rows}, ensure_ascii=False, indent=2))
        return 0
    for name in names:
        pack = shelf.pack(name)
        _print(f"{name}  {pack.title.ja if lang == 'ja' else pack.title.en}")
        for rule in pack.rules:
            words = " → ".join(dict.fromkeys(_severity(each, lang) for each in rule.severity.values()))
            _print(f"  {rule.id}  {words}  {rule.title.ja if lang == 'ja' else rule.title.en}")
        _print("")
    return 0


def _ids(shelf: Shelf, name: str) -> list[str]:
    return [rule.id for rule in shelf.pack(name).rules]


def _row(shelf: Shelf, name: str, rule_id: str) -> dict[str, object]:
    rule = next(each for each in shelf.pack(name).rules if each.id == rule_id)
    return {
        "id": rule.id,
        "pack": name,
        "scope": rule.scope,
        "severity": dict(rule.severity),
        "title": rule.title._asdict(),
        "remedy": rule.remedy._asdict(),
        "cite": [cite._asdict() for cite in rule.cite],
        "by_eye": rule.by_eye,
    }


def _severity(severity: str, lang: str) -> str:
    return _SEVERITIES[severity][0 if lang == "ja" else 1]


def _print(line: str) -> None:
    to_stdout(f"{line}\n", machine=False)
