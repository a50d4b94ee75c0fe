"""The rule kinds, one a file. A new kind is one file and one line here."""

from optimiser.rule import Rule
from optimiser.rules.balance import Balance
from optimiser.rules.cofinancing import Cofinancing
from optimiser.rules.count import Count
from optimiser.rules.earmark import Earmark
from optimiser.rules.effect_cap import EffectCap
from optimiser.rules.effect_floor import EffectFloor
from optimiser.rules.gate import Gate
from optimiser.rules.limit import Limit
from optimiser.rules.minimum import Minimum
from optimiser.rules.parity import Parity
from optimiser.rules.period import Period
from optimiser.rules.share import Share
from optimiser.rules.step import Step

KINDS: dict[str, type[Rule]] = {
    "balance": Balance,
    "earmark": Earmark,
    "limit": Limit,
    "share": Share,
    "step": Step,
    "period": Period,
    "cofinancing": Cofinancing,
    "effect-cap": EffectCap,
    "effect-floor": EffectFloor,
    "gate": Gate,
    "parity": Parity,
    "minimum": Minimum,
    "count": Count,
}
