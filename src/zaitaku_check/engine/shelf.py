"""The packs at hand: found on the disk, loaded (prepared where possible), compiled once, chosen for each plan."""

from __future__ import annotations

import os
from _blake2 import blake2b
from collections.abc import Callable, Iterable

from zaitaku_check.engine.index import Head, Index, index_from_data, index_of, index_to_data
from zaitaku_check.engine.pack_files import bases_of, examples_of, faults_of, files_of, is_pack, is_zip, pack_name
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
    """The packs of one rules folder, those of shelves beside it, and packs given by folder or zip.

    One way leads to a pack: where it lies, whether it has been prepared for just these files, else loading it.
    Nothing is read before it is asked for.
    """

    def __init__(self, root: str, store: Store | None = None, shelves: Iterable[str] = ()) -> None:
        self.root = root
        self.shelves = tuple(shelves)
        self._store = store or Store()
        self._places = {each: os.path.join(root, each) for each in sorted(os.listdir(root))}
        self._places = {name: place for name, place in self._places.items() if is_pack(place)}
        self._bundled = frozenset(self._places)
        self.shelved: list[str] = []
        self._forget()
        for shelf in self.shelves:
            self._fill(shelf)

    def _forget(self) -> None:
        self._files: dict[str, dict[str, bytes]] = {}
        self._keys: dict[str, str] = {}
        self._packs: dict[str, Pack] = {}
        self._loaded: dict[str, Any] = {}
        self._folder_rules: dict[str, tuple[FolderRule, ...]] = {}
        self._loading: list[str] = []
        self._index: Index | None = None

    # --- which packs there are, and where they lie ---

    @property
    def ids(self) -> list[str]:
        """The ids of all packs, the catalogue of structural rules left out."""
        return [name for name in self._places if name != STRUCTURE]

    def add(self, word: str) -> str:
        """Make a pack given by id, folder or zip available and return its id; raises UsageError where there is none."""
        if word in self._places and word != STRUCTURE:
            return word
        if is_zip(word) or is_pack(word):
            return self._add_place(word)
        if os.path.isdir(word):
            raise UsageError(
                Bilingual(
                    f"フォルダー「{word}」にpack.yamlがないため、ルールパックとして使えません。",
                    f"the folder “{word}” is not a rule pack: it has no pack.yaml",
                )
            )
        from zaitaku_check.suggestions import did_you_mean

        known = Bilingual(f"使えるルールパック: {'、'.join(self.ids)}", f"rule packs: {', '.join(self.ids)}")
        missing = Bilingual(f"ルールパック「{word}」はありません。", f"there is no rule pack “{word}”")
        raise UsageError(did_you_mean(missing, word, self.ids, known))

    def _add_place(self, place: str) -> str:
        """Put a pack in the place of one of its name, and with it the packs beside it that it stands on."""
        name = pack_name(place)
        known = self._places.get(name)
        if known is None or os.path.realpath(known) != os.path.realpath(place):
            self._put(name, place)
            beside = os.path.dirname(os.path.abspath(place))
            for base in bases_of(self._files_of(name)):
                if base not in self._places and is_pack(os.path.join(beside, base)):
                    self._add_place(os.path.join(beside, base))
        return name

    def _put(self, name: str, place: str) -> None:
        self._forget()
        self._places[name] = place
        self._bundled -= {name}

    def _fill(self, shelf: str) -> None:
        """Put every pack of a folder on the shelf; raises UsageError where there is none, or an id is taken."""
        every = [shelf] if is_pack(shelf) or is_zip(shelf) else _packs_in(shelf)
        if not every:
            raise UsageError(
                Bilingual(
                    f"「{shelf}」にはルールパック（pack.yamlのあるフォルダー、又はzip）がありません。",
                    f"there is no rule pack in “{shelf}”: no folder with a pack.yaml, and no zip",
                )
            )
        for place in every:
            name = pack_name(place)
            if name in self._places and os.path.realpath(self._places[name]) != os.path.realpath(place):
                raise UsageError(
                    Bilingual(
                        f"「{place}」のid「{name}」は、「{self._places[name]}」でも使われています。別のidを付けてください。",
                        f"the id “{name}” of “{place}” is taken by “{self._places[name]}”; give the pack another id",
                    )
                )
            self._put(name, place)
            self.shelved.append(name)

    # --- whether a pack has been prepared, and loading it ---

    def pack(self, name: str) -> Pack:
        """Return a pack, from its prepared form where that is up to date; raises PackError."""
        if name not in self._packs:
            kept = self._store.made(name, self._key(name), pack_from_data)
            self._packs[name] = kept or self.loaded(name).pack
        return self._packs[name]

    def _key(self, name: str, above: tuple[str, ...] = ()) -> str:
        """Return what stands for the bytes of a pack's files and of the packs it stands on."""
        if name not in self._keys:
            whole, files = blake2b(digest_size=32), self._files_of(name)
            for file, content in files.items():
                whole.update(f"{file} {len(content)}\n".encode())
                whole.update(content)
            seen = (*above, name)  # packs that stand on one another are refused when they are loaded
            bases = [each for each in bases_of(files) if each in self._places and each not in seen]
            whole.update("".join(self._key(each, seen) for each in bases).encode())
            self._keys[name] = whole.hexdigest()
        return self._keys[name]

    def _files_of(self, name: str) -> dict[str, bytes]:
        if name not in self._files:
            self._files[name] = files_of(self._places[name])
        return self._files[name]

    def loaded(self, name: str) -> Any:
        """Return a pack loaded from its YAML files with documents and tests (`pack.load.Loaded`); raises PackError."""
        if name not in self._loaded:
            from zaitaku_check.pack.load import load_pack

            if name in self._loading:
                wording = Bilingual("extends が循環しています。", "`extends` is circular")
                raise PackError(name, (Problem("pack.yaml", 1, 1, wording),))
            wrong = faults_of(self._places[name]) if name not in self._bundled else ()
            if wrong:
                raise PackError(name, tuple(wrong))
            self._loading.append(name)
            try:
                self._loaded[name] = load_pack(name, self._files_of(name), self._parent(name))
            finally:
                self._loading.pop()
            self._store.put(name, self._key(name), prepared(self._loaded[name].data))
        return self._loaded[name]

    def _at_extends(self, child: str, wording: Bilingual, hint: str) -> Problem:
        from zaitaku_check.pack.document import load_document

        document, _problems = load_document("pack.yaml", self._files_of(child)["pack.yaml"])
        if document is None:
            return Problem("pack.yaml", 1, 1, wording, hint)
        return document.problem(("extends",), wording, hint)

    def _parent(self, child: str) -> Callable[[str], Any]:
        def parent(name: str) -> Any:
            if name not in self._places:
                hint = nearest(name, self.ids)
                wording = Bilingual(
                    f"引き継ぐルールパック「{name}」がありません。", f"there is no rule pack “{name}” to extend"
                )
                raise PackError(child, (self._at_extends(child, wording, hint[0] if hint else ""),))
            return self.loaded(name)

        return parent

    @property
    def index(self) -> Index:
        """What has to be known of every pack to choose one; from its prepared form where that is up to date."""
        if self._index is None:
            key = "\n".join(f"{name} {self._key(name)}" for name in self._places)
            kept = self._store.made("index", key, index_from_data)
            self._index = kept or index_of([self.pack(name) for name in self.ids], self.structure())
            if kept is None:
                self._store.put("index", key, index_to_data(self._index))
        return self._index

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
        return examples_of(self._places[name])

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
        """Return the id of the pack for a programme and year, or None.

        One that is written for fewer years goes before one for many, and an edition before the pack that it extends.
        """
        fitting = [head for head in self.editions(programme) if fiscal_year in head.fiscal_years]
        return min(fitting, key=lambda head: (len(head.fiscal_years), -head.depth)).id if fitting else None

    def rivals(self) -> list[tuple[Head, Head, int]]:
        """Return the pairs of packs between which programme and year do not choose, with the first such year."""
        found = []
        heads = [each for each in self.index.heads if each.programme and not each.overlay]
        for at, one in enumerate(heads):
            for other in heads[:at]:
                shared = set(one.fiscal_years) & set(other.fiscal_years)
                alike = (len(one.fiscal_years), one.depth) == (len(other.fiscal_years), other.depth)
                if shared and alike and one.programme == other.programme:
                    found.append((other, one, min(shared)))
        return found

    def editions(self, programme: str) -> list[Head]:
        """Return the packs of a programme, oldest year first."""
        mine = [each for each in self.index.heads if each.programme == programme and not each.overlay]
        return sorted((each for each in mine if each.fiscal_years), key=lambda head: head.fiscal_years)


def _packs_in(shelf: str) -> list[str]:
    """Return the packs in a folder: folders with a pack.yaml, and zips; raises UsageError for a link among them."""
    try:
        every = [os.path.join(shelf, each) for each in sorted(os.listdir(shelf)) if not each.startswith(".")]
    except OSError as error:
        from zaitaku_check.files import why_not_read

        ja, en = why_not_read(error)
        raise UsageError(
            Bilingual(f"フォルダー「{shelf}」を開けません（{ja}）。", f"cannot open the folder “{shelf}”: {en}")
        ) from error
    packs = [each for each in every if is_pack(each) or is_zip(each)]
    link = next(filter(os.path.islink, packs), None)
    if link is not None:
        raise UsageError(
            Bilingual(
                f"「{link}」はリンクのため、ルールパックとして使いません。フォルダー又はzipそのものを置いてください。",
                f"“{link}” is a link and not taken for a rule pack; put the folder or zip itself there",
            )
        )
    return packs


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
