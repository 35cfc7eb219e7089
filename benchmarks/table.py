"""The results as Markdown: one table for the budgets, one for every group of contestants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from benchmarks.measure import ratio


class Budget(NamedTuple):
    """One line of the budget: what is measured, what is allowed or asked for, what was hoped for, what came out.

    `least`: the measured number has to reach the budget instead of staying below it. `measured` is None where the
    contestant could not run.
    """

    work: str
    unit: str
    budget: float
    aim: float | None
    measured: float | None
    least: bool = False

    def verdict(self) -> str:
        """Say in a word or two whether the budget is met."""
        if self.measured is None:
            return "not measured"
        if not self._reaches(self.budget):
            return "**no**"
        return "yes, the aim too" if self.aim is not None and self._reaches(self.aim) else "yes"

    def _reaches(self, mark: float) -> bool:
        return self.measured is not None and (self.measured >= mark if self.least else self.measured <= mark)


def number(value: float | None) -> str:
    """Show three digits, without a power of ten."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def rows(head: Sequence[str], lines: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a Markdown table; every column but the first is set to the right."""
    yield f"| {' | '.join(head)} |"
    yield f"|---|{'---:|' * (len(head) - 1)}"
    for line in lines:
        yield f"| {' | '.join(line)} |"


def budget_table(budgets: Iterable[Budget]) -> Iterator[str]:
    """Yield the table of budgets."""
    head = ("work", "unit", "budget", "aim", "measured", "met?")
    yield from rows(head, (_budget_line(budget) for budget in budgets))


def _budget_line(budget: Budget) -> tuple[str, ...]:
    bound = "at least " if budget.least else ""
    numbers = (bound + number(budget.budget), number(budget.aim), number(budget.measured))
    return (budget.work, budget.unit, *numbers, budget.verdict())


def times_table(times: dict[str, list[float]], unit: str, plans: int = 1) -> Iterator[str]:
    """Yield a table of all contestants, quickest first: median milliseconds a plan and multiples of `unit`."""
    head = ("", "ms a plan", "slowest run", f"× {unit}")
    ordered = sorted(times, key=lambda name: median(times[name]))
    yield from rows(head, (_times_line(name, times, unit, plans) for name in ordered))


def _times_line(name: str, times: dict[str, list[float]], unit: str, plans: int) -> tuple[str, ...]:
    per_plan = [1000 * seconds / plans for seconds in times[name]]
    return (name, number(median(per_plan)), number(max(per_plan)), number(ratio(times, name, unit)))
