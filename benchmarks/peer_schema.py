"""The form of the plan in the languages of the peers, so that they do comparable work on its shape."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

FORM = Path(__file__).parents[1] / "rules" / "regional-centre-2018" / "form.yaml"


class Schemas(NamedTuple):
    """Where the form lies: as JSON Schema, as Yamale's schema, as Spectral's ruleset."""

    json_schema: Path
    yamale: Path
    spectral: Path


def write_schemas(folder: Path, form: Path = FORM) -> Schemas:
    """Write the form into `folder` in every peer's language."""
    folder.mkdir(parents=True, exist_ok=True)
    schema = yaml.safe_load(form.read_text(encoding="utf-8"))
    schemas = Schemas(folder / "form.schema.json", folder / "form.yamale.yaml", folder / "form.spectral.json")
    schemas.json_schema.write_text(json.dumps(schema, ensure_ascii=False, default=str), encoding="utf-8")
    schemas.yamale.write_text(yamale_schema(schema), encoding="utf-8")
    schemas.spectral.write_text(json.dumps(spectral_ruleset(schema), ensure_ascii=False), encoding="utf-8")
    return schemas


def spectral_ruleset(schema: dict[str, Any]) -> dict[str, Any]:
    """Wrap the schema into a ruleset with one rule."""
    then = {"function": "schema", "functionOptions": {"schema": schema, "dialect": "draft2020-12"}}
    rule = {"description": "The plan has the form's shape.", "severity": "error", "given": "$", "then": then}
    return {"rules": {"form": rule}}


def yamale_schema(schema: dict[str, Any]) -> str:
    """Translate the schema: the plan first, then every group below it under the name of its path."""
    return "\n---\n".join("\n".join(_lines(group, path, schema)) for path, group in _groups(schema, "", schema))


def _resolved(part: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference into the schema's definitions."""
    if "$ref" not in part:
        return part
    target: Any = schema
    for step in part["$ref"].removeprefix("#/").split("/"):
        target = target[step]
    return {**target, **{key: value for key, value in part.items() if key != "$ref"}}


def _groups(part: dict[str, Any], path: str, schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    part = _resolved(part, schema)
    if "items" in part:
        yield from _groups(part["items"], path, schema)
    elif "properties" in part:
        yield path, part
        for name, field in part["properties"].items():
            yield from _groups(field, f"{path}_{name}", schema)


def _lines(group: dict[str, Any], path: str, schema: dict[str, Any]) -> Iterator[str]:
    indent = "  " if path else ""
    if path:
        yield f"{path}:"
    for name, field in group["properties"].items():
        word = _word(_resolved(field, schema), f"{path}_{name}", schema)
        optional = "" if name in group.get("required", ()) else ", required=False"
        yield f"{indent}{name}: {(word[:-1] + optional + ')').replace('(, ', '(')}"


def _word(field: dict[str, Any], path: str, schema: dict[str, Any]) -> str:
    """Give Yamale's validator for one field."""
    if "properties" in field:
        return f"include('{path}')"
    if "items" in field:
        return f"list({_word(_resolved(field['items'], schema), path, schema)})"
    if "enum" in field or "const" in field:
        return f"enum({', '.join(repr(value) for value in field.get('enum', [field.get('const')]))})"
    return {"integer": "int()", "number": "num()", "boolean": "bool()"}.get(field.get("type", ""), "str()")
