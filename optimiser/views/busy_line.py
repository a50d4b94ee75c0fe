"""One line on a terminal that says what takes long, and for how long by now; it is gone before anything else is shown."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from optimiser.busy import told_to
from optimiser.language import Lang, Text

# Seconds before anything shows, and between two looks at the clock.
AFTER, EVERY = 1.0, 0.5
# A terminal narrower than this would break the line in two.
LONGEST = 78


@contextmanager
def busy_line(lang: Lang, *, quiet: bool) -> Iterator[None]:
    """Shows what a run is busy with on stderr: only on a terminal, and only when it takes over a second."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    line = _Line(lang)
    clock = Thread(target=line.run, daemon=True)
    clock.start()
    try:
        with told_to(line.tell):
            yield
    finally:
        line.over.set()
        clock.join()
        line.wipe()


class _Line:
    def __init__(self, lang: Lang) -> None:
        self.over, self._lang, self._began, self._said, self._shown = Event(), lang, time.monotonic(), "", 0

    def run(self) -> None:
        """Keeps the seconds going while a solver is at work."""
        while not self.over.wait(EVERY):
            self._draw()

    def tell(self, what: Text) -> None:
        """What comes now."""
        self._said = what[self._lang]
        self._draw()

    def wipe(self) -> None:
        """Leaves an empty line."""
        if self._shown:
            sys.stderr.write("\r" + " " * self._shown + "\r")
            sys.stderr.flush()

    def _draw(self) -> None:
        seconds = time.monotonic() - self._began
        if seconds < AFTER or not self._said:
            return
        text = f"{self._said[: LONGEST - 10]} … {int(seconds)} s"
        sys.stderr.write("\r" + text.ljust(self._shown))
        sys.stderr.flush()
        self._shown = len(text)
