"""Codes about what is packed inside a workbook: safe to open, of a sound size, and as Excel writes it."""

from optimiser.language import Text

PACKAGE: dict[str, Text] = {
    "broken-zip": Text(
        "Een .xlsx is een ingepakt bestand, en dit is onderweg beschadigd of afgebroken. Een half bestand kan halve cijfers geven. Haal het opnieuw "
        "op bij de afzender, of open het in Excel en laat Excel het herstellen.",
        "An .xlsx is a packed file, and this one was damaged or cut off on its way. Half a file may give half the figures. Fetch it again from its "
        "sender, or open it in Excel and let Excel repair it.",
    ),
    "cell-in-array": Text(
        "Deze cel hoort bij een matrixformule of gegevenstabel die over meer cellen loopt. Zo'n cel kan niet alleen veranderen. Vervang de "
        "formule in Excel door gewone waarden (kopiëren, plakken als waarden).",
        "This cell belongs to an array formula or data table that runs over several cells. Such a cell cannot change alone. Replace the formula "
        "in Excel by plain values (copy, paste as values).",
    ),
    "duplicate-part": Text(
        "Een onderdeel staat twee keer in het bestand. Dan hangt het van de lezer af welk van beide telt, en kan Excel iets anders tonen dan hier "
        "gelezen wordt. Open het in Excel en sla het op als nieuwe .xlsx.",
        "A part stands in the file twice. Then it depends on the reader which of the two counts, and Excel may show something else than is read "
        "here. Open it in Excel and save it as a new .xlsx.",
    ),
    "external-links": Text(
        "De werkmap haalt cijfers uit andere bestanden. Dit houdt niets tegen, maar gelezen wordt wat Excel het laatst bewaarde, en dat kan oud "
        "zijn. Verbreek de koppelingen met Gegevens > Koppelingen bewerken.",
        "The workbook takes figures from other files. This stops nothing, but what Excel saved last is what is read, and that may be old. Break the "
        "links with Data > Edit Links.",
    ),
    "far-off-cell": Text(
        "Ver buiten de tabel staat een gevulde cel, voorbij rij 200.000 of kolom 1.000. Dat is bijna altijd een vergissing en maakt het lezen "
        "traag. Maak de cel leeg of verplaats hem naar de tabel.",
        "A filled cell stands far outside the table, past row 200,000 or column 1,000. That is nearly always a mistake and makes reading slow. "
        "Clear the cell or move it to the table.",
    ),
    "macros": Text(
        "De werkmap bevat macro's. Een invoerwerkboek heeft ze niet nodig, en een bestand met programmacode erin wordt niet aangenomen. Sla het op "
        "als 'Excel-werkmap (*.xlsx)'; dan vallen de macro's weg.",
        "The workbook holds macros. An input workbook needs none, and a file with program code in it is not accepted. Save it as 'Excel Workbook "
        "(*.xlsx)'; that drops the macros.",
    ),
    "manual-calculation": Text(
        "De werkmap staat op handmatig rekenen. Dit houdt niets tegen, maar uitkomsten van formules kunnen verouderd zijn. Zet Formules > "
        "Berekeningsopties op Automatisch en sla op.",
        "The workbook is set to manual calculation. This stops nothing, but results of formulas may be out of date. Set Formulas > Calculation "
        "Options to Automatic and save.",
    ),
    "no-workbook-part": Text(
        "Dit is een ingepakt bestand, maar er zit geen werkmap in; misschien is het een Word-document of een gewone zip. Kies het juiste bestand, "
        "of sla het in Excel op als 'Excel-werkmap (*.xlsx)'.",
        "This is a packed file, but there is no workbook in it; it may be a Word document or an ordinary zip. Choose the right file, or save it in "
        "Excel as 'Excel Workbook (*.xlsx)'.",
    ),
    "odd-cell": Text(
        "In een cel staat iets wat Excel nooit zo schrijft: een verwijzing naar een tekst die er niet is, een waarde die niet bij haar soort past, "
        "of twee keer dezelfde cel. Zo'n cel wordt niet geraden of overgeslagen. Open het bestand in Excel, kijk de cel na en sla het op.",
        "A cell holds something that Excel never writes: a pointer to a text that is not there, a value that does not fit its kind, or the same "
        "cell twice. Such a cell is not guessed or skipped. Open the file in Excel, look at the cell and save it.",
    ),
    "odd-path": Text(
        "In het bestand zit een onderdeel met een naam die buiten de werkmap wijst. Excel schrijft zoiets nooit; het kan een poging tot misbruik "
        "zijn. Vraag de afzender om een schoon bestand, of sla het in Excel op als nieuwe .xlsx.",
        "The file holds a part whose name points outside the workbook. Excel never writes that; it may be an attempt at abuse. Ask its sender for a "
        "clean file, or save it in Excel as a new .xlsx.",
    ),
    "part-missing": Text(
        "De werkmap verwijst naar een onderdeel dat er niet in zit. Zonder dat onderdeel is ze niet veilig te bewerken. Open haar in Excel en sla"
        " haar op als nieuwe .xlsx.",
        "The workbook refers to a part that is not in it. Without that part it cannot be changed safely. Open it in Excel and save it as a new "
        ".xlsx.",
    ),
    "part-too-large": Text(
        "Een blad is te groot om erin te schrijven: meer dan 60 miljoen bytes. Lezen lukt wel. Verwijder (niet: wis) lege rijen en kolommen en "
        "sla op.",
        "A sheet is too large to write in: more than 60 million bytes. It can still be read. Delete (not: clear) empty rows and columns and save.",
    ),
    "strict-workbook": Text(
        "De werkmap is opgeslagen als 'Strict Open XML'. Die soort schrijft datums en namen anders en wordt niet gelezen. Kies Opslaan als en dan "
        "de gewone 'Excel-werkmap (*.xlsx)'.",
        "The workbook was saved as 'Strict Open XML'. That kind writes dates and names in another way and is not read. Choose Save As and then the "
        "ordinary 'Excel Workbook (*.xlsx)'.",
    ),
    "too-little-memory": Text(
        "Het geheugen raakte vol tijdens het lezen, dus er is niets gelezen. Een invoerwerkboek past in minder dan 1 GB. Verwijder bladen en rijen "
        "die niet nodig zijn, of sluit andere programma's en probeer het opnieuw.",
        "Memory ran out while reading, so nothing was read. An input workbook fits in less than 1 GB. Remove sheets and rows that are not needed, "
        "or close other programs and try again.",
    ),
    "too-many-cells": Text(
        "De werkmap heeft meer dan 1 miljoen cellen. Een tabel met cijfers is veel kleiner; meestal is opmaak tot onder aan het blad doorgetrokken. "
        "Verwijder (niet: wis) de rijen onder de tabel en sla op.",
        "The workbook has more than 1 million cells. A table of figures is far smaller; usually formatting was dragged down to the end of the sheet. "
        "Delete (not: clear) the rows below the table and save.",
    ),
    "too-many-rows": Text(
        "Een blad heeft meer dan 200.000 rijen. Een tabel met cijfers is veel korter; meestal is opmaak tot onder aan het blad doorgetrokken. "
        "Verwijder (niet: wis) de rijen onder de tabel en sla op.",
        "A sheet has more than 200,000 rows. A table of figures is far shorter; usually formatting was dragged down to the end of the sheet. Delete "
        "(not: clear) the rows below the table and save.",
    ),
    "workbook-unreadable": Text(
        "De werkmap is wel heel, maar niet te lezen: iets erin wijkt af van wat Excel schrijft. Vaak is ze door een ander programma gemaakt. Open "
        "haar in Excel, sla haar op als nieuwe .xlsx en probeer die.",
        "The workbook is whole but cannot be read: something in it differs from what Excel writes. Often another program made it. Open it in Excel, "
        "save it as a new .xlsx and try that.",
    ),
    "xml-entity": Text(
        "Een onderdeel van het bestand bevat een DOCTYPE of ENTITY. Daarmee kan een klein bestand andere bestanden binnenhalen of enorm groeien; "
        "Excel schrijft het nooit. Sla het in Excel op als nieuwe .xlsx, en vertrouw de herkomst niet zomaar.",
        "A part of the file holds a DOCTYPE or ENTITY. With that a small file can pull in other files or grow without end; Excel never writes it. "
        "Save it in Excel as a new .xlsx, and do not simply trust where it came from.",
    ),
    "zip-bomb": Text(
        "Een onderdeel wordt bij het uitpakken meer dan 300 keer zo groot; een gewoon blad 5 tot 60 keer. Zo'n bestand kan een computer laten "
        "vastlopen. Sla het in Excel op als nieuwe .xlsx, of vraag de afzender wat het is.",
        "A part grows more than 300 times when unpacked; an ordinary sheet 5 to 60 times. Such a file can make a computer hang. Save it in Excel as "
        "a new .xlsx, or ask its sender what it is.",
    ),
    "zip-too-large": Text(
        "Uitgepakt is het bestand groter dan 150 miljoen bytes. Zo veel staat er in geen invoerwerkboek. Haal weg wat niet nodig is en sla het in "
        "Excel op als nieuwe .xlsx.",
        "Unpacked the file is larger than 150 million bytes. No input workbook holds that much. Remove what is not needed and save it in Excel as a "
        "new .xlsx.",
    ),
    "zip-too-many-parts": Text(
        "Het bestand bestaat uit meer dan 5.000 onderdelen; een werkmap heeft er enkele tientallen. Haal overbodige bladen en afbeeldingen weg en "
        "sla het in Excel op als nieuwe .xlsx.",
        "The file consists of more than 5,000 parts; a workbook has a few dozen. Remove needless sheets and pictures and save it in Excel as a new "
        ".xlsx.",
    ),
}
