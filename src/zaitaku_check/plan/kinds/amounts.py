"""Counts, numbers and amounts of money as people write them."""

from __future__ import annotations

import re
from unicodedata import normalize

from zaitaku_check.plan.doubt import EMPTY, Doubt, InContext
from zaitaku_check.plan.kinds.kind import Kind
from zaitaku_check.source.waiting import waiting
from zaitaku_check.text_forms import ORNAMENT, ZERO_WIDTH
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from decimal import Decimal

_ABOUT = (
    "上限|約|およそ|おおよそ|おおむね|概ね|合計|計|総数|総計|延べ|のべ|(?:[月年]間?)?平均|最低|少なくとも|目標|"
    "at least|about|approximately|around|average"
)
_AROUND = (
    "程度|ほど|くらい|ぐらい|前後|以上|以下|以内|弱|強|超|(?:を|に|へ|まで)?(?:目指す|目標|目標とする|増やす|増加|拡大)?|を予定|"
    "or more|and more|in total"
)
_EVERY = "年間?|月間?|週間?|1?日|1[かカヵヶケ箇個]月|毎月|毎年|期間中|年度内"
_SIGN = "[-−▲△]"
_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+"
_COUNTER = (
    "床|ベッド|病床|人|名|者|件|症例|例|回|[かカヵヶケ箇個]所|所|機関|医療機関|施設|事業所|台|%|パーセント|病院|診療所|薬局|局|"
    "ステーション|団体|法人|社|校|日|時間|分|[かカヵヶケ箇個]月|歳|本|枚|部|冊|点|組|班|チーム|単位|市町村|町村|世帯|軒|職種|"
    "患者|医師|看護師|利用者|事業者|名様|人日|人回|人月|ケース|"
    "bed|beds|person|persons|people|case|cases|time|times"
)
_ANY_UNIT = (
    r"(?:(?!未|以|増|減|倍|割|超|余|年|月|日|時|円|千|万|億|百|十|階|番|第|前)[一-龥ァ-ヶー]){1,8}"
    r"|(?<=[0-9] )[a-z]{3,}(?: [a-z]+){0,4}"
)
"""What may be counted beside the usual units: 3地区, 4クリニック, 11 clinics."""
_WHEN = r"(?:平成|令和|昭和|[hrs])?[0-9]{1,4}年?(?:度|[0-9]{1,2}月)?(?:末|現在|時点|実績|度末|[0-9]{1,2}日)*"
_AS_OF = waiting(rf"^{_WHEN}[ :の、,]+(?=\S*[0-9])|(?<=\S)[ 、,]+{_WHEN}$", re.IGNORECASE)
"""Since when a figure holds, written before or behind it: 平成29年度 9か所, 9か所 平成30年6月現在."""
_NUMBER_OF = (
    f"(?:{_ABOUT})? ?(?:{_EVERY})? ?(?:{_ABOUT})? ?(?P<sign>{_SIGN})? ?(?P<whole>{_DIGITS})(?P<part>\\.[0-9]+)?"
    f" ?(?:%s)?(?: ?/ ?(?:{_EVERY}|[0-9]+ ?(?:{_COUNTER})?))?(?: ?(?:{_AROUND}))?"
)
_NUMBER = waiting(_NUMBER_OF.replace("%s", _COUNTER), re.IGNORECASE)
_FREE_NUMBER = waiting(_NUMBER_OF.replace("%s", f"{_COUNTER}|{_ANY_UNIT}"), re.IGNORECASE)
_RANGE = waiting(r"[0-9].*[~〜∼\-–—―−ー].*[0-9]|[0-9].*(?:から|未満)")
_KANJI = waiting(f"[〇零一二三四五六七八九十百千万]+(?:円|{_COUNTER})?")

