"""The language server as an editor meets it: a process, JSON-RPC over stdio, texts that change."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.talk import Talk

EXAMPLES = Path(__file__).parents[2] / "examples" / "plans"
COMMAND = [sys.executable, "-c", "import sys; from zaitaku_check.cli.entry import main; sys.exit(main())", "lsp"]
READY = EXAMPLES.joinpath("yatsushiro-core.yaml").read_text("utf-8")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    """Return a running server; every test uses a folder of its own, so that no plan meets another's."""
    root = tmp_path_factory.mktemp("work")
    root.joinpath(".git").mkdir()
    with Talk([*COMMAND, "--lang", "ja", "--as-of", "2018-08-01"], root) as talk:
        yield talk


def line_of(text: str, beginning: str) -> int:
    """Return the 0-based number of the first line that begins so."""
    return next(row for row, line in enumerate(text.splitlines()) if line.startswith(beginning))


def codes(diagnostics: list[dict[str, Any]]) -> list[str]:
    """Return the rules of diagnostics."""
    return [diagnostic["code"] for diagnostic in diagnostics]


def test_a_ready_plan_has_no_diagnostics(server: Talk) -> None:
    """What the check passes, the editor leaves alone."""
    assert server.diagnostics(server.open("ready/a.yaml", READY)) == []


def test_a_finding_is_a_diagnostic_with_place_weight_and_words(server: Talk) -> None:
    """Rule, place, weight, message and remedy arrive in the editor."""
    text = EXAMPLES.joinpath("kikuchi-many-mistakes.yaml").read_text("utf-8")
    found = server.diagnostics(server.open("mistakes/a.yaml", text))
    area = next(diagnostic for diagnostic in found if diagnostic["code"] == "F006")
    row = line_of(text, "圏域")
    assert area["range"] == {"start": {"line": row, "character": 4}, "end": {"line": row, "character": 6}}
    assert (area["severity"], area["source"]) == (1, "zaitaku-check")
    assert area["message"].startswith("「圏域」の「菊地」は選択肢にありません。")
    assert len(area["message"].splitlines()) == 2


def test_diagnostics_follow_the_typing(server: Talk) -> None:
    """A mistake appears while it is typed, and goes when it is mended; the file need not be saved."""
    uri = server.open("typing/a.yaml", READY)
    assert server.diagnostics(uri, 1) == []
    server.change(uri, READY.replace("八代\n", "やつしろ\n", 1), 2)
    assert codes(server.diagnostics(uri, 2)) == ["F006"]
    server.change(uri, READY, 3)
    assert server.diagnostics(uri, 3) == []


def test_a_small_change_is_enough(server: Talk) -> None:
    """An editor that sends only what changed is understood, in UTF-16 units too."""
    text = READY.replace("圏域: 八代", "圏域: 𠮷八代", 1)
    uri = server.open("small/a.yaml", text)
    assert codes(server.diagnostics(uri, 1)) == ["F006"]
    row = line_of(text, "圏域")
    change = {"start": {"line": row, "character": 4}, "end": {"line": row, "character": 6}}
    server.tell(
        "textDocument/didChange",
        textDocument={"uri": uri, "version": 2},
        contentChanges=[{"range": change, "text": ""}],
    )
    assert server.diagnostics(uri, 2) == []


def test_columns_are_utf16_units(server: Talk) -> None:
    """A character beyond the basic plane counts two."""
    uri = server.open("wide/a.yaml", READY.replace("圏域: 八代", "圏域: 𠮷八代", 1))
    (diagnostic,) = server.diagnostics(uri)
    assert (diagnostic["range"]["start"]["character"], diagnostic["range"]["end"]["character"]) == (4, 8)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        ":",
        "取組み:\n  - {項目: ①, 内容",
        "\t\t- [",
        "a: &b\n*c",
        "圏域：八代",
        "\u0000",
        "年度: 平成30年度\n圏域: ",
    ],
)
def test_half_written_texts_are_survived(server: Talk, text: str) -> None:
    """Whatever stands there for a moment, the server answers and lives on."""
    uri = server.open("half/a.yaml", text)
    server.diagnostics(uri)
    for method in ("textDocument/hover", "textDocument/completion"):
        server.ask(method, textDocument={"uri": uri}, position={"line": 0, "character": 1})
        server.ask(method, textDocument={"uri": uri}, position={"line": 99, "character": 99})


