"""The word `mentions`: the texts speak of one, or of all, of the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from zaitaku_check.named import NamedTuple
from zaitaku_check.pack import phrases
from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.failures import fail
from zaitaku_check.pack.outcome import CANNOT_TELL, PASS, Answer
from zaitaku_check.pack.paths import Frames, elements
from zaitaku_check.pack.wording import quoted
from zaitaku_check.pack.words.word import BASIC, FAILS, NAMED, Fault, Param, Word
from zaitaku_check.plan.plan import Cell
from zaitaku_check.source.waiting import waiting
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from zaitaku_check.pack.mutants.scene import Breaking, Scene
    from zaitaku_check.pack.sentence import Scope


_CLAUSE = waiting(r"(?<=[。．！!？?；;\n])|(?<=[ぁ-ん][、,，])(?<![やとは][、,，])|(?<=\.)\s|(?=, but )")
"""Where a clause ends. A comma behind kanji only separates the parts of a list: 夜間、休日は行わない denies both."""
_END = (
    "(?=です|でした|とする|とします|とし|ので|ため|から|が[、,，]|が$|けれど|ものの|こと[とに]|方針|予定|旨|"
    "[\\s。．、,，)）；;]|$)"
)
_DENIED = waiting(
    f"[ぁ-ん]ない{_END}|[ぁ-ん]ません|(?:せ|わ|でき|おら)ず{_END}|対象外(?!の)|不可{_END}|(?:を|は|も)除[くきい]|(?:を|は)除外|"
    f"(?<![ぁ-ん])(?:な|無)し{_END}|未(?:実施|対応|整備|定){_END}|予定[はが]?な[いし]|取りやめ|"
    "(?:難しい|困難)(?:である|です|だ|(?:な)?状況(?:である|です|だ|にある)?)?[。．]?$|(?:見送|見合わせ|中止|休止|廃止|断念)[りるすしま]*[。．]?$|"
    "\\b(?:not|no|never|without|except|excluding)\\b|n't\\b"
)
"""What denies a word of its clause: a negative at the end (行わない), never one before a noun (通院できない患者)."""
_VERB_ALONE = waiting(
    "(?:取り組ま|行わ|行え|実施(?:し|でき)|対応(?:し|でき)|予定し|計画し|設け|し|でき)(?:ない|ません)(?:です|こと[とに]?(?:する|します)?)?[。.]?"
)
"""A clause that denies what the clause before it names: 病床の確保は困難であり、取り組まない。"""
_NO_DENIAL = waiting(
    "[だのみ]けでな|のみでな|だけでな|ばかりでな|のみならず|なければ|なくては|ねばなら|を問わず|にかかわらず|にとどまらず|"
    "間違いな|欠かせない|少なからず|かもしれません|\\bnot only\\b|\\bno later\\b"
)
"""What looks like a denial and is none: 夜間だけでなく, 昼夜を問わず …"""


class _Clause(NamedTuple):
    """A clause as words are looked for in it, and whether it denies what it speaks of."""

    text: str
    denies: bool


@lru_cache(maxsize=256)
def _clauses(text: str) -> tuple[_Clause, ...]:
    """Return the clauses of a text; a text without a denial is one."""
    if not _denies(text):
        return (_Clause(plain(text), denies=False),)
    parts = [part for part in _CLAUSE.split(text) if part]
    denied = [_denies(part) for part in parts]
    return tuple(
        _Clause(plain(part), denied[at] or (at + 1 < len(parts) and denied[at + 1] and _is_verb(parts[at + 1])))
        for at, part in enumerate(parts)
    )


def _is_verb(part: str) -> bool:
    """Return whether a clause is a verb alone: it speaks of what the clause before it names."""
    return _VERB_ALONE.fullmatch(plain(part)) is not None


def _denies(text: str) -> bool:
    return _DENIED.search(_NO_DENIAL.sub("", text.strip().casefold())) is not None


def judge_mentions(spec: Spec, context: Context) -> Judge:
    """Build `mentions`: the texts together speak of one, or of all, of the words; a denied word does not count."""
    places = spec["in"] if isinstance(spec["in"], list) else [spec["in"]]
    finders = [context.path(text) for text in places]
    field = finders[0][1]
    find_text = [find for find, _field in finders]
    anyway, denied = "any_of" in spec, bool(spec.get("denied"))
    words = [(word, plain(word)) for word in spec["any_of" if anyway else "all_of"]]
    message = phrases.MENTIONS_ANY if anyway else phrases.MENTIONS_ALL
    enough = len(words) - spec.get("at_least", 1) if anyway else 0

    def judge(frames: Frames) -> Answer:
        unread = False
        first: Cell | None = None
        open_words = words
        for find in find_text:
            found = find(frames)
            every = elements(found)
            unread = unread or every.unknown
            for cell in every.cells:
                first = first or cell
                for clause in _clauses(str(cell.value)):
                    if clause.denies is not denied:
                        continue
                    open_words = [word for word in open_words if word[1] not in clause.text]
                    if len(open_words) <= enough:
                        return PASS
        if unread:
            return CANNOT_TELL
        spot = first if first is not None else (frames[-1] if len(frames) > 1 else None)
        return fail(spot, field, message, key=first is None, missing=quoted(word for word, _ in open_words))

    return judge


def _faults(spec: Spec) -> Iterator[Fault]:
    words = [str(word) for word in spec.get("any_of", ())]
    for at, word in enumerate(words):
        if any(plain(other) in plain(word) and other != word for other in words) or word in words[:at]:
            wording = Bilingual(
                f"「{word}」は、ほかの語に含まれているため不要です。",
                f"“{word}” adds nothing: another word is part of it",
            )
            yield ("any_of",), wording


def _breakings(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    places = spec["in"] if isinstance(spec["in"], list) else [spec["in"]]
    texts = [cell for path in places for cell in scene.values(path)[0]]
    for words in [spec["any_of"]] if "any_of" in spec else [[word] for word in spec["all_of"]]:
        silenced = [(cell, _without(str(cell.value), words)) for cell in texts]
        yield scene.put_each("silence", [(cell, text) for cell, text in silenced if text != cell.value])


def _without(text: str, words: list[str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        text = re.sub(r"\s*".join(map(re.escape, word)), "＊", text, flags=re.IGNORECASE)
    return text


def _reads(spec: Spec, scope: Scope) -> Bilingual:
    from zaitaku_check.pack.sentence import several

    label, anyway = scope.label(spec["in"]), "any_of" in spec
    words = several(spec["any_of" if anyway else "all_of"])
    ja = "打ち消されている" if spec.get("denied") else "書かれている"
    en = "denies" if spec.get("denied") else "speaks of"
    if anyway:
        least = spec.get("at_least", 1)
        which = Bilingual("いずれか", "one") if least == 1 else Bilingual(f"うち{least}語以上", f"at least {least}")
        return Bilingual(f"{label.ja}に{words.ja}の{which.ja}が{ja}", f"{label.en} {en} {which.en} of {words.en}")
    return Bilingual(f"{label.ja}に{words.ja}がすべて{ja}", f"{label.en} {en} all of {words.en}")


WORDS = (
    Word(
        name="mentions",
        says=Bilingual(
            "文章（複数の項目はあわせて）に any_of のいずれか、または all_of のすべてが書かれている。同じ節の中で打ち消"
            "された語（…しない、対象外など）は数えない",
            "the texts (a path or a list of paths) together speak of one of `any_of`, or of all of `all_of`; "
            "a word that its own clause denies (…しない, 対象外, not) does not count",
        ),
        absent=FAILS,
        params={
            "in": Param("paths", Bilingual("文章の項目", "the texts"), required=True, kinds=NAMED),
            "any_of": Param("words", Bilingual("いずれかの語", "one of these words")),
            "all_of": Param("words", Bilingual("すべての語", "all of these words")),
            "at_least": Param(
                "whole", Bilingual("any_of のうち必要な語の数（既定は1）", "so many of `any_of` (1 by default)")
            ),
            "denied": Param("flag", Bilingual("打ち消された語だけを数える", "count only words that are denied")),
        },
        schema={"oneOf": [{"required": ["any_of"]}, {"required": ["all_of"]}]},
        several="together",
        build=judge_mentions,
        fills=BASIC | {"missing"},
        reads=_reads,
        subject="in",
        faults=_faults,
        breakings=_breakings,
    ),
)
