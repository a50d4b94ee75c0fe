"""Budget allocation optimiser: exact, proved plans for programme budgets.

`solve`, `score`, `repair`, `check`, `diff`, `adopt` and `merge` are the whole API; everything they return is plain data
(`Record`, `Difference`, `Merged`, `Fault`).

Names are imported on first use, so that the command line starts at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from optimiser.version import __version__

if TYPE_CHECKING:
    from optimiser.adopting import adopt
    from optimiser.difference import Difference
    from optimiser.differing.told import diff
    from optimiser.faults import Fault, Refused
    from optimiser.merging.merge import Merged, merge
    from optimiser.record import Record
    from optimiser.repairing import repair
    from optimiser.run import check, solve
    from optimiser.scoring import score

__all__ = ["Difference", "Fault", "Merged", "Record", "Refused", "__version__", "adopt", "check", "diff", "merge", "repair", "score", "solve"]

_HOMES = {
    "Difference": "difference",
    "Fault": "faults",
    "Refused": "faults",
    "Merged": "merging.merge",
    "Record": "record",
    "adopt": "adopting",
    "check": "run",
    "diff": "differing.told",
    "merge": "merging.merge",
    "repair": "repairing",
    "solve": "run",
    "score": "scoring",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'optimiser' has no attribute '{name}'")
    return getattr(import_module(f"optimiser.{_HOMES[name]}"), name)
