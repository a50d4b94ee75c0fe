"""The phases of the Dutch budget cycle in the order in which they fall, and the kinds of mutation that may change a budget in one."""

from __future__ import annotations

from dataclasses import dataclass

from optimiser.language import Lang, Text

OWB, NVW, VJN, SEPT, NJN, JV = "owb", "nvw", "vjn", "sept", "njn", "jv"
PHASES = (
    (OWB, Text("ontwerpbegroting", "draft budget")),
    (NVW, Text("nota van wijziging", "amendment")),
    (VJN, Text("voorjaarsnota", "spring memorandum")),
    (SEPT, Text("septembersuppletoire", "September supplementary budget")),
    (NJN, Text("najaarsnota", "autumn memorandum")),
    (JV, Text("jaarverslag", "annual report")),
)
POLICY, TECHNICAL, CASH_SHIFT, YEAR_END, TRANSFER, AMENDED = "policy", "technical", "cash-shift", "year-end-margin", "transfer", "amendment"
INDEX = "index"
KINDS = (
    (POLICY, Text("beleidsmatig", "policy")),
    (TECHNICAL, Text("technisch", "technical")),
    (CASH_SHIFT, Text("kasschuif", "cash shift")),
    (YEAR_END, Text("eindejaarsmarge", "year-end margin")),
    (TRANSFER, Text("overboeking", "transfer")),
    (AMENDED, Text("nota van wijziging of amendement", "amendment")),
)
# What is not a choice of policy: money that moves in time, between budgets, or with wages and prices.
BY_CHOICE = frozenset({POLICY, AMENDED})
INDEXED = Text("loonbijstelling (OVA)", "wage index (OVA)")

# Within a calendar year: annual report over the year before (May), spring memorandum (June), September supplementary, draft budget of next
# year (September), its amendments, autumn memorandum (end of November). So the draft budget of 2025 comes before the autumn memorandum of 2024.
_CALENDAR = {JV: (1, 0), VJN: (0, 1), SEPT: (0, 2), OWB: (-1, 3), NVW: (-1, 4), NJN: (0, 5)}


@dataclass(frozen=True, slots=True)
class Moment:
    """One phase of one budget year.

    >>> sorted([Moment("njn", "2024"), Moment("owb", "2025"), Moment("jv", "2023")], key=Moment.order)[0]
    Moment(phase='jv', year='2023')
    """

    phase: str
    year: str

    def order(self) -> tuple[int, int]:
        """Sorts by the calendar."""
        later, place = _CALENDAR[self.phase]
        return int(self.year) + later, place

    def name(self, lang: Lang) -> str:
        """`voorjaarsnota 2024`."""
        return f"{dict(PHASES)[self.phase][lang]} {self.year}"


def named_phase(word: str) -> str | None:
    """The key of a phase by its key or name in either language; also `1supp` and `2supp`, as budget offices say.

    >>> named_phase("Voorjaarsnota"), named_phase("2supp"), named_phase("spring")
    ('vjn', 'njn', None)
    """
    typed = " ".join(word.split()).casefold()
    table = {name.casefold(): key for key, text in PHASES for name in (key, text.nl, text.en)} | {"1supp": VJN, "2supp": NJN}
    return table.get(typed)


def kind_name(kind: str) -> Text:
    """The words for a kind of mutation, the index included."""
    return INDEXED if kind == INDEX else dict(KINDS)[kind]
