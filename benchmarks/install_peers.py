"""Install the peers we measure ourselves against, each kind in a place of its own.

    python -m benchmarks.install_peers

Python programs go into a virtual environment and Node programs into a folder, both below
`benchmarks/.peers`, which git leaves alone. This script is the only one here that uses the network.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import venv
from pathlib import Path

PLACE = Path(__file__).parent / ".peers"
PYTHON_PEERS = ("check-jsonschema", "yamllint", "yamale")
NODE_PEERS = ("ajv-cli", "v8r", "@stoplight/spectral-cli")


def install_python_peers(place: Path) -> None:
    """Make the virtual environment `place`/python and install every Python peer into it."""
    folder = place / "python"
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--upgrade", *PYTHON_PEERS], check=True)


def install_node_peers(place: Path) -> None:
    """Install every Node peer below `place`/node; without npm, say so and leave them out."""
    npm = shutil.which("npm")
    if npm is None:
        print("npm is not installed: ajv-cli, v8r and spectral are left out.")
        return
    folder = place / "node"
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([npm, "install", "--silent", "--no-fund", "--no-audit", "--prefix", folder, *NODE_PEERS], check=True)


def main() -> None:
    """Install all peers into the folder named on the command line."""
    options = argparse.ArgumentParser(description="Install the peers of the benchmarks.")
    options.add_argument("--into", type=Path, default=PLACE, help="folder to install into (default: %(default)s)")
    place = options.parse_args().into
    install_python_peers(place)
    install_node_peers(place)
    print(f"Installed below {place}.")


if __name__ == "__main__":
    main()
