"""Build the documentation site: Japanese at the top, English in `en/`, as a folder that opens without a network.

`python packaging/site/build.py OUT` needs zensical and the package itself; `--shim FILE` is the script of npm's
`iframe-worker`, with which a browser searches pages opened from a folder; `--screenshots` has Chromium take pictures.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from zaitaku_check import HOME, __version__
from zaitaku_check.cli.commands import EXITS
from zaitaku_check.cli.table import CHECK, SECTIONS
from zaitaku_check.reference.markdown import cell
from zaitaku_check.report.formats import FORMATS
from zaitaku_check.text_types import Bilingual

ROOT: Final = Path(__file__).parents[2]
LANGS: Final = ("ja", "en")
SHIM: Final = "https://unpkg.com/iframe-worker/shim"
"""What the generator's scripts would load from elsewhere where pages are opened from a folder."""

PAGES: Final = (
    (Bilingual("はじめに", "Start"), ("start", "writing-plans", "reviewing", "ci", "editors")),
    (Bilingual("参照", "Reference"), ("formats", "configuration", "rules", "coverage")),
    (Bilingual("ルールを書く", "Writing rules"), ("writing-packs", "rule-language")),
    (
        Bilingual("仕組み", "How it is built"),
        ("architecture", "decisions", "security", "accessibility", "scale", "speed", "contributing", "changelog"),
    ),
)
"""The pages in the order of the navigation; `rules` and `decisions` stand for the folders of that name."""
ELSEWHERE: Final = {"speed": "benchmarks/README.md", "contributing": "CONTRIBUTING.md", "changelog": "CHANGELOG.md"}
"""Pages that do not lie in docs/: where they do."""
SCHEMAS: Final = {"json": "report-1", "diff": "diff-1"}


