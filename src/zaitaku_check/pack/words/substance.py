"""The words `alike` and `remains`: whether a text says anything of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from zaitaku_check.pack import phrases
from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.failures import fail
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer
from zaitaku_check.pack.paths import Frames, elements
from zaitaku_check.pack.words.word import BASIC, TEXTS, Param, Word
from zaitaku_check.plan.field import Field
from zaitaku_check.text_forms import folded
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zaitaku_check.pack.mutants.scene import Breaking, Scene
    from zaitaku_check.pack.sentence import Scope

_SIGNS = re.compile(r"[\W_]+")
_PERCENT = 90
LONGEST = 2_000
"""Letters of a text that is compared with others; a longer one is no copy of a sentence."""


def bare(text: str) -> str:
    """Return a text as its substance is compared: folded, without punctuation and other signs."""
    return _SIGNS.sub("", folded(text))


def _stem(text: str) -> str:
    """Return a bare text without its last kana: 書く and 書きます are one."""
    return bare(text).rstrip(_KANA)


_KANA = "".join(map(chr, range(0x3041, 0x3097)))


def judge_alike(spec: Spec, context: Context) -> Judge:
    """Build `alike`: the text is, nearly word for word, one of the sentences, or what the form itself says."""
    find, field = context.path(spec["in"])
    words = tuple(_flat(spec.get("without", ())))
    sentences = {
        _stem(_struck_out(each, words)) for each in (*spec.get("any_of", ()), *_of_form(spec, field, context))
    } - {""}
    known = [(sentence, Counter(sentence)) for sentence in sorted(sentences)]
    percent = spec.get("percent", _PERCENT)

    def judge(frames: Frames) -> Answer:
        every = elements(find(frames))
        for cell in every.cells:
            if _near(_stem(_struck_out(str(cell.value), words)), known, percent):
                return PASS
        if every.unknown:
            return CANNOT_TELL
        return fail(every.cells[0], field, phrases.ALIKE) if every.cells else NOT_APPLICABLE

    return judge


def _of_form(spec: Spec, field: Field, context: Context) -> Iterable[str]:
    """Yield the texts that the form prints at the field, and the names of the choices of another field."""
    if spec.get("form"):
        yield from (field.label.ja, field.label.en, field.help.ja, field.help.en, field.example)
    if "names_of" in spec:
        _find, named = context.path(spec["names_of"])
        for choice in named.choices:
            yield from (choice.label.ja, choice.label.en, *(choice.aliases if spec.get("aliases") else ()))


def _near(text: str, known: Sequence[tuple[str, Counter[str]]], percent: int) -> bool:
    """Return whether a text equals one of the sentences in so many letters of a hundred, in their order."""
    if not text or len(text) > LONGEST:
        return False
    letters = Counter(text)
    for sentence, its in known:
        if text == sentence:
            return True
        needed = percent * (len(text) + len(sentence))
        if 200 * min(len(text), len(sentence)) < needed:  # most differ in length alone
            continue
        if 200 * sum((letters & its).values()) >= needed and _ratio(text, sentence) >= percent:
            return True
    return False


def _ratio(text: str, sentence: str) -> float:
    from rapidfuzz.fuzz import ratio

    return ratio(text, sentence)


def judge_remains(spec: Spec, context: Context) -> Judge:
    """Build `remains`: enough letters are left of the text once the words are struck out."""
    find, field = context.path(spec["in"])
    least = spec.get("min", 1)
    words = tuple(_flat(spec["without"]))

    def judge(frames: Frames) -> Answer:
        every = elements(find(frames))
        for cell in every.cells:
            if _remains(folded(str(cell.value)), words, least):
                return PASS
        if every.unknown:
            return CANNOT_TELL
        return fail(every.cells[0], field, phrases.REMAINS, min=str(least)) if every.cells else NOT_APPLICABLE

    return judge


def _remains(text: str, words: tuple[str, ...], least: int) -> bool:
    """Return whether so many letters are left of a folded text once the words are struck out, a space for each."""
    kept = text.translate(_letters(words))
    if sum(map(str.isalnum, kept)) >= least:  # letters of no word at all: then nothing need be struck out
        return True
    return len(_SIGNS.sub("", _struck_out(text, words))) >= least


def _struck_out(text: str, words: tuple[str, ...]) -> str:
    """Return a text, folded, with a space for each of the words."""
    pattern = _struck(words)
    return pattern.sub(" ", folded(text)) if pattern else folded(text)


@lru_cache
def _letters(words: tuple[str, ...]) -> dict[int, None]:
    """Return what drops from a text every letter that stands in one of the words."""
    return dict.fromkeys(map(ord, set("".join(map(folded, words)))))


@lru_cache
def _struck(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return what finds the words, longer ones first; several rules strike out the same ones."""
    parts = sorted({folded(each) for each in words} - {""}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, parts))) if parts else None


