"""New plans: templates that read without a slip, examples that are ready, questions that refuse wrong answers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scenarios.command import Command

from zaitaku_check.cli.commands.new import year_as_written
from zaitaku_check.cli.packs import open_shelf
from zaitaku_check.edit.outline import Outline, outline_of
from zaitaku_check.edit.template import MODELINE, Style, written
from zaitaku_check.plan.kinds.dates import read_fiscal_year
from zaitaku_check.source.reading import read
from zaitaku_check.source.text import Text
from zaitaku_check.source.tree import LIST
from zaitaku_check.source.yaml_text import listed, scalar

SHELF = open_shelf()
PROGRAMMES = ["regional_centre", "prefectural_centre", "municipal_coordination"]


def outline(pack: str = "regional-centre-2018") -> Outline:
    """Return the outline of a pack's form."""
    return outline_of(SHELF.pack(pack))


def template(keys: str = "ja", lang: str = "ja", **values: str) -> list[str]:
    """Return the lines of a template of 2018, without what they are indented by."""
    text = written(outline(), values, Style(keys, lang), SHELF.pack("regional-centre-2018").title)
    return [line.strip() for line in text.splitlines()]


@pytest.mark.parametrize("programme", PROGRAMMES)
@pytest.mark.parametrize("keys", ["ja", "en"])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_bare_template_lacks_values_and_nothing_else(command: Command, programme: str, keys: str, lang: str) -> None:
    """A template is read without any slip of writing; the check says what is empty and required."""
    run = command("new", "plan.yaml", "--programme", programme, "--keys", keys, "--lang", lang)
    assert (run.code, run.complaint) == (0, "")
    rules = {rule for rule, _ in command.findings("plan.yaml")}
    assert "F002" in rules
    assert {rule for rule in rules if rule[0] in "YF"} == {"F002"}


def test_what_the_check_says_of_a_bare_template(command: Command) -> None:
    """Every required field is named as empty at its key, and the rules of the type chosen are judged."""
    command("new", "plan.yaml", "--type", "core", "--area", "八代", "--fiscal-year", "2018", "--keys", "ja")
    lines = (command.folder / "plan.yaml").read_text("utf-8").splitlines()
    said = [(rule, lines[(line or 1) - 1].strip()) for rule, line in command.findings("plan.yaml")]
    assert [key for rule, key in said if rule == "F002"] == [
        "名称:", "機関種別:", "開始:", "終了:", "内容:", "内容:", "内容:", "内容:", "- 項目:", "内容:", "合計:",
    ]  # fmt: skip
    assert {rule for rule, _ in said if rule[0] == "R"} >= {"R201", "R202", "R203", "R501"}
    assert not {rule for rule, _ in said} & {"R101", "R102", "R105", "R107", "R205"}


def test_the_mandatory_items_are_there_and_one_is_to_be_chosen() -> None:
    """The template has ①②⑤⑦ with their items filled in, and one activity for ③④⑥⑧."""
    lines = template()
    assert [line for line in lines if line.startswith("- 項目:")] == [
        "- 項目: ①急変時対応の取組み",
        "- 項目: ②入退院支援の取組み",
        "- 項目: ⑤訪問診療等のサービス提供量の増加に向けた取組み",
        "- 項目: ⑦在宅医療センター事業の連絡会の開催",
        "- 項目:",
    ]
    at = lines.index("- 項目:")
    assert lines[at - 5 : at] == [
        "# 次の項目から1つ以上を選んで書きます（2つ目からはこのまとまりを写します）。",
        "# ③日常の療養支援の取組み",
        "# ④看取りに関する取組み",
        "# ⑥普及啓発に関する取組み",
        "# ⑧その他、在宅医療の充実に資する地域独自の取組み",
    ]


def test_a_field_is_explained_by_the_form() -> None:
    """Help, choices and example of the form stand above the key, once."""
    lines = template()
    at = lines.index("圏域:")
    assert lines[at - 2 : at] == [
        "# 【必須】センターが活動する二次医療圏を、10圏域から1つ書きます。",
        "# 選択肢: 熊本・上益城、宇城、有明、鹿本、菊池、阿蘇、八代、芦北、球磨、天草",
    ]
    assert lines[lines.index("提出日:") - 1] == "# 例: 平成30年8月1日"
    assert lines.count("# 【必須】何をどのように行うかを具体的に書きます。") == 1


