"""A text to its tree: parse what is clean at once, repair what is not, and say what was wrong."""

from __future__ import annotations

from zaitaku_check.source.complaint import Beside, Complaint
from zaitaku_check.source.limits import Limits
from zaitaku_check.source.plain import plain_root
from zaitaku_check.source.suspicion import odd_characters, odd_layout
from zaitaku_check.source.text import Text
from zaitaku_check.source.tree import GROUP, LIST, Node, Tree
from zaitaku_check.text_types import Bilingual, Edit, Span
from zaitaku_check.typed import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from zaitaku_check.source.build import Built

NONE: frozenset[str] = frozenset()
STANDARD = Limits()
MANY_BRACKETS = 500
MANY_BULLETS = "- " * 65
"""A row too deep to be read: the repair gives up that row alone, whatever depth the parser would endure."""
WIDE_SPACE = "\u3000"
GARBLED_SIGNS = "縺繧繝"
"""What the first bytes of kana in UTF-8 look like in CP932; hardly any Japanese word has these letters."""
BEYOND = frozenset({"Y007", "Y008", "Y015"})
"""What says by itself why nothing could be read."""
FIRST_PLAN = Bilingual("1つ目の計画書はここからです", "the first plan begins here")
Pairs = list[tuple[Node, Node]]


def read(
    text: Text,
    keys: frozenset[str] = NONE,
    limits: Limits = STANDARD,
    *,
    lists: frozenset[str] = NONE,
    pure: bool = False,
) -> Tree:
    """Read a text into its tree, with everything that was wrong on the way.

    `keys` are the spellings (see `spelling`) of every key of the forms, `lists` those of the keys that hold a list:
    they make it certain what a line was meant to be. `pure` parses with PyYAML's own parser instead of libyaml.
    """
    tree = _read(text.content, keys, limits, lists=lists, pure=pure)
    return _with_garbled(tree, text.content) if any(sign in text.content for sign in GARBLED_SIGNS) else tree


def _with_garbled(tree: Tree, content: str) -> Tree:
    """Return a tree with what is to be said of garbled text."""
    from zaitaku_check.source.characters import garbled
    from zaitaku_check.source.gathered import gathered

    signs = [Complaint("Y021", Span(each.start, each.end), (("value", each.name),)) for each in garbled(content)]
    said = sorted((*tree.complaints, *gathered(signs)), key=lambda each: (each.span, each.rule))
    return tree._replace(complaints=tuple(said))


def _read(content: str, keys: frozenset[str], limits: Limits, *, lists: frozenset[str], pure: bool) -> Tree:
    if len(content) > limits.bytes:
        return Tree(None, (too_large(len(content), limits),))
    if not pure and (root := _plain(content, limits)):
        return Tree(root, ())
    if not _suspicious(content):
        built = _built(content, limits, pure=pure)
        if built.trouble is None and not built.hidden:
            return _told(content, built, [], keys)
    from zaitaku_check.source.repair import Task, repaired

    return _told(content, *repaired(content, Task(keys, lists, limits, pure)), keys)


def parses(content: str) -> bool:
    """Tell whether a text is YAML as it stands."""
    from zaitaku_check.source.events import source_of
    from zaitaku_check.source.libyaml import events, yaml

    get = source_of(content)
    try:
        while not isinstance(get(), events.StreamEndEvent):
            pass
    except yaml.YAMLError:
        return False
    return True


def read_mended(
    content: str, mends: tuple[Edit, ...], keys: frozenset[str], lists: frozenset[str], limits: Limits
) -> Tree:
    """Read a text after `mends` have been made; the places of the tree are those of the text without them."""
    from zaitaku_check.source.repair import Task, repaired

    return _told(content, *repaired(content, Task(keys, lists, limits, pure=False, mends=mends)), keys)


