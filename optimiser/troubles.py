"""What the command line says when a command does not end well; read only then, so that help is there at once."""

from __future__ import annotations

from optimiser.language import Text

BUG = Text(
    "Er ging iets mis in het programma zelf ({error}). Er is niets half geschreven. Meld dit, met de opdracht erbij; OPTIMISER_DEBUG=1 toont meer.",
    "Something went wrong in the program itself ({error}). Nothing is half written. Report this, with the command; OPTIMISER_DEBUG=1 shows more.",
)
UNPROVED_TEXT = Text(
    "Een controle of bewijs mislukte ({error}): er is geen plan geschreven.", "A check or proof failed ({error}): no plan was written."
)
STOPPED = Text(
    "De oplosser stopte zonder uitkomst ({error}): er is geen plan geschreven.",
    "The solver stopped without an answer ({error}): no plan was written.",
)
TOO_LARGE = Text(
    "Te weinig geheugen: dit programma heeft {cells:num} plaatsen voor geld ({columns:num} kolommen en {rows:num} regels voor de oplosser) en "
    "vraagt naar schatting {megabytes:num} MB. Sluit andere programma's, of neem een machine met meer geheugen.",
    "Out of memory: this programme has {cells:num} places for money ({columns:num} columns and {rows:num} rows for the solver) and needs about "
    "{megabytes:num} MB. Close other programs, or take a machine with more memory.",
)
NO_ROOM = Text(
    "Te weinig geheugen om het model en het werkboek te lezen. Sluit andere programma's, of neem een machine met meer geheugen.",
    "Out of memory while reading model and workbook. Close other programs, or take a machine with more memory.",
)
NOTHING_WRITTEN = Text("Er is niets geschreven.", "Nothing was written.")
LEFT_WHOLE = Text(
    "Al geschreven, en heel: {files}. Wat daarna nog moest (nakijken, tonen) is niet gedaan: laat een plan door `optimiser verify` nakijken "
    "voordat u het gebruikt.",
    "Written before that, and whole: {files}. What had to come after (checking, showing) was not done: have a plan checked by `optimiser verify` "
    "before you use it.",
)
# Measured on the regional programme: what a process takes before it starts, and for every column.
MEGABYTES, BYTES_PER_COLUMN = 150, 4_000
PROPER = Text("tekst in UTF-8", "text in UTF-8")
RETYPE = Text("typ of plak het opnieuw; staat het venster op UTF-8?", "type or paste it again; is the terminal set to UTF-8?")
BROKEN_OFF = Text("Afgebroken; er is niets half geschreven.", "Interrupted; nothing is half written.")
