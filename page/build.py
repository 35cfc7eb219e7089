"""Build `dist/zaitaku-check.html`: the tool, Python and all, in one file that a browser opens by a double click.

Needs pip, npm and their registries; everything that goes in is pinned with its hash (`requirements.txt`,
`package-lock.json`). Run it from anywhere: `python page/build.py [FILE]`.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
from html import escape
from pathlib import Path

PAGE = Path(__file__).resolve().parent
ROOT = PAGE.parent
LINE = 12_000
"""Letters in a line of a packed part: some mail programs and editors choke on millions."""
LEFT_OUT = re.compile(
    r"\.(so|pyd|pyi|pxd|pyx|cpp|hpp|h|dist-info/.*)$|(^|/)(py\.typed|tests?/.*)$"
    r"|^pygments/(lexers/(?!__init__|_mapping)|styles/(?!__init__|_mapping|default)|formatters/(?!__init__|_mapping)).*"
    r"|^share/|\.data/|^zaitaku_check/lsp/"
)
"""What a browser cannot load, or nobody asks for: compiled parts, types, tests, colours, a server for editors."""
SYSTEM = (
    "--python-version=3.14", "--implementation=cp", "--abi=cp314", "--abi=none",
    "--platform=manylinux_2_28_x86_64", "--platform=manylinux_2_17_x86_64", "--platform=any",
)  # fmt: skip
"""The system that wheels are fetched for; their compiled parts are left out, so any would do, but each has one hash."""
TOOLS = re.compile(
    r"^(_pyio|_pydatetime|_pydecimal|_pyrepl|_sysconfigdata\w*|cProfile|curses|doctest|ensurepip|ftplib|idlelib|imaplib|"
    r"lib2to3|mailbox|multiprocessing|optparse|pdb|pickletools|poplib|profile|pstats|pydoc|pydoc_data|smtplib|sqlite3|test|"
    r"tkinter|trace|turtle|turtledemo|unittest|venv|wsgiref|xmlrpc)(\.py$|/)"
)
"""What of Python's library serves its developers, or a network."""
LICENCE = re.compile(r"\.dist-info/(licenses/)?(LICEN[CS]E|COPYING|NOTICE)[^/]*$", re.IGNORECASE)


def main(words: list[str]) -> int:
    """Build the page; return 0."""
    target = Path(words[0]) if words else ROOT / "dist/zaitaku-check.html"
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        wheels = _wheels(scratch)
        site, licences = _site(wheels)
        pyodide = _pyodide(scratch)
        html = _page(site, licences, pyodide)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(html, "utf-8", newline="\n")
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    print(f"{target}: {target.stat().st_size:,} bytes, sha256 {digest}")
    return 0


def _wheels(scratch: Path) -> list[Path]:
    """Return the wheels of the tool, built from here, and of what it needs, as pinned."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", scratch / "own", ROOT], check=True)
    pinned = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(PAGE / "requirements.txt")]
    subprocess.run([*pip, "download", *pinned, *SYSTEM, "--dest", scratch / "others"], check=True)
    return [*(scratch / "own").glob("*.whl"), *sorted((scratch / "others").glob("*.whl"))]


def _site(wheels: list[Path]) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return the files of all packages by path, and the licence of each package by its name and version."""
    files: dict[str, bytes] = {}
    licences: dict[str, str] = {}
    for wheel in wheels:
        package = " ".join(wheel.name.split("-")[:2])
        with zipfile.ZipFile(wheel) as archive:
            for name in sorted(archive.namelist()):
                if LICENCE.search(name) and archive.getinfo(name).file_size:
                    licences[package] = licences.get(package, "") + archive.read(name).decode("utf-8") + "\n"
                if not LEFT_OUT.search(name) and ".dist-info/" not in name and not name.endswith("/"):
                    files[name] = archive.read(name)
        if package not in licences:
            raise SystemExit(f"{wheel.name} brings no licence that could be shown")
    return files, licences