def _plain(content: str, limits: Limits) -> Node | None:
    """Return the root of a text in which there is nothing but plain lines; ideographic spaces may be in its values."""
    if _many_brackets(content) or odd_characters(content.replace(WIDE_SPACE, "")):
        return None
    root = plain_root(content, limits)
    return None if root is None or _second_plan(_pairs(root)) else root


def _built(content: str, limits: Limits, *, pure: bool) -> Built:
    from zaitaku_check.source.build import Builder
    from zaitaku_check.source.events import source_of

    return Builder(content, limits).build(source_of(content, pure=pure))


def _told(content: str, built: Built, complaints: list[Complaint], keys: frozenset[str]) -> Tree:
    """Return what was built, with everything there is to say of it."""
    if built.cut and built.root is not None:
        from zaitaku_check.source.commas import rejoined

        whole, cut = rejoined(content, built.root, keys)
        built, complaints = built._replace(root=whole), [*complaints, *cut]
    if _clean(built) and not complaints:
        return Tree(built.root, ())
    from zaitaku_check.source.gathered import gathered, of_oddities

    complaints = [*complaints, *of_oddities(built.odd)]
    root, about = _root(content, built)
    if root is None and any(complaint.rule in BEYOND for complaint in complaints):
        about = []
    return Tree(root, gathered([*complaints, *about]))


def _suspicious(content: str) -> bool:
    return _many_brackets(content) or MANY_BULLETS in content or odd_characters(content) or odd_layout(content)


def _many_brackets(content: str) -> bool:
    return content.count("[") + content.count("{") > MANY_BRACKETS


def _clean(built: Built) -> bool:
    if built.odd or built.trouble or built.second is not None or built.root is None or built.root.kind != GROUP:
        return False
    return _second_plan(_pairs(built.root)) == 0


def _root(content: str, built: Built) -> tuple[Node | None, list[Complaint]]:
    """Judge the root: it has to be one group, and the only one."""
    root, second = built.root, built.second
    if root is None or root.kind != GROUP:
        return None, [] if built.trouble or built.refused else [_no_plan(content, root)]
    if second is not None:
        return root, [
            Complaint("Y009", Span(second, second), beside=(Beside(Span(root.start, root.start), FIRST_PLAN),))
        ]
    pairs = _pairs(root)
    if cut := _second_plan(pairs):
        key = pairs[cut][0]
        beside = (Beside(Span(pairs[0][0].start, pairs[0][0].end), FIRST_PLAN),)
        end = pairs[cut - 1][1].end
        kept = root._replace(value=pairs[:cut], end=end)
        return kept, [Complaint("Y009", Span(key.start, key.end), beside=beside, variant="joined")]
    return root, []


def _pairs(root: Node) -> Pairs:
    return cast("Pairs", root.value)


def _second_plan(pairs: Pairs) -> int:
    """Return where a second plan begins, pasted behind the first one: from its first key on, every key comes again."""
    names = [key.value for key, _ in pairs]
    if len(names) < 6 or names[0] not in names[1:]:
        return 0
    cut = names.index(names[0], 1)
    return cut if len(names) - cut > 2 and set(names[cut:]) <= set(names[:cut]) and cut > 2 else 0


def _no_plan(content: str, root: Node | None) -> Complaint:
    """Say that a text is no plan, and what it seems to be instead."""
    from zaitaku_check.source.foreign import kind_of_text

    if not content.strip():
        return Complaint("Y014", Span(0, 0))
    if root is None:
        return Complaint("Y014", Span(0, 0), variant="nothing")
    if root.kind == LIST:
        return Complaint("Y014", Span(0, 0), variant="list")
    return Complaint("Y014", Span(0, 0), variant=kind_of_text(content) or "text")


def too_large(size: int, limits: Limits = STANDARD, *, is_book: bool = False) -> Complaint:
    """Say that a file of so many bytes is not read at all."""
    args = (("actual", f"{size:,}"), ("limit", f"{limits.bytes:,}"))
    return Complaint("Y008", Span(0, 0), args, variant="book" if is_book else "bytes")
