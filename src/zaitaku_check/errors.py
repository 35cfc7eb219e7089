"""The exceptions: each means "could not check" (exit code 2), never that a plan is wrong.

CouldNotCheck
├── UsageError      a word of the command line: unknown rule id, no such file, no plan found
├── ConfigError     the configuration file
└── PackError       a pack that cannot be loaded; carries one Problem for each mistake
"""

from __future__ import annotations

from zaitaku_check.named import NamedTuple
from zaitaku_check.text_types import Bilingual


class CouldNotCheck(Exception):  # noqa: N818 - it names what happened, and the exit code's meaning
    """The run cannot be done as asked; `wording` says why in both languages, in one line."""

    def __init__(self, wording: Bilingual) -> None:
        super().__init__(wording.en)
        self.wording = wording


class UsageError(CouldNotCheck):
    """A word of the command line does not fit."""


class ConfigError(CouldNotCheck):
    """The configuration, or a record the run brings along, does not fit; `problem` shows where, if one line does."""

    def __init__(self, wording: Bilingual, problem: Problem | None = None) -> None:
        super().__init__(wording)
        self.problem = problem


class Problem(NamedTuple):
    """One mistake in a pack: file, 1-based line and column, the words, and the nearest right word if there is one.

    `source` is the line itself, `length` how many code points of it are meant.
    """

    path: str
    line: int
    column: int
    wording: Bilingual
    suggestion: str = ""
    source: str = ""
    length: int = 1

    def in_words(self) -> Bilingual:
        """Return what is wrong, with the word that was probably meant."""
        from zaitaku_check.suggestions import hinted  # a sound start has no need of it

        return hinted(self.wording, self.suggestion)


class PackError(CouldNotCheck):
    """A pack that cannot be loaded."""

    def __init__(self, pack: str, problems: tuple[Problem, ...]) -> None:
        first = problems[0]
        where = f"{first.path}:{first.line}:{first.column}"
        words = first.in_words()
        more_ja = f"（ほか{len(problems) - 1}件）" if len(problems) > 1 else ""
        more_en = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(
            Bilingual(
                f"ルールパック「{pack}」を読み込めません。{where}: {words.ja}{more_ja}",
                f"cannot load the rule pack “{pack}”: {where}: {words.en}{more_en}",
            )
        )
        self.pack = pack
        self.problems = problems
        self.problem = first
