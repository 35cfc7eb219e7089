"""The editor's schema in the editors' own server, yaml-language-server: keys, choices, help and mistakes."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from tests.edit.forms import SMALL
from tests.npm import installed
from tests.talk import Talk

from zaitaku_check.edit.schema import editor_schema

PLAN = """\
年度: 平成30年度
圏域: 宇城圏域
取組み:
  - 項目: ①急変時対応
    内容: 当番表を作る。
"""


@pytest.fixture(scope="module", params=["2020-12", "07"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    """Return the server, set up with the schema of a draft as an editor would."""
    program = installed("yaml-language-server") / "yaml-language-server" / "bin" / "yaml-language-server"
    root = tmp_path_factory.mktemp("plans")
    schema = root / "plan.schema.json"
    schema.write_text(json.dumps(editor_schema(SMALL, "ja", request.param)), "utf-8")
    yaml = {
        "schemas": {schema.as_uri(): "*.yaml"},
        "schemaStore": {"enable": False},
        "validate": True,
        "completion": True,
        "hover": True,
    }
    settings = {"yaml": yaml, "http": {}, "[yaml]": {}, "editor": {}, "files": {}}
    with Talk(["node", str(program), "--stdio"], root, settings) as talk:
        yield talk


def completions(server: Talk, name: str, text: str) -> list[str]:
    """Return what is offered at the end of a text."""
    uri = server.open(name, text)
    lines = text.split("\n")
    position = {"line": len(lines) - 1, "character": len(lines[-1])}
    answer = server.ask("textDocument/completion", textDocument={"uri": uri}, position=position)
    return [item["label"] for item in answer["items"]]


def test_a_good_plan_has_no_diagnostics(server: Talk) -> None:
    """What the check accepts, the editor leaves alone."""
    assert server.diagnostics(server.open("good.yaml", PLAN)) == []


def test_a_wrong_choice_is_underlined_in_the_clerk_s_words(server: Talk) -> None:
    """The diagnostic lies on the value and lists what may stand there."""
    uri = server.open("choice.yaml", PLAN.replace("宇城圏域", "やつしろ"))
    (diagnostic,) = server.diagnostics(uri)
    assert diagnostic["message"] == "「圏域」には選択肢のいずれかを書いてください。選択肢: 「宇城」、「鹿本」"
    assert diagnostic["range"] == {"start": {"line": 1, "character": 4}, "end": {"line": 1, "character": 8}}


def test_an_unknown_key_is_underlined_with_the_known_ones(server: Talk) -> None:
    """The diagnostic lies on the key."""
    (diagnostic,) = server.diagnostics(server.open("key.yaml", PLAN + "病床: 3\n"))
    assert diagnostic["range"]["start"] == {"line": 5, "character": 0}
    assert diagnostic["message"].startswith("ここに書ける項目: 年度, 圏域, 病床数")


def test_a_missing_field_is_said(server: Talk) -> None:
    """A required field that is absent is named."""
    found = server.diagnostics(server.open("missing.yaml", PLAN.replace("圏域: 宇城圏域\n", "")))
    assert {diagnostic["message"] for diagnostic in found} == {"「圏域」がありません。"}


def test_a_wrong_date_is_said(server: Talk) -> None:
    """2018.10, which YAML reads as a number, is no date."""
    (diagnostic,) = server.diagnostics(server.open("date.yaml", PLAN + "開始: 2018.10\n"))
    assert diagnostic["message"].startswith("「開始」には「平成30年10月1日」「2018-10-01」のような年月日")


def test_keys_are_offered_in_the_reader_s_language(server: Talk) -> None:
    """A new line offers the keys that are not there yet, in Japanese only."""
    offered = completions(server, "keys.yaml", "年度: 平成30年度\n")
    assert {"圏域", "病床数", "取組み"} <= set(offered)
    assert not {"年度", "area", "beds", "activities", "二次医療圏"} & set(offered)


def test_choices_and_items_are_offered(server: Talk) -> None:
    """Behind a key its choices are offered; items with their numbers."""
    assert {"宇城", "鹿本"} <= set(completions(server, "choices.yaml", "圏域: "))
    offered = completions(server, "items.yaml", "取組み:\n  - 項目: ")
    assert {"①急変時対応の取組み", "⑦連絡会の開催"} <= set(offered)


def test_keys_inside_a_list_are_offered(server: Talk) -> None:
    """Inside an activity its own fields are offered."""
    assert "内容" in completions(server, "inner.yaml", "取組み:\n  - 項目: ①\n    ")


def test_help_is_shown_at_a_key(server: Talk) -> None:
    """Pointing at a key shows its title, help, choices and example."""
    uri = server.open("hover.yaml", PLAN)
    answer = server.ask("textDocument/hover", textDocument={"uri": uri}, position={"line": 1, "character": 1})
    value = answer["contents"]["value"]
    assert "圏域" in value
    assert "二次医療圏を書きます。" in value
    assert "選択肢: `宇城`、`鹿本`" in value


def test_help_is_shown_at_an_english_key_too(server: Talk) -> None:
    """The other language's key has the same help."""
    uri = server.open("hover-en.yaml", PLAN.replace("圏域: 宇城圏域", "area: uki"))
    answer = server.ask("textDocument/hover", textDocument={"uri": uri}, position={"line": 1, "character": 1})
    assert "二次医療圏を書きます。" in answer["contents"]["value"]
