"""Codes about a file as a whole: is it there, can it be read, and is it a workbook at all."""

from optimiser.language import Text

FILE: dict[str, Text] = {
    "binary-workbook": Text(
        "Dit is een binaire werkmap (.xlsb) met de naam van een gewone. Zo'n bestand is niet te controleren voordat het geopend wordt. Kies in "
        "Excel Opslaan als en dan 'Excel-werkmap (*.xlsx)'.",
        "This is a binary workbook (.xlsb) under the name of an ordinary one. Such a file cannot be checked before it is opened. Choose Save As in "
        "Excel and then 'Excel Workbook (*.xlsx)'.",
    ),
    "csv-renamed": Text(
        "Dit is een tekstbestand (CSV) dat .xlsx heet. Een CSV zegt niet welke punt of komma een decimaalteken is, dus de bedragen zijn niet zeker. "
        "Open het in Excel via Gegevens > Uit tekst/CSV, kijk de getallen na en sla op als .xlsx.",
        "This is a text file (CSV) named .xlsx. A CSV does not say which point or comma is a decimal sign, so its amounts are not certain. Open it "
        "in Excel by Data > From Text/CSV, look the numbers over and save it as .xlsx.",
    ),
    "csv-row": Text(
        "Een rij van het CSV-bestand heeft meer of minder velden dan de kopregel. Dan staat een waarde misschien onder de verkeerde kop, dus er is "
        "niets gelezen. Zet een veld met een scheidingsteken erin tussen dubbele aanhalingstekens.",
        "A row of the CSV file has more or fewer fields than the header row. A value may then stand under the wrong header, so nothing was read. "
        "Put a field that holds a separator between double quotes.",
    ),
    "csv-unreadable": Text(
        "Dit is geen CSV-bestand in UTF-8. Namen met accenten zouden stil veranderen. Kies in Excel Opslaan als en dan 'CSV UTF-8', of exporteer "
        "het opnieuw uit het aanvraagsysteem.",
        "This is no CSV file in UTF-8. Names with accents would change in silence. Choose Save As and then 'CSV UTF-8' in Excel, or export it again "
        "from the application system.",
    ),
    "empty-file": Text(
        "Het bestand bevat niets: 0 bytes. Meestal is een download of het kopiëren afgebroken. Haal het opnieuw op, of maak een leeg invoerwerkboek "
        "met optimiser template.",
        "The file holds nothing: 0 bytes. Usually a download or a copy was broken off. Fetch it again, or make an empty input workbook with "
        "optimiser template.",
    ),
    "encrypted": Text(
        "Er zit een wachtwoord op de werkmap, dus er is niets te lezen. Het programma vraagt niet om wachtwoorden en bewaart ze niet. Haal het "
        "wachtwoord weg met Bestand > Info > Werkmap beveiligen en sla op.",
        "The workbook has a password, so nothing can be read. The program does not ask for passwords and keeps none. Remove the password with File "
        "> Info > Protect Workbook and save.",
    ),
    "file-is-folder": Text(
        "Het pad wijst naar een map, niet naar een bestand. Het programma raadt niet welk bestand in die map bedoeld is. Noem het bestand zelf.",
        "The path names a folder, not a file. The program does not guess which file in it is meant. Name the file itself.",
    ),
    "file-missing": Text(
        "Op dit pad staat geen bestand. Zonder werkboek zijn er geen cijfers om mee te rekenen. Controleer de naam en de map; een pad begint in de "
        "map waarin u de opdracht geeft.",
        "There is no file at this path. Without a workbook there are no figures to calculate with. Check the name and the folder; a path starts in "
        "the folder where you give the command.",
    ),
    "file-not-found": Text(
        "Het model of het invoerwerkboek is niet gevonden. Gezocht is naast het model, in inputs/ en bij wat is meegeleverd. Controleer het pad, "
        "geef het werkboek aan met --input, of zet met optimiser start een werkkopie klaar.",
        "The model or the input workbook was not found. Searched were the model's own folder, inputs/ and what was shipped. Check the path, name "
        "the workbook with --input, or make a working copy with optimiser start.",
    ),
    "file-too-large": Text(
        "Het bestand is groter dan 100 miljoen bytes; een invoerwerkboek is zelden groter dan één miljoen. Er staat vast veel in dat niet nodig is. "
        "Haal afbeeldingen en overbodige bladen weg en sla op.",
        "The file is larger than 100 million bytes; an input workbook is seldom larger than one million. It must hold much that is not needed. "
        "Remove pictures and needless sheets and save.",
    ),
    "file-unreadable": Text(
        "Het bestand is er, maar mag niet gelezen worden. Misschien heeft een ander programma het open, of hebt u er geen rechten op. Sluit het "
        "elders, of vraag om leesrechten.",
        "The file is there but may not be read. Another program may hold it open, or you may lack the rights. Close it elsewhere, or ask for "
        "permission to read it.",
    ),
    "html-renamed": Text(
        "Dit is een webpagina die .xlsx heet; sommige systemen exporteren zo. Excel opent zo'n bestand en past getallen daarbij stil aan. Open het "
        "in Excel, kijk de getallen na en kies Opslaan als 'Excel-werkmap (*.xlsx)'.",
        "This is a web page named .xlsx; some systems export that way. Excel opens such a file and changes numbers in silence. Open it in Excel, "
        "look the numbers over and choose Save As 'Excel Workbook (*.xlsx)'.",
    ),
    "lock-file": Text(
        "Een naam die met ~$ begint is het slotje dat Excel maakt zolang iemand de werkmap open heeft. Er staan geen cijfers in. Kies het bestand "
        "zonder ~$ in de naam.",
        "A name that starts with ~$ is the lock that Excel makes while somebody has the workbook open. It holds no figures. Choose the file without "
        "~$ in its name.",
    ),
    "not-a-workbook": Text(
        "Dit bestand is geen Excel-werkmap, hoe het ook heet. De eerste bytes horen bij een ander soort bestand. Kies het juiste bestand, of sla "
        "het in Excel op als 'Excel-werkmap (*.xlsx)'.",
        "This file is not an Excel workbook, whatever its name. Its first bytes belong to another kind of file. Choose the right file, or save it "
        "in Excel as 'Excel Workbook (*.xlsx)'.",
    ),
    "ods-file": Text(
        "Dit is een werkblad van LibreOffice of OpenOffice (.ods). Alleen .xlsx wordt gelezen, zodat er één vorm is die gecontroleerd kan worden. "
        "Sla het daar op als 'Excel 2007-365 (.xlsx)'.",
        "This is a spreadsheet of LibreOffice or OpenOffice (.ods). Only .xlsx is read, so that there is one form to check. Save it there as 'Excel "
        "2007-365 (.xlsx)'.",
    ),
    "old-xls": Text(
        "Dit is een werkmap van vóór Excel 2007 (.xls). Dat formaat wordt niet gelezen. Open het in Excel en kies Opslaan als 'Excel-werkmap "
        "(*.xlsx)'.",
        "This is a workbook from before Excel 2007 (.xls). That format is not read. Open it in Excel and choose Save As 'Excel Workbook (*.xlsx)'.",
    ),
    "xml-renamed": Text(
        "Dit is een los XML-bestand dat .xlsx heet; een werkmap is een ingepakt geheel. Mogelijk is het een export van een ander systeem. Open het "
        "in Excel en kies Opslaan als 'Excel-werkmap (*.xlsx)'.",
        "This is a loose XML file named .xlsx; a workbook is a packed whole. It may be an export of another system. Open it in Excel and choose "
        "Save As 'Excel Workbook (*.xlsx)'.",
    ),
}