def _flat(words: Sequence[Any]) -> Iterable[str]:
    """Yield the words of a list that may hold lists: several named lists are struck out together."""
    for each in words:
        yield from map(str, each if isinstance(each, list) else [each])


def _emptied(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    cells, _field = scene.values(spec["in"])
    for cell in cells[:1]:
        yield scene.put("emptied", cell, next(iter(_flat(spec["without"]))))


def _strange(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    from zaitaku_check.pack.mutants.edits import OTHER_TEXT

    cells, _field = scene.values(spec["in"])
    for cell in cells[:1]:
        yield scene.put("swap", cell, OTHER_TEXT)


def _read_alike(spec: Spec, scope: Scope) -> Bilingual:
    from zaitaku_check.pack.sentence import several

    label = scope.label(spec["in"])
    others = [several(spec["any_of"])] if "any_of" in spec else []
    if spec.get("form"):
        others.append(Bilingual("様式の説明・記入例", "the form's own help and example"))
    if "names_of" in spec:
        names = scope.label(spec["names_of"])
        others.append(Bilingual(f"{names.ja}の名称", f"the names of {names.en}"))
    percent = spec.get("percent", _PERCENT)
    ja, en = "・".join(each.ja for each in others), " or ".join(each.en for each in others)
    return Bilingual(f"{label.ja}が{ja}と{percent}％以上同じである", f"{label.en} equals {en} by at least {percent} %")


def _read_remains(spec: Spec, scope: Scope) -> Bilingual:
    from zaitaku_check.pack.sentence import several

    label, words, least = scope.label(spec["in"]), several([*_flat(spec["without"])]), spec.get("min", 1)
    return Bilingual(
        f"{label.ja}に{words.ja}のほかに{least}文字以上が書かれている",
        f"{label.en} says at least {least} letter{'s' * (least > 1)} besides {words.en}",
    )


WORDS = (
    Word(
        name="alike",
        says=Bilingual(
            "文章が、句読点を除いて、any_of のいずれか、様式の説明・記入例（form）、又は別の項目の選択肢の名称"
            "（names_of）とほぼ同じ（percent 以上、既定は90）である",
            "without punctuation the text is nearly (by `percent` letters of a hundred, else 90) one of `any_of`, "
            "of the texts that the form prints at the field (`form: true`), or of the names of another field's choices "
            "(`names_of`)",
        ),
        params={
            "in": Param("path", Bilingual("文章の項目", "the text"), required=True, kinds=TEXTS),
            "any_of": Param("words", Bilingual("これらの文", "these sentences")),
            "form": Param("flag", Bilingual("様式の説明と記入例", "the form's own help and example")),
            "names_of": Param("path", Bilingual("選択肢の名称", "the names of this field's choices")),
            "aliases": Param("flag", Bilingual("選択肢の別名も含める", "their other names, too")),
            "without": Param(
                "words", Bilingual("比べる前に双方から除く語", "words struck out of both before"), nested=True
            ),
            "percent": Param("percent", Bilingual("以上同じ（百分率）", "equal by so many letters of a hundred")),
        },
        schema={"anyOf": [{"required": ["any_of"]}, {"required": ["form"]}, {"required": ["names_of"]}]},
        several="one",
        build=judge_alike,
        reads=_read_alike,
        subject="in",
        breakings=_strange,
        lacks={"faults": "sentences that nearly any text is like cannot be told from others"},
    ),
    Word(
        name="remains",
        says=Bilingual(
            "文章から without の語を除いても、min 文字以上（既定は1）が残る",
            "of the text at least `min` letters (1 by default) are left once the words of `without` are struck out",
        ),
        params={
            "in": Param("path", Bilingual("文章の項目", "the text"), required=True, kinds=TEXTS),
            "without": Param("words", Bilingual("除く語", "the words that are struck out"), required=True, nested=True),
            "min": Param("whole", Bilingual("残る文字数", "the letters that must be left")),
        },
        several="one",
        build=judge_remains,
        reads=_read_remains,
        fills=BASIC | {"min"},
        subject="in",
        breakings=_emptied,
        lacks={"faults": "which words leave nothing of a text depends on the text"},
    ),
)