def test_a_type_brings_its_own_fields() -> None:
    """A core centre is asked for beds and professions, an alliance for its members; without a type both are."""
    core, alliance, either = template(centre_type="core"), template(centre_type="alliance"), template()
    assert ("病床数:" in core, "構成機関:" in core) == (True, False)
    assert ("病床数:" in alliance, "構成機関:" in alliance) == (False, True)
    assert ("病床数:" in either, "構成機関:" in either) == (True, True)
    assert core[core.index("病床数:") - 2].startswith("# 【要記入】病床の数を書きます。")


def test_an_item_brings_its_own_fields() -> None:
    """Indicators stand under ⑤, the meeting under ⑦, and the aims listed are those of the item."""
    lines = template(centre_type="core")
    of = {item: lines.index(f"- 項目: {item}") for item in ("①急変時対応の取組み", "②入退院支援の取組み")}
    assert lines.count("指標:") == lines.count("連絡会:") == 1
    assert lines.index("指標:") > lines.index("- 項目: ⑤訪問診療等のサービス提供量の増加に向けた取組み")
    assert lines.index("# 選択肢: 24時間体制、病床確保") > of["①急変時対応の取組み"]
    assert lines.index("# 選択肢: 入院時からの退院支援、マッチング") > of["②入退院支援の取組み"]


def test_english_keys_and_comments() -> None:
    """Keys and comments have their languages independently of each other."""
    lines = template("en", "en", area="aso")
    assert "area: aso" in lines
    assert "# Required. The secondary medical area in which the centre works, one of the ten." in lines
    assert "- item: emergency_response" in lines
    mixed = template("ja", "en", area="aso")
    assert "圏域: 阿蘇" in mixed


def test_the_editor_is_told_where_the_schema_lies() -> None:
    """The first line is the mode line of the YAML language server."""
    assert template()[0] == MODELINE == "# yaml-language-server: $schema=plan.schema.json"


@pytest.mark.parametrize("kind", ["core", "alliance"])
@pytest.mark.parametrize("year", ["平成30年度", "2019"])
@pytest.mark.parametrize("keys", ["ja", "en"])
def test_an_example_is_ready(command: Command, kind: str, year: str, keys: str) -> None:
    """A template filled with the pack's example has no finding at all."""
    assert command("new", "plan.yaml", "--example", "--type", kind, "--fiscal-year", year, "--keys", keys).code == 0
    report = command("check", "plan.yaml", "-f", "json").report
    assert [plan["verdict"] for plan in report["plans"]] == ["ready"]
    assert report["findings"] == []


@pytest.mark.parametrize("programme", PROGRAMMES[1:])
def test_the_other_programmes_have_examples(command: Command, programme: str) -> None:
    """The prefectural centre and the municipal programme have an example that is ready, too."""
    assert command("new", "plan.yaml", "--example", "--programme", programme).code == 0
    assert command.findings("plan.yaml") == []


def test_nothing_is_overwritten(command: Command) -> None:
    """A file that is there already stays as it is, and so does what a link leads to."""
    path = command.write("plan.yaml", "mine")
    run = command("new", "plan.yaml", "--lang", "ja")
    assert (run.code, run.complaint) == (
        2,
        "zaitaku-check: 「plan.yaml」はすでにあります。上書きしませんので、別の名前を指定してください。\n",
    )
    assert path.read_text() == "mine"


def test_without_a_file_the_template_goes_to_standard_output(command: Command) -> None:
    """The template alone is written, as UTF-8."""
    run = command("new", "--lang", "ja")
    assert (run.code, run.complaint) == (0, "")
    assert run.text.startswith(MODELINE + "\n")
    assert os.listdir(command.folder) == []


