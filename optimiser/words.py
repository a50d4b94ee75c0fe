"""Words that screen, pages and workbooks share: how firm a rule or figure is."""

from __future__ import annotations

from optimiser.language import Text

STANDINGS = {
    "law": Text("wet", "law"),
    "agreement": Text("afspraak", "agreement"),
    "policy": Text("beleidskeuze", "policy choice"),
    "assumption": Text("aanname", "assumption"),
    "sourced": Text("bron", "sourced"),
    "derived": Text("afgeleid", "derived"),
    "assumed": Text("aanname", "assumed"),
}
