"""The progress bar on standard error, for many files on a terminal."""

from __future__ import annotations

import atexit

from zaitaku_check.engine.run import Progress


def bar(files: int) -> Progress:
    """Return what to call after each file; the bar vanishes when the last one is done."""
    from rich.console import Console
    from rich.progress import Progress as Bar

    shown = Bar(console=Console(stderr=True), transient=True)
    task = shown.add_task("", total=files)
    atexit.register(shown.stop)  # an interrupted run leaves the terminal as it was

    def step(done: int, whole: int) -> None:
        if done == 1:
            shown.start()  # its thread begins when the workers have been forked
        if done % 20 == 0 or done == whole:
            shown.update(task, completed=done)
        if done == whole:
            shown.stop()

    return step