_UNITS = {"億": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3}
_YEN = waiting(
    rf"(?:{_ABOUT}|見込額?|予定額?)? ?(?P<sign>{_SIGN})? ?(?P<yen>一?金|¥)? ?(?P<sign2>{_SIGN})? ?"
    rf"(?P<terms>(?:(?:{_DIGITS})(?:\.[0-9]+)? ?(?:億|千万|百万|十万|万|千) ?)*)(?P<rest>{_DIGITS})?(?P<part>\.[0-9]+)?"
    rf" ?(?P<unit>円)?(?:也|整|ちょうど)?[-ー―−‐]?(?: ?(?:{_AROUND}))?"
)
_TERM = waiting(rf"({_DIGITS})(\.[0-9]+)? ?(億|千万|百万|十万|万|千)")
_UNIT_IN_BRACKETS = waiting(r"\(((?:百万|万|千)?円)\)|\([^()0-9]*\)")
_ENGLISH_YEN = waiting(r" ?(thousand|million)? ?(?:yen|jpy)\b|^jpy ?", re.IGNORECASE)
_ENGLISH_UNITS = {"thousand": "千円", "million": "百万円"}
_TWO_WAYS = waiting(r"(?P<whole>[0-9]{1,3})\.(?P<part>[0-9]{3}) ?千円?")
_REMARK = waiting(r"(?<=.) ?(?!\([0-9]{1,2}\))[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕] ?$")
_OF = waiting(
    r"(?P<part>[0-9][0-9,]*) ?/ ?[0-9][0-9,]*(?: ?\S{1,4})?"
    r"|[0-9][0-9,]*\D{0,6}(?:中の?|のうち)[、 ]?(?P<of>[0-9][0-9,]*)\D{0,6}"
)
_CHANGE = waiting(
    rf"(?P<up>\+ ?)?(?P<number>[0-9]+(?:\.[0-9]+)?) ?(?P<unit>割|%|倍|{_COUNTER})? ?"
    r"(?:程度|以上|ほど)?(?:の|を)? ?(?P<way>増加?|減少?|増やす|減らす|上昇|プラス|up|more|increase)?",
    re.IGNORECASE,
)
_BEDS = waiting(
    r"(?P<kind>[^\W\d][^\d]{0,15})? ?[:：]? ?(?P<number>[0-9][0-9,]*) ?(?P<unit>床|ベッド|beds?)?(?:程度)?",
    re.IGNORECASE,
)
_BETWEEN_BEDS = waiting(r"[、,・+／/;；]|(?<=[0-9]床) ?")
_OF_THESE = ("うち", "内", "(うち", "再掲", "of which")
_TIMES = waiting(r"(?<!第)(?<![0-9])(?P<number>[0-9]+)(?: ?[~〜∼\-–—―−ー] ?[0-9]+)? ?(?:回|度|times?)")
_IN_WORDS = {"once": "1 time", "twice": "2 times", "three times": "3 times", "four times": "4 times"}
_KANJI_TIMES = waiting("[一二三四五六七八九](?=回|度)")
_NTH = waiting("第([0-9]+)回")
_BARE_TIMES = waiting(rf"(?:{_ABOUT}) ?(?P<number>[0-9]+)")
_MONTHS_NAMED = waiting(r"(?<![0-9])(?:1[0-2]|[1-9])月(?!間)")
_RHYTHMS = (
    (
        waiting(
            r"隔月|偶数月|奇数月|[2二](?:[かカヵヶケ箇個]月)(?:に|ごと|毎)|2月に|"
            r"bi-?monthly|every (?:two|2|other|second) month|alternate month"
        ),
        2,
    ),
    (waiting(r"[四4]半期|every (?:three|3) month|[3三](?:[かカヵヶケ箇個]月)(?:に|ごと|毎)|quarter"), 3),
    (waiting(r"半期|半年|[6六](?:[かカヵヶケ箇個]月)(?:に|ごと|毎)|half"), 6),
    (waiting(r"毎月|各月|月(?:に|間)? ?[1-9一](?:回|度)|monthly|every month|per month|a month"), 1),
)
"""How often a meeting is held → in how many months once."""
_WEEKLY = waiting(r"毎週|週(?:に)? ?[1-9一]|weekly|隔週")
_DAILY = waiting("毎日|日常的|daily|every day")
_EACH = waiting(r"(?:月|週|期|年)(?:に|間)? ?(?P<number>[0-9]+) ?(?:回|度)")