def test_line_ends_are_those_of_the_system(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows lines end with CRLF, for Notepad's sake."""
    monkeypatch.setattr(os, "linesep", "\r\n")
    assert command("new", "plan.yaml").code == 0
    data = (command.folder / "plan.yaml").read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") > 100
    assert {rule for rule, _ in command.findings("plan.yaml") if rule[0] == "Y"} == set()


YEARS = "、".join(map(str, range(2018, 2031)))


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--area", "菊地"), "--area: 「圏域」の「菊地」は選択肢にありません。もしかして「菊池」ですか。"),
        (("--type", "中核"), "--type: 「類型」の「中核」は選択肢にありません。選択肢は、「基幹型」、「連携型」です。"),
        (("--fiscal-year", "2031"), f"2031年度の様式はありません。様式のある年度: {YEARS}"),
        (("--keys", "fr"), "--keys は ja か en です（「fr」）。"),
        (("--example", "--questions"), "--example は --questions・--area と併用できません。"),
    ],
)
def test_wrong_wishes_are_refused_in_words(command: Command, words: tuple[str, ...], complaint: str) -> None:
    """What is no type, area, year or language is said as the check says it, and nothing is written."""
    run = command("new", "plan.yaml", *words, "--lang", "ja")
    assert (run.code, run.complaint) == (2, f"zaitaku-check: {complaint}\n")
    assert os.listdir(command.folder) == []


def interview(command: Command, *answers: str, lang: str = "ja") -> tuple[int, str, str]:
    """Let questions about an alliance in Aso be answered; return exit code, what was said, and the plan."""
    stdin = ("\n".join(answers) + "\n").encode()
    wish = ("--type", "alliance", "--area", "阿蘇", "--fiscal-year", "2018")
    run = command("new", "plan.yaml", "--questions", *wish, "--lang", lang, stdin=stdin)
    path = Path(command.folder / "plan.yaml")
    return run.code, run.complaint, path.read_text("utf-8") if path.exists() else ""


def test_answers_make_a_plan(command: Command) -> None:
    """Answers are read at once, wrong ones asked for again, and the plan has what was answered."""
    code, said, plan = interview(
        command, "2018.10", "平成30年8月1日", "外輪会: 阿蘇病院 #1", "8", "阿蘇市", *[""] * 300
    )
    assert code == 0
    assert "「提出日」の「2018.10」" in said
    assert "提出日: 平成30年8月1日\n" in plan
    assert "名称: '外輪会: 阿蘇病院 #1'\n" in plan
    assert "機関種別: 薬局\n" in plan
    assert "市町村: 阿蘇市\n" in plan
    assert {rule for rule, _ in command.findings("plan.yaml") if rule[0] == "Y"} == set()


def test_leaving_off_writes_nothing(command: Command) -> None:
    """Where the answers end in the middle no file is written, and the code is that of an interruption."""
    code, _, plan = interview(command, "平成30年8月1日")
    assert (code, plan) == (130, "")


@settings(max_examples=150)
@given(st.text(max_size=30).filter(lambda text: not any("\ud800" <= letter <= "\udfff" for letter in text)))
def test_a_value_is_read_as_it_was_meant(text: str) -> None:
    """Whatever a value holds, as a value of its own or in a list, it is read again letter by letter."""
    if text.isprintable():
        tree = read(Text(f"a: 1\nb: {scalar(text)}\nc: {listed([text, 'x'])}\n", "utf-8"))
        assert tree.complaints == ()
        assert tree.root is not None
        assert isinstance(tree.root.value, list)
        (_, one), (_, many) = tree.root.value[1:]
        assert one.value == text
        assert (many.kind, [element.value for element in many.value]) == (LIST, [text, "x"])


SIGNS = [
    "", "-", "- a", "*重要*", "a: b", "a #b", "#a", "null", "~", "[a]", "{a: 1,200}", "'", '"', "@x",
    "%", "a:", "：", "a：b",
]  # fmt: skip


@pytest.mark.parametrize("text", SIGNS)
def test_signs_are_quoted_where_they_have_to_be(text: str) -> None:
    """Values that YAML would take for something else are read as what they are."""
    tree = read(Text(f"年度: 2018\nb: {scalar(text)}\n", "utf-8"))
    assert (tree.complaints, tree.root and tree.root.value[1][1].value) == ((), text)  # type: ignore[index]


@pytest.mark.parametrize("year", range(1990, 2030))
def test_fiscal_years_in_words_are_read_as_that_year(year: int) -> None:
    """A fiscal year in Japanese words means the year it was made of."""
    assert read_fiscal_year(year_as_written(year, "ja")) == year
    assert year_as_written(2019, "ja") == "令和元年度"
