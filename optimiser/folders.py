"""The folders in which programmes and workbooks are looked for."""

# The help lists what these folders hold, and pathlib takes a tenth of the help's time to import.
# ruff: noqa: PTH112, PTH118, PTH120, PTH208
from __future__ import annotations

import os

TYPE_CHECKING = False  # Type checkers take it for true.
if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = os.path.dirname(os.path.realpath(__file__))


def shipped(kind: str) -> Path:
    """The folder of shipped `models` or `inputs`: inside an installed wheel, or beside the package in a checkout."""
    from pathlib import Path

    return Path(_shipped(kind))


def programmes() -> tuple[str, ...]:
    """The names by which a programme in the working folder's models or among the shipped ones is known."""
    folders = [folder for folder in ("models", _shipped("models")) if os.path.isdir(folder)]
    return tuple(sorted({name.removesuffix(".toml") for folder in folders for name in os.listdir(folder) if name.endswith(".toml")}))


def _shipped(kind: str) -> str:
    inside = os.path.join(PACKAGE, "shipped", kind)
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(PACKAGE), kind)
