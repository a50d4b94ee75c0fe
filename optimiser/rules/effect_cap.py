"""No more effect of a selection counts than its potential."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from optimiser.rules.effect_floor import EffectRule


class EffectCap(EffectRule):
    """The effect of a selection counts up to its potential, in persons of the declared `measure`; money past it buys nothing more.

    The potential says how much there is to gain (Table 1 of the letter of 2017: six measures, together not to be added). What a plan would
    bring above it is not counted: first what the goal misses least, of equals the tiers with the lowest rate. Caps may be nested, not
    partly overlapping.

    ```toml
    [[rule]]
    id = "potential-technology"
    kind = "effect-cap"
    name = { nl = "Potentieel technologie", en = "Potential of technology" }
    select = { instrument = "opschaling" }
    at_most = 20_000
    standing = "assumption"
    owner = "VWS"
    source = { document = "000", place = "163-191" }
    ```
    """

    MANUAL_NL: ClassVar[str] = """Het effect van een selectie telt tot zijn potentieel, in personen van `measure`; geld daarboven levert niets op.

    Het potentieel zegt hoeveel er te winnen is (tabel 1 van de brief van 2017). Wat een plan daarboven zou brengen telt niet: eerst wat het
    doel het minst mist, bij gelijke stand de laagste treden. Potentiëlen mogen in elkaar liggen, niet gedeeltelijk overlappen."""

    kind: Literal["effect-cap"]

    @model_validator(mode="after")
    def _a_ceiling(self) -> Self:
        if self.sense != "<=":
            raise PydanticCustomError("cap-sense", "needs at_most: an effect to reach is an effect-floor", {})
        return self