def test_the_files_of_the_folder_count_and_unsaved_texts_lie_over_them(server: Talk) -> None:
    """A quota is judged over the folder: a second plan of one applicant is seen before it is saved."""
    folder = server.root / "folder"
    folder.mkdir()
    shutil.copy(EXAMPLES / "yatsushiro-core.yaml", folder / "a.yaml")
    shutil.copy(EXAMPLES / "ariake-alliance.yaml", folder / "b.yaml")
    uri = server.open("folder/b.yaml", folder.joinpath("b.yaml").read_text("utf-8"))
    assert server.diagnostics(uri, 1) == []
    server.change(uri, READY, 2)
    twice = next(diagnostic for diagnostic in server.diagnostics(uri, 2) if diagnostic["code"] == "R905")
    (related,) = twice["relatedInformation"]
    assert related["location"]["uri"] == folder.joinpath("a.yaml").as_uri()
    row = line_of(READY, "  名称")
    assert related["location"]["range"]["start"]["line"] == row


def test_a_plan_beside_is_shown_anew(server: Talk) -> None:
    """What is typed in one plan changes the findings of the other that is open."""
    first = server.open("beside/計画 1.yaml", READY)
    assert server.diagnostics(first) == []
    second = server.open("beside/b.yaml", READY)
    assert "R905" in codes(server.diagnostics(second))
    assert "R905" in codes(server.diagnostics(first))
    server.tell("textDocument/didClose", textDocument={"uri": second})
    assert server.diagnostics(second) == []


def test_pointing_at_a_key_shows_the_field_s_help(server: Talk) -> None:
    """Title, help, choices and example of the field."""
    uri = server.open("hover/a.yaml", READY)
    position = {"line": line_of(READY, "圏域"), "character": 1}
    value = server.ask("textDocument/hover", textDocument={"uri": uri}, position=position)["contents"]["value"]
    assert value.startswith("**圏域** `area`\n\n")
    assert "必須項目です。" in value
    assert "- `八代`" in value


def test_pointing_at_a_finding_shows_the_rule_s_page(server: Talk) -> None:
    """The rule's title, remedy and source, then the field's help."""
    text = EXAMPLES.joinpath("aso-no-optional-item.yaml").read_text("utf-8")
    uri = server.open("rule/a.yaml", text)
    assert codes(server.diagnostics(uri)) == ["R110"]
    position = {"line": line_of(text, "取組み"), "character": 1}
    value = server.ask("textDocument/hover", textDocument={"uri": uri}, position=position)["contents"]["value"]
    rule, _, field = value.partition("\n\n---\n\n")
    assert rule.startswith("**R110** ")
    assert "修正: " in rule
    assert "根拠: 「在宅医療センター事業について」" in rule
    assert field.startswith("**取組み** `activities`")


def test_pointing_at_nothing_shows_nothing(server: Talk) -> None:
    """A comment has no help."""
    uri = server.open("nothing/a.yaml", "# 覚え書き\n" + READY)
    position = {"line": 0, "character": 3}
    assert server.ask("textDocument/hover", textDocument={"uri": uri}, position=position) is None


def offered(server: Talk, name: str, text: str) -> list[dict[str, Any]]:
    """Return what is offered at the end of a text."""
    uri = server.open(name, text)
    lines = text.split("\n")
    position = {"line": len(lines) - 1, "character": len(lines[-1])}
    items = server.ask("textDocument/completion", textDocument={"uri": uri}, position=position)["items"]
    assert isinstance(items, list)
    return items


def test_keys_are_offered_that_are_not_there_yet(server: Talk) -> None:
    """In Japanese, in the form's order, each with its help."""
    items = offered(server, "keys/a.yaml", "年度: 平成30年度\n申請者:\n  名称: A\n  機")
    labels = [item["label"] for item in items]
    assert labels[:2] == ["機関種別", "市町村"]
    assert "名称" not in labels
    kind = items[0]
    assert kind["textEdit"] == {
        "range": {"start": {"line": 3, "character": 2}, "end": {"line": 3, "character": 3}},
        "newText": "機関種別: ",
    }
    assert kind["documentation"]["value"].startswith("**機関種別** `institution_type`")
    assert [item["sortText"] for item in items] == sorted(item["sortText"] for item in items)


def test_keys_are_offered_in_english_where_the_plan_is(server: Talk) -> None:
    """A plan in English keys goes on in English keys and ids."""
    labels = [item["label"] for item in offered(server, "english/a.yaml", "fiscal_year: 2018\na")]
    assert {"area", "applicant", "activities"} <= set(labels)
    assert "圏域" not in labels
    labels = [item["label"] for item in offered(server, "english/b.yaml", "fiscal_year: 2018\narea: ")]
    assert "yatsushiro" in labels


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("area", "圏域: ", {"八代", "熊本・上益城"}),
        ("item", "取組み:\n  - 項目: ", {"①急変時対応の取組み"}),
        ("flow", "取組み: [{項目: ①, 連絡会: {既存組織: ", {"はい", "いいえ"}),
        ("list", "申請者:\n  在宅医療の提供: [退院支援, ", {"看取り"}),
        ("block", "申請者:\n  在宅医療の提供:\n    - ", {"急変時対応"}),
        ("inner", "取組み:\n  - 項目: ①\n    ", {"内容", "指標"}),
    ],
)
def test_choices_are_offered_wherever_they_may_stand(server: Talk, name: str, text: str, expected: set[str]) -> None:
    """Behind keys, in lists and in flow style, in texts no parser would take."""
    assert expected <= {item["label"] for item in offered(server, f"choices/{name}.yaml", text)}


