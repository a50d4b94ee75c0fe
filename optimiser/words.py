"""Words that screen, pages and workbooks share: how firm a rule or figure is, and what is proved of a plan."""

from __future__ import annotations

from optimiser.language import Text

BEST = Text("BEWEZEN BESTE PLAN", "PROVED BEST PLAN")
BEST_FOUND = Text("BEWEZEN PLAN, HET BESTE DAT GEVONDEN IS", "PROVED PLAN, THE BEST THAT WAS FOUND")
STANDINGS = {
    "law": Text("wet", "law"),
    "agreement": Text("afspraak", "agreement"),
    "policy": Text("beleidskeuze", "policy choice"),
    "assumption": Text("aanname", "assumption"),
    "sourced": Text("bron", "sourced"),
    "derived": Text("afgeleid", "derived"),
    "assumed": Text("aanname", "assumed"),
}
