"""The quota ledger in words: what is used, what the condition is, and how the two stand to each other."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from zaitaku_check.report.model import LedgerLine
from zaitaku_check.text_types import Bilingual

STATE: Final = {
    "over": Bilingual("超過", "over"),
    "short": Bilingual("不足", "short"),
    "open": Bilingual("未確定", "open"),
    "within": Bilingual("範囲内", "within"),
}
STATE_SIGN: Final = {"over": "×", "short": "△", "open": "?", "within": "○"}


def state(line: LedgerLine) -> str:
    """Return "over", "short", "open" (what is not known of the plans could still change it) or "within"."""
    if line.limit is not None and line.surely > line.limit:
        return "over"
    if line.minimum is not None and line.used < line.minimum:
        return "open" if line.at_least else "short"
    if line.limit is not None and (line.at_most is None or line.at_most > line.limit):
        return "open"
    return "open" if line.minimum is not None and line.surely < line.minimum else "within"


def named(line: LedgerLine) -> tuple[str, ...]:
    """Return the plans worth naming: all of a group; of the whole folder none, for they stand in the overview."""
    return () if line.group is None else line.plans


def remarks(line: LedgerLine, sent_back: Collection[str], lang: str) -> tuple[str, ...]:
    """Return what is to be said of the plans of a line: which were replaced, sent back, or may be doubles."""
    returned = sum(path in sent_back for path in line.plans)
    superseded, doubtful = len(line.superseded), len(line.doubtful)
    received = len(line.plans) + superseded
    every = (
        (superseded, f"提出{received:,}件のうち差替え前{superseded:,}件", f"{superseded:,} of {received:,} superseded"),
        (returned, f"うち差戻し{returned:,}件", f"{returned:,} returned"),
        (doubtful, f"重複の可能性{doubtful:,}件", f"{doubtful:,} possibly the same"),
    )
    return tuple(Bilingual(ja, en).of(lang) for number, ja, en in every if number)


def used(line: LedgerLine, lang: str) -> str:
    """Return what is used, with its unit, and that it may be more where a plan could not be read."""
    amount = amounted(line.used, line.unit, lang)
    return amount + Bilingual("以上", " or more").of(lang) if line.at_least else amount


def condition(line: LedgerLine, lang: str) -> str:
    """Return the bounds, with their unit."""
    bounds = []
    if line.minimum is not None:
        minimum = amounted(line.minimum, line.unit, lang)
        bounds.append(Bilingual(f"{minimum}以上", f"at least {minimum}").of(lang))
    if line.limit is not None:
        limit = amounted(line.limit, line.unit, lang)
        bounds.append(Bilingual(f"{limit}まで", f"at most {limit}").of(lang))
    return Bilingual("、", ", ").of(lang).join(bounds)


def amounted(number: int, unit: str, lang: str) -> str:
    """Return a number of plans or an amount of yen."""
    if unit == "yen":
        return f"{number:,}{Bilingual('円', ' yen').of(lang)}"
    return Bilingual(f"{number:,}件", f"{number:,}").of(lang)
