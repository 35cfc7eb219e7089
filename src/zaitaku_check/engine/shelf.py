"""The packs at hand: found on the disk, loaded (prepared where possible), compiled once, chosen for each plan."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from zaitaku_check.engine.hints import did_you_mean
from zaitaku_check.engine.prepared import Store
from zaitaku_check.errors import PackError, Problem, UsageError
from zaitaku_check.nouns import Pair
from zaitaku_check.pack.assemble import pack_from_data
from zaitaku_check.pack.folder import FolderRule, compile_folder_rule
from zaitaku_check.pack.rule import Pack, Rule, RuleJudge, compile_rule
from zaitaku_check.pack.words import Context, Trace
from zaitaku_check.plan.spelling import nearest

STRUCTURE = "structure"
_MOST_FILES = 200
_LARGEST_FILE = 4 * 1024 * 1024


class Compiled(NamedTuple):
    """A pack ready to judge: rules of scope plan with their judges (needed rules first), and its folder rules."""

    pack: Pack
    rules: tuple[tuple[Rule, RuleJudge], ...]
    folder: tuple[FolderRule, ...]


class Shelf:
    """The packs of one rules folder, and packs given by folder. Nothing is loaded before it is asked for."""

    def __init__(self, root: str, store: Store | None = None) -> None:
        self.root = root
        self._store = store
        self._folders: dict[str, str] = {}
        self._packs: dict[str, Pack] = {}
        self._loaded: dict[str, Any] = {}
        self._compiled: dict[str, Compiled] = {}
        self._loading: list[str] = []
        for name in sorted(os.listdir(root)):
            folder = os.path.join(root, name)
            if os.path.isfile(os.path.join(folder, "pack.yaml")):
                self._folders[name] = folder

    @property
    def ids(self) -> list[str]:
        """The ids of all packs, the catalogue of structural rules left out."""
        return [name for name in self._folders if name != STRUCTURE]

    def add(self, word: str) -> str:
        """Make a pack given by id or folder available and return its id; raises UsageError where there is none."""
        if word in self._folders and word != STRUCTURE:
            return word
        if os.path.isdir(word):
            return self._add_folder(word)
        hint = did_you_mean(word, self.ids)
        raise UsageError(
            Pair(
                f"ルールパック「{word}」はありません。{hint.ja}使えるパック: {'、'.join(self.ids)}",
                f"there is no rule pack {word!r}{hint.en}; packs: {', '.join(self.ids)}",
            )
        )

    def _add_folder(self, folder: str) -> str:
        name = os.path.basename(os.path.abspath(folder))
        if not os.path.isfile(os.path.join(folder, "pack.yaml")):
            raise UsageError(
                Pair(
                    f"フォルダ「{folder}」にpack.yamlがないため、ルールパックとして使えません。",
                    f"the folder {folder!r} is not a rule pack: it has no pack.yaml",
                )
            )
        known = self._folders.get(name)
        if known is not None and os.path.realpath(known) != os.path.realpath(folder):
            self._forget(name)
        self._folders[name] = folder
        return name

    def _forget(self, name: str) -> None:
        for kept in (self._packs, self._loaded, self._compiled):
            kept.pop(name, None)

    def pack(self, name: str) -> Pack:
        """Return a pack, from its prepared form where that is up to date; raises PackError."""
        if name not in self._packs:
            files = self._files(name)
            data = self._store.get(name, self._whole_digest(name, files)) if self._store else None
            self._packs[name] = pack_from_data(data) if data else self.loaded(name).pack
        return self._packs[name]

    def loaded(self, name: str) -> Any:
        """Return a pack loaded from its YAML files with documents and tests (`pack.load.Loaded`); raises PackError."""
        if name not in self._loaded:
            from zaitaku_check.pack.load import load_pack

            if name in self._loading:
                wording = Pair("extends が循環しています。", "'extends' goes round in a circle")
                raise PackError(name, (Problem("pack.yaml", 1, 1, wording),))
            self._loading.append(name)
            try:
                self._loaded[name] = load_pack(name, self._files(name), self._parent(name))
            finally:
                self._loading.pop()
            if self._store:
                self._store.put(name, self._whole_digest(name, self._files(name)), self._loaded[name].data)
        return self._loaded[name]

    def _parent(self, child: str) -> Callable[[str], Any]:
        def parent(name: str) -> Any:
            if name not in self._folders:
                hint = nearest(name, self.ids)
                wording = Pair(f"引き継ぐパック「{name}」がありません。", f"there is no pack {name!r} to extend")
                raise PackError(child, (Problem("pack.yaml", 1, 1, wording, hint[0] if hint else ""),))
            return self.loaded(name)

        return parent

    def _files(self, name: str) -> dict[str, bytes]:
        folder = self._folders[name]
        names = sorted(entry for entry in os.listdir(folder) if entry.endswith((".yaml", ".yml")))
        return {entry: _bytes(name, os.path.join(folder, entry)) for entry in names[:_MOST_FILES]}

    def _whole_digest(self, name: str, files: Mapping[str, bytes]) -> str:
        """Return the digest of a pack's files and of the packs it stands on."""
        from zaitaku_check.pack.digest import bases_of, digest_of

        bases = [base for base in bases_of(files) if base in self._folders and base != name]
        return digest_of(files, [self._whole_digest(base, self._files(base)) for base in bases])

    def compiled(self, name: str) -> Compiled:
        """Return a pack ready to judge."""
        if name not in self._compiled:
            self._compiled[name] = compile_pack(self.pack(name))
        return self._compiled[name]

    def rule_ids(self) -> list[str]:
        """Return the ids of all rules of all packs, those of reading included."""
        return sorted({rule.id for name in (STRUCTURE, *self.ids) for rule in self.pack(name).rules})

    def judging(self, name: str) -> Pack:
        """Return a pack that can judge by itself: an overlay with the form of the pack it lies over."""
        pack = self.pack(name)
        if not pack.overlay:
            return pack
        base = self.pack(str(pack.meta["over"]))
        return pack._replace(form=base.form, tables={**base.tables, **pack.tables})

    def programme_wide(self) -> list[FolderRule]:
        """Return the folder rules that look at every plan of a programme, whatever its edition; each id once."""
        every = [folder for name in self.ids if not self.pack(name).overlay for folder in self.compiled(name).folder]
        return list({each.rule.id: each for each in every if each.rule.body.get("programme_wide")}.values())

    def structure(self) -> Pack:
        """Return the catalogue of the rules of reading (Y…, F…)."""
        return self.pack(STRUCTURE)

    def choose(self, programme: str, fiscal_year: int) -> str | None:
        """Return the id of the pack for a programme and year, or None."""
        for name in self.ids:
            pack = self.pack(name)
            if not pack.overlay and pack.programme == programme and fiscal_year in pack.fiscal_years:
                return name
        return None

    def editions(self, programme: str) -> list[Pack]:
        """Return the packs of a programme, oldest year first."""
        packs = [self.pack(name) for name in self.ids]
        mine = [pack for pack in packs if pack.programme == programme and not pack.overlay and pack.fiscal_years]
        return sorted(mine, key=lambda pack: pack.fiscal_years)


