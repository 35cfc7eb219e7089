"""What keeps a pack from loading: each mistake with file, line, words and the nearest right word."""

from __future__ import annotations

import pytest
from tests.pack.small import FORM, PACK, RULE, files, load, problems, rule, small


def test_the_small_pack_loads() -> None:
    """What the tests of this room stand on is a sound pack."""
    pack = small().pack
    assert (pack.id, pack.programme, pack.fiscal_years) == ("small", "small", (2018,))
    assert [each.id for each in pack.rules] == ["S101"]
    assert pack.rules[0].severity == {"application": "error", "designated": "error"}
    assert pack.digest.startswith("sha256:")


def test_the_digest_follows_every_file() -> None:
    """A changed file of the pack changes its digest, so that no prepared or cached result outlives it."""
    changed = load(files(rules=RULE.replace("名称を書いて", "名前を書いて")))
    assert changed.pack.digest != small().pack.digest
    assert load().pack.digest == small().pack.digest


PATHS = [
    (rule("{filled: nane}"), 5, "“nane”: the form has no field “nane”", "name"),
    (rule("{value: {at: works.kid, equals: a}}"), 5, "“works.kid”: the form has no field “kid”", "kind"),
    (rule("{value: {at: area, equals: nort}}"), 5, "“nort” is not a choice of “area”", "north"),
    (rule("{value: {at: day, min: 2018/10/1}}"), 5, "“2018/10/1” is not a date like 2018-10-01", ""),
    (rule("{value: {at: beds, min: many}}"), 5, "“many” is not a number", ""),
    (rule("{value: {at: open, equals: ja}}"), 5, "“ja” is not true or false", ""),
    (
        rule("{items: {in: works, by: kind, any_of: $firs_two}}"),
        5,
        "pack.yaml has no list, amount or date “$firs_two”",
        "$first_two",
    ),
    (rule("{value: {at: beds, max: $mots}}"), 5, "pack.yaml has no list, amount or date “$mots”", "$most"),
    (
        rule("{value: {at: name, pattern: '(a+)+'}}"),
        5,
        "this pattern may take too long (no nested repetition, no back-references)",
        "",
    ),
    (rule("{value: {at: name, pattern: '('}}"), 5, "not a regular expression: missing ), unterminated subpattern", ""),
]
SHAPES = [
    (rule("{fillet: name}"), 5, "the key “fillet” is not known here", "filled"),
    (rule("{}"), 5, "something is missing in this condition", ""),
    (rule("{filled: name, mentions: {in: name, any_of: [a]}}"), 5, "only one of these may stand here", ""),
    (rule("{count: {of: works}}"), 5, "one of these is needed: min, max", ""),
    (
        rule("{compare: {left: beds, right: year, is: les}}"),
        5,
        "“les” is not one of less, at_most, equal, at_least, more, different",
        "less",
    ),
    (RULE.replace("severity: error", "severity: eror"), 3, "“eror” is not one of error, warning, note", "error"),
    (RULE.replace("  severity: error\n", ""), 1, "“severity” is missing", ""),
    (RULE.replace(", en: The name is given", ""), 2, "“en” is missing", ""),
    (RULE.replace("en: The name is given", "en: ''"), 2, "this must not be empty", ""),
    (RULE.replace("- id: S101", "- id: s101"), 1, "“s101” is not written like R101 or oita.R101", ""),
    (RULE.replace("source: book", "source: bok"), 4, "pack.yaml has no source “bok”", "book"),
    (rule("{filled: name}", needs="[S102]"), 11, "this rule pack has no rule “S102”", "S101"),
    (RULE.replace("  check: {filled: name}\n", ""), 1, "`check` is missing (by_eye: true for a checklist line)", ""),
    (RULE + RULE, 11, "the id “S101” is also used in rules.yaml, line 1; choose another", ""),
    (RULE.replace("      at: /name\n", ""), 9, "“at” is missing", ""),
    (RULE.replace("- pass:", "- passes:"), 8, "the key “passes” is not known here", "pass"),
]


@pytest.mark.parametrize(("rules", "line", "said", "hint"), [*PATHS, *SHAPES], ids=lambda part: str(part)[:60])
def test_a_rule_that_cannot_be_judged(rules: str, line: int, said: str, hint: str) -> None:
    """A wrong name, path, constant or key in a rule is refused at its line, with the nearest right word."""
    first = problems(files(rules=rules))[0]
    assert (first.path, first.line, first.wording.en, first.suggestion) == ("rules.yaml", line, said, hint)
    assert first.wording.ja
    assert first.source


@pytest.mark.parametrize(
    ("own", "where", "said", "hint"),
    [
        (
            files(pack=PACK.replace("id: small", "id: smal")),
            ("pack.yaml", 1),
            "the id differs from the folder's name “small”",
            "small",
        ),
        (
            files(pack=PACK.replace("programme:", "program:")),
            ("pack.yaml", 4),
            "the key “program” is not known here",
            "programme",
        ),
        (
            files(pack=PACK.replace("  most: 100", "  most: many")),
            ("pack.yaml", 12),
            (
                "“many” is no number: write a whole number without commas or a unit, like 2000000, "
                "or one like 0.7, 95%, 1/2"
            ),
            "",
        ),
        (
            files(form=FORM.replace("x-reader: count", "x-reader: cont")),
            ("form.yaml", 9),
            "x-reader “cont” is not known",
            "count",
        ),
        ({"rules.yaml": RULE.encode()}, ("pack.yaml", 1), "there is no pack.yaml", ""),
    ],
    ids=["id", "key", "amount", "reader", "none"],
)
def test_a_pack_that_is_no_pack(own: dict[str, bytes], where: tuple[str, int], said: str, hint: str) -> None:
    """What is wrong with pack.yaml or form.yaml is said at its line."""
    first = problems(own)[0]
    assert ((first.path, first.line), first.wording.en, first.suggestion) == (where, said, hint)


def test_every_mistake_is_said_at_once() -> None:
    """Independent mistakes of one pack are all reported, and the error's own line counts them."""
    from zaitaku_check.errors import PackError

    wrong = rule("{filled: nane}") + rule("{filled: are}").replace("S101", "S102")
    with pytest.raises(PackError) as refused:
        load(files(rules=wrong))
    assert [each.suggestion for each in refused.value.problems] == ["name", "area"]
    assert refused.value.wording.en == (
        "cannot load the rule pack “small”: rules.yaml:5:19: “nane”: the form has no field “nane”"
        "; did you mean “name”? (and 1 more)"
    )
