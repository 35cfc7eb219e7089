"""The colours of the terminal report, one for each severity, verdict and state of the ledger."""

from __future__ import annotations

from typing import Final

SEVERITY_STYLE: Final = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
VERDICT_STYLE: Final = {
    "return": "bold red",
    "unchecked": "bold magenta",
    "explain": "bold yellow",
    "ready": "bold green",
}
STATE_STYLE: Final = {"over": "bold red", "short": "bold yellow", "open": "bold magenta", "within": "green"}
QUIET: Final = "dim"
STRONG: Final = "bold"