_ALL_DIGITS = "0123456789０１２３４５６７８９"
_USUAL_COUNTERS = frozenset({"", "床", "人", "名", "回", "件"})
_USUAL_YEN = {"円": 1, "千円": 1_000, "万円": 10_000}
_USUAL_LENGTH = 12
_ENDLESS = waiting(rf"{_SIGN}?[0-9]+…")
_LONGEST = 60
_MOST_DIGITS = 15
_SMALLEST_BARE = 10_000


def read_count(raw: str) -> int | Doubt:
    """Return a whole number."""
    if raw.isascii() and raw.isdigit() and len(raw) <= _MOST_DIGITS:
        return int(raw)
    usual = _usual(raw.removeprefix("年"))
    if usual is not None and usual[1] in _USUAL_COUNTERS:
        return usual[0]
    number = _number(raw, "count")
    if isinstance(number, Doubt):
        if raw.strip(" \u3000（）()") in _USUAL_COUNTERS:
            return EMPTY
        beds = _sum_of_beds(raw)
        return number if beds is None else beds
    whole = int(number)
    return whole if whole == number else Doubt("F004", "fraction")


def _sum_of_beds(raw: str) -> int | None:
    """Return the beds of one kind or of several: 一般 99床, 一般60床、療養28床."""
    text = _REMARK.sub("", _tidy(raw))
    if text == "無床":
        return 0
    written = [part.strip() for part in _BETWEEN_BEDS.split(text) if part.strip()]
    if any("許可" in part for part in written):
        written = [part for part in written if "稼働" not in part]  # those in use are some of those allowed
    written = [part for part in written if not part.startswith(_OF_THESE)]
    parts = [_BEDS.fullmatch(part) for part in written]
    numbers = [int(part["number"].replace(",", "")) for part in parts if part and (part["kind"] or part["unit"])]
    return sum(numbers) if numbers and len(numbers) == len(parts) else None


def read_times(raw: str) -> int | Doubt | InContext:
    """Return how often something takes place, as far as it is certain: 年2～3回 is 2, 毎月 is once a month."""
    if raw.isascii() and raw.isdigit() and len(raw) <= _MOST_DIGITS:
        return int(raw)
    usual = _usual(raw.removeprefix("年"))
    if usual is not None and usual[1] == "回":
        return usual[0]
    text = _KANJI_TIMES.sub(lambda one: str("一二三四五六七八九".index(one[0]) + 1), _tidy(raw).lower())
    for word, number in _IN_WORDS.items():
        text = text.replace(word, number)
    outside = _REMARK.sub("", text)
    return _times_in(outside) or _times_in(text) or _never(read_count(raw))


def _never(count: int | Doubt) -> int | Doubt:
    return Doubt("F004", "times") if isinstance(count, Doubt) and count.variant in {"count", "range"} else count