def main(words: list[str]) -> int:
    """Build both languages into a folder that need not exist; return 1 where the generator complains."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--shim", type=Path, required=True)
    parser.add_argument("--screenshots", action="store_true")
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as scratch:
        for lang in LANGS:
            project = Path(scratch) / lang
            write_sources(project, lang, pictures=asked.screenshots)
            done = subprocess.run(
                [sys.executable, "-m", "zensical", "build", "--clean", "--strict"], cwd=project, check=False
            )
            if done.returncode:
                return 1
            _bring_along(project / "site", asked.shim)
            shutil.copytree(project / "site", asked.out if lang == "ja" else asked.out / lang, dirs_exist_ok=True)
    return 0


def write_sources(project: Path, lang: str, *, pictures: bool) -> None:
    """Write what the generator reads: the configuration and every page of one language."""
    docs = project / "docs"
    docs.mkdir(parents=True)
    for name, text in pages(lang):
        docs.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
        docs.joinpath(name).write_text(_with_pictures(text, taken=pictures), "utf-8")
    shutil.copytree(ROOT / "src/zaitaku_check/report", docs / "schemas", ignore=lambda _, names: _no_schema(names))
    docs.joinpath("site.css").write_text(STYLE, "utf-8")
    if pictures:
        take_pictures(docs / "images", lang)
    project.joinpath("zensical.toml").write_text(configuration(lang, docs), "utf-8")


STYLE: Final = """\
.md-typeset table:not([class]) { display: table; font-size: .7rem; overflow-wrap: anywhere }
.md-typeset .twin { float: right; margin: 0 0 0 1em }
.md-nav__link--active, .md-nav__link--active * { color: #0b4f9c }
[data-md-color-scheme=slate] :is(.md-nav__link--active, .md-nav__link--active *) { color: #9ec5ff }
.md-typeset img { border: 1px solid #ccc; max-width: 100% }
"""


def _no_schema(names: list[str]) -> set[str]:
    return {name for name in names if not name.endswith(".schema.json")}


def pages(lang: str) -> Iterator[tuple[str, str]]:
    """Yield name and text of every page of a language."""
    for _, names in PAGES:
        for name in names:
            if name == "formats":
                yield "formats.md", formats_page(lang)
            elif name == "configuration":
                yield "configuration.md", configuration_page(lang)
            elif name in {"rules", "decisions"}:
                folder = ROOT / "docs" / name / (lang if name == "rules" else "")
                for page in sorted(folder.glob("*.md")):
                    own = "index" if page.stem == "README" else page.stem
                    yield f"{name}/{own}.md", linked(page, f"{name}/{own}.md", lang)
            else:
                yield f"{'index' if name == 'start' else name}.md", linked(source_of(name, lang), f"{name}.md", lang)


def source_of(name: str, lang: str) -> Path:
    """Return the file that a page is made of: the language's own where there is one."""
    own = ROOT / "docs" / f"{name}.{lang}.md"
    return own if own.exists() else ROOT / ELSEWHERE.get(name, f"docs/{name}.md")


LINK: Final = re.compile(r"\]\(([^)#\s]*)(#[^)\s]*)?\)")
TWIN: Final = re.compile(r"^\[(?:日本語|English)\]\([^)]*\)\n", re.MULTILINE)


def linked(page: Path, target: str, lang: str) -> str:
    """Return a page with its links as they are on the site, and one to its twin in the other language."""
    text = page.read_text("utf-8")
    text = TWIN.sub("", text, count=1)
    text = LINK.sub(lambda found: _link(found, page, target), text)
    title, _, rest = text.partition("\n")
    html = ("index" if target == "start.md" else target.removesuffix(".md")) + ".html"
    up = "../" * target.count("/")
    there = f"{up}en/{html}" if lang == "ja" else f"{up}../{html}"
    word, other = ("English", "en") if lang == "ja" else ("日本語", "ja")
    return f'{title}\n\n<p class="twin"><a href="{there}" lang="{other}" hreflang="{other}">{word}</a></p>\n{rest}'


def _link(found: re.Match[str], page: Path, target: str) -> str:
    """Return a link as it is on the site; of a file that is not there, at the project's home, if any."""
    to, place = found[1], found[2] or ""
    if not to or "://" in to or to.startswith("mailto:"):
        return found[0]
    path = Path(os.path.normpath(page.parent / to))
    known = on_site(path)
    if known:
        return f"]({os.path.relpath(known, Path(target).parent)}{place})"
    inside = path.relative_to(ROOT).as_posix()
    return f"]({HOME}/blob/main/{inside}{place})" if HOME else f"](#){{: title='{inside}'}}"


def on_site(path: Path) -> str:
    """Return the page of the site that is made of a file; "" where none is."""
    inside = path.relative_to(ROOT).as_posix()
    elsewhere = {source: f"{name}.md" for name, source in ELSEWHERE.items()}
    if inside in elsewhere:
        return elsewhere[inside]
    match = re.fullmatch(r"docs/(rules/(?:ja|en)|decisions)/?(.*)", inside)
    if match:
        name = match[2].removesuffix(".md") or "README"
        folder = match[1].partition("/")[0]
        exists = path.is_dir() or path.exists()
        return f"{folder}/{'index' if name == 'README' else name}.md" if exists else ""
    name = re.sub(r"^docs/|(?:\.ja)?\.md$", "", inside)
    named = any(name in names for _, names in PAGES)
    return ("index" if name == "start" else name) + ".md" if named and inside.startswith("docs/") else ""


def formats_page(lang: str) -> str:
    """Return the page on report formats, their schemas and the exit codes."""
    title = Bilingual("報告の形式と終了コード", "Formats of reports, and exit codes").of(lang)
    lines = [f"# {title}", "", *_twin("formats", lang)]
    lines += [Bilingual("| 形式 | 拡張子 | 読むもの |", "| format | suffix | read by |").of(lang), "|---|---|---|"]
    for name, record in FORMATS.items():
        who = Bilingual("プログラム", "programs") if record.for_machines else Bilingual("人", "people")
        lines.append(f"| `{name}` | `{record.suffix}` | {who.of(lang)} |")
    schemas = Bilingual("スキーマ", "Schemas").of(lang)
    lines += ["", f"## {schemas}", ""]
    for name, file in SCHEMAS.items():
        lines.append(f"* `{name}`: [`{file}.schema.json`](schemas/{file}.schema.json)")
    lines += ["", "## " + Bilingual("終了コード", "Exit codes").of(lang), "", "| | |", "|---|---|"]
    lines += [f"| {code} | {meaning.of(lang)} |" for code, meaning in enumerate(EXITS)]
    return "\n".join(lines) + "\n"


def configuration_page(lang: str) -> str:
    """Return the page on the options of `check` and their names in the configuration."""
    title = Bilingual("オプションと設定", "Options and configuration").of(lang)
    lines = [f"# {title}", "", *_twin("configuration", lang)]
    says = Bilingual(
        "設定は `zaitaku-check.toml`（又は `pyproject.toml` の `[tool.zaitaku-check]`）に書きます。"
        "環境変数は `ZAITAKU_CHECK_` に続けて大文字で書きます。命令、環境変数、ファイルの順に優先します。",
        "Settings stand in `zaitaku-check.toml` (or in `[tool.zaitaku-check]` of `pyproject.toml`); variables of the "
        "environment are called `ZAITAKU_CHECK_` and the name in capitals. The command line comes before the "
        "environment, this before the file.",
    )
    lines += [says.of(lang), ""]
    once = Bilingual("1回限り", "one run").of(lang)
    head = Bilingual("| オプション | 設定 | 意味 |", "| option | setting | meaning |").of(lang)
    for section, names in SECTIONS:
        lines += [f"## {section.of(lang)}", "", head, "|---|---|---|"]
        for name in names:
            option = CHECK[name]
            flags = " ".join(f"`{flag}`" for flag in option.flags)
            setting = once if option.one_run else f"`{name}`"
            lines.append(f"| {flags} | {setting} | {cell(option.help.of(lang))} |")
        lines.append("")
    return "\n".join(lines)


def _twin(name: str, lang: str) -> list[str]:
    there, word, other = (f"en/{name}.html", "English", "en") if lang == "ja" else (f"../{name}.html", "日本語", "ja")
    return [f'<p class="twin"><a href="{there}" lang="{other}" hreflang="{other}">{word}</a></p>', ""]


def configuration(lang: str, docs: Path) -> str:
    """Return the generator's configuration, with a navigation of the pages there are."""
    nav = []
    for title, names in PAGES:
        inside: list[object] = []
        for name in names:
            if name in {"rules", "decisions"}:
                inside.append(
                    {heading(docs / name / "index.md"): [f"{name}/{page.name}" for page in _ordered(docs / name)]}
                )
            else:
                inside.append(f"{'index' if name == 'start' else name}.md")
        nav.append({title.of(lang): inside})
    name = Bilingual("zaitaku-check 活動計画の検査", "zaitaku-check").of(lang)
    project = {
        "site_name": name, "site_url": HOME, "docs_dir": "docs", "site_dir": "site", "use_directory_urls": False,
        "copyright": f"zaitaku-check {__version__}, MIT", "extra_css": ["site.css"], "nav": nav,
    }  # fmt: skip
    lines = ["[project]", *(f"{key} = {_toml(value)}" for key, value in project.items() if value != "")]
    lines += ["[project.theme]", f'language = "{lang}"', "font = false"]
    lines += ['features = ["navigation.sections", "navigation.top", "search.highlight"]']
    lines += ["[project.plugins.search]", "[project.plugins.offline]"]
    return "\n".join(lines) + "\n"


def _ordered(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.md"), key=lambda page: (page.name != "index.md", page.name))


def heading(page: Path) -> str:
    """Return the title of a page."""
    return page.read_text("utf-8").splitlines()[0].lstrip("# ")


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{json.dumps(str(key), ensure_ascii=False)} = {_toml(each)}" for key, each in value.items())
            + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


PICTURE: Final = re.compile(r"<!-- screenshot: (\w+) -->")
SHOWN: Final = {
    "report": Bilingual("検査結果のページ", "The page of a report"),
    "review": Bilingual("審査のページ", "The reviewer's page"),
}


def _with_pictures(text: str, *, taken: bool) -> str:
    return PICTURE.sub(lambda found: f"![{SHOWN[found[1]].en}](images/{found[1]}.png)" if taken else "", text)


def take_pictures(folder: Path, lang: str) -> None:
    """Write the pages that the tool makes of the examples as pictures."""
    folder.mkdir(parents=True)
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        sys.exit("site: no Chromium for the screenshots")
    with tempfile.TemporaryDirectory() as scratch:
        program = [sys.executable, "-m", "zaitaku_check"]
        told = ["--lang", lang, "--as-of", "2018-09-10", "-q"]
        plan = "examples/plans/aso-no-optional-item.yaml"
        subprocess.run([*program, "check", plan, *told, "-f", f"html={scratch}/report.html"], cwd=ROOT, check=False)
        subprocess.run([*program, "review", "examples/review", "-o", f"{scratch}/review", *told], cwd=ROOT, check=False)
        for name, page in {"report": f"{scratch}/report.html", "review": f"{scratch}/review/index.html"}.items():
            flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1200,800"]
            flags += [f"--user-data-dir={scratch}/profile", f"--screenshot={folder / name}.png"]
            subprocess.run([browser, *flags, Path(page).as_uri()], check=True, capture_output=True, timeout=120)


EMPTY_LINK: Final = re.compile(r'<a id="__codelineno[^>]*></a>')
"""What the generator puts before each line of code: a link without a name, which a screen reader would read out."""


def _bring_along(site: Path, shim: Path) -> None:
    """Put the script that searching from a folder needs into the site, and have every page load it from there."""
    name = "assets/javascripts/iframe-worker.js"
    shutil.copy(shim, site / name)
    for page in site.rglob("*.html"):
        up = "../" * len(page.relative_to(site).parent.parts)
        text = page.read_text("utf-8")
        if SHIM not in text:
            sys.exit(f"site: {page.name} no longer loads {SHIM}: look at what the generator does now")
        page.write_text(EMPTY_LINK.sub("", text).replace(SHIM, up + name), "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
