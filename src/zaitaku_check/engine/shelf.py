"""The packs at hand: found on the disk, loaded (prepared where possible), compiled once, chosen for each plan."""

from __future__ import annotations

import os
from collections.abc import Callable

from zaitaku_check.engine.index import Head, Index, index_from_data, index_of, index_to_data
from zaitaku_check.engine.packfiles import PackFiles
from zaitaku_check.engine.prepared import Store
from zaitaku_check.errors import PackError, Problem, UsageError
from zaitaku_check.named import NamedTuple
from zaitaku_check.pack.assemble import pack_from_data, prepared
from zaitaku_check.pack.context import Context, Trace
from zaitaku_check.pack.rule import Pack, Rule, RuleJudge, compile_rule
from zaitaku_check.suggestions import nearest
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zaitaku_check.pack.folder import FolderRule

STRUCTURE = "structure"
INACTIVE = ("draft", "retired")
"""The states of a rule in which it is never judged."""


class Compiled(NamedTuple):
    """A pack ready to judge plans: its rules of scope plan with their judges, needed rules first."""

    pack: Pack
    rules: tuple[tuple[Rule, RuleJudge], ...]


class Shelf:
    """The packs of one rules folder, and packs given by folder. Nothing is loaded before it is asked for."""

    def __init__(self, root: str, store: Store | None = None) -> None:
        self.root = root
        self._store = store
        self._files = PackFiles(root, store)
        self._packs: dict[str, Pack] = {}
        self._loaded: dict[str, Any] = {}
        self._folder_rules: dict[str, tuple[FolderRule, ...]] = {}
        self._loading: list[str] = []
        self._index: Index | None = None

    @property
    def ids(self) -> list[str]:
        """The ids of all packs, the catalogue of structural rules left out."""
        return [name for name in self._files.folders if name != STRUCTURE]

    def add(self, word: str) -> str:
        """Make a pack given by id or folder available and return its id; raises UsageError where there is none."""
        if word in self._files.folders and word != STRUCTURE:
            return word
        if os.path.isdir(word):
            return self._add_folder(word)
        from zaitaku_check.suggestions import did_you_mean

        known = Bilingual(f"使えるルールパック: {'、'.join(self.ids)}", f"rule packs: {', '.join(self.ids)}")
        missing = Bilingual(f"ルールパック「{word}」はありません。", f"there is no rule pack “{word}”")
        raise UsageError(did_you_mean(missing, word, self.ids, known))

    def _add_folder(self, folder: str) -> str:
        name = os.path.basename(os.path.abspath(folder))
        if not os.path.isfile(os.path.join(folder, "pack.yaml")):
            raise UsageError(
                Bilingual(
                    f"フォルダー「{folder}」にpack.yamlがないため、ルールパックとして使えません。",
                    f"the folder “{folder}” is not a rule pack: it has no pack.yaml",
                )
            )
        known = self._files.folders.get(name)
        if known is None or os.path.realpath(known) != os.path.realpath(folder):
            self._forget(name)
            self._files.add(name, folder)
            self._add_bases(name, os.path.dirname(os.path.abspath(folder)))
        return name

    def _add_bases(self, name: str, beside: str) -> None:
        """Make the packs available that a pack from elsewhere stands on, where they lie beside it."""
        from zaitaku_check.pack.digest import bases_of

        for base in bases_of(self._files.files(name)):
            folder = os.path.join(beside, base)
            if base not in self._files.folders and os.path.isfile(os.path.join(folder, "pack.yaml")):
                self._add_folder(folder)

    def _forget(self, name: str) -> None:
        for kept in (self._packs, self._loaded, self._folder_rules):
            kept.pop(name, None)
        self._index = None

    @property
    def index(self) -> Index:
        """What has to be known of every pack to choose one; from its prepared form where that is up to date."""
        if self._index is None:
            whole = self._files.whole()
            kept = self._store.made("index", whole, index_from_data) if self._store else None
            self._index = kept or self._new_index(whole)
        return self._index

    def _new_index(self, whole: str) -> Index:
        index = index_of([self.pack(name) for name in self.ids], self.structure())
        if self._store:
            self._store.put("index", whole, index_to_data(index))
        return index

    def pack(self, name: str) -> Pack:
        """Return a pack, from its prepared form where that is up to date; raises PackError."""
        if name not in self._packs:
            kept = self._store.made(name, self._files.digest(name), pack_from_data) if self._store else None
            self._packs[name] = kept or self.loaded(name).pack
        return self._packs[name]

    def loaded(self, name: str) -> Any:
        """Return a pack loaded from its YAML files with documents and tests (`pack.load.Loaded`); raises PackError."""
        if name not in self._loaded:
            from zaitaku_check.pack.load import load_pack

            if name in self._loading:
                wording = Bilingual("extends が循環しています。", "`extends` goes round in a circle")
                raise PackError(name, (Problem("pack.yaml", 1, 1, wording),))
            self._loading.append(name)
            try:
                self._loaded[name] = load_pack(name, self._files.files(name), self._parent(name))
            finally:
                self._loading.pop()
            if self._store:
                self._store.put(name, self._files.digest(name), prepared(self._loaded[name].data))
        return self._loaded[name]

    def _parent(self, child: str) -> Callable[[str], Any]:
        def parent(name: str) -> Any:
            if name not in self._files.folders:
                hint = nearest(name, self.ids)
                wording = Bilingual(
                    f"引き継ぐルールパック「{name}」がありません。", f"there is no rule pack “{name}” to extend"
                )
                raise PackError(child, (Problem("pack.yaml", 1, 1, wording, hint[0] if hint else ""),))
            return self.loaded(name)

        return parent

    def folder_rules(self, name: str) -> tuple[FolderRule, ...]:
        """Return the rules of a pack over all plans, ready to judge."""
        if name not in self._folder_rules:
            from zaitaku_check.pack.folder import compile_folder_rule

            pack = self.pack(name)
            mine = [rule for rule in _active(pack) if rule.scope == "folder"]
            self._folder_rules[name] = tuple(compile_folder_rule(rule, pack) for rule in mine)
        return self._folder_rules[name]

    def examples(self, name: str) -> list[tuple[str, bytes]]:
        """Return the good plans that lie in a pack's folder `examples`: name and content."""
        return self._files.examples(name)

    def rule_ids(self) -> tuple[str, ...]:
        """Return the ids of all rules of all packs, those of reading included."""
        return self.index.rule_ids

    def judging(self, name: str) -> Pack:
        """Return a pack that can judge by itself.

        An overlay borrows the form of the pack it lies over, a base without a form that of a pack that extends it.
        """
        pack = self.pack(name)
        if pack.overlay:
            lender = self.pack(str(pack.meta["over"]))
        elif not pack.base:
            return pack
        else:
            others = (self.pack(each) for each in self.ids if each != name)
            lender = next((each for each in others if each.meta.get("extends") == name), pack)
        return pack._replace(form=lender.form, tables={**lender.tables, **pack.tables})

    def lies_over(self, overlay: str, pack: Pack) -> bool:
        """Return whether an overlay speaks of plans that a pack judges: those of the programme it was written for."""
        return self.pack(str(self.pack(overlay).meta["over"])).programme == pack.programme

    def programme_wide(self) -> list[FolderRule]:
        """Return the folder rules that look at every plan of a programme, whatever its edition; each id once."""
        names = [head.id for head in self.index.heads if head.programme and not head.overlay]
        every = [folder for name in names for folder in self.folder_rules(name)]
        return list({each.rule.id: each for each in every if each.rule.body.get("programme_wide")}.values())

    def structure(self) -> Pack:
        """Return the catalogue of the rules of reading (Y…, F…)."""
        return self.pack(STRUCTURE)

    def choose(self, programme: str, fiscal_year: int) -> str | None:
        """Return the id of the pack for a programme and year, or None; that of the fewest years where several do."""
        fitting = [head for head in self.editions(programme) if fiscal_year in head.fiscal_years]
        return min(fitting, key=lambda head: len(head.fiscal_years)).id if fitting else None

    def editions(self, programme: str) -> list[Head]:
        """Return the packs of a programme, oldest year first."""
        mine = [each for each in self.index.heads if each.programme == programme and not each.overlay]
        return sorted((each for each in mine if each.fiscal_years), key=lambda head: head.fiscal_years)


