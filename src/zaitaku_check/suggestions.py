"""Which word a misspelt one was meant to be, and the one form of words that suggests it.

Made for short Japanese words: a letter mistaken for one that sounds or looks alike (形 for 型, 機 for 期) costs less
than any other. Short words therefore need an alike letter or an exchange, longer ones may also miss, add or change a
few letters.

A guess is certain only where every letter that differs is listed as confusable in `rules/structure/alike-letters.txt`.
Words that name something else in the real world (`rules/structure/other-things.txt`) are never taken for a slip:
訪問介護ステーション is one letter away from 訪問看護ステーション and another service.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from zaitaku_check.bundled import table
from zaitaku_check.named import NamedTuple
from zaitaku_check.text_forms import VARIANTS, plain
from zaitaku_check.text_types import Bilingual

_LOOK = str.maketrans(
    "аеорсухѕіјԁһкмтвнαονρικτ"  # Cyrillic and Greek letters that look Latin
    "ｰ_-",
    "aeopcyxsijdhkmtbhaovpikt---",
)
_DIGITS_AS_LETTERS = str.maketrans("01", "ol")
_LONGEST = 64
_MOST_RIVALS = 3
"""R115 is one digit away from half the catalogue: then nothing is suggested."""


class Guess(NamedTuple):
    """What a word may have meant.

    word  the known spelling that was certainly meant: nothing else comes near, and every letter that differs is one of
          those that are confused with one another; "" where that is not certain
    slip  at most one letter differs otherwise; else the words are only related
    """

    meaning: str
    word: str = ""
    slip: bool = True


def hinted(wording: Bilingual, meant: str) -> Bilingual:
    """Return a sentence with the suggestion `meant` behind it; as it is where that is ""."""
    if not meant:
        return wording
    end = "" if wording.ja.endswith("。") else "。"
    joint = " Did" if wording.en.endswith(".") else "; did"
    return Bilingual(f"{wording.ja}{end}もしかして「{meant}」ですか。", f"{wording.en}{joint} you mean “{meant}”?")


def did_you_mean(wording: Bilingual, word: str, known: Iterable[str], otherwise: Bilingual | None = None) -> Bilingual:
    """Return a sentence with the known word nearest to `word` suggested; where none is near, `otherwise` follows."""
    near = nearest(word, known)
    if near or otherwise is None:
        return hinted(wording, *near or [""])
    return Bilingual(wording.ja + otherwise.ja, f"{wording.en}; {otherwise.en}")


def nearest(word: str, candidates: Iterable[str], limit: int = 1) -> list[str]:
    """Return the candidates that `word` may have meant, the likeliest first; none where any guess would be absurd."""
    return [guess.meaning for guess in guesses(word, {each: each for each in candidates})[:limit]]


def nearest_meaning(word: str, meanings: Mapping[str, str]) -> Guess | None:
    """Return what `word` most likely meant of the known words of `meanings`, each → what it stands for; or None."""
    return next(iter(guesses(word, meanings)), None)


def guesses(word: str, meanings: Mapping[str, str]) -> list[Guess]:
    """Return what `word` may have meant, the likeliest first; none where too many are equally likely.

    `meanings` maps every known word to what it stands for; each meaning is guessed once.
    """
    said = _sounded(word) if 1 < len(word) <= _LONGEST else ""
    if not said or (plain(word) in _other_things() and word not in meanings):
        return []
    best = dict[str, tuple[int, int]]()
    for known, meaning in meanings.items():
        score = _score(word, said, known)
        if score and score < best.get(meaning, (_LONGEST, _LONGEST)):
            best[meaning] = score
    ranked = sorted(best, key=lambda meaning: best[meaning])
    rivals = [meaning for meaning in ranked if best[meaning][0] == best[ranked[0]][0]]
    if len(rivals) > _MOST_RIVALS:
        return []
    same = {known: meaning for known, meaning in meanings.items() if confused(known) == confused(word)}
    meant = next(iter(same)) if len(rivals) == len(set(same.values())) == 1 else ""
    return [
        Guess(meaning, word=meant if same.get(meant) == meaning else "", slip=best[meaning][0] <= 1)
        for meaning in ranked
    ]


def _score(word: str, said: str, candidate: str) -> tuple[int, int] | None:
    """Return how far two words are apart: unlike letters, then alike ones; None when they have nothing to do.

    `said` is the word as it sounds.
    """
    meant = _sounded(candidate)
    apart = _distance(said, meant, _tolerance(said, meant))
    if apart is None:
        if not _contained(said, meant):
            return None
        apart = 2 + abs(len(said) - len(meant))
    return apart, _distance(plain(word), plain(candidate), _LONGEST) or 0


def _tolerance(said: str, meant: str) -> int:
    """How many letters two words of this length may differ in."""
    length = max(len(said), len(meant))
    if length <= 2:
        return 1 if sorted(said) == sorted(meant) else 0
    if said.isascii() and length <= 3:
        return 1 if said[0] == meant[0] else 0
    return 1 if length <= 5 else max(2, length // 4)


def _contained(said: str, meant: str) -> bool:
    """One is a good part of the other: 電話 of 電話番号."""
    short, long = sorted((said, meant), key=len)
    return not said.isascii() and len(short) >= 2 and 2 * len(short) >= len(long) and short in long


def _distance(left: str, right: str, most: int) -> int | None:
    """Letters missing, added, changed or exchanged with their neighbour between two words; None beyond `most`."""
    from rapidfuzz.distance import OSA

    apart = OSA.distance(left, right, score_cutoff=most)
    return apart if apart <= most else None


@cache
def _other_things() -> frozenset[str]:
    """Every word that is known to name something that no form has a choice or key for, as `plain`."""
    return frozenset(plain(word) for line in table("structure/other-things.txt") for word in line.split())


@cache
def _alike(*, certain: bool) -> dict[int, str]:
    """Every letter that is confused with others → the first of them; `certain`: by the groups that may correct."""
    groups = [(line[0] != "?", line.strip("? ")) for line in table("structure/alike-letters.txt")]
    first: dict[int, str] = {}
    for group in (group for sure, group in groups if sure or not certain):
        head = next((first[ord(letter)] for letter in group if ord(letter) in first), group[0])
        first.update({ord(letter): head for letter in group if ord(letter) not in first})
    return first


@cache
def _kana() -> dict[int, str]:
    """Hiragana → katakana, small kana → large."""
    large = dict(zip("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ", strict=True))
    kana = {code: chr(code + 0x60) for code in range(ord("ぁ"), ord("ゖ") + 1)}
    return {code: large.get(letter, letter) for code, letter in kana.items()} | {ord(k): v for k, v in large.items()}


@lru_cache(maxsize=4096)
def _sounded(word: str) -> str:
    """Return a word with every letter replaced by the first of those that sound or look like it."""
    return _with_first_letters(word, _alike(certain=False))


@lru_cache(maxsize=4096)
def confused(word: str) -> str:
    """Return a word with every letter replaced by the first of those that it is confused with beyond doubt."""
    return _with_first_letters(word, _alike(certain=True))


def _with_first_letters(word: str, first: Mapping[int, str]) -> str:
    text = plain(word).translate(VARIANTS).translate(_LOOK)
    if text.isascii():
        return text.replace("-", "").translate(_DIGITS_AS_LETTERS)
    return text.translate(_kana()).translate(first)