def test_a_fix_is_offered_and_mends_the_text(server: Talk) -> None:
    """The quick fix changes what it should, and the next check is content."""
    text = READY.replace("圏域: 八代", "圈域: 八代", 1)
    uri = server.open("fix/a.yaml", text)
    (diagnostic,) = server.diagnostics(uri, 1)
    assert diagnostic["code"] == "F001"
    asked = {"diagnostics": [diagnostic]}
    actions = server.ask("textDocument/codeAction", textDocument={"uri": uri}, range=diagnostic["range"], context=asked)
    (action,) = [each for each in actions if each["kind"] == "quickfix"]
    assert (action["title"], action["kind"]) == ("「圏域」に修正", "quickfix")
    (edit,) = action["edit"]["changes"][uri]
    assert (edit["range"], edit["newText"]) == (diagnostic["range"], "圏域")
    server.change(uri, READY, 2)
    assert server.diagnostics(uri, 2) == []


def test_all_fixes_are_offered_at_once(server: Talk) -> None:
    """With several safe fixes there is one that makes them all."""
    text = READY.replace("圏域: 八代", "圈域: 八代", 1).replace("類型:", "類形:", 1)
    uri = server.open("all/a.yaml", text)
    first = next(each for each in server.diagnostics(uri) if each["code"] == "F001")
    actions = server.ask(
        "textDocument/codeAction", textDocument={"uri": uri}, range=first["range"], context={"diagnostics": []}
    )
    every = next(action for action in actions if action["kind"] == "source.fixAll.zaitaku-check")
    assert [edit["newText"] for edit in every["edit"]["changes"][uri]] == ["類型", "圏域"]


def test_a_text_never_saved_is_checked_too(server: Talk) -> None:
    """A new text without a file has diagnostics."""
    uri = "untitled:Untitled-1"
    document = {"uri": uri, "languageId": "yaml", "version": 1, "text": "年度: 平成30年度\n"}
    server.tell("textDocument/didOpen", textDocument=document)
    assert "F002" in codes(server.diagnostics(uri))


def test_comments_count_in_the_editor_where_they_are_allowed(tmp_path: Path) -> None:
    """What the check sets aside is not shown while typing either; without the setting it is."""
    comment = READY.replace(
        "機関種別: 在宅療養支援病院", "機関種別: 病院 # zaitaku-check: ignore[R204, R110] 理由: 届出中"
    )
    assert comment != READY
    tmp_path.joinpath(".git").mkdir()
    with Talk([*COMMAND, "--lang", "ja", "--as-of", "2018-08-01"], tmp_path) as talk:
        assert codes(talk.diagnostics(talk.open("a.yaml", comment))) == ["R204", "I007"]
    tmp_path.joinpath("zaitaku-check.toml").write_text("allow-ignores = true\n", "utf-8")
    with Talk([*COMMAND, "--lang", "ja", "--as-of", "2018-08-01"], tmp_path) as talk:
        assert codes(talk.diagnostics(talk.open("a.yaml", comment))) == ["I004"]


def test_the_order_to_fix_everything_is_heeded(server: Talk) -> None:
    """An editor that asks for `source.fixAll` alone, on saving, is given that for one fix too, wherever it points."""
    text = READY.replace("圏域: 八代", "圈域: 八代", 1)
    uri = server.open("only/a.yaml", text)
    server.diagnostics(uri, 1)
    nowhere = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}

    def kinds(*only: str) -> list[str]:
        asked = {"diagnostics": [], "only": list(only)}
        found = server.ask("textDocument/codeAction", textDocument={"uri": uri}, range=nowhere, context=asked)
        return [action["kind"] for action in found]

    assert kinds("source.fixAll") == kinds("source") == ["source.fixAll.zaitaku-check"]
    assert kinds("source.fixAll.zaitaku-check", "quickfix") == ["source.fixAll.zaitaku-check"]
    assert kinds("source.fixAll.ruff") == kinds("refactor") == kinds("quickfix") == []


@pytest.mark.parametrize("text", ["services:\n  web:\n    image: nginx\n", "site_name: a\nnav: [b]\n"])
def test_yaml_that_is_no_plan_is_left_alone(server: Talk, text: str) -> None:
    """An editor hands over every YAML file; one without any key of a plan is somebody else's."""
    assert server.diagnostics(server.open("foreign/compose.yaml", text)) == []


