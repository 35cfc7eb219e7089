"""The words `dated`, `names` and `one_unit`: dates and names in a running text, and the units behind figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zaitaku_check.pack import phrases
from zaitaku_check.pack.context import Context, Judge, Spec
from zaitaku_check.pack.failures import fail
from zaitaku_check.pack.outcome import CANNOT_TELL, NOT_APPLICABLE, PASS, Answer
from zaitaku_check.pack.paths import Frames, elements
from zaitaku_check.pack.wording import in_words
from zaitaku_check.pack.words.unique import paths_of
from zaitaku_check.pack.words.word import BASIC, DATES, NUMBERS, TEXTS, Param, Word
from zaitaku_check.plan.field import Choice, Field
from zaitaku_check.plan.kinds.dates import read_start
from zaitaku_check.source.waiting import waiting
from zaitaku_check.text_forms import folded, plain
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from zaitaku_check.pack.mutants.scene import Breaking, Scene
    from zaitaku_check.pack.sentence import Scope

CHOICES = frozenset({"choice", "item"})
_MONTH = waiting(
    r"(?:(?:平成|令和|昭和|[hr])(?:\d{1,2}|元)|(?<!\d)(?:19|20)\d\d)(?:年(?=\d)|[./-])(?P<month>1[0-2]|0?[1-9])(?:月|(?!\d))"
)
_MONTH_ALONE = waiting(r"(?<![\d年./-])(1[0-2]|0?[1-9])月")
_RANGE = waiting("[~〜～-]|から|より")
_FIGURE = waiting(r"(?:約|およそ|延べ|のべ|年間?|月間?)*[\d,.]+(?P<unit>[^\d()（）/]*)(?:/[月年週日])?(?:[(（].*)?")
_BESIDE_UNIT = waiting("^[千万億]+|(?:以上|以下|以内|程度|超|前後|増|減|を?超える)+$")
_SHARES = frozenset({"割", "%", "パーセント", "倍"})
_RELATIVE = waiting("[増減]|アップ|up")
_SAME_UNIT = {"名": "人", "者": "人", "パーセント": "%", "ヵ所": "か所", "箇所": "か所"}


def _months(text: str) -> list[str]:
    """Return the months of a text that stand with their year, as `2018-10`."""
    read = (read_start(match.group().replace(".", "年").rstrip("月") + "月") for match in _MONTH.finditer(text))
    return [day[:7] for day in read if isinstance(day, str)]


def _of_period(text: str, first: str, last: str) -> list[str]:
    """Return the months without a year: in the period where it has such a month, else before it."""
    months = [int(number) for number in _MONTH_ALONE.findall(text)]
    if len(months) > 1 and months[0] > months[-1] and _RANGE.search(text):
        return []  # a range over the turn of a year: which years it means is not said
    years = range(int(first[:4]), int(last[:4]) + 1)
    inside = {f"{year:04}-{month:02}" for year in years for month in months}
    return sorted(each for each in inside if first <= each <= last) or ["0000-00"] * bool(months)


def judge_dated(spec: Spec, context: Context) -> Judge:
    """Build `dated`: of the months that a text names at least one lies within the two days, or they lie around them."""
    find, field = context.path(spec["in"])
    bounds = [context.path(spec[name])[0] for name in ("from", "until")]
    alone = bool(spec.get("alone"))

    def judge(frames: Frames) -> Answer:
        days = [elements(bound(frames)) for bound in bounds]
        every = elements(find(frames))
        if not all(day.cells for day in days) or not every.cells:
            return CANNOT_TELL if every.unknown or any(day.unknown for day in days) else NOT_APPLICABLE
        first, last = (str(day.cells[0].value)[:7] for day in days)
        for cell in every.cells:
            text = plain(str(cell.value))
            months = _months(text) or (_of_period(text, first, last) if alone else [])
            if months and (max(months) < first or min(months) > last):
                return fail(cell, field, phrases.DATED, value=str(days[0].cells[0].raw))
        return CANNOT_TELL if every.unknown else PASS

    return judge


def unit_of(raw: str) -> str:
    """Return the unit behind a figure as it is compared: 9か所 and 9カ所 have か所, 月80件 and 80件/月 have 件."""
    text = folded(raw)
    match = _FIGURE.fullmatch(text)
    unit = _BESIDE_UNIT.sub("", match["unit"]) if match else ""
    if unit in _SHARES and _RELATIVE.search(text):
        return ""  # so much more of the baseline: 1割増, 10%増
    return _SAME_UNIT.get(unit, unit)


def judge_one_unit(spec: Spec, context: Context) -> Judge:
    """Build `one_unit`: the figures as written, and the unit given apart, have one unit."""
    found_by = [context.path(path) for path in paths_of(spec["of"])]
    find_unit = context.path(spec["unit"])[0] if "unit" in spec else None

    def judge(frames: Frames) -> Answer:
        unit = elements(find_unit(frames)) if find_unit else None
        found = [(elements(find(frames)), field) for find, field in found_by]
        cells = [(cell, field) for every, field in found for cell in every.cells]
        units = {unit_of(f"1{cell.value}") for cell in (unit.cells if unit else ())}
        units |= {unit_of(cell.raw) for cell, _field in cells}
        if cells and len(units - {""}) > 1:
            return fail(cells[-1][0], cells[-1][1], phrases.UNITS)
        if any(every.unknown for every, _field in found) or (cells and unit and unit.unknown):
            return CANNOT_TELL
        return PASS if cells else NOT_APPLICABLE

    return judge


def judge_names(spec: Spec, context: Context) -> Judge:
    """Build `names`: of the choices that a text names, longest names first, one is the plan's own, or none is named."""
    find, field = context.path(spec["in"])
    find_own, own_field = context.path(spec["by"])
    named_by, search = _names(spec, own_field)
    first = bool(spec.get("first"))

    def judge(frames: Frames) -> Answer:
        own, texts = elements(find_own(frames)), elements(find(frames))
        if not own.cells or not texts.cells:
            return CANNOT_TELL if own.unknown or texts.unknown else NOT_APPLICABLE
        mine = own.cells[0].value
        named = [(cell, name, named_by[name]) for cell in texts.cells for name in names_in(plain(str(cell.value)))]
        if any(its == mine for _cell, _name, its in named):
            return PASS
        if texts.unknown:
            return CANNOT_TELL
        if not named:
            return PASS
        cell, name, _its = named[0]
        return fail(cell, field, phrases.NAMES, value=in_words(mine, own_field), named=name)

    def names_in(text: str) -> list[str]:
        found = [match[1] for match in search.finditer(text) if match[1] in named_by and (not first or _begins(match))]
        return found[:1] if first else found

    return judge


