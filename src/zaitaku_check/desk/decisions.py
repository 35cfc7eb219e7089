"""The file `desk.yaml`: what reviewers decide and remark, a list that is only ever added to.

A record is about a plan (by its number of receipt), about one of its points, or about one of the questions that are
judged by eye. Of every field the last record that sets it holds. A record that contradicts one it did not know of is
marked as a conflict: it holds for nothing until a later record settles the field.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final, NamedTuple

from zaitaku_check.engine.strays import DECISIONS_HEAD
from zaitaku_check.errors import ConfigError
from zaitaku_check.pack.document import Document, load_document
from zaitaku_check.plan.kinds.dates import read_date
from zaitaku_check.suggestions import did_you_mean
from zaitaku_check.text_forms import plain
from zaitaku_check.text_types import Bilingual

FILE: Final = "desk.yaml"
KEYS: Final = {
    "case": "受付番号",
    "point": "指摘",
    "by_eye": "目視",
    "decision": "判断",
    "reason": "理由",
    "condition": "条件",
    "rank": "順位",
    "deadline": "提出期限",
    "to_applicant": "申請者へ伝える事項",
    "memo": "内部メモ",
    "remark": "所見",
    "own": "独自の指摘",
    "reviewer": "担当",
    "second": "確認者",
    "sent": "発送日",
    "extra": "その他の欄",
    "who": "記録者",
    "date": "日付",
    "conflict": "競合",
}
"""The keys of a record with their Japanese names; either is read."""
ABOUT: Final = ("case", "point", "by_eye")
DATES: Final = ("deadline", "sent", "date")
SETTLING: Final = ("who", "date", "conflict", *ABOUT)
"""Keys that say of what a record is and whose, not what is decided."""
ACCEPTED, LEFT_OUT, WRONG = "説明を了承", "通知しない", "指摘の誤り"
WORDS: Final = {
    "case": {"適": "accepted", "条件付適": "conditional", "保留": "on hold", "差戻し": "returned", "否": "rejected"},
    "point": {ACCEPTED: "explained", LEFT_OUT: "left out", WRONG: "not a fault"},
    "by_eye": {"適": "met", "否": "not met", "要確認": "to be asked"},
}
"""The words for a decision about a plan, a point, a question by eye: written in Japanese, read in English, too."""
PLAIN: Final = "適"
"""The one decision that needs no reason."""
_HEAD: Final = f"""\
{DECISIONS_HEAD}
# 書いたものは消さず、改めるときは新しい記録を足します。
# 「内部メモ」は申請者宛ての文書には載りません（情報公開の対象となることがあります。事実を記載してください）。
# Decisions and remarks of the reviewers: add below, never delete. `内部メモ` (memo) reaches no letter.
#
# - {{受付番号: 4, 判断: 保留, 理由: 病床転換の届出を確認する。, 記録者: 田中, 日付: 平成30年8月20日}}
# - {{受付番号: 4, 指摘: 2, 判断: 説明を了承, 理由: 9月に転換を届け出る。, 記録者: 田中, 日付: 平成30年8月20日}}
# - {{受付番号: 4, 目視: R601, 判断: 適, 所見: 資源の記載と取組みがつながっている。, 記録者: 田中}}
"""


class About(NamedTuple):
    """What a record is about: a plan, a point of it (`point` above 0), or a question by eye (`by_eye`)."""

    case: int
    point: int = 0
    by_eye: str = ""

    @property
    def kind(self) -> str:
        """Whether it is a "case", a "point" or a question "by_eye"."""
        return "point" if self.point else "by_eye" if self.by_eye else "case"


class Record(NamedTuple):
    """One record: what it is about, and the fields that it sets, texts; dates are ISO. `line` is 0 for a new one."""

    about: About
    values: Mapping[str, str]
    line: int = 0

    @property
    def digest(self) -> str:
        """What tells it from every other."""
        said = json.dumps([self.about, sorted(self.values.items())], ensure_ascii=False)
        return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Decisions(NamedTuple):
    """All records in their order, and the text that they stand in, to which new ones are added."""

    records: tuple[Record, ...] = ()
    text: str = _HEAD

    def of(self, about: About) -> dict[str, str]:
        """Return what holds of a plan, a point or a question: of every field the last word."""
        held: dict[str, str] = {}
        for record in self._of(about):
            held |= {} if record.values.get("conflict") else {**record.values}
        return {name: value for name, value in held.items() if value}

    def deciding(self, about: About) -> Record | None:
        """Return the record whose decision holds, None where nothing is decided."""
        every = [each for each in self._of(about) if "decision" in each.values and not each.values.get("conflict")]
        return every[-1] if every and every[-1].values["decision"] else None

    def conflicts(self, about: About) -> list[Record]:
        """Return the records that contradict others and have not been settled since."""
        open_: list[Record] = []
        for record in self._of(about):
            if record.values.get("conflict"):
                open_.append(record)
            else:
                open_ = [each for each in open_ if not fields(each).keys() & fields(record).keys()]
        return open_

    def abouts(self) -> dict[About, None]:
        """Return everything that a record is about, in the order of the first."""
        return dict.fromkeys(record.about for record in self.records)

    def own(self, case: int) -> list[Record]:
        """Return the points that reviewers have added to a plan themselves."""
        return [each for each in self.records if each.about == About(case) and each.values.get("own")]

    def added(self, records: Iterable[Record]) -> Decisions:
        """Return the same with records added behind, as text too; what stands there is not touched."""
        new = tuple(records)
        if not new:
            return self
        text = self.text if self.text.endswith("\n") or not self.text else self.text + "\n"
        return Decisions((*self.records, *new), text + "".join(map(_written, new)))

    def _of(self, about: About) -> list[Record]:
        return [record for record in self.records if record.about == about]


def fields(record: Record) -> dict[str, str]:
    """Return what a record decides or remarks, without whose it is."""
    return {name: value for name, value in record.values.items() if name not in SETTLING}


def read_decisions(path: str, data: bytes) -> Decisions:
    """Return the records a file holds; raises ConfigError at the first thing that does not fit."""
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    if not any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines()):
        return Decisions((), text)
    document, problems = load_document(path, data, lambda: frozenset(_NAMES))
    if document is None or problems:
        raise _misfit(path, problems[0].line, problems[0].column, problems[0].in_words())
    if not isinstance(document.data, list):
        raise _at(document, (), Bilingual("「- 」で始まる一覧で書いてください。", "it has to be a list of records"))
    return Decisions(tuple(_record(document, number) for number in range(len(document.data))), text)


_NAMES: Final = {plain(word): name for name, label in KEYS.items() for word in (name, label)}


def _record(document: Document, number: int) -> Record:
    written = document.data[number]
    if not isinstance(written, dict):
        raise _at(document, (number,), Bilingual("項目名と値の組で書いてください。", "a record is a group of keys"))
    values: dict[str, str] = {}
    for key, value in written.items():
        values |= _value(document, number, key, value)
    about = _about(document, number, values)
    if not values.get("conflict") and (wrong := misfit(about, values)):
        raise _at(document, (number,), wrong)
    line = document.text.line_column(document.places[number,][0])[0]
    return Record(about, {name: value for name, value in values.items() if name not in ABOUT}, line)


def _value(document: Document, number: int, key: str, value: object) -> dict[str, str]:
    name = _NAMES.get(plain(key))
    if name is None:
        wording = Bilingual(f"「{key}」という項目はありません。", f"there is no key “{key}”")
        raise _at(document, (number, key), did_you_mean(wording, key, (*KEYS, *KEYS.values())), key=True)
    if name == "extra" and isinstance(value, dict):
        return {f"extra/{title}": str(each) for title, each in value.items()}
    if isinstance(value, bool):
        value = "true" if value else ""
    if value is not None and not isinstance(value, str | int):
        raise _at(document, (number, key), Bilingual(f"「{key}」には文字を書いてください。", f"`{key}` takes a text"))
    text = "" if value is None else str(value).strip()
    if name in DATES and text:
        day = read_date(text)
        if not isinstance(day, str):
            words = Bilingual(f"「{text}」は日付として読み取れません。", f"“{text}” is not a date")
            raise _at(document, (number, key), words)
        text = day
    return {name: text}


def _about(document: Document, number: int, values: Mapping[str, str]) -> About:
    case, point = values.get("case", ""), values.get("point", "")
    if not case.isdecimal() or (point and not point.isdecimal()):
        words = Bilingual("「受付番号」と「指摘」には番号を書いてください。", "`case` and `point` take a number")
        raise _at(document, (number,), words)
    return About(int(case), int(point or 0), values.get("by_eye", "").upper())


def decided(about: About, word: str) -> str:
    """Return the decision a word stands for, in Japanese; "" where it stands for none."""
    words = WORDS[about.kind]
    return word if word in words else next((ja for ja, en in words.items() if en == word.lower()), "")


def misfit(about: About, values: Mapping[str, str]) -> Bilingual | None:
    """Return why a record cannot be taken: a word that is none, a reason that is missing; None where it can."""
    word = values.get("decision", "")
    if not word:
        return None
    known = decided(about, word)
    if not known:
        words = "、".join(WORDS[about.kind])
        return Bilingual(
            f"判断「{word}」は使えません。使えるもの: {words}",
            f"the decision “{word}” is not known; there are {', '.join(WORDS[about.kind].values())}",
        )
    if known != PLAIN and not (values.get("reason") or values.get("remark")):
        return Bilingual(f"判断「{known}」には理由を書いてください。", f"the decision “{word}” needs a reason")
    return None


def _written(record: Record) -> str:
    """Return a record as text: one field a line, every text quoted, so that nothing in it can mean anything."""
    about = {"case": record.about.case, "point": record.about.point, "by_eye": record.about.by_eye}
    pairs: list[tuple[str, object]] = [(KEYS[name], value) for name, value in about.items() if value]
    pairs += [(KEYS[name], value) for name, value in record.values.items() if not name.startswith("extra/")]
    extra = {name.partition("/")[2]: value for name, value in record.values.items() if name.startswith("extra/")}
    pairs += [(KEYS["extra"], extra)] if extra else []
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in pairs]
    return "- " + "\n  ".join(lines) + "\n"


def _at(document: Document, where: tuple[int | str, ...], wording: Bilingual, *, key: bool = False) -> ConfigError:
    problem = document.problem(where, wording, key=key)
    return _misfit(document.name, problem.line, problem.column, wording)


def _misfit(path: str, line: int, column: int, wording: Bilingual) -> ConfigError:
    place = f"{path}:{line}:{column}"
    return ConfigError(
        Bilingual(
            f"審査の記録を読み取れません。{place}: {wording.ja}",
            f"cannot read the desk's records: {place}: {wording.en}",
        )
    )
