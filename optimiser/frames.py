"""The one door to pandas: rows of a record as a frame."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from optimiser.language import Text

if TYPE_CHECKING:
    import pandas as pd


def frame(rows: Sequence[Any], columns: Sequence[str]) -> pd.DataFrame:
    """One column an attribute. Whole euros stay integers; fractions become floats, here and only here; texts are Dutch."""
    import pandas as pd

    return pd.DataFrame({name: [_plain(getattr(row, name)) for row in rows] for name in columns}, columns=list(columns))


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return value.numerator / value.denominator
    return value.nl if isinstance(value, Text) else value
