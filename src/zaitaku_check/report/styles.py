"""The colours of the terminal report, one for each severity and verdict, and the words that stand at its margins."""

from __future__ import annotations

from typing import Final

from zaitaku_check.nouns import Pair

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

ADVICE: Final = {
    "return": Pair(
        "このままでは受け付けられません。差戻しの指摘を直してください。",
        "Cannot be accepted as it is: put the errors right.",
    ),
    "unchecked": Pair(
        "判定できなかった規則があります。読み取れなかった箇所を確かめてください。",
        "Some rules could not be judged: look at the places that could not be read.",
    ),
    "explain": Pair(
        "提出できますが、要説明の指摘には説明を添えてください。",
        "May be submitted with an explanation of each warning.",
    ),
    "ready": Pair("このまま提出できます。", "Ready to be submitted."),
}
"""What a verdict means for whoever wrote the plan."""