def compile_pack(pack: Pack, form_of: Pack | None = None, trace: Trace | None = None) -> Compiled:
    """Return the pack compiled; `form_of` lends its form to an overlay, `trace` records what the rules look at."""
    lender = form_of or pack
    context = Context(lender.form, (lender.form.root,), {**lender.tables, **pack.tables}, trace)
    mine = _needed_first([rule for rule in _active(pack) if rule.scope == "plan"])
    return Compiled(pack, tuple((rule, compile_rule(rule, context)) for rule in mine))


def is_judged(rule: Rule) -> bool:
    """Return whether a rule is judged at all: it is in force, and nothing for the reviewer's eye alone."""
    return not rule.by_eye and rule.status not in INACTIVE and bool(rule.body)


def _active(pack: Pack) -> list[Rule]:
    return [rule for rule in pack.rules if is_judged(rule)]


def _needed_first(rules: list[Rule]) -> list[Rule]:
    """Return the rules with every needed rule before those that need it, otherwise in their order."""
    placed: dict[str, Rule] = {}
    waiting = list(rules)
    names = {rule.id for rule in rules}
    while waiting:
        ready = [rule for rule in waiting if all(need in placed or need not in names for need in rule.needs)]
        for rule in ready or waiting:
            placed[rule.id] = rule
        waiting = [rule for rule in waiting if rule.id not in placed]
    return list(placed.values())
