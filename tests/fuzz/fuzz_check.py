"""Coverage-guided fuzzing of the whole check.

    pip install atheris && python tests/fuzz/fuzz_check.py -max_total_time=300 examples/plans

Any bytes must give a result, never an exception. The options behind the name are libFuzzer's own; a folder named there
is the corpus, to which it adds what it finds (name an empty folder first to keep that apart). A crash is written beside
as crash-…; make it a case of tests/hostile before mending it.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """Start the fuzzer, or say how it is installed."""
    try:
        import atheris
    except ImportError:
        sys.stderr.write("atheris is not installed: pip install atheris\n")
        return 2
    sys.path.insert(0, str(Path(__file__).parents[2]))
    with atheris.instrument_imports(include=["zaitaku_check"]):
        from tests.fuzz.survival import checker, survive
    judge = checker()
    atheris.Setup(sys.argv, lambda data: survive(judge, data) and None)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
