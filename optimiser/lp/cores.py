"""Independent work on more than one core, with the same outcome on any number of them.

On Linux the other cores get a copy of this process each: a solver's run lets other threads go on, but all that stands around it does not, so
that two threads gain half and two processes nearly all. Elsewhere a copy of a process is not safe to make, and threads do.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, TypeVar

COPIES = sys.platform == "linux"
Part = TypeVar("Part")
Outcome = TypeVar("Outcome")


def here() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if COPIES else os.cpu_count() or 1


def each(work: Callable[[Part], Outcome], parts: Sequence[Part], cores: int) -> list[Outcome]:
    """What `work` makes of every part, in order. It may change nothing that others need, and its outcomes can be pickled.

    What it raises, this raises. A copy that came to its end without an answer loses nothing: its parts are done here.
    """
    cores = min(cores, len(parts))
    if cores <= 1:
        return [work(part) for part in parts]
    if not COPIES:
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(cores) as threads:
            return list(threads.map(work, parts))
    copies: list[_Copy | None] = []
    try:
        copies.extend(_copied(work, parts[number::cores]) for number in range(1, cores))
        done = [[work(part) for part in parts[::cores]]]
        for number, copy in enumerate(copies, start=1):
            told = None if copy is None else copy.outcomes()
            done.append([work(part) for part in parts[number::cores]] if told is None else told)
    finally:
        for copy in copies:
            if copy is not None:
                copy.end()
    return [done[number % cores][number // cores] for number in range(len(parts))]


@dataclass(frozen=True)
class _Copy:
    """A copy of this process that works on its share and tells the outcomes through a pipe."""

    process: int
    told: BinaryIO

    def outcomes(self) -> list[Any] | None:
        """What it made of its share; None when it came to its end without saying so. Raises what it raised."""
        try:
            outcomes, raised = pickle.load(self.told)  # noqa: S301 - of this process's own making
        except Exception:  # noqa: BLE001 - half an answer, or one that cannot be read here, is none
            return None
        if raised is not None:
            raise raised
        return list(outcomes)

    def end(self) -> None:
        """Stops it wherever it is; one that has told everything is at its end already."""
        self.told.close()
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


def _copied(work: Callable[[Any], Any], share: Sequence[Any]) -> _Copy | None:
    """A copy at work on its share; None when the system gives no further process."""
    reading, writing = os.pipe()
    # Ctrl-C between the copying and the first line of the copy would have it run on as if it were this process.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        with warnings.catch_warnings():
            # Newer Pythons warn when there are threads, whose locks a copy may find closed: it takes none.
            warnings.simplefilter("ignore", DeprecationWarning)
            process = os.fork()
        if process == 0:
            # With this end open as well, a copy would wait for ever to tell its outcomes to an original that is no longer there.
            os.close(reading)
            _work(work, share, writing, before)
    except OSError:
        os.close(reading)
        return None
    finally:
        os.close(writing)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return _Copy(process, os.fdopen(reading, "rb"))


def _work(work: Callable[[Any], Any], share: Sequence[Any], writing: int, mask: set[Any]) -> None:
    """The whole life of a copy: it ends here, whatever happens, so that nothing of this process is done or written twice."""
    try:
        # What is garbage here still belongs to the original, and so does the clearing of it.
        gc.disable()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        try:
            told: tuple[Any, Exception | None] = ([work(part) for part in share], None)
        except Exception as raised:  # noqa: BLE001 - it is raised again where somebody waits for it
            told = (None, raised)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(told, pipe, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)