def _bytes(pack: str, path: str) -> bytes:
    name = os.path.basename(path)
    try:
        if not os.path.isfile(path) or os.path.getsize(path) > _LARGEST_FILE:
            raise PackError(
                pack,
                (
                    Problem(
                        name,
                        1,
                        1,
                        Pair(
                            "ファイルが大きすぎるか、通常のファイルではありません。", "too large, or not a regular file"
                        ),
                    ),
                ),
            )
        with open(path, "rb") as file:
            return file.read(_LARGEST_FILE + 1)
    except OSError as error:
        wording = Pair(f"読み取れません（{error.strerror}）。", f"cannot be read ({error.strerror})")
        raise PackError(pack, (Problem(name, 1, 1, wording),)) from error


def compile_pack(pack: Pack, form_of: Pack | None = None, trace: Trace | None = None) -> Compiled:
    """Return the pack compiled; `form_of` lends its form to an overlay, `trace` records what the rules look at."""
    lender = form_of or pack
    context = Context(lender.form, (lender.form.root,), {**lender.tables, **pack.tables}, trace)
    active = [rule for rule in pack.rules if not rule.by_eye and rule.status not in ("draft", "retired") and rule.body]
    plans = [(rule, compile_rule(rule, context)) for rule in _needed_first([r for r in active if r.scope == "plan"])]
    folder = [
        compile_folder_rule(rule, lender._replace(tables=context.tables)) for rule in active if rule.scope == "folder"
    ]
    return Compiled(pack, tuple(plans), tuple(folder))


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
