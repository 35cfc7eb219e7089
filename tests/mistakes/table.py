"""Print the table of mistakes: `python -m tests.mistakes.table`; yes and no by criterion, the totals last."""

from __future__ import annotations

import sys

from tests.mistakes.test_mistakes import JUDGED_BY_EYE, ROWS, marked, seen, where


def _row(name: str) -> dict[str, bool]:
    row, (said, brought) = ROWS[name], seen(name)
    eye = row["eye"]
    right = [where(each) for each in said] == row["says"]
    return {
        "cause": right and eye["cause"] == "yes",
        "line": not row["says"] or any(each.place.line == row["wanted"] for each in said),
        "caret": [marked(each) for each in said] == row["at"],
        "remedy works": brought == row.get("brings", []),
        "one finding": len(said) <= 1,
        "language": eye["language"] == "yes",
        "no jargon": eye["jargon"] == "no",
    }


def main() -> None:
    """Print a line a mistake and the totals."""
    assert set(JUDGED_BY_EYE) == {"cause", "language", "jargon"}
    rows = {name: _row(name) for name in ROWS}
    heads = list(next(iter(rows.values())))
    sys.stdout.write("| mistake | " + " | ".join(heads) + " |\n" + "|---" * (len(heads) + 1) + "|\n")
    for name, row in rows.items():
        marks = " | ".join("yes" if row[head] else "NO" for head in heads)
        sys.stdout.write(f"| {name} {ROWS[name]['mistake']} | {marks} |\n")
    totals = " | ".join(f"{sum(row[head] for row in rows.values())}/{len(rows)}" for head in heads)
    sys.stdout.write(f"| all | {totals} |\n")


if __name__ == "__main__":
    main()
