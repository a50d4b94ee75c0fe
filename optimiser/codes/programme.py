"""Codes about the model in models/: its TOML, its names and what its rules ask."""

from optimiser.language import Text

PROGRAMME: dict[str, Text] = {
    "duplicate-id": Text(
        "Hetzelfde id komt twee keer voor (hoofdletters tellen niet). Alles verwijst naar ids, dus is niet te zeggen welke van de twee bedoeld is. "
        "Geef een van beide een ander id of haal er een weg.",
        "The same id occurs twice (capitals do not count). Everything refers to ids, so there is no telling which of the two is meant. Give one of "
        "them another id or remove it.",
    ),
    "empty-selection": Text(
        "Een regel gaat over niets: op zijn selectie kan in dit geval nergens geld staan, bijvoorbeeld omdat een herkomstregel PM is. Zo'n regel "
        "zou stil niets doen. Verruim de selectie, of zet de regel uit met --set rule.ID.active=false.",
        "A rule is about nothing: in this case no money can stand anywhere in its selection, because a source line is PM for instance. Such a rule "
        "would do nothing in silence. Widen the selection, or switch the rule off with --set rule.ID.active=false.",
    ),
    "gate-value": Text(
        "Of een poort open of dicht is, staat op het blad van de dimensie met 1 of 0. Een ander getal zegt dat niet. Typ 1 waar de poort open is en "
        "0 waar zij dicht is; hoeveel er bij een dichte poort vrijkomt, zegt de regel zelf (at_most).",
        "Whether a gate is open or closed stands on the sheet of the dimension as 1 or 0. Another number does not say that. Type 1 where the gate is "
        "open and 0 where it is closed; how much is released while it is closed is for the rule itself to say (at_most).",
    ),
    "goal-counts-nothing": Text(
        "Geen euro telt mee voor het doel: met vertraging en duur van het blad Instrumenten werkt geen enkel instrument in het doeljaar of de "
        "looptijd, of geen ervan doet wat het doel telt. Elk plan zou dan even goed zijn, met effect 0. Kies een ander doeljaar, een andere "
        "looptijd of een ander doel.",
        "No euro counts for the goal: with the lag and duration of the sheet Instruments no instrument is in effect in the target year or the "
        "horizon, or none does what the goal counts. Every plan would be as good, with effect 0. Choose another target year, another horizon or "
        "another goal.",
    ),
    "invalid-value": Text(
        "Een waarde heeft niet de vorm die hier nodig is: een tekst waar een tabel hoort, een woord dat geen keuze is, of een getal buiten de "
        "grenzen. De regel erbij zegt wat wel kan; optimiser explain met een regelsoort toont een voorbeeld.",
        "A value does not have the form that is needed here: a text where a table belongs, a word that is no choice, or a number out of bounds. The "
        "line with it says what is possible; optimiser explain with a rule kind shows an example.",
    ),
    "key-zero": Text(
        "Een regel verdeelt geld naar een sleutel die bij niemand meer dan 0 is. Dan heeft niemand een deel, en zou er niets besteed mogen worden of "
        "niets getoetst. Vul de sleutel in bij ten minste een lid, of zet de regel uit.",
        "A rule divides money by a key that is more than 0 for nobody. Then nobody has a share, and nothing could be spent or nothing would be "
        "tested. Fill the key for at least one member, or switch the rule off.",
    ),
    "missing-budget": Text(
        "Een herkomstregel heeft in een jaar geen bedrag en ook geen PM of n.v.t. Leeg is geen nul, dus over dat jaar is niet te beslissen. Vul het "
        "jaar in op het blad Herkomst, of zet source.ID.JAAR in het scenario.",
        "A source line has no amount in a year, nor PM or n.v.t. Empty is not zero, so nothing can be decided on that year. Fill the year on the "
        "sheet Sources, or set source.ID.YEAR in the scenario.",
    ),
    "missing-key": Text(
        "In het model ontbreekt een verplichte sleutel. Het programma vult niets zelf in. Voeg de sleutel toe; optimiser explain met een regelsoort "
        "toont een volledig voorbeeld.",
        "A required key is not in the model. The program fills in nothing by itself. Add the key; optimiser explain with a rule kind shows a "
        "complete example.",
    ),
    "missing-source": Text(
        "Een regel of cijfer zegt niet waar het vandaan komt. Alles waarmee gerekend wordt heeft een herkomst, anders kan niemand het nagaan. Noem "
        "document en plaats; in het werkboek kunt u ook de hardheid 'afgeleid' of 'aanname' kiezen.",
        "A rule or figure does not say where it comes from. Everything that is calculated with has an origin, or nobody can check it. Name the "
        "document and the place; in the workbook you may also choose the standing 'derived' or 'assumed'.",
    ),
    "money-without-target": Text(
        "Het doel is zo weinig mogelijk geld, maar geen actieve regel zegt wat er bereikt moet worden. Het zuinigste plan zou dan niets zijn. Voeg "
        "een regel van de soort effect-floor toe of zet er een aan, of kies een ander doel.",
        "The goal is as little money as possible, but no active rule says what must be reached. The cheapest plan would then be nothing. Add a rule "
        "of the kind effect-floor or switch one on, or choose another goal.",
    ),
    "name-twice": Text(
        "Twee dimensies gebruiken dezelfde naam voor zichzelf, een attribuut of een sleutelgetal. Regels kiezen op die naam, dus moet hij bij één "
        "dimensie horen. Hernoem er een.",
        "Two dimensions use the same name for themselves, an attribute or a key. Rules select by that name, so it must belong to one dimension. "
        "Rename one of them.",
    ),
    "no-balance": Text(
        "Voor een herkomstregel zegt geen enkele harde regel hoeveel eruit besteed mag worden. Dan zou er geld uitgegeven kunnen worden dat er niet "
        "is. Zet de regel van de soort balance aan of verruim zijn selectie.",
        "For a source line no hard rule says how much of it may be spent. Then money could be spent that does not exist. Switch the rule of the "
        "kind balance on or widen its selection.",
    ),
    "no-whole-plan": Text(
        "Alle regels kunnen samen als bedragen delen van euro's mogen zijn, maar er is geen plan in hele euro's gevonden. Meestal vraagt een regel "
        "precies een deel (een derde) van een bedrag dat daar niet door deelbaar is. De melding noemt de regels en bedragen die niet uitkomen. Vraag "
        "ten minste of ten hoogste, of maak het budget deelbaar. Een andere betaalbare eenheid helpt niet: fijnere zijn al geprobeerd.",
        "All rules can be kept together if amounts may be parts of euros, but no plan in whole euros was found. Most often a rule asks for exactly "
        "a part (a third) of an amount that is not divisible by it. The message names the rules and the amounts that do not come out. Ask for at "
        "least or at most instead of exactly, or make the budget divisible. Another payable unit is no help: finer ones have been tried.",
    ),
    "nothing-fits": Text(
        "Alle andere regels kunnen samen, maar er is geen plan gevonden dat ook de regels houdt die alles of niets zijn: een minimum per lid of "
        "een aantal leden. De melding zegt wat er geprobeerd is, en of alle combinaties doorzocht zijn. Dat zoeken is geen bewijs dat iedereen kan "
        "narekenen. Verlaag het minimum, verhoog het aantal, laat een deel van het geld onbesteed (balance met at_most), of zet de regel uit.",
        "All other rules can be kept together, but no plan was found that also keeps the rules that are all or nothing: a minimum for each member "
        "or a number of members. The message says what was tried, and whether all combinations were searched. Such a search is no proof that "
        "anybody can redo. Lower the minimum, raise the number, let part of the money stay unspent (balance with at_most), or switch the rule off.",
    ),
    "overlapping-potentials": Text(
        "Twee potentiëlen (effect-cap) gaan gedeeltelijk over hetzelfde effect. Welk deel dan niet meer telt zou van de volgorde afhangen. Laat ze "
        "los van elkaar staan, of leg de ene helemaal in de andere.",
        "Two potentials (effect-cap) partly speak about the same effect. Which part then no longer counts would depend on their order. Keep them "
        "apart, or put one wholly inside the other.",
    ),
    "requests-alone": Text(
        "Een dimensie waarvan de leden geld vragen staat naast een andere verdere dimensie. Wat een lid vraagt is zijn plafond, en dat zou dan in "
        "elk lid van die andere dimensie opnieuw gelden. Maak van regio, branche en dergelijke attributen van wie aanvraagt.",
        "A dimension whose members ask for money stands beside another further dimension. What a member asks is its ceiling, which would then hold "
        "anew in every member of that other one. Make region, branch and the like attributes of those who ask.",
    ),
    "sheet-name": Text(
        "De naam van een dimensie is ook de naam van haar blad in het werkboek. Excel staat daarin hooguit 31 tekens toe en geen [ ] : * ? / of "
        "schuine streep terug, en twee bladen mogen niet gelijk heten. Kies een andere name voor de dimensie, in beide talen.",
        "The name of a dimension is also the name of its sheet in the workbook. Excel allows at most 31 characters there and no [ ] : * ? / or "
        "backslash, and two sheets cannot have one name. Choose another name for the dimension, in both languages.",
    ),
    "soft-potential": Text(
        "Een potentieel (effect-cap) is als wens opgeschreven. Wat er te winnen is, is een gegeven: het kan niet een beetje overschreden worden. "
        "Haal soft weg; geld boven het potentieel mag wel besteed worden, het telt alleen niet mee.",
        "A potential (effect-cap) is written as a wish. What there is to gain is a given: it cannot be exceeded a little. Remove soft; money past "
        "the potential may still be spent, it just does not count.",
    ),
    "toml-duplicate-key": Text(
        "Een sleutel of tabel staat twee keer in het TOML-bestand. Dan is niet te zeggen welke van de twee geldt. Haal de tweede weg.",
        "A key or table stands in the TOML file twice. Then there is no telling which of the two holds. Remove the second one.",
    ),
    "toml-encoding": Text(
        "Het TOML-bestand is niet als UTF-8 opgeslagen, dus letters zoals é en € zijn niet te lezen. Sla het in uw editor op als UTF-8.",
        "The TOML file was not saved as UTF-8, so letters such as é and € cannot be read. Save it as UTF-8 in your editor.",
    ),
    "toml-syntax": Text(
        "Deze regel is geen geldige TOML, dus de rest van het bestand is niet te lezen. Vaak mist er een aanhalingsteken, een haakje of een =. "
        "Herstel de regel en controleer opnieuw.",
        "This line is not valid TOML, so the rest of the file cannot be read. Often a quote, a bracket or an = is not there. Mend the line and "
        "check again.",
    ),
    "unknown-id": Text(
        "Dit id bestaat niet. Een verwijzing naar niets zou stil niets doen, dus wordt ze geweigerd. Neem de naam die wordt voorgesteld; optimiser "
        "explain zonder id toont alles wat een id heeft.",
        "This id does not exist. A reference to nothing would do nothing in silence, so it is refused. Take the name that is suggested; optimiser "
        "explain without an id lists everything that has one.",
    ),
    "unknown-key": Text(
        "Deze sleutel bestaat hier niet. Een sleutel met een typefout zou stil niets doen, dus wordt hij geweigerd. Neem de naam die wordt "
        "voorgesteld; voor --set zijn dat rule, source, instrument, estimate, goal, unit en years.",
        "This key does not exist here. A misspelt key would do nothing in silence, so it is refused. Take the name that is suggested; for --set "
        "these are rule, source, instrument, estimate, goal, unit and years.",
    ),
    "unknown-kind": Text(
        "Deze regelsoort bestaat niet. Elke regel heeft een soort die zegt wat hij betekent. Kies een bestaande soort; optimiser explain toont ze, "
        "en optimiser explain SOORT geeft de handleiding.",
        "This rule kind does not exist. Every rule has a kind that says what it means. Choose an existing kind; optimiser explain lists them, and "
        "optimiser explain KIND gives the manual.",
    ),
}
