"""Codes of the what-if desk: ranges, and workers elsewhere."""

from optimiser.language import Text

DESK: dict[str, Text] = {
    "along-alone": Text(
        "Met --along zegt u welke regels met het budget meebewegen: hun bedragen gaan maal dezelfde factor. Daarvoor is precies één bereik met "
        "factoren op herkomstregels nodig: --budget 80:120, of --set-range source.*=*0.8:*1.2.",
        "With --along you say which rules move along with the budget: their amounts are multiplied by the same factor. For that exactly one "
        "range of factors on source lines is needed: --budget 80:120, or --set-range source.*=*0.8:*1.2.",
    ),
    "cluster-missing": Text(
        "Voor --cluster is Dask nodig, en dat staat niet op deze machine. Installeer taz-optimiser[cluster], of laat --cluster weg: dan rekent deze "
        "machine zelf, met dezelfde uitkomst.",
        "For --cluster Dask is needed, and that is not on this machine. Install taz-optimiser[cluster], or leave --cluster out: then this machine "
        "does the work, with the same outcome.",
    ),
    "cluster-unreachable": Text(
        "Op het adres van --cluster antwoordt geen Dask-scheduler. Start hem (dask scheduler, en op elke machine dask worker ADRES), controleer het "
        "adres, of laat --cluster weg.",
        "No Dask scheduler answers at the address of --cluster. Start it (dask scheduler, and dask worker ADDRESS on every machine), check the "
        "address, or leave --cluster out.",
    ),
    "range-count": Text(
        "Een doorloop (`sweep`) neemt één of twee bereiken, een grens (`frontier`) precies één. Geef elk met --set-range of --budget, elk met een "
        "eigen sleutel.",
        "A `sweep` takes one range or two, a `frontier` exactly one. Give each with --set-range or --budget, each with a key of its own.",
    ),
    "range-form": Text(
        "Achter --set-range hoort een sleutel, een = en twee getallen met een dubbele punt ertussen: van:tot, met desgewenst een stap erachter. "
        "Factoren schrijft u met een * ervoor. Bijvoorbeeld --set-range rule.growth-path.2025=0.40:0.75 of --set-range source.*=*0.8:*1.2:0.05.",
        "After --set-range comes a key, an = and two numbers with a colon between them: from:to, with a step behind it if you like. Factors are "
        "written with a * in front. For example --set-range rule.growth-path.2025=0.40:0.75 or --set-range source.*=*0.8:*1.2:0.05.",
    ),
    "range-points": Text(
        "Een bereik heeft minstens twee punten (zijn uiteinden), en een doorloop ten hoogste 10.001; bij twee bereiken telt elk paar. Neem minder "
        "punten (--points) of een grotere stap.",
        "A range has at least two points (its ends), and a sweep at most 10,001; with two ranges every pair counts. Take fewer points (--points) "
        "or a larger step.",
    ),
}
