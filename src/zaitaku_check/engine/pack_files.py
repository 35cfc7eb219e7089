"""The files of one rule pack, in a folder or in a zip: which are read, which are examples, which nobody would read."""

from __future__ import annotations

import os

from zaitaku_check.errors import PackError, Problem
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

HEAD = "pack.yaml"
"""The file that makes a folder a rule pack."""
EXAMPLES = "examples/"
_MOST_FILES = 2000
_LARGEST_FILE = 4 * 1024 * 1024
_LARGEST_PACK = 64 * 1024 * 1024
_SPEAKS_OF_BASE = ("extends", "over", "x-extends")
_FOR_PEOPLE = (".md", ".txt", ".pdf", ".docx", ".xlsx", ".ini", ".db")
"""Endings of files that may lie beside the rules and are no part of them."""
_NO_FILE = Bilingual("ファイルが大きすぎるか、通常のファイルではありません。", "too large, or not a regular file")
_LINK = Bilingual(
    "リンクは使えません。ファイルそのものを置いてください。", "a link is not followed; put the file itself here"
)
_UNREAD = Bilingual(
    "このファイルは読まれません。ルールのファイル（.yaml）はpack.yamlと同じ場所に、記入例はexamplesに置いてください。"
    "不要なファイルなら取り除いてください。",
    "this file would not be read: rule files (.yaml) lie beside pack.yaml, example plans in `examples`; "
    "remove what is not needed",
)


def is_pack(place: str) -> bool:
    """Return whether a place is a folder with a pack.yaml."""
    return os.path.isfile(os.path.join(place, HEAD))


def is_zip(place: str) -> bool:
    """Return whether a place is a file that is named as a zip."""
    return place.lower().endswith(".zip") and os.path.isfile(place)


def pack_name(place: str) -> str:
    """Return the name of the pack at a place: its folder's; of a zip, whose name mail may change, the pack's own id."""
    if not is_zip(place):
        return os.path.basename(os.path.abspath(place))
    return _said_in(files_of(place).get(HEAD, b""), "id") or os.path.basename(place)[:-4]


def files_of(place: str) -> dict[str, bytes]:
    """Return the YAML files of a pack: name → content; raises PackError where one cannot be read."""
    if is_zip(place):
        return {name: data for name, data in _unzipped(place).items() if "/" not in name and _is_yaml(name)}
    return {each: _bytes(place, each) for each in sorted(os.listdir(place)) if _is_yaml(each)}


def examples_of(place: str) -> list[tuple[str, bytes]]:
    """Return the good plans in a pack's folder `examples`: name and content."""
    if is_zip(place):
        every = _unzipped(place).items()
        return [(name[len(EXAMPLES) :], data) for name, data in every if name.startswith(EXAMPLES) and _is_yaml(name)]
    folder = os.path.join(place, EXAMPLES)
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    return [(each, _bytes(place, EXAMPLES + each)) for each in names if _is_yaml(each)]


def faults_of(place: str) -> list[Problem]:
    """Return a problem for every file of a pack that would not be read although it may hold rules, and every link."""
    names = list(_unzipped(place)) if is_zip(place) else list(_names_below(place))
    unread = [name for name in names if not _has_place(name)]
    links = [name for name in names if os.path.islink(os.path.join(place, *name.split("/")))]
    return [Problem(name, 1, 1, wording) for which, wording in ((unread, _UNREAD), (links, _LINK)) for name in which]


def bases_of(files: dict[str, bytes]) -> list[str]:
    """Return the ids of the packs that one extends, lies over or takes its form from; nothing is parsed."""
    heads = [files.get(HEAD, b""), files.get("form.yaml", b"")]
    return sorted({base for head in heads for key in _SPEAKS_OF_BASE if (base := _said_in(head, key))})


def _said_in(head: bytes, key: str) -> str:
    """Return the value of a key at the beginning of a line."""
    _before, found, rest = (b"\n" + head).partition(f"\n{key}:".encode())
    words = rest.partition(b"\n")[0].split(b"#")[0].split() if found else []
    return words[0].strip(b"\"'").decode("utf-8", "replace") if words else ""


def _is_yaml(name: str) -> bool:
    return name.lower().endswith((".yaml", ".yml")) and not name.startswith(".")


