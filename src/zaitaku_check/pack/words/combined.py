"""The words that combine others: `all`, `any`, `one_of`, `not`, and `every` over a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from zaitaku_check.pack import phrases
from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.failures import HIDDEN, fail, worst
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer, Failure, Point, Spot
from zaitaku_check.pack.paths import Finder, Frames, elements
from zaitaku_check.pack.words import build, word_in
from zaitaku_check.pack.words.word import ALWAYS, NEVER, Fault, Param, Word
from zaitaku_check.plan.field import Field
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from zaitaku_check.pack.mutants.scene import Breaking, Scene
    from zaitaku_check.pack.sentence import Scope


def _build_all(spec: Sequence[Spec], context: Context) -> Judge:
    parts = [build(part, context) for part in spec]

    def judge(frames: Frames) -> Answer:
        for number, part in enumerate(parts, 1):
            answer = part(frames)
            if answer is not PASS:
                return worst([*[PASS] * (number - 1), answer, *[other(frames) for other in parts[number:]]])
        return PASS

    return judge


def _build_gather(spec: Sequence[Spec], context: Context) -> Judge:
    """Build `gather`: all parts, with one point for all that fail; their messages are what is missing."""
    every = _build_all(spec, context)

    def judge(frames: Frames) -> Answer:
        answer = every(frames)
        if type(answer) is not Failure:
            return answer
        said = [each.message for each in answer.points]
        missing = Bilingual("、".join(each.ja for each in said), ", ".join(each.en for each in said))
        first = answer.points[0]
        args = tuple({**dict(first.args), "missing": missing}.items())
        return Failure((first._replace(message=phrases.GATHER, args=args),))

    return judge


def _build_any(spec: Sequence[Spec], context: Context) -> Judge:
    parts = [build(part, context) for part in spec]

    def judge(frames: Frames) -> Answer:
        least: Answer = NOT_APPLICABLE
        for part in parts:
            answer = part(frames)
            if answer is PASS:
                return PASS
            if answer is CANNOT_TELL or (type(answer) is Failure and least is NOT_APPLICABLE):
                least = answer
        return least

    return judge


def _build_one_of(spec: Sequence[Spec], context: Context) -> Judge:
    parts = [build(part, context.hushed()) for part in spec]

    def judge(frames: Frames) -> Answer:
        answers = [part(frames) for part in parts]
        held = answers.count(PASS)
        if held > 1 or (held == 0 and CANNOT_TELL not in answers):
            if all(answer is NOT_APPLICABLE for answer in answers):
                return NOT_APPLICABLE
            spot = frames[-1] if len(frames) > 1 else None
            return fail(spot, context.fields[-1], phrases.ONE_OF, key=True, actual=str(held))
        return CANNOT_TELL if CANNOT_TELL in answers else PASS

    return judge


def _build_not(spec: Spec, context: Context) -> Judge:
    part = build(spec, context.hushed())
    subject = _subject(spec, context)

    def judge(frames: Frames) -> Answer:
        answer = part(frames)
        if type(answer) is Failure:
            return PASS
        if answer is not PASS:
            return answer
        if subject is None:
            return Failure((Point(Spot(None), phrases.NOT, (("label", HIDDEN), ("actual", ""))),))
        find, field = subject
        found = elements(find(frames))
        return fail(found.cells[0] if found.cells else None, field, phrases.NOT)

    return judge


def _build_every(spec: Spec, context: Context) -> Judge:
    find, field = context.path(spec["of"])
    holds = build(spec["holds"], context.inside(field))

    def judge(frames: Frames) -> Answer:
        found = elements(find(frames))
        answers = [holds((*frames, element)) for element in found.cells]
        if found.unknown:
            answers.append(CANNOT_TELL)
        return worst(answers) if answers else NOT_APPLICABLE

    return judge


def _subject(spec: Spec, context: Context) -> tuple[Finder, Field] | None:
    """Return the finder of the value that a negated condition speaks of, for its place and words."""
    its = word_in(spec)
    if its.subject is None:
        return None
    text = spec[its.name][its.subject] if its.subject else spec[its.name]
    return context.path(text[0] if isinstance(text, list) else text)


def _fills(parts: Sequence[Spec], _folder: bool) -> frozenset[str]:  # noqa: FBT001 - one signature for all words
    return frozenset.union(*((its := word_in(part)).filled(part[its.name], folder=False) for part in parts))


def _faults_of_parts(parts: Sequence[Spec], opposite_means: Bilingual) -> Iterator[Fault]:
    for at, part in enumerate(parts):
        if part in parts[:at]:
            yield (at,), Bilingual("同じ条件が2回書かれています。", "the same condition is written twice")
        opposite = part.get("not")
        if opposite is not None and opposite in parts:
            yield (at,), opposite_means


def _faults_of_not(condition: Spec) -> Iterator[Fault]:
    if "not" in condition:
        yield (
            ("not",),
            Bilingual(
                "否定の否定です。条件をそのまま書いてください。", "a double negation: write the condition itself"
            ),
        )


def _break_all(parts: Sequence[Spec], scene: Scene) -> Iterator[Breaking]:
    for part in parts:
        yield from scene.breakings(part)


def _break_any(parts: Sequence[Spec], scene: Scene) -> Iterator[Breaking]:
    """Break every part that holds, each in its first way."""
    held = [broken[0] for part in parts if (broken := list(islice(scene.breakings(part), 1)))]
    if held and len(held) == sum(scene.holds(part) for part in parts):
        yield scene.together(held)


def _break_one_of(parts: Sequence[Spec], scene: Scene) -> Iterator[Breaking]:
    """Break the part that holds."""
    for part in parts:
        yield from islice(scene.breakings(part), 1)


def _break_not(condition: Spec, scene: Scene) -> Iterator[Breaking]:
    """Make the negated condition hold, where its word says how."""
    spec = condition.get("value", {})
    cells = scene.values(spec["at"])[0] if spec else []
    among = spec.get("in")
    wanted = spec.get("equals", among[0] if isinstance(among, list) else None)
    if "pattern" in spec:
        wanted = spec["pattern"].strip("^$")
    if cells and wanted is not None:
        yield scene.put("forbidden value", cells[0], wanted)
    copied = condition.get("alike", {})
    if copied.get("any_of"):
        yield from (scene.put("copied", cell, copied["any_of"][0]) for cell in scene.values(copied["in"])[0][:1])


def _break_every(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    """Break the condition at the last element, as it is where a list goes on."""
    cells, field = scene.values(spec["of"])
    for cell in cells[-1:]:
        yield from scene.inside(cell, field).breakings(spec["holds"])


def _reads(joint: Bilingual) -> Callable[[Sequence[Spec], Scope], Bilingual]:
    """Return what reads several conditions as one clause."""

    def reads(parts: Sequence[Spec], scope: Scope) -> Bilingual:
        said = [_bracketed(part, scope, len(parts)) for part in parts]
        return Bilingual(joint.ja.join(each.ja for each in said), joint.en.join(each.en for each in said))

    return reads


def _bracketed(part: Spec, scope: Scope, beside: int) -> Bilingual:
    """Return a part's clause, in brackets where it is made of several itself and stands beside others."""
    said = scope.clause(part)
    several = any(len(part.get(name, ())) > 1 for name in ("all", "any"))
    return Bilingual(f"（{said.ja}）", f"({said.en})") if several and beside > 1 else said


