"""Where an instrument stands in the budget of a ministry: article, part of the article (artikelonderdeel), kind of spending.

The kinds are the financial instruments of the Rijksbegrotingsvoorschriften (model 1.33d, budgettaire gevolgen van beleid); under them every
instrument of a programme is a scheme (regeling). All of it is optional: a programme that says nothing gets one part for each space.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from optimiser.figures import Standing
from optimiser.language import Text
from optimiser.typed import Id, Named, Strict

BudgetKind = Literal[
    "subsidies",
    "opdrachten",
    "agentschappen",
    "medeoverheden",
    "zbo-rwt",
    "bekostiging",
    "inkomensoverdrachten",
    "garanties",
    "leningen",
]
UNPLACED = "niet-ingedeeld"
# In the order of the ministry's own tables; the last one is for an instrument whose place nobody gave.
BUDGET_KINDS: Mapping[str, Text] = {
    "subsidies": Text("Subsidies (regelingen)", "Grants (schemes)"),
    "opdrachten": Text("Opdrachten", "Contracts"),
    "agentschappen": Text("Bijdrage aan agentschappen", "Contributions to agencies"),
    "medeoverheden": Text("Bijdrage aan medeoverheden", "Contributions to local and regional authorities"),
    "zbo-rwt": Text("Bijdrage aan ZBO's/RWT's", "Contributions to autonomous bodies with public tasks"),
    "bekostiging": Text("Bekostiging", "Funding of providers"),
    "inkomensoverdrachten": Text("Inkomensoverdrachten", "Income transfers"),
    "garanties": Text("Garanties", "Guarantees"),
    "leningen": Text("Leningen", "Loans"),
    UNPLACED: Text("Soort niet opgegeven", "Kind not given"),
}


class Article(Named):
    """An article of the budget; `number` is the way the budget writes it."""

    number: str
    standing: Standing = "assumed"


class ArticlePart(Named):
    """A part of an article (artikelonderdeel)."""

    article: Id
    number: str = ""
    standing: Standing = "assumed"


class BudgetPlace(Strict):
    """Under which part and as what kind of spending an instrument stands, and how sure that is."""

    part: Id
    kind: BudgetKind
    standing: Standing = "assumed"
    note: str = ""
