"""What every fault code means, why it is refused and what to do: the text behind `optimiser explain CODE`, one area a file."""

from collections.abc import Mapping

from optimiser.codes.cell import CELL
from optimiser.codes.command import COMMAND
from optimiser.codes.cycle import CYCLE
from optimiser.codes.desk import DESK
from optimiser.codes.edited import EDITED
from optimiser.codes.file import FILE
from optimiser.codes.package import PACKAGE
from optimiser.codes.programme import PROGRAMME
from optimiser.codes.table import TABLE
from optimiser.language import Text

AREAS: tuple[Mapping[str, Text], ...] = (FILE, PACKAGE, TABLE, CELL, PROGRAMME, COMMAND, EDITED, CYCLE, DESK)
CODES: dict[str, Text] = dict(sorted((code, text) for area in AREAS for code, text in area.items()))