def _names(spec: Spec, field: Field) -> tuple[dict[str, str], re.Pattern[str]]:
    """Return the choice of each name, and what searches a text for names and for words that are none."""
    besides = set(map(plain, spec.get("besides", ())))
    named_by = {plain(name): choice.id for choice in field.choices for name in _names_of(choice)}
    every = sorted({*named_by, *besides}, key=len, reverse=True)
    before = "|".join(re.escape(plain(each)) for each in spec.get("before", ()))
    behind = f"(?={before})" if before else ""
    pattern = "|".join(re.escape(each) + ("" if each in besides else behind) for each in every)
    return {name: its for name, its in named_by.items() if name not in besides}, re.compile(f"({pattern})")


def _names_of(choice: Choice) -> tuple[str, ...]:
    return (choice.label.ja, *choice.aliases, *choice.wider, *choice.parts)


def _begins(match: re.Match[str]) -> bool:
    """Return whether a name is no part of another word: at the beginning, or behind a sign, 県, 郡 or 旧."""
    return (
        match.start() == 0
        or not match.string[match.start() - 1].isalpha()
        or match.string[match.start() - 1] in "県郡旧"
    )


def _other_name(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    own, field = scene.values(spec["by"])
    cells = scene.values(spec["in"])[0]
    other = next(each for each in field.choices if not own or each.id != own[0].value)
    _named_by, search = _names(spec, field)
    name = other.label.ja + "".join(spec.get("before", ())[:1])
    if cells:
        yield scene.put_each("other name", [(cell, name + search.sub("", plain(str(cell.value)))) for cell in cells])


def _read_names(spec: Spec, scope: Scope) -> Bilingual:
    text, own = scope.label(spec["in"]), scope.label(spec["by"])
    if spec.get("first"):
        return Bilingual(
            f"{text.ja}に最初に書かれた名称が{own.ja}である", f"the first that {text.en} names is {own.en}"
        )
    return Bilingual(
        f"{text.ja}が{own.ja}以外の名称だけを挙げていない", f"{text.en} does not name others than {own.en} only"
    )


def _other_year(spec: Spec, scene: Scene) -> Iterator[Breaking]:
    cells, _field = scene.values(spec["in"])
    for cell in cells[:1]:
        yield scene.put("another year", cell, f"昭和50年4月 {re.sub('[0-9０-９]', '', str(cell.value))}")


def _read_dated(spec: Spec, scope: Scope) -> Bilingual:
    text, first, last = (scope.label(spec[name]) for name in ("in", "from", "until"))
    return Bilingual(
        f"{text.ja}に書かれた年月の少なくとも一つが{first.ja}から{last.ja}までにある",
        f"of the months that {text.en} names at least one lies from {first.en} to {last.en}",
    )


def _read_one_unit(spec: Spec, scope: Scope) -> Bilingual:
    label = scope.label(spec["of"])
    return Bilingual(f"{label.ja}の単位が同じである", f"{label.en} have one unit")


WORDS = (
    Word(
        name="dated",
        says=Bilingual(
            "文章に書かれた年月（alone があれば年のない月も）が、すべて from から until までの外にあるのではない",
            "not all months that the text names with a year (`alone`: or without) lie outside `from` … `until`",
        ),
        params={
            "in": Param("path", Bilingual("文章の項目", "the text"), required=True, kinds=TEXTS),
            "from": Param("path", Bilingual("始まりの日", "the first day"), required=True, kinds=DATES, one=True),
            "until": Param("path", Bilingual("終わりの日", "the last day"), required=True, kinds=DATES, one=True),
            "alone": Param("flag", Bilingual("年のない月も読む", "read months without a year, too")),
        },
        several="every",
        build=judge_dated,
        reads=_read_dated,
        fills=BASIC | {"value"},
        subject="in",
        breakings=_other_year,
        lacks={"faults": "its bounds stand in the plan"},
    ),
    Word(
        name="one_unit",
        says=Bilingual(
            "of の値に添えて書かれた単位（unit の項目の単位を含む）が一つである。か所・箇所、人・名は同じとする",
            "the units written behind the figures of `of`, and that at `unit`, are one",
        ),
        params={
            "of": Param("paths", Bilingual("値の項目", "the figures"), required=True, kinds=NUMBERS),
            "unit": Param("path", Bilingual("単位の項目", "the unit given apart"), kinds=TEXTS),
        },
        several="together",
        build=judge_one_unit,
        reads=_read_one_unit,
        subject="of",
        lacks={
            "faults": "units stand in the plan",
            "breakings": "a changed plan keeps figures as read, not as written",
        },
    ),
    Word(
        name="names",
        says=Bilingual(
            "文章（複数ならまとめて）に by の項目の選択肢（長い名称を優先し、別名を含む）が書かれているとき、"
            "その一つ（first なら最初のもの）が計画書の by の値である",
            "where the texts name choices of the field at `by` (other names included, the longest first), one of them, "
            "with `first` the first, is the plan's own value there",
        ),
        params={
            "in": Param("path", Bilingual("文章の項目", "the text"), required=True, kinds=TEXTS),
            "by": Param(
                "path", Bilingual("名称の項目", "the field that is named"), required=True, kinds=CHOICES, one=True
            ),
            "first": Param("flag", Bilingual("最初の名称だけを見る", "only the first name counts")),
            "before": Param("words", Bilingual("名称の直後にある語", "one of these stands behind a name")),
            "besides": Param("words", Bilingual("名称とみない語", "words that are no names")),
        },
        several="together",
        build=judge_names,
        reads=_read_names,
        fills=BASIC | {"value", "named"},
        subject="in",
        breakings=_other_name,
        lacks={"faults": "what it names stands in the form"},
    ),
)
