"""The rules of reading in the catalogue: every message that can be said is there, and every one there can be said."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.source.conftest import Reading

from zaitaku_check.source.complaint import Complaint
from zaitaku_check.source.limits import Limits
from zaitaku_check.source.reading import read, too_large
from zaitaku_check.source.text import Text, decode
from zaitaku_check.text_types import Bilingual

ROOT = Path(__file__).parents[2]
RULES: dict[str, dict[str, Any]] = {
    rule["id"]: rule for rule in yaml.safe_load((ROOT / "rules/structure/accidents.yaml").read_text("utf-8"))
}
CASES = [case["text"] for case in yaml.safe_load((Path(__file__).parent / "accidents.yaml").read_text("utf-8"))]
FURTHER = {
    "Y003 colon_or_indent": "年度: 1\n内容: a\n  ? b: [\n",
    "Y003 no_colon_here": "? \r年度",
    "Y003 long_key": "年度: 1\n" + "k" * 2000 + ": x\n",
    "Y003 list_entry": "年度: 1\n職種:\n  - 医師\n  未知: x\n圏域: 八代\n",
    "Y003 tab": "|\n\n\t内容\n",
    "Y003 after_end": '[1, 2\n]; require("fs")\n',
    "Y003 directive": "%YAML x.y\n---\n年度: 1\n",
    "Y003 indent_or_stray": "年度: 1\n申請者:\n    名称: x\n  未知: y\n圏域: 八代\n",
    "Y007": "年度: " + "[" * 70 + "]" * 70 + "\n",
    "Y014": "",
    "Y014 nothing": "# a\n",
    "Y014 list": "- a\n",
    "Y014 text": "a\n",
    "Y014 csv": "a,b\n1,2\n",
    "Y014 toml": '[a]\nb = "c"\n',
    "Y014 html": "<html></html>\n",
    "Y014 xml": '<?xml version="1.0"?>\n<plan/>\n',
    "Y014 mail": "From: a\nSubject: b\n\n本文\n",
    "Y014 diff": "--- a\n+++ b\n@@ -1 +1 @@\n-a\n+b\n",
    "Y014 script": "#!/bin/sh\n: [ ; touch x\n",
    "Y019 escape": '備考: "\\u202ea"\n',
}
BYTES = [
    "圏域: 八代市のとおり\n".encode("euc_jp"),
    "圏域: 八代市のとおり\n".encode("cp932"),
    b"%PDF-1.4\n",
    b"a: 1\n" + b"\0" * 600,
    "圏域: 八代市のとおり".encode()[:-1],
    b"caf\xe9: 1\nna\xefve: 2\n",
    "名称: かきくけこがぎぐげご\n".encode().decode("cp932", "replace").encode(),
]
OF_THE_PLAN = {"Y004", "Y013", "Y017"}
OF_THE_ENGINE = {
    ("Y008", "findings"), ("Y009", "divided"), ("Y003", "group_value"), ("Y003", "no_bullet"),
    ("Y003", "joined"), ("Y003", "indent_either"), ("Y014", "other"),
}  # fmt: skip
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def everything(reading: Reading) -> list[Complaint]:
    """Return the complaints of all that is known to go wrong."""
    trees = [reading(text) for text in [*CASES, *FURTHER.values()]]
    limited = [
        read(Text("a: b\n", "utf-8"), limits=Limits(events=2)),
        read(Text("a: bbbb\n", "utf-8"), limits=Limits(scalar=2)),
        read(Text("a: [b, b, b]\n", "utf-8"), limits=Limits(entries=2)),
    ]
    refused = [one for data in BYTES for one in decode(data)[1]]
    return [
        *refused,
        too_large(9),
        too_large(9, is_book=True),
        *(one for tree in [*trees, *limited] for one in tree.complaints),
    ]


def test_the_rules_of_reading_are_all_there() -> None:
    """Numbered without a gap from Y001, each with everything a page needs in both languages."""
    assert list(RULES) == [f"Y{number:03}" for number in range(1, len(RULES) + 1)]
    for rule in RULES.values():
        assert rule["severity"] in {"error", "warning", "note"}
        assert rule["cite"][0]["source"] == "plan-format"
        remedies = [each["remedy"] for each in rule["messages"].values() if "remedy" in each]
        for wording in (rule["title"], rule["why"], rule["remedy"], *rule["messages"].values(), *remedies):
            assert set(wording) - {"remedy"} == {"ja", "en"}
            assert all(wording.values())
        assert "" in rule["messages"]
        assert all(example["wrong"] != example["right"] for example in rule["examples"])


def test_both_languages_fill_in_the_same() -> None:
    """A message has the same placeholders in Japanese and in English."""
    for rule in RULES.values():
        for wording in rule["messages"].values():
            assert set(PLACEHOLDER.findall(wording["ja"])) == set(PLACEHOLDER.findall(wording["en"]))
            assert not PLACEHOLDER.findall(rule["remedy"]["ja"] + rule["remedy"]["en"])


@pytest.mark.parametrize("said", FURTHER, ids=str)
def test_the_text_says_what_it_is_kept_for(said: str, reading: Reading) -> None:
    """Each of the further texts leads to the message it stands for."""
    assert said in {f"{one.rule} {one.variant}".strip() for one in reading(FURTHER[said]).complaints}


def test_every_complaint_has_its_message(reading: Reading) -> None:
    """Whatever is complained of has a message for its variant, and every placeholder is filled in."""
    for complaint in everything(reading):
        message = RULES[complaint.rule]["messages"][complaint.variant]
        given = {name for name, _ in complaint.args}
        said = [message, message.get("remedy", {"ja": "", "en": ""})]
        assert set(PLACEHOLDER.findall("".join(each[lang] for each in said for lang in ("ja", "en")))) <= given
        assert all(isinstance(value, str | Bilingual) for _, value in complaint.args)


def test_every_message_can_be_said(reading: Reading) -> None:
    """No message is kept for what never happens, save the two that stand in for whatever may yet come."""
    said = {(complaint.rule, complaint.variant) for complaint in everything(reading)}
    kept = {
        (rule["id"], variant)
        for rule in RULES.values()
        if rule["id"] not in OF_THE_PLAN
        for variant in rule["messages"]
    }
    assert kept - said == {("Y003", ""), ("Y008", "")} | OF_THE_ENGINE
    assert said <= kept | {("Y013", "wide_braces")}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("圏域：八代\n", "「圏域」の後のコロンが全角です。"),
        ("年度: 1\n圏域:八代\n", "「圏域」の後の「:」に、半角の空白が続いていません。"),
        ("備考: *重要*\n", "値が、YAMLで特別な意味をもつ「*」で始まっています。"),
        ("名称: 病院 #1\n", "「#1」はコメントとみなされ、値は「病院」で終わっています。"),
        ("職種:\n  ・医師\n  ・看護師\n", "一覧の行が「・」で始まっています（ほかに1か所）。"),
        ("年度: 1\n圏域 八代\n", "「圏域」の後に「:」と半角の空白がありません。"),
        ("備考: a\x07b\n", "制御文字（U+0007）があります。"),
    ],
)
def test_the_words_a_clerk_reads(text: str, words: str, reading: Reading) -> None:
    """The message, filled in, names the thing and its place in plain Japanese."""
    (complaint,) = reading(text).complaints
    message = RULES[complaint.rule]["messages"][complaint.variant]["ja"]
    for name, value in complaint.args:
        message = message.replace("{" + name + "}", value.ja if isinstance(value, Bilingual) else value)
    assert message.startswith(words)
