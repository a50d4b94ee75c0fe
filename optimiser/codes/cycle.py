"""Codes about the budget cycle: phases, mutations, the wage index, and what was adopted."""

from optimiser.language import Text

CYCLE: dict[str, Text] = {
    "adopted-altered": Text(
        "Een vastgesteld plan is niet meer zoals het is vastgelegd: een bestand ontbreekt, is veranderd of staat niet in het logboek. Daarop kan "
        "niet worden voortgebouwd. Zet de bestanden terug, of verwijder de map en stel het plan opnieuw vast.",
        "An adopted plan is no longer as it was kept: a file is missing, altered or not in the journal. Nothing can be built on it. Put the files "
        "back, or remove the folder and adopt the plan again.",
    ),
    "adoption-reason": Text(
        "Dit plan houdt niet elke harde regel. Vaststellen mag: een mens beslist. De afwijking moet dan wel een reden hebben, die in het logboek "
        "komt. Voeg --reason toe.",
        "This plan does not keep every hard rule. It may be adopted: a person decides. But then the departure needs a reason, which is kept in the "
        "journal. Add --reason.",
    ),
    "budget-below-zero": Text(
        "Alle mutaties tot en met deze fase samen maken het budget van een herkomstregel kleiner dan nul. Dat geld is er niet. Verlaag de korting of "
        "verdeel haar over meer regels of jaren.",
        "All mutations up to and including this phase together bring the budget of a source line below zero. That money is not there. Lower the cut, "
        "or spread it over more lines or years.",
    ),
    "budget-year-needed": Text(
        "De fase hoort bij een begrotingsjaar, en hier kunnen het er meer zijn. Het programma kiest niet voor u. Voeg --budget-year toe, "
        "bijvoorbeeld --phase vjn --budget-year 2024.",
        "The phase belongs to a budget year, and here it may be more than one. The program does not choose for you. Add --budget-year, for example "
        "--phase vjn --budget-year 2024.",
    ),
    "empty-mutation": Text(
        "Deze rij heeft een id maar verandert in geen enkel jaar iets. Waarschijnlijk is zij nog niet af. Vul een jaar in, typ 0 als dat bedoeld is, "
        "of zet een # voor het id.",
        "This row has an id but changes nothing in any year. It is probably not finished. Fill in a year, type 0 if that is meant, or put a # before "
        "the id.",
    ),
    "margin-exceeded": Text(
        "Via de eindejaarsmarge mag maar een deel van het budget van een jaar mee naar het volgende. Dat deel staat in het programma en geldt voor "
        "alle herkomstregels samen. Verlaag wat er meegaat.",
        "Only part of a year's budget may be taken to the next through the year-end margin. That part stands in the programme and holds for all "
        "source lines together. Lower what is taken along.",
    ),
    "margin-undeclared": Text(
        "Er staat een eindejaarsmarge op blad Mutaties, maar het programma zegt niet hoe groot die mag zijn. Zonder grens is niet te controleren of "
        "het mag. Zet year_end_margin met zijn bron onder [programme] in de TOML.",
        "There is a year-end margin on sheet Mutations, but the programme does not say how large it may be. Without a bound nobody can check it. Put "
        "year_end_margin with its source under [programme] in the TOML.",
    ),
    "mutation-on-mark": Text(
        "De herkomstregel is in dit jaar PM, n.v.t. of leeg. PM is geen nul, dus is er niets om bij op te tellen. Zet eerst een bedrag op blad "
        "Herkomst (0 als de regel met deze mutatie begint), of haal de mutatie weg.",
        "The source line is PM, n.v.t. or empty in this year. PM is no zero, so there is nothing to add to. First put an amount on sheet Sources (0 "
        "if the line starts with this mutation), or remove the mutation.",
    ),
    "mutations-left-out": Text(
        "Het werkboek heeft mutaties of indexatie die in deze berekening niet meetellen. Zonder --phase rekent het programma met de ontwerpbegroting "
        "zoals die op blad Herkomst staat. Geef --phase met de fase tot en met welke ze moeten meetellen.",
        "The workbook has mutations or indexation that do not count in this run. Without --phase the program uses the draft budget as it stands on "
        "sheet Sources. Give --phase with the phase up to which they must count.",
    ),
    "no-adopted-plan": Text(
        "Een fase na de ontwerpbegroting begint bij wat eerder is vastgesteld, en er is nog niets vastgesteld. Stel eerst het plan van de "
        "ontwerpbegroting vast met optimiser adopt. Staan de vastgestelde plannen elders, wijs die map dan aan met --adopted.",
        "A phase after the draft budget starts from what was adopted before, and nothing was adopted yet. First adopt the plan of the draft budget "
        "with optimiser adopt. If the adopted plans stand elsewhere, name that folder with --adopted.",
    ),
    "other-phase": Text(
        "Het plan is voor een andere fase gemaakt, of zonder fase. Dan tellen andere mutaties mee dan bij de fase die u noemt. Maak het plan met "
        "solve --phase voor deze fase, of noem de fase waarvoor het gemaakt is.",
        "The plan was made for another phase, or without one. Then other mutations count than in the phase you name. Make the plan with solve "
        "--phase for this phase, or name the phase it was made for.",
    ),
    "past-year": Text(
        "Een fase kan geen jaar veranderen dat al voorbij is: die bedragen liggen vast. Alleen de eindejaarsmarge komt uit het jaar ervoor. Kies een "
        "ander begrotingsjaar, of haal het bedrag weg.",
        "A phase cannot change a year that is over: those amounts are fixed. Only the year-end margin comes from the year before. Choose another "
        "budget year, or remove the amount.",
    ),
    "shift-not-zero": Text(
        "Een kasschuif of eindejaarsmarge verplaatst geld tussen jaren en geeft er geen bij: over de jaren moet de som precies nul zijn. De melding "
        "zegt wat de som nu is. Maak er nul van, of kies een andere soort als het geld er echt bij komt of af gaat.",
        "A cash shift or year-end margin moves money between years and gives none: over the years it must add up to exactly zero. The message says "
        "what the sum is now. Make it zero, or choose another kind if money is really added or taken.",
    ),
    "step-id": Text(
        "Elke rij op de bladen Mutaties en Indexatie heeft een eigen id, waaraan zij in het plan en het logboek is terug te vinden. Gebruik letters, "
        "cijfers, punten en streepjes, met een letter voorop. Bijvoorbeeld vjn-2024-1.",
        "Every row of the sheets Mutations and Indexation has an id of its own, by which it is found in the plan and the journal. Use letters, "
        "digits, dots and hyphens, a letter first. For example vjn-2024-1.",
    ),
    "unknown-phase": Text(
        "Deze begrotingsfase bestaat niet. De fasen zijn owb (ontwerpbegroting), nvw (nota van wijziging), vjn (voorjaarsnota), sept, njn "
        "(najaarsnota) en jv (jaarverslag). Kies er een van.",
        "This phase of the budget does not exist. The phases are owb (draft budget), nvw (amendment), vjn (spring memorandum), sept, njn (autumn "
        "memorandum) and jv (annual report). Choose one of them.",
    ),
}
