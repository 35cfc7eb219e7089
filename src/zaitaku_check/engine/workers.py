"""Many files by several processes: forked, each with its share, read back in the order of the files.

A process that dies takes nobody along: the files it had before it are tried again, each in a process of its own, and
the one that kills its process is reported as not checked.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat

from zaitaku_check.engine.check import Checked
from zaitaku_check.engine.discover import Found
from zaitaku_check.errors import CouldNotCheck
from zaitaku_check.report.model import Finding
from zaitaku_check.text_types import Bilingual
from zaitaku_check.typed import Any

FEW = 20
"""Files up to which one process is faster than two."""
_BLOCK = 64
_MOST_WORKERS = 16
_LENGTH = 8

Check = Callable[[Found], Checked]
Block = Sequence[Found]
Same = dict[Any, Any]


def check_files(files: Sequence[Found], check: Check, dead: Check, jobs: int) -> Iterator[Checked]:
    """Yield the result of every file in their order. `dead` makes that of a file which killed its process.

    `jobs` 0 lets the machine decide. Where processes cannot be forked, this one does all the work.
    """
    workers = min(_MOST_WORKERS, jobs or _processors())
    if workers < 2 or len(files) < FEW or not hasattr(os, "fork"):
        yield from map(check, files)
        return
    first = check(files[0])  # what this loads and compiles, and what carries results, the workers inherit
    import pickle  # noqa: F401 - see above

    size = max(1, min(_BLOCK, len(files) // (4 * workers)))
    blocks = [files[at : at + size] for at in range(1, len(files), size)]
    gc.freeze()
    try:
        yield from _by_workers(first, blocks, check, dead, workers)
    finally:
        gc.unfreeze()


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _by_workers(first: Checked, blocks: Sequence[Block], check: Check, dead: Check, number: int) -> Iterator[Checked]:
    workers = _started([blocks[at::number] for at in range(number)], check)
    same: Same = {}
    try:
        yield first
        if not workers:
            yield from (check(file) for block in blocks for file in block)
            return
        for at, block in enumerate(blocks):
            results = workers[at % number].next_block()
            if results is None:
                yield from _one_by_one(block, check, dead)
                workers[at % number].stop()
                workers[at % number] = _Worker(blocks[at + number :: number], check)
            else:
                yield from map(_joined, results, block, repeat(same))
    finally:
        for worker in workers:
            worker.stop()


def _started(shares: Sequence[Sequence[Block]], check: Check) -> list[_Worker]:
    """Return one worker a share; none where the system refuses one of them a process or a pipe."""
    workers: list[_Worker] = []
    try:
        workers.extend(_Worker(share, check) for share in shares)
    except OSError:
        for worker in workers:
            worker.stop()
        return []
    return workers


def _joined(checked: Checked, file: Found, same: Same) -> Checked:
    """Return what a worker has sent with what this process holds anyway in place of its copies."""
    result = checked.result
    mine = result._replace(
        path=file.path,
        pack=sys.intern(result.pack),
        outcomes=same.setdefault(tuple(result.outcomes.items()), result.outcomes),
        findings=tuple(_with_shared_words(finding, file, same) for finding in result.findings),
    )
    return checked._replace(result=mine)


def _with_shared_words(finding: Finding, file: Found, same: Same) -> Finding:
    """Return a finding with the words that others have too in place of its copies."""
    return finding._replace(
        rule=sys.intern(finding.rule),
        severity=sys.intern(finding.severity),
        place=finding.place._replace(path=file.path),
        message=same.setdefault(finding.message, finding.message),
        args=tuple(
            (sys.intern(name), value if isinstance(value, str) else same.setdefault(value, value))
            for name, value in finding.args
        ),
    )


def _one_by_one(block: Block, check: Check, dead: Check) -> Iterator[Checked]:
    """Yield the results of files of which one has killed a process, each from a process of its own."""
    for file in block:
        alone = _Worker([[file]], check)
        try:
            results = alone.next_block()
        finally:
            alone.stop()
        yield from [dead(file)] if results is None else results


class _Worker:
    """One forked process, which checks its blocks in order and sends the results of each."""

    def __init__(self, blocks: Sequence[Block], check: Check) -> None:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
        ours, theirs = os.pipe()
        try:
            self._process = os.fork()
        except OSError:
            os.close(ours)
            os.close(theirs)
            raise
        if not self._process:
            os.close(ours)
            _work(blocks, check, theirs)
        os.close(theirs)
        self._pipe = open(ours, "rb")  # noqa: SIM115 - closed in stop

    def next_block(self) -> list[Checked] | None:
        """Return the results of the next block, None where the process is no more; raises CouldNotCheck as it did."""
        import pickle

        length = self._pipe.read(_LENGTH)
        size = int.from_bytes(length, "big")
        data = self._pipe.read(size) if len(length) == _LENGTH else b""
        if not data or len(data) < size:
            return None
        results: list[Checked] | Bilingual = pickle.loads(data)  # noqa: S301 - from our own process, through our own pipe
        if isinstance(results, Bilingual):
            raise CouldNotCheck(results)
        return results

    def stop(self) -> None:
        """End the process, if it has not ended itself, and wait for it."""
        import signal

        self._pipe.close()
        try:
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
        except (ProcessLookupError, ChildProcessError):
            return


def _work(blocks: Sequence[Block], check: Check, pipe: int) -> None:
    """Check the blocks and send their results; never returns. An interruption is the parent's business."""
    import pickle
    import signal

    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with open(pipe, "wb") as out:
            for block in blocks:
                data = pickle.dumps(_results(block, check), protocol=pickle.HIGHEST_PROTOCOL)
                out.write(len(data).to_bytes(_LENGTH, "big") + data)
                out.flush()
        code = 0
    finally:
        os._exit(code)


def _results(block: Block, check: Check) -> list[Checked] | Bilingual:
    try:
        return [check(file) for file in block]
    except CouldNotCheck as problem:
        return problem.wording
