"""Codes of the what-if desk: ranges, and workers elsewhere."""

from optimiser.language import Text

DESK: dict[str, Text] = {
    "all-or-nothing": Text(
        "Deze vraag laat getallen schuiven in een rekenmodel waarin elk bedrag geleidelijk meebeweegt. Een regel die alles of niets is (een "
        "minimum, een aantal) past daar niet in, en zonder die regel zou het antwoord over een ander geval gaan. Reken de punten apart met "
        "optimiser sweep, of zet de regel voor deze vraag uit; dan geldt het antwoord zonder die regel.",
        "This question moves numbers in a model in which every amount moves along little by little. A rule that is all or nothing (a minimum, a "
        "count) has no place in it, and without that rule the answer would be about another case. Solve the points apart with optimiser sweep, "
        "or switch the rule off for this question; the answer then holds without that rule.",
    ),
    "along-alone": Text(
        "Met --along zegt u welke regels met het budget meebewegen: hun bedragen gaan maal dezelfde factor. Daarvoor is precies één bereik met "
        "factoren op herkomstregels nodig: --budget 80:120, of --set-range source.*=*0.8:*1.2.",
        "With --along you say which rules move along with the budget: their amounts are multiplied by the same factor. For that exactly one "
        "range of factors on source lines is needed: --budget 80:120, or --set-range source.*=*0.8:*1.2.",
    ),
    "choose-part": Text(
        "Bij een programma met tienduizenden plaatsen voor geld duurt elke vraag aan de schattingen seconden, en alle delen van stress samen uren. "
        "Vraag een deel tegelijk: --only tornado is in enkele minuten klaar, en --only draws --draws 100 laat zien hoe ver het is.",
        "In a programme with tens of thousands of places for money every question about the estimates takes seconds, and all parts of stress "
        "together take hours. Ask one part at a time: --only tornado is done in a few minutes; --only draws --draws 100 shows how far it is.",
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
    "compare-two": Text(
        "Wie wil vergelijken heeft er minstens twee nodig: scenario's, planwerkboeken, records of mappen van een berekening, door elkaar. Met "
        "--years volstaat er één: dan worden twee jaren van dat plan vergeleken.",
        "Comparing needs at least two: scenarios, plan workbooks, records or folders of a run, mixed as you like. With --years one is enough: "
        "then two years of that plan are compared.",
    ),
    "compare-years": Text(
        "Achter --years horen twee verschillende jaren van het plan. Bijvoorbeeld: --years 2024 2025.",
        "After --years come two different years of the plan. For example: --years 2024 2025.",
    ),
    "gain-part": Text(
        "Dit hoort een deel van de mogelijke winst te zijn: van 0 (alleen alle regels houden) tot en met 1 (alles wat er te winnen is). Een getal "
        "boven 1 of met een %-teken is een percentage: 0.8, 80 en 80% zijn hetzelfde.",
        "This must be a part of the possible gain: from 0 (just keep all rules) to 1 (all there is to gain). A number above 1 or with a % sign is a "
        "percentage: 0.8, 80 and 80% are the same.",
    ),
    "html-name": Text(
        "Een verslag is één pagina die elke browser opent; de naam achter --out eindigt daarom op .html. Noem bijvoorbeeld --out verslag.html.",
        "A report is one page that every browser opens, so the name after --out ends in .html. Name for example --out report.html.",
    ),
    "no-reference": Text(
        "De kleinste wijziging van het gepubliceerde gebruik kan niet bepaald worden: het invoerwerkboek heeft geen bedragen op het blad "
        "Referentie. Vul dat blad, of geef met --from een planwerkboek.",
        "The smallest change of the published use cannot be found: the input workbook has no amounts on the sheet Reference. Fill that sheet, or "
        "give a plan workbook with --from.",
    ),
    "no-such-variant": Text(
        "Wat u wilt vergelijken lijkt een bestand of map, maar staat er niet. Controleer het pad. Een map telt als er een record.json in "
        "staat. De naam van een scenario heeft geen schuine streep en geen .xlsx.",
        "What you want to compare looks like a file or folder, but it is not there. Check the path. A folder counts when it holds a "
        "record.json. The name of a scenario has no slash and no .xlsx.",
    ),
    "plan-has-own-case": Text(
        "Een plan dat al geschreven is heeft zijn eigen scenario, wijzigingen en fase; het verslag vertelt dat plan. Wie iets wil veranderen noemt "
        "het programma: optimiser report taz --set rule.growth-path.2025=0.60.",
        "A plan that is written already has its own scenario, changes and phase; the report tells that plan. To change something, name the "
        "programme: optimiser report taz --set rule.growth-path.2025=0.60.",
    ),
    "plans-asked": Text(
        "Achter --count hoort hoeveel andere plannen u wilt zien: een geheel getal van 0 tot en met 20. Bijvoorbeeld --count 3.",
        "After --count comes how many other plans you want to see: a whole number from 0 to 20. For example --count 3.",
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
    "set-without-scenario": Text(
        "Met --set wijzigt u de scenario's die u vergelijkt; planwerkboeken en records blijven zoals ze zijn. Noem ook een scenario, of laat "
        "--set weg. Een wijziging voor één kolom schrijft u erachter: base:rule.growth-path.2025=0.60.",
        "With --set you change the scenarios you compare; plan workbooks and records stay as they are. Name a scenario too, or leave --set "
        "out. A change for one column is written behind it: base:rule.growth-path.2025=0.60.",
    ),
    "slack": Text(
        "Achter --slack hoort hoeveel procent van het beste effect verloren mag gaan: boven 0 en ten hoogste 100. Bijvoorbeeld --slack 2. Wat zonder "
        "enig verlies anders kan, staat in het planwerkboek op het blad Certificaat.",
        "After --slack comes how many per cent of the best effect may be lost: above 0 and at most 100. For example --slack 2. What can differ "
        "without any loss stands in the plan workbook on the sheet Certificate.",
    ),
    "stress-option": Text(
        "Een keuze van optimiser stress past niet: een vorm, een onderdeel, of een getal buiten zijn grenzen (aantal trekkingen, seed, samenhang, "
        "aantal schattingen, staart of gewicht). De melding zegt wat er mag en geeft een voorbeeld.",
        "A choice of optimiser stress does not fit: a shape, a part, or a number outside its limits (number of draws, seed, correlation, number of "
        "estimates, tail or weight). The message says what is allowed and gives an example.",
    ),
    "stress-plan": Text(
        "Dit plan is hier niet te maken: bij het doel `money` bestaan geen robuuste plannen, en waar een potentieel bereikt kan worden geen plan "
        "voor gemiddelde min risico. Laat --write weg: de uitkomst van `stress` zegt er meer over.",
        "This plan cannot be made here: with the goal `money` there are no robust plans, and where a potential can be reached no plan for mean "
        "minus risk. Leave --write out: the outcome of `stress` says more about it.",
    ),
    "unknown-start": Text(
        "Achter --from hoort published, last of een planwerkboek dat bestaat. Published is het gepubliceerde "
        "gebruik, last het laatst vastgestelde plan.",
        "After --from comes published, last or a plan workbook that exists. Published is the published use, last the newest adopted plan.",
    ),
    "unknown-year": Text(
        "Dit jaar zit niet in het plan. De fout noemt de jaren die er wel zijn.",
        "This year is not in the plan. The fault names the years that are.",
    ),
    "write-without-from": Text(
        "Met een deel erachter schrijft --write de kleinste wijziging van een plan, en dan moet bekend zijn van welk plan. Geef ook --from; "
        "--write zonder deel schrijft de andere plannen.",
        "With a part behind it --write writes the smallest change of a plan, and then it must be known of which plan. Give --from as well; "
        "--write without a part writes the other plans.",
    ),
}
