"""The commands, one a file: each has `add` (its options) and `run` (what it does, returning the exit code)."""

# name -> (module, Dutch alias); modules are imported when their command is asked for.
COMMANDS: dict[str, str] = {
    "start": "begin",
    "check": "controleer",
    "solve": "bereken",
    "score": "beoordeel",
    "repair": "herstel",
    "verify": "verifieer",
    "export": "uitvoer",
    "adopt": "vaststellen",
    "tables": "tabellen",
    "diff": "verschil",
    "compare": "vergelijk",
    "template": "sjabloon",
    "migrate": "migreer",
    "alternatives": "alternatieven",
    "explain": "leg-uit",
    "prices": "prijzen",
    "report": "verslag",
    "sweep": "doorloop",
    "frontier": "grens",
    "stress": "beproef",
    "merge": "samenvoegen",
}
