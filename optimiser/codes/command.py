"""Codes about a command: its options, scenarios, and where results are written."""

from optimiser.language import Text

COMMAND: dict[str, Text] = {
    "budget-year": Text(
        "In de kolommen van dit begrotingsjaar (van twee jaar ervoor tot en met vier jaar erna) is geen enkel bedrag bekend; de tabel zou leeg "
        "zijn. Kies een jaar dichter bij het programma, of vul het blad Meerjaren van het invoerwerkboek en reken opnieuw.",
        "In the columns of this budget year (from two years before it up to four years after it) no amount is known; the table would be empty. "
        "Choose a year closer to the programme, or fill the sheet Multi-year of the input workbook and solve again.",
    ),
    "lp-name": Text(
        "Het bestand van --save-lp heeft geen naam op .lp of .mps, en aan die naam is te zien in welke vorm het geschreven moet worden. Geef "
        "bijvoorbeeld --save-lp plan.lp.",
        "The file of --save-lp has no name ending in .lp or .mps, and that name says in which form to write it. Give for example --save-lp plan.lp.",
    ),
    "members-option": Text(
        "Achter --members staat een dimensie, een = en een CSV-bestand, elke dimensie één keer: --members aanvrager=ronde.csv. Het bestand komt in "
        "de plaats van het blad van die dimensie en heeft dezelfde kolommen.",
        "Behind --members stand a dimension, a = and a CSV file, each dimension once: --members aanvrager=round.csv. The file takes the place of "
        "the sheet of that dimension and has the same columns.",
    ),
    "no-budget-table": Text(
        "Deze berekening heeft geen begrotingstabel: er was geen plan mogelijk, of zij is met een oudere versie gemaakt. Maak het plan opnieuw "
        "met optimiser solve.",
        "This run has no budget table: no plan was possible, or it was made with an older version. Make the plan again with optimiser solve.",
    ),
    "no-plan-sheet": Text(
        "In dit werkboek staat niets om te beoordelen: geen blad Plan en geen bedragen op een blad Referentie. Geef een planwerkboek dat met "
        "optimiser solve is gemaakt, of vul het blad Referentie.",
        "This workbook holds nothing to judge: no sheet Plan and no amounts on a sheet Reference. Give a plan workbook that optimiser solve made, "
        "or fill the sheet Reference.",
    ),
    "not-a-plan": Text(
        "Dit bestand is geen plan dat met optimiser solve is gemaakt, of er ontbreekt iets aan. Zonder regels, geldstromen en certificaat valt er "
        "niets te bewijzen of te weerleggen. Geef plan.xlsx of certificate.json uit de map reports/.",
        "This file is no plan made by optimiser solve, or something in it is not there. Without rules, money flows and certificate there is "
        "nothing to prove or refute. Give plan.xlsx or certificate.json from the folder reports/.",
    ),
    "not-a-record": Text(
        "Dit is geen verslag van een berekening: het bestand ontbreekt, is onleesbaar of is iets anders (certificate.json is het bewijs, niet het "
        "verslag). Geef record.json, of de map waarin solve het schreef, bijvoorbeeld reports/taz/base.",
        "This is no record of a run: the file is missing, cannot be read or is something else (certificate.json is the proof, not the record). Give "
        "record.json, or the folder in which solve wrote it, for example reports/taz/base.",
    ),
    "not-text": Text(
        "Een deel van de opdracht bestaat uit bytes die geen tekst zijn, meestal door plakken uit een venster met een andere tekenset. Zoiets kan in "
        "geen verslag of werkboek bewaard worden. Typ het opnieuw.",
        "A part of the command consists of bytes that are no text, mostly because it was pasted from a window with another character set. No record "
        "or workbook can keep such a thing. Type it again.",
    ),
    "not-the-runs-file": Text(
        "Een archief bevat de bestanden waarmee gerekend is, en een plan met leden uit een CSV-bestand wordt met diezelfde leden beoordeeld. Wat er "
        "nu staat heeft een andere vingerafdruk (SHA-256) of is er niet meer. Geef het bestand van toen met --programme, --input of --members, of "
        "reken opnieuw; met --without-inputs komt er een archief zonder, dat dit vermeldt.",
        "An archive holds the files that the run was made from, and a plan with members from a CSV file is judged with those very members. What "
        "stands there now has another fingerprint (SHA-256) or is gone. Give the file as it was with --programme, --input or --members, or solve "
        "again; with --without-inputs an archive without it is made, which says so.",
    ),
    "office-failed": Text(
        "LibreOffice heeft geen goed bestand geschreven, of niet op tijd. Het zegt daar zelf weinig over en meldt ook dan dat het gelukt is. Open "
        "het werkboek zelf in LibreOffice om te zien wat er is, of kies in Excel Opslaan als.",
        "LibreOffice wrote no sound file, or not in time. It says little about that and reports success even then. Open the workbook in LibreOffice"
        " yourself to see what is the matter, or use Save As in Excel.",
    ),
    "office-missing": Text(
        "ODS en PDF worden met LibreOffice gemaakt, en dat staat niet op deze machine. Installeer LibreOffice, of open het werkboek in Excel en "
        "kies daar Opslaan als. CSV en archief hebben het niet nodig.",
        "ODS and PDF are made with LibreOffice, which is not on this machine. Install LibreOffice, or open the workbook in Excel and choose Save As"
        " there. CSV and archive do not need it.",
    ),
    "record-missing": Text(
        "Het plan staat niet meer bij het verslag van zijn berekening (record.json, of runs/ met runs.jsonl), of dat verslag is veranderd. Zonder "
        "dat is niet te zeggen waar de cijfers vandaan komen. Zet het plan terug in zijn map onder reports/, of reken opnieuw.",
        "The plan no longer stands with the record of its run (record.json, or runs/ with runs.jsonl), or that record was altered. Without it "
        "nothing says where the figures come from. Put the plan back in its folder under reports/, or solve again.",
    ),
    "report-ending": Text(
        "Achter --report hoort een bestandsnaam die zegt in welke vorm u de fouten wilt. Met .xlsx krijgt u een kopie van uw werkboek met de "
        "fouten erin gemerkt, met .csv een tabel en met .json dezelfde inhoud als --json.",
        "After --report comes a file name that says in which form you want the faults. With .xlsx you get a copy of your workbook with the faults"
        " marked in it, with .csv a table, and with .json the same content as --json.",
    ),
    "scenario-clash": Text(
        "Scenario's die u samen vraagt geven in een andere volgorde een andere uitkomst: ze zetten hetzelfde cijfer anders, of de een "
        "vermenigvuldigt wat de ander zet. Het programma kiest niet. Laat er een weg, zeg met --set wat het cijfer moet zijn, of maak er één "
        "scenario van.",
        "Scenarios that you ask for together have another outcome in another order: they set the same figure differently, or one multiplies what "
        "the other sets. The program does not choose. Leave one out, say with --set what the figure must be, or make one scenario of them.",
    ),
    "set-form": Text(
        "Achter --set hoort een sleutel, een = en een waarde, zonder spaties ertussen of anders tussen aanhalingstekens. Bijvoorbeeld --set "
        "rule.growth-path.2025=0.60 of --set source.iza-1.2024=PM.",
        "After --set comes a key, an = and a value, without spaces in between or else in quotes. For example --set rule.growth-path.2025=0.60 or "
        "--set source.iza-1.2024=PM.",
    ),
    "tables-ending": Text(
        "De begrotingstabellen worden een Excelwerkboek, dus de bestandsnaam eindigt op .xlsx. Andere vormen maakt optimiser export.",
        "The budget tables become an Excel workbook, so the file name ends in .xlsx. Other forms come from optimiser export.",
    ),
    "target-exists": Text(
        "Op de plaats waar geschreven moet worden staat al een bestand, en er wordt nooit over uw werk heen geschreven. Kies een andere map of een "
        "ander bestand, of verplaats wat er staat.",
        "There is already a file where something must be written, and nothing ever writes over your work. Choose another folder or file, or move "
        "what is there.",
    ),
    "target-is-input": Text(
        "De uitvoer zou over het model of een werkboek heen komen waar deze opdracht van uitgaat. Dan zijn de cijfers waaruit zij gemaakt is weg. "
        "Kies een andere plaats voor de uitvoer.",
        "The output would replace the model or a workbook that this very command starts from. Then the figures it was made from are gone. Choose "
        "another place for the output.",
    ),
    "target-unwritable": Text(
        "Hier kan niet geschreven worden: het bestand staat ergens open, de map bestaat niet, u hebt geen rechten of de schijf is vol. Er is niets "
        "half geschreven. Sluit het bestand, controleer de map, of kies een andere plaats.",
        "Nothing can be written here: the file is open somewhere, the folder does not exist, you lack the rights or the disk is full. Nothing is "
        "half written. Close the file, check the folder, or choose another place.",
    ),
    "unit": Text(
        "De kleinste betaalbare eenheid moet ten minste één euro zijn: elk bedrag in het plan is er een veelvoud van. Geef bijvoorbeeld --unit 1000.",
        "The smallest payable unit must be at least one euro: every amount in the plan is a multiple of it. Give for example --unit 1000.",
    ),
    "unknown-dimension": Text(
        "Het programma heeft geen dimensie van deze naam, of geen met een eigen blad. Alleen zo'n blad kan een CSV-bestand vervangen. Kies een "
        "bestaande naam; optimiser template laat de bladen zien.",
        "The programme has no dimension of this name, or none with a sheet of its own. Only such a sheet can a CSV file replace. Choose an existing "
        "name; optimiser template shows the sheets.",
    ),
    "unknown-programme": Text(
        "Er is geen model met deze naam, niet in models/ en niet bij wat is meegeleverd. Kies een bestaande naam, of geef het pad naar een "
        "TOML-bestand.",
        "There is no model of this name, neither in models/ nor among what was shipped. Choose an existing name, or give the path to a TOML file.",
    ),
    "unknown-scenario": Text(
        "Dit scenario staat niet in het model en niet als kolom op het blad Scenarios. Kies een bestaande naam; base is het geval zonder "
        "wijzigingen.",
        "This scenario is neither in the model nor a column of the sheet Scenarios. Choose an existing name; base is the case without changes.",
    ),
    "unknown-solver": Text(
        "Deze oplosser is op deze machine niet gevonden. Alle oplossers geven hetzelfde plan, want de uitkomst wordt exact bewezen. Laat --solver "
        "weg voor highs, of kies er een uit de lijst.",
        "This solver was not found on this machine. All solvers give the same plan, because the outcome is proved exactly. Leave out --solver for "
        "highs, or choose one of the list.",
    ),
}
