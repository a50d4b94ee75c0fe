"""Codes about one cell or one typed value: what it may be and what is never guessed."""

from optimiser.language import Text

CELL: dict[str, Text] = {
    "ambiguous-number": Text(
        "Deze tekst kan twee getallen betekenen: 1.234 is in Nederland ruim twaalfhonderd en in Engeland iets meer dan één. Er wordt nooit geraden. "
        "Typ het als getal, met alleen cijfers en zo nodig een decimaalteken.",
        "This text may mean two numbers: 1.234 is over twelve hundred in Dutch and a little over one in English. Nothing is ever guessed. Type it "
        "as a number, with digits only and a decimal sign where needed.",
    ),
    "boolean-for-number": Text(
        "Er staat WAAR of ONWAAR waar een getal hoort. Excel rekent dat stil als 1 of 0; hier niet, want meestal is het een vergissing. Typ het "
        "getal.",
        "It says TRUE or FALSE where a number belongs. Excel counts that as 1 or 0 in silence; here it does not, for it is usually a mistake. Type "
        "the number.",
    ),
    "date-for-number": Text(
        "De cel heeft een datumnotatie, dus Excel heeft van de invoer een datum gemaakt: 1/3 wordt 1 maart. Wat getypt was is niet meer te zien. "
        "Geef de cel de notatie Getal en typ opnieuw; een breuk met een apostrof ervoor, zoals '1/3.",
        "The cell has a date format, so Excel turned the entry into a date: 1/3 becomes 1 March. What was typed can no longer be seen. Give the "
        "cell the format Number and type it again; a fraction with an apostrophe before it, such as '1/3.",
    ),
    "empty-cell": Text(
        "Een verplichte cel is leeg. Leeg is geen nul: het programma weet dan niet of er niets is of dat het nog moet komen. Vul de cel, typ 0 als "
        "het nul is, of zet een # voor het id als de rij een opmerking is.",
        "A required cell is empty. Empty is not zero: the program cannot tell whether there is nothing or it is still to come. Fill the cell, type "
        "0 if it is zero, or put a # before the id if the row is a comment.",
    ),
    "error-cell": Text(
        "De cel toont een fout van Excel, zoals #VERW! of #N/B. Daar is geen getal uit te halen. Herstel de formule of typ de waarde.",
        "The cell shows an error of Excel, such as #REF! or #N/A. No number can be taken from that. Mend the formula or type the value.",
    ),
    "formula-in-input": Text(
        "In deze invoercel staat een formule. Dit houdt niets tegen: gelezen wordt de uitkomst die Excel het laatst bewaarde. Typ de waarde zelf "
        "als de formule niet meer nodig is; dan kan het cijfer niet ongemerkt veranderen.",
        "This input cell holds a formula. This stops nothing: the result that Excel saved last is read. Type the value itself if the formula is no "
        "longer needed; then the figure cannot change unnoticed.",
    ),
    "formula-without-value": Text(
        "De cel bevat een formule waarvan nog nooit een uitkomst is bewaard, meestal omdat een ander programma haar schreef. Het programma rekent "
        "formules niet zelf uit. Open het bestand in Excel en sla het op, of typ de waarde.",
        "The cell holds a formula whose result was never saved, usually because another program wrote it. The program does not work out formulas "
        "itself. Open the file in Excel and save it, or type the value.",
    ),
    "inexact-number": Text(
        "Dit getal lijkt een afgekapte breuk: 0,667 staat voor 2/3 maar is het niet, en een regel die precies moet kloppen mist dan net. Schrijf de "
        'breuk zelf (in TOML "2/3", in Excel \'2/3), of zet het getal tussen aanhalingstekens als u het echt zo bedoelt.',
        "This number looks like a fraction that was cut off: 0.667 stands for 2/3 but is not it, and a rule that must hold exactly then just "
        'misses. Write the fraction itself ("2/3" in TOML, \'2/3 in Excel), or put the number in quotes if you really mean it.',
    ),
    "look-alike-id": Text(
        "Het id lijkt op een bestaand id, maar bevat een ander teken: een onzichtbare spatie, een streepje of een letter uit een ander alfabet. Zo "
        "kan een rij stil verdwijnen. Typ het id opnieuw in gewone letters.",
        "The id looks like an existing one but holds another sign: an invisible space, a dash or a letter of another alphabet. That is how a row "
        "disappears in silence. Type the id again in plain letters.",
    ),
    "mark-not-allowed": Text(
        "Hier staat PM, n.v.t., een streepje of een vraagteken, en in deze kolom hoort een getal. PM en n.v.t. kunnen alleen bij herkomstregels: "
        "daar zijn ze nooit nul. Typ 0 als het nul is, of laat de cel leeg als er niets hoeft te staan.",
        "It says PM, n.v.t., a dash or a question mark, and this column takes a number. PM and n.v.t. are for source lines only: there they are "
        "never zero. Type 0 if it is zero, or leave the cell empty if nothing needs to be there.",
    ),
    "merge-conflict": Text(
        "Twee mensen hebben deze cel verschillend ingevuld, of de een heeft haar gewijzigd en de ander haar rij weggehaald. Welke waarde geldt, "
        "beslist geen programma, dus beide staan er als tekst. Typ de juiste waarde eroverheen; de opmerking bij de cel noemt ook wat er eerst "
        "stond.",
        "Two people filled this cell differently, or one changed it and the other removed its row. No program decides which value holds, so both "
        "stand there as text. Type the right value over it; the comment on the cell also says what stood there before.",
    ),
    "negative": Text(
        "Een bedrag of aandeel kan niet negatief zijn. Geld terughalen is een lager bedrag, geen bedrag onder nul. Typ het zonder minteken.",
        "An amount or share cannot be negative. Taking money back is a lower amount, not one below zero. Type it without the minus.",
    ),
    "not-a-date": Text(
        "Hier hoort een datum, en dit is geen datum. Een datum als tekst kan dag-maand of maand-dag zijn, dus die wordt niet geraden. Typ hem als "
        "01-09-2024 in een cel met datumnotatie; in TOML en bij --set als 2024-09-01.",
        "A date belongs here, and this is none. A date as text may be day-month or month-day, so it is not guessed. Type it as 01-09-2024 in a cell "
        "with a date format; in TOML and with --set as 2024-09-01.",
    ),
    "not-a-number": Text(
        "Hier hoort een getal dat exact te lezen is, en dit is geen getal of het past hier niet. Zo moet een bedrag een heel aantal euro's zijn en "
        'een aandeel tussen 0 en 1 liggen. Schrijf bijvoorbeeld 12, 0.25, "2/3" of "60%".',
        "A number that can be read exactly belongs here, and this is none or it does not fit. An amount, for instance, is a whole number of euros "
        'and a share lies between 0 and 1. Write for example 12, 0.25, "2/3" or "60%".',
    ),
    "not-finite": Text(
        "Er staat nan, inf of een getal met honderden cijfers: wat sommige programma's schrijven als er geen getal is. Daar valt niet mee te "
        "rekenen. Typ het echte getal.",
        "It says nan, inf or a number of hundreds of digits: what some programs write when there is no number. That cannot be calculated with. Type "
        "the real number.",
    ),
    "not-whole": Text(
        "Hier hoort een geheel getal. Bedragen staan in hele euro's, niet in miljoenen: 21,75 miljoen is 21750000. Reken om of rond zelf af.",
        "A whole number belongs here. Amounts are in whole euros, not in millions: 21.75 million is 21750000. Convert it or round it yourself.",
    ),
    "out-of-range": Text(
        "Het getal is te groot of te klein voor deze plaats. Een aandeel ligt van 0 tot en met 1, dus 60 % is 0,6; een bedrag boven duizend biljoen "
        "euro is een typefout. Verbeter het getal.",
        "The number is too large or too small for this place. A share lies from 0 to 1, so 60 % is 0.6; an amount above a thousand trillion euros "
        "is a typing error. Correct the number.",
    ),
    "personal-data": Text(
        "Iets hier lijkt op een burgerservicenummer of een e-mailadres. Dit houdt niets tegen, maar het programma heeft geen persoonsgegevens "
        "nodig, en deze melding herhaalt ze niet. Haal ze weg voordat u het werkboek deelt.",
        "Something here looks like a citizen service number or an e-mail address. This stops nothing, but the program needs no personal data, and "
        "this note does not repeat them. Remove them before you share the workbook.",
    ),
    "read-as-fraction": Text(
        "Dit getal met veel cijfers is gelezen als de breuk waar het van komt, zoals 0,333333333333333 als 1/3. Dit houdt niets tegen. Typ de breuk "
        "met een apostrof ervoor ('1/3) om het vast te leggen.",
        "This number of many digits was read as the fraction it comes from, such as 0.333333333333333 as 1/3. This stops nothing. Type the fraction "
        "with an apostrophe before it ('1/3) to make it certain.",
    ),
    "text-not-number": Text(
        "Er staat een tekst waar een getal hoort, ook al lijkt die op een getal. Excel telt zo'n cel stil als nul; hier wordt ze geweigerd. Typ het "
        "als getal: alleen cijfers, zonder opmaaktekens.",
        "There is a text where a number belongs, even if it looks like one. Excel counts such a cell as zero in silence; here it is refused. Type "
        "it as a number: digits only, without marks.",
    ),
    "unknown-choice": Text(
        "In deze kolom kan alleen gekozen worden uit een paar woorden, en dit is er geen van. Kies een woord uit de keuzelijst in de cel.",
        "This column takes one of a few words only, and this is none of them. Choose a word from the list in the cell.",
    ),
}