def test_the_outline_shows_the_plan_s_parts(server: Talk) -> None:
    """Keys one below the other, each with its value and the lines that belong to it; none in text of several lines."""
    text = "年度: 2018\n申請者:\n  名称: A\n  備考: |\n    時間: 10時\n  市町村: B\n取組み:\n  - 項目: ①\n    内容: x\n"
    uri = server.open("outline/a.yaml", text)
    symbols = server.ask("textDocument/documentSymbol", textDocument={"uri": uri})
    assert [(each["name"], each["detail"]) for each in symbols] == [("年度", "2018"), ("申請者", ""), ("取組み", "")]
    assert [each["name"] for each in symbols[1]["children"]] == ["名称", "備考", "市町村"]
    assert [each["name"] for each in symbols[2]["children"]] == ["項目", "内容"]
    assert [each["range"]["end"]["line"] for each in symbols] == [0, 5, 8]


def test_an_editor_that_asks_for_diagnostics_is_answered_and_not_told(tmp_path: Path) -> None:
    """Pulled diagnostics are those that would be pushed; they are never shown twice."""
    with Talk([*COMMAND, "--as-of", "2018-08-01"], tmp_path, able={"textDocument": {"diagnostic": {}}}) as talk:
        uri = talk.open("計画 #1.yaml", EXAMPLES.joinpath("aso-no-optional-item.yaml").read_text("utf-8"))
        report = talk.ask("textDocument/diagnostic", textDocument={"uri": uri})
        assert (report["kind"], codes(report["items"])) == ("full", ["R110"])
        assert not talk.has_heard("textDocument/publishDiagnostics")


def test_what_changes_on_the_disk_changes_what_is_shown(tmp_path: Path) -> None:
    """The server has its editor watch the files; a twin that goes takes its finding along."""
    shutil.copy(EXAMPLES / "yatsushiro-core.yaml", tmp_path / "b.yaml")
    watching = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}
    with Talk([*COMMAND, "--as-of", "2018-08-01"], tmp_path, able=watching) as talk:
        uri = talk.open("a.yaml", READY)
        assert "R905" in codes(talk.diagnostics(uri))
        assert talk.has_heard("client/registerCapability")
        twin = tmp_path / "b.yaml"
        twin.unlink()
        talk.tell("workspace/didChangeWatchedFiles", changes=[{"uri": twin.as_uri(), "type": 3}])
        assert talk.diagnostics(uri) == []


def test_the_editor_s_settings_count_below_the_command_line(tmp_path: Path) -> None:
    """Stage and language are set; what does not fit is told, and what was set before goes on."""
    settings = {"zaitaku-check.check": {"lang": "en", "select": ["R110"], "as-of": ""}}
    with Talk([*COMMAND, "--as-of", "2018-08-01"], tmp_path, settings) as talk:
        uri = talk.open("a.yaml", EXAMPLES.joinpath("aso-no-optional-item.yaml").read_text("utf-8"))
        found = talk.diagnostics(uri)
        while not found or not found[0]["message"].startswith("None of the optional items"):
            found = talk.diagnostics(uri)
        assert codes(found) == ["R110"]
        settings["zaitaku-check.check"] = {"stagee": "designated"}
        talk.tell("workspace/didChangeConfiguration", settings={})
        told = talk.hear("window/showMessage")
        assert told["message"].startswith("zaitaku-check: zaitaku-check.check: there is no setting “stagee”")


def test_the_editor_s_language_is_spoken_where_none_is_set(tmp_path: Path) -> None:
    """The locale of the editor decides, not the one of the machine."""
    for locale, words in (("ja-JP", "任意項目"), ("en-GB", "None of the optional")):
        with Talk([*COMMAND, "--as-of", "2018-08-01"], tmp_path, locale=locale) as talk:
            uri = talk.open("a.yaml", EXAMPLES.joinpath("aso-no-optional-item.yaml").read_text("utf-8"))
            (diagnostic,) = talk.diagnostics(uri)
            assert words in diagnostic["message"]


@pytest.mark.parametrize("method", ["diagnostic", "hover", "completion", "documentSymbol", "codeAction"])
def test_a_text_that_is_not_open_is_answered_with_nothing(server: Talk, method: str) -> None:
    """An editor may ask about a tab before it opens the text: no error, no path of this machine in one."""
    here = {"line": 0, "character": 0}
    asked: dict[str, Any] = {"textDocument": {"uri": server.root.joinpath("nowhere", "a.yaml").as_uri()}}
    if method == "codeAction":
        asked |= {"range": {"start": here, "end": here}, "context": {"diagnostics": [], "only": ["source.fixAll"]}}
    elif method in {"hover", "completion"}:
        asked["position"] = here
    answer = server.ask(f"textDocument/{method}", **asked)
    assert not (answer["items"] if method in {"diagnostic", "completion"} else answer)
