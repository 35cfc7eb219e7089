"""Coverage-guided fuzzing of the whole check.

    pip install atheris && python tests/fuzz/fuzz_check.py -max_total_time=300

Any bytes must give a result, never an exception. The options behind the name are libFuzzer's own; a folder named there
is the corpus (examples/plans is a good beginning). A crash is written beside as crash-…; make it a case of
tests/hostile before mending it.
"""

from __future__ import annotations

import sys


def main() -> int:
    """Start the fuzzer, or say how it is installed."""
    try:
        import atheris
    except ImportError:
        sys.stderr.write("atheris is not installed: pip install atheris\n")
        return 2
    with atheris.instrument_imports(include=["zaitaku_check"]):
        from zaitaku_check.cli.packs import open_shelf
        from zaitaku_check.engine.check import Checker
        from zaitaku_check.engine.options import RunOptions
    checker = Checker(open_shelf(), RunOptions(as_of="2018-08-01"))

    def one(data: bytes) -> None:
        checked = checker.check("plan.yaml", data)
        if checked.result.verdict != "ready" and not checked.result.findings:
            raise AssertionError(checked.result.verdict)

    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