def _times_in(text: str) -> int | InContext | None:
    """Return the number of times that a text without brackets states; None where it states none."""
    each = _EACH.search(text)
    number = int(each["number"]) if each else 1
    if _DAILY.search(text):
        return InContext(lambda around: max(1, around.months() * 28))
    if _WEEKLY.search(text):
        return InContext(lambda around: max(1, around.months() * (2 if "隔週" in text else 4 * number)))
    for rhythm, months in _RHYTHMS:
        if rhythm.search(text):
            return InContext(lambda around, months=months: max(1, around.months() // months) * number)  # type: ignore[misc]
    found = _TIMES.search(text) or _BARE_TIMES.fullmatch(text)
    named = max(len(set(each.findall(text))) for each in (_MONTHS_NAMED, _NTH))
    return int(found["number"]) if found else named or None


def read_number(raw: str) -> int | Decimal | Doubt | InContext:
    """Return a number: an integer where it is whole."""
    if raw.isascii() and raw.isdigit() and len(raw) <= _MOST_DIGITS:
        return int(raw)
    number = _number(raw, "number")
    if isinstance(number, Doubt):
        return _freely_written(raw, number)
    whole = int(number)
    return whole if whole == number else number


def _freely_written(raw: str, doubt: Doubt) -> int | Decimal | Doubt | InContext:
    """Return a figure that is a share (9/42: its first part) or a change of what it is now (2か所増)."""
    text = _REMARK.sub("", _tidy(raw))
    if of := _OF.fullmatch(text):
        return int((of["part"] or of["of"]).replace(",", ""))
    change = _CHANGE.fullmatch(text)
    if change is None or not (change["up"] or change["way"] or change["unit"] == "倍"):
        return doubt
    return InContext(lambda around: _changed(around.beside("baseline"), change, doubt))


def _changed(now: object, change: re.Match[str], doubt: Doubt) -> int | Decimal | Doubt:
    """Return what a value becomes by a change; what it is now must be known."""
    from decimal import Decimal

    if not isinstance(now, int | Decimal) or isinstance(now, bool):
        return doubt
    number, unit, now = Decimal(change["number"]), change["unit"], Decimal(now)
    by = {"割": now * number / 10, "%": now * number / 100, "倍": now * number - now}.get(unit, number)
    made = now - by if (change["way"] or "").startswith("減") else now + by
    return int(made) if made == int(made) else made


def read_yen(raw: str) -> int | Doubt:
    """Return an amount in whole yen; F007 beside it where a small bare number may have been meant in thousands."""
    if raw.isascii() and raw.isdigit() and len(raw) <= _MOST_DIGITS:
        return _perhaps_thousands(int(raw))
    usual = _usual(raw)
    if usual is not None and usual[1] in _USUAL_YEN:
        return usual[0] * _USUAL_YEN[usual[1]]
    text = _UNIT_IN_BRACKETS.sub(lambda match: match[1] or "", _tidy(raw))
    if "yen" in text.lower() or "jpy" in text.lower():
        text = _ENGLISH_YEN.sub(lambda match: _ENGLISH_UNITS.get((match[1] or "").lower(), "円"), text).lstrip("円")
    if two := _TWO_WAYS.fullmatch(text):
        return _two_ways(two)
    match = _YEN.fullmatch(text) or _YEN.fullmatch(_REMARK.sub("", text))
    if not match or not (match["terms"] or match["rest"]):
        return _no_number(text, "yen")
    amount = _amount(match)
    if isinstance(amount, Doubt):
        return amount
    bare = not (match["yen"] or match["terms"] or match["unit"])
    return _perhaps_thousands(amount) if bare else amount


def _usual(raw: str) -> tuple[int, str] | None:
    """Return number and unit of what is written as most amounts are: 1,149,000円, ３回; None for everything else.

    To read these without a pattern spares a cold start what the patterns for all the others cost.
    """
    unit = raw.lstrip(_ALL_DIGITS + ",")
    digits = raw.removesuffix(unit)
    bare = digits.replace(",", "")
    if not bare or len(bare) > _USUAL_LENGTH or bare.strip(_ALL_DIGITS):
        return None
    number = int(bare)
    return (number, unit) if digits in {bare, f"{number:,}"} else None


def _number(raw: str, kind: str) -> Decimal | Doubt:
    text = _tidy(raw)
    match = _NUMBER.fullmatch(text) or _NUMBER.fullmatch(_REMARK.sub("", text))
    if not match and kind == "number":
        match = _FREE_NUMBER.fullmatch(_AS_OF.sub("", _REMARK.sub("", text)))
    if not match:
        return _no_number(text, kind)
    whole, part = match["whole"].replace(",", ""), match["part"] or ""
    if len(whole) + len(part) > _MOST_DIGITS:
        return Doubt("F004", "large")
    number = _decimal(whole, part)
    return -number if match["sign"] else number


def _two_ways(match: re.Match[str]) -> Doubt:
    """F013: 1.149千円 may mean 1,149千円 or 1,149円."""
    thousands = f"{match['whole']},{match['part']}千円"
    exact = int(match["whole"] + match["part"])
    args = (("thousands", Bilingual(thousands, thousands)), ("yen", Bilingual(f"{exact:,}円", f"{exact:,}円")))
    return Doubt("F013", args=args)


def _amount(match: re.Match[str]) -> int | Doubt:
    """Return the yen of a match: its terms (114万, 9千) added up, each less than one of the unit before it.

    1,149.000円, with the point of another country's thousands, is no amount.
    """
    if "," in (match["rest"] or "") and len(match["part"] or "") == len(".000"):
        return Doubt("F004", "yen")
    if len(match["terms"]) + len(match["rest"] or "") > 2 * _MOST_DIGITS:
        return Doubt("F004", "large")
    terms = [(_decimal(whole, part), _UNITS[unit]) for whole, part, unit in _TERM.findall(match["terms"])]
    parts = [number * unit for number, unit in terms] + [_decimal(match["rest"] or "0", match["part"])]
    total = sum(parts, _decimal("0"))
    if total >= 10**_MOST_DIGITS:
        return Doubt("F004", "large")
    if any(part >= unit for part, (_, unit) in zip(parts[1:], terms, strict=True)):
        return Doubt("F004", "yen")
    if total != int(total):
        return Doubt("F004", "yen_fraction")
    return -int(total) if match["sign"] or match["sign2"] else int(total)


def _decimal(whole: str, part: str | None = "") -> Decimal:
    from decimal import Decimal

    return Decimal(whole.replace(",", "") + (part or ""))


def _perhaps_thousands(amount: int) -> int | Doubt:
    if not 0 < amount < _SMALLEST_BARE:
        return amount
    thousands = Bilingual(f"{amount:,}千円", f"{amount:,}千円")
    return Doubt(
        "F007", args=(("thousands", thousands), ("yen", Bilingual(f"{amount:,}円", f"{amount:,}円"))), value=amount
    )


def _tidy(raw: str) -> str:
    """NFKC, without zero-width characters, spaces made single; too long a text is cut, and so is no number."""
    raw = ORNAMENT.sub(lambda found: f"({found[0]})", raw)
    return " ".join(ZERO_WIDTH.sub("", normalize("NFKC", raw[:_LONGEST])).split()) + (
        "…" if len(raw) > _LONGEST else ""
    )


def _no_number(text: str, kind: str) -> Doubt:
    """Why a text is no number."""
    if (text.isascii() and text.isdecimal()) or _ENDLESS.fullmatch(text):
        return Doubt("F004", "large")
    if _RANGE.search(text):
        return Doubt("F004", "range")
    return Doubt("F004", "kanji" if _KANJI.fullmatch(text) else kind)


def _in_words(value: Any) -> Bilingual:
    return Bilingual(f"{value:,}", f"{value:,}".replace(",", ""))


def _shifted(value: Any, by: int) -> int | float:
    from decimal import Decimal

    number = Decimal(str(value)) + by
    return int(number) if number == int(number) else float(number)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_DIGIT = "[0-9０-９〇一二三四五六七八九十百千万元]"
_NUMERIC: dict[str, Any] = {
    "numeric": True, "shifted": _shifted, "constant": _is_number, "constant_form": Bilingual("数", "a number"),
    "unread": "F004",
}  # fmt: skip
COUNT = Kind(
    "count",
    "integer",
    lambda _field: read_count,
    Bilingual("数", "a whole number"),
    Bilingual("「120」「約70人」のような整数", "a whole number"),
    schema={"type": ["integer", "string"], "pattern": _DIGIT},
    in_words=_in_words,
    joined="、",
    **_NUMERIC,
)
TIMES = Kind(
    "times",
    "integer",
    lambda _field: read_times,
    Bilingual("回数", "a number of times"),
    Bilingual("「3回」「毎月」「年2～3回」のような回数", "how often, such as 3 or 毎月"),
    schema={"type": ["integer", "string"]},
    in_words=_in_words,
    **_NUMERIC,
)
NUMBER = Kind(
    "number",
    "number",
    lambda _field: read_number,
    Bilingual("数値", "a number"),
    Bilingual("数", "a number"),
    schema={"type": ["number", "string"], "pattern": _DIGIT},
    in_words=_in_words,
    **_NUMERIC,
)
YEN = Kind(
    "yen",
    "integer",
    lambda _field: read_yen,
    Bilingual("金額", "an amount"),
    Bilingual("「1,149千円」「1149000円」のような金額", "an amount such as 1,149千円 or 1149000"),
    schema={"type": ["integer", "string"], "pattern": _DIGIT},
    in_words=lambda value: Bilingual(f"{value:,}円", f"{value:,} yen"),
    currency="円",
    **_NUMERIC,
)
