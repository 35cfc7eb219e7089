"""Print the lowest version of every dependency that pyproject.toml permits, as constraints for pip."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

LOWER_BOUND = re.compile(r"(?P<name>[\w-]+)>=(?P<version>[\d.]+)")
project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
extras = project["optional-dependencies"]
for requirement in (*project["dependencies"], *extras["lsp"]):
    bound = LOWER_BOUND.match(requirement)
    if bound is None:
        sys.exit(f"{requirement}: no lower bound")
    sys.stdout.write(f"{bound['name']}=={bound['version']}\n")