def _has_place(name: str) -> bool:
    """Return whether a file is read, or is nothing that could be meant for rules."""
    inside = name.removeprefix(EXAMPLES)
    return ("/" not in inside and _is_yaml(inside)) or name.lower().endswith(_FOR_PEOPLE)


def _names_below(place: str) -> list[str]:
    """Return the names of all files below a folder, `/` between them; what begins with a dot is nobody's."""
    names: list[str] = []
    for folder, below, files in os.walk(place):
        below[:] = sorted(each for each in below if each[0] != ".")
        inside = os.path.relpath(folder, place).replace(os.sep, "/")
        names += [f"{inside}/{each}".removeprefix("./") for each in sorted(files) if each[0] != "."]
        if len(names) > _MOST_FILES:
            raise PackError(os.path.basename(place), (_too_many(),))
    return names


def _too_many() -> Problem:
    return Problem(
        HEAD,
        1,
        1,
        Bilingual(f"ファイルが{_MOST_FILES:,}個を超えています。", f"there are more than {_MOST_FILES:,} files"),
    )


def _bytes(place: str, name: str) -> bytes:
    path = os.path.join(place, name)
    pack = os.path.basename(os.path.abspath(place))
    try:
        if not os.path.isfile(path) or os.path.getsize(path) > _LARGEST_FILE:
            raise PackError(pack, (Problem(name, 1, 1, _NO_FILE),))
        with open(path, "rb") as file:
            return file.read(_LARGEST_FILE + 1)
    except OSError as error:
        from zaitaku_check.engine.discover import unreadable

        raise PackError(pack, (Problem(name, 1, 1, unreadable(error)),)) from error


def _unzipped(place: str) -> dict[str, bytes]:
    """Return the files in a zip by their names below the pack's folder; nothing is written anywhere."""
    import zipfile
    from zlib import error as ZlibError  # noqa: N812 - an exception of the library

    try:
        with zipfile.ZipFile(place) as archive:
            inside = [each for each in archive.infolist() if not each.is_dir() and not _is_litter(each.filename)]
            problems = _zip_problems(inside)
            if problems:
                raise PackError(os.path.basename(place), tuple(problems))
            top = _top_of([each.filename for each in inside])
            return {each.filename[len(top) :]: _content(archive, each) for each in inside}
    except (OSError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile, EOFError, ZlibError) as error:
        wording = Bilingual("zipとして読み取れません（暗号化されたzipは使えません）。", f"not a readable zip: {error}")
        raise PackError(os.path.basename(place), (Problem(os.path.basename(place), 1, 1, wording),)) from error


def _is_litter(name: str) -> bool:
    """Return whether an entry is what operating systems add to a zip."""
    return any(step.startswith((".", "__MACOSX")) and step != ".." for step in name.split("/"))


def _zip_problems(inside: list[ZipInfo]) -> list[Problem]:
    if len(inside) > _MOST_FILES:
        return [_too_many()]
    if sum(each.file_size for each in inside) > _LARGEST_PACK:
        wording = Bilingual("展開すると大きすぎます。", f"more than {_LARGEST_PACK // 1024**2} MB when unpacked")
        return [Problem(HEAD, 1, 1, wording)]
    astray = [each.filename for each in inside if _leads_out(each.filename)]
    links = [each.filename for each in inside if each.external_attr >> 28 == 0o12]
    outside = Bilingual("フォルダーの外を指す名前です。", "the name leads out of the folder")
    return [Problem(name, 1, 1, wording) for which, wording in ((astray, outside), (links, _LINK)) for name in which]


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/")


def _top_of(names: list[str]) -> str:
    """Return the folder in which everything lies (with its `/`), "" where pack.yaml lies at the top."""
    tops = {name.partition("/")[0] for name in names}
    return f"{tops.pop()}/" if HEAD not in names and len(tops) == 1 else ""


def _content(archive: ZipFile, entry: ZipInfo) -> bytes:
    with archive.open(entry) as file:
        data = file.read(_LARGEST_FILE + 1)
    if len(data) > _LARGEST_FILE:
        raise PackError(os.path.basename(str(archive.filename)), (Problem(entry.filename, 1, 1, _NO_FILE),))
    return data
