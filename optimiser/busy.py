"""What a run is busy with and how large it is, told to whoever listens: a line on a terminal, or nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from optimiser.language import Text

READING = Text("model en werkboek lezen", "reading model and workbook")
BUILDING = Text("opbouwen en regels tweemaal vergelijken", "building and comparing every rule both ways")
SOLVING = Text("oplossen", "solving")
PROVING = Text("bewijzen", "proving")
CHOOSING = Text("kiezen uit even goede plannen", "choosing among equally good plans")
ROUNDING = Text("afronden op hele eenheden", "rounding to whole units")
WRITING = Text("schrijven", "writing")
CHECKING = Text("teruglezen en narekenen", "reading back and checking")


@dataclass(frozen=True)
class Extent:
    """How large the program at hand is; zero while it is not known."""

    cells: int = 0
    columns: int = 0
    rows: int = 0


_listener: ContextVar[Callable[[Text], None] | None] = ContextVar("listener", default=None)
_extent: ContextVar[Extent | None] = ContextVar("extent", default=None)


def busy(what: Text) -> None:
    """Says what comes now."""
    if (listener := _listener.get()) is not None:
        listener(what)


def sized(cells: int, columns: int = 0, rows: int = 0) -> None:
    """Keeps how large the program is, for whoever has to say that it did not fit."""
    _extent.set(Extent(cells, columns, rows))


def extent() -> Extent:
    """How large the last program was."""
    return _extent.get() or Extent()


@contextmanager
def told_to(listener: Callable[[Text], None]) -> Iterator[None]:
    """What a run is busy with goes to this listener."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
