"""On which line of a TOML text a value stands: `tomllib` forgets, people need to know."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_HEADER = re.compile(r"^\s*\[(\[)?\s*([A-Za-z0-9_.\-\"' ]+?)\s*\]?\]\s*(#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_\-]+|\"[^\"]*\"|'[^']*')\s*(?:\.|=)")


def line_of(text: str, path: Sequence[object]) -> int | None:
    r"""The line (from 1) of `("rule", 3, "at_least", ...)`: its key, else its table, else None.

    >>> line_of('a = 1\n[[rule]]\nid = "x"\n[[rule]]\nid = "y"\n', ("rule", 1, "id"))
    5
    """
    return _line_of(text, tuple(path)) if path else None


@lru_cache(maxsize=10_000)
def _line_of(text: str, path: tuple[object, ...]) -> int | None:
    table, rest = str(path[0]), list(path[1:])
    position = rest.pop(0) if rest and isinstance(rest[0], int) else None
    key = str(rest[0]) if rest else None
    seen, inside, start = -1, False, None
    for number, name, word in _marks(text):
        if name is not None:
            inside = False
            if name == table:
                seen += 1
                inside = position is None or seen == position
                start = number if inside else start
            elif key is not None and name == f"{table}.{key}" and (position is None or seen == position):
                return number
        elif (inside and word == key) or (start is None and seen == -1 and position is None and word == table):
            return number
    return start


@lru_cache(maxsize=8)
def _marks(text: str) -> tuple[tuple[int, str | None, str], ...]:
    """(line, name of a table, "") or (line, None, key) for every line that opens a table or a value: a text is asked for thousands of places."""
    found: list[tuple[int, str | None, str]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            found.append((number, header[2].strip(), ""))
        elif key := _KEY.match(line):
            found.append((number, None, key[1].strip("\"'")))
    return tuple(found)
