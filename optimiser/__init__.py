"""Budget allocation optimiser: exact, proved plans for programme budgets.

`solve`, `score`, `repair`, `check`, `adopt`, `alternatives`, `compare`, `diff`, `frontier`, `merge`, `report`, `report_plan`, `stress`, `sweep` and
`write_report` are the whole API; everything they return is plain data (`Alternatives`, `Comparison`, `Difference`, `Fault`, `Frontier`, `Merged`,
`Record`, `ReportData`, `Stressed`, `Sweep`).

Names are imported on first use, so that the command line starts at once.
"""

from __future__ import annotations

from importlib import import_module

from optimiser.version import __version__

TYPE_CHECKING = False  # Type checkers take it for true; importing it would make the help a tenth slower.
if TYPE_CHECKING:
    from typing import Any

    from optimiser.adopting import adopt
    from optimiser.comparing.told import compare
    from optimiser.comparison import Comparison
    from optimiser.desk.asking import frontier, sweep
    from optimiser.difference import Difference
    from optimiser.differing.told import diff
    from optimiser.faults import Fault, Refused
    from optimiser.merging.merge import Merged, merge
    from optimiser.nearby.asking import alternatives
    from optimiser.nearby.told import Alternatives
    from optimiser.record import Record
    from optimiser.repairing import repair
    from optimiser.reported import report, report_plan, write_report
    from optimiser.run import check, solve
    from optimiser.scoring import score
    from optimiser.stressed import Stressed
    from optimiser.stressing.asking import stress
    from optimiser.swept import Frontier, Sweep
    from optimiser.told_desk import ReportData

__all__ = [
    "Alternatives",
    "Comparison",
    "Difference",
    "Fault",
    "Frontier",
    "Merged",
    "Record",
    "Refused",
    "ReportData",
    "Stressed",
    "Sweep",
    "__version__",
    "adopt",
    "alternatives",
    "check",
    "compare",
    "diff",
    "frontier",
    "merge",
    "repair",
    "report",
    "report_plan",
    "score",
    "solve",
    "stress",
    "sweep",
    "write_report",
]

_HOMES = {
    "Alternatives": "nearby.told",
    "alternatives": "nearby.asking",
    "Comparison": "comparison",
    "Difference": "difference",
    "Fault": "faults",
    "Frontier": "swept",
    "Refused": "faults",
    "Merged": "merging.merge",
    "Record": "record",
    "Sweep": "swept",
    "adopt": "adopting",
    "check": "run",
    "compare": "comparing.told",
    "diff": "differing.told",
    "frontier": "desk.asking",
    "merge": "merging.merge",
    "repair": "repairing",
    "report": "reported",
    "report_plan": "reported",
    "ReportData": "told_desk",
    "write_report": "reported",
    "solve": "run",
    "score": "scoring",
    "sweep": "desk.asking",
    "Stressed": "stressed",
    "stress": "stressing.asking",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'optimiser' has no attribute '{name}'")
    return getattr(import_module(f"optimiser.{_HOMES[name]}"), name)