def _read_one_of(parts: Sequence[Spec], scope: Scope) -> Bilingual:
    said = _reads(Bilingual("、", "; "))(parts, scope)
    return Bilingual(f"次のうちちょうど1つである（{said.ja}）", f"exactly one holds ({said.en})")


def _read_not(condition: Spec, scope: Scope) -> Bilingual:
    said = scope.clause(condition)
    joined = condition.keys() & {"all", "any", "one_of", "every", "when"} or "書かれていて、" in said.ja
    ja = "" if joined else next((said.ja[: -len(end)] + no for end, no in _DENIED if said.ja.endswith(end)), "")
    en = "" if joined else next((said.en.replace(yes, no, 1) for yes, no in _DENIED_EN if yes in said.en), "")
    return Bilingual(ja or f"「{said.ja}」ということがない", en or f"it is not so that {said.en}")


_DENIED = (
    ("いずれかである", "いずれでもない"),
    ("いずれかに合う", "いずれにも合わない"),
    ("のうち1つ以上がある", "のいずれもない"),
    ("である", "でない"),
    ("いずれかが書かれている", "いずれも書かれていない"),
    ("いる", "いない"),
    ("がある", "がない"),
    ("に合う", "に合わない"),
    ("一致する", "一致しない"),
)
"""How a clause of one word ends in Japanese, and how it does when it is denied."""
_DENIED_EN = (
    (" is one of ", " is none of "),
    (" speaks of one of ", " speaks of none of "),
    (" matches one of ", " matches none of "),
    (" matches ", " does not match "),
    (" has ", " does not have "),
    (" is ", " is not "),
)