def _pyodide(scratch: Path) -> Path:
    """Return the folder of the pinned Pyodide."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(PAGE / name, scratch)
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to fetch Pyodide")
    subprocess.run(
        [npm, "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=scratch, check=True
    )
    return scratch / "node_modules/pyodide"


def _page(site: dict[str, bytes], licences: dict[str, str], pyodide: Path) -> str:
    sys.path.insert(0, str(ROOT / "src"))
    import zaitaku_check
    from zaitaku_check.report.html import admitted

    report_style, report_style_hash = admitted("report.css")
    report_script, report_script_hash = admitted("report.js")
    with zipfile.ZipFile(pyodide / "python_stdlib.zip") as archive:
        library = {
            name: archive.read(name) for name in archive.namelist() if not name.endswith("/") and not TOOLS.search(name)
        }
    parts = {
        "core": (pyodide / "pyodide.asm.mjs").read_bytes(),
        "wasm": (pyodide / "pyodide.asm.wasm").read_bytes(),
        "stdlib": _stored(_compiled(library, pyodide)),
        "site": _joined(_compiled(site, pyodide)),
    }
    loader = re.sub(r"\n//# sourceMappingURL=.*", "", (pyodide / "pyodide.js").read_text("utf-8"))
    scripts = {
        "OLD": (PAGE / "old.js").read_text("utf-8"),
        "LOADER": loader,
        "ENGINE": (PAGE / "engine.js").read_text("utf-8"),
        "PAGE": (PAGE / "page.js").read_text("utf-8"),
    }
    style = "".join([report_style, (PAGE / "page.css").read_text("utf-8")])  # an addition would escape the second
    facts = {
        "version": zaitaku_check.__version__,
        "lock": json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))["info"],
        "glue": (PAGE / "run.py").read_text("utf-8"),
        "reportScript": report_script,
        "programmes": _programmes(),
    }
    admits = " ".join([*map(_hash, scripts.values()), f"'{report_script_hash}'"])
    values = {name: text.replace("</script", "<\\/script") for name, text in scripts.items()}
    if any(values[name] != scripts[name] for name in scripts):
        raise SystemExit("a script holds the end of a script; its hash would not fit")
    values |= {
        "SCRIPTS": admits,
        "STYLES": f"{_hash(style)} '{report_style_hash}'",
        "STYLE": style,
        "FACTS": json.dumps(facts, ensure_ascii=False).replace("<", "\\u003c"),
        "VERSION": zaitaku_check.__version__,
        "BUILD": hashlib.sha256(b"".join(parts.values())).hexdigest()[:12],
        "PARTS": "".join(_packed(name, data) for name, data in parts.items()),
        "LICENCES": _licences(licences, json.loads((pyodide / "package.json").read_text("utf-8"))["version"]),
    }
    html = (PAGE / "page.html").read_text("utf-8")
    return re.sub("@@([A-Z]+)@@", lambda found: values[found[1]], html)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _programmes() -> list[list[str]]:
    """Return the programmes that a form can be asked for: Japanese name and id."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    schema = json.loads(
        subprocess.run(
            [sys.executable, "-m", "zaitaku_check", "schema", "--lang", "ja"],
            check=True, capture_output=True, env=environment,
        ).stdout
    )  # fmt: skip
    choices = schema["$defs"]["programme"]["anyOf"][0]
    return [list(pair) for pair in zip(choices["enum"], choices["enumDescriptions"], strict=True)]


def _compiled(files: dict[str, bytes], pyodide: Path) -> dict[str, bytes]:
    """Return files with every Python source compiled by the Python that will run it."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "source"), Path(folder, "target")
        target.mkdir()
        for name, data in files.items():
            path = source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        script = shutil.copy(PAGE / "compile.mjs", pyodide.parent.parent)
        subprocess.run(["node", script, f"{pyodide}/", source, target], check=True)
        return {
            path.relative_to(target).as_posix(): path.read_bytes()
            for path in sorted(target.rglob("*"))
            if path.is_file()
        }


def _stored(files: dict[str, bytes]) -> bytes:
    """Return a zip without compression of its own: the page's is better, and Python then reads faster."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as stored:
        for name, data in sorted(files.items()):
            stored.writestr(zipfile.ZipInfo(name), data)
    return archive.getvalue()


def _joined(files: dict[str, bytes]) -> bytes:
    index = json.dumps([[path, len(data)] for path, data in sorted(files.items())]).encode()
    return struct.pack(">I", len(index)) + index + b"".join(data for _path, data in sorted(files.items()))


def _packed(name: str, data: bytes) -> str:
    text = base64.b64encode(gzip.compress(data, 9, mtime=0)).decode()
    lines = "\n".join(text[at : at + LINE] for at in range(0, len(text), LINE))
    return f'<script type="text/plain" id="part-{name}">{lines}</script>\n'


def _licences(licences: dict[str, str], pyodide: str) -> str:
    notices = (PAGE / "NOTICES.txt").read_text("utf-8").replace("@PYODIDE@", pyodide)
    texts = {"zaitaku-check": (ROOT / "LICENSE").read_text("utf-8"), "Pyodide, CPython": notices} | {
        name: text for name, text in licences.items() if not name.startswith("zaitaku_check")
    }
    return "\n".join(
        f"<details><summary>{escape(name)}</summary><pre>{escape(text.strip())}</pre></details>"
        for name, text in texts.items()
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