def _read_every(spec: Spec, scope: Scope) -> Bilingual:
    of, holds = scope.label(spec["of"]), scope.inside(spec["of"]).clause(spec["holds"])
    return Bilingual(f"{of.ja}のそれぞれについて、{holds.ja}", f"for each of {of.en}: {holds.en}")


_PARTS = {"": Param("conditions", Bilingual("条件の一覧", "the conditions"))}
WORDS = (
    Word(
        name="all",
        says=Bilingual(
            "すべての条件を満たす。該当しない条件は除く。満たさない条件はそれぞれ別の指摘になる",
            "every part holds; parts that do not apply are left out; every failing part is a finding of its own",
        ),
        absent=Bilingual("どの条件も該当しなければ該当しない", "not applicable where no part applies"),
        params=_PARTS,
        several="parts",
        part="left_out",
        build=_build_all,
        reads=_reads(Bilingual("、かつ、", " and ")),
        fills=_fills,
        faults=lambda parts: _faults_of_parts(parts, NEVER),
        breakings=_break_all,
        lacks={"subject": "it speaks of as many values as it has parts"},
    ),
    Word(
        name="gather",
        says=Bilingual(
            "すべての条件を満たす（all と同じ）。満たさない条件は1件の指摘にまとめ、それぞれの message が {missing} に"
            "並ぶ",
            "every part holds, as with `all`, but what fails is one finding: the parts' messages stand in `{missing}`",
        ),
        absent=Bilingual("どの条件も該当しなければ該当しない", "not applicable where no part applies"),
        params=_PARTS,
        several="parts",
        part="left_out",
        build=_build_gather,
        reads=_reads(Bilingual("、かつ、", " and ")),
        fills=frozenset({"missing"}),
        faults=lambda parts: _faults_of_parts(parts, NEVER),
        breakings=_break_all,
        lacks={"subject": "it speaks of as many values as it has parts"},
    ),
    Word(
        name="any",
        says=Bilingual("いずれかの条件を満たす", "one part holds"),
        absent=Bilingual("どの条件も該当しなければ該当しない", "not applicable where no part applies"),
        params=_PARTS,
        several="parts",
        part="left_out",
        build=_build_any,
        reads=_reads(Bilingual("、または、", " or ")),
        fills=_fills,
        faults=lambda parts: _faults_of_parts(parts, ALWAYS),
        breakings=_break_any,
        lacks={"subject": "it speaks of as many values as it has parts"},
    ),
    Word(
        name="one_of",
        says=Bilingual("ちょうど1つの条件を満たす", "exactly one part holds"),
        absent=Bilingual("どの条件も該当しなければ該当しない", "not applicable where no part applies"),
        params=_PARTS,
        several="parts",
        part="left_out",
        build=_build_one_of,
        reads=_read_one_of,
        faults=lambda parts: _faults_of_parts(parts, ALWAYS),
        breakings=_break_one_of,
        lacks={"subject": "it speaks of as many values as it has parts"},
    ),
    Word(
        name="not",
        says=Bilingual("条件を満たさない", "the condition does not hold"),
        params={"": Param("condition", Bilingual("条件", "the condition"))},
        several="parts",
        part="itself",
        unread="open",
        build=_build_not,
        reads=_read_not,
        faults=_faults_of_not,
        breakings=_break_not,
        lacks={"subject": "a double negation is refused by linting"},
    ),
    Word(
        name="every",
        says=Bilingual(
            "一覧のどの要素も holds の条件を満たす。満たさない要素はそれぞれ別の指摘になる",
            "every element of the list meets `holds`; every one that does not is a finding of its own",
        ),
        params={
            "of": Param("path", Bilingual("一覧", "the list"), required=True, many=True),
            "holds": Param("condition", Bilingual("要素の条件", "what each has to meet"), required=True, within="of"),
        },
        several="every",
        part="not_counted",
        build=_build_every,
        reads=_read_every,
        fills=lambda spec, folder: (its := word_in(spec["holds"])).filled(spec["holds"][its.name], folder=folder),
        breakings=_break_every,
        lacks={"subject": "it speaks of as many values as the list has", "faults": "its condition has its own"},
    ),
)
