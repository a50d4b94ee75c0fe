"""The command line: which command, in which language, and what its exit code says.

0 done and proved; 1 a fault of ours; 2 faults in what was given; 3 no plan exists; 4 a check or proof failed. Results go to
stdout, everything else to stderr. Nothing heavy is imported before a command needs it; help needs nothing.
"""

from __future__ import annotations

import argparse
import gc
import gettext
import os
import sys
from collections.abc import Sequence
from contextvars import Context
from importlib import import_module

from optimiser.commands import COMMANDS
from optimiser.exits import DONE, GIVEN, INTERRUPTED, NO_PLAN, NO_PLAN_CODES, OURS, UNPROVED

TYPE_CHECKING = False  # Type checkers take it for true; importing it would make the help a tenth slower.
if TYPE_CHECKING:
    from optimiser.faults import Fault
    from optimiser.language import Lang

LANGS: tuple[Lang, ...] = ("nl", "en")
# So many more objects than before come about between two looks for circles of garbage.
ROUNDS_APART = 300_000


def both(dutch: str, english: str) -> dict[Lang, str]:
    """A sentence of the help in both languages; a `Text`, without the time it takes to make what fills one in."""
    return {"nl": dutch, "en": english}


ABOUT = both(
    "Verdeelt programmageld over ruimten en instrumenten, houdt zich exact aan elke regel en bewijst dat geen plan beter is.",
    "Allocates programme money over spaces and instruments, keeps every rule exactly and proves that no plan is better.",
)
SUMMARY = {
    "start": both("zet een werkkopie van het voorbeeld klaar", "put a working copy of the shipped case in a folder"),
    "check": both("lees alles en toon alle fouten; rekent niets uit", "read everything and list all faults; solves nothing"),
    "solve": both("maak het beste plan", "make the best plan"),
    "score": both("beoordeel een zelf gemaakte verdeling", "judge a split made by hand"),
    "repair": both("herstel een veranderd plan: het dichtstbijzijnde dat klopt", "repair a changed plan: the nearest one that keeps all rules"),
    "verify": both("bewijs of weerleg een geschreven plan, zonder oplosser", "prove or refute a written plan, without a solver"),
    "export": both("geef een plan uit als CSV, ODS, PDF of archief", "put a plan out as CSV, ODS, PDF or an archive"),
    "adopt": both("stel een plan vast voor een begrotingsfase", "adopt a plan for a phase of the budget"),
    "tables": both("maak de begrotingstabellen van een plan", "make the budget tables of a plan"),
    "diff": both("wat tussen twee werkboeken of plannen verschilt, en het effect", "what differs between two workbooks or plans, and the effect"),
    "compare": both(
        "plannen of scenario's naast elkaar, met wat het verschil maakt", "plans or scenarios side by side, and what makes the difference"
    ),
    "template": both("maak een leeg invoerwerkboek", "make an empty input workbook"),
    "migrate": both("zet een ouder invoerwerkboek over naar de vorm van nu", "bring an older input workbook up to the form of today"),
    "prices": both("wat elke regel kost, en tot waar een prijs geldt", "what every rule costs, and how far a price holds"),
    "report": both("vertel een plan in woorden en beelden, als één pagina", "tell a plan in words and pictures, as one page"),
    "sweep": both("één of twee getallen over een bereik: het plan bij elk punt", "one or two numbers over a range: the plan at every point"),
    "frontier": both("het effect langs één getal: exacte knikken, prijs per stap", "the effect along one number: exact breakpoints, price per step"),
    "stress": both("wat er gebeurt als schattingen tegen- of meevallen", "what happens when estimates turn out lower or higher"),
    "merge": both("voeg twee gewijzigde kopieën van een invoerwerkboek samen", "merge two changed copies of an input workbook"),
    "alternatives": both("wat er naast het beste plan kan, en de kleinste wijziging", "what else can be done, and the smallest change"),
    "explain": both("leg een regelsoort, regel, lijn, bron of foutcode uit", "explain a rule kind, rule, line, source or fault code"),
}
PROGRAMMES = both("programma's: ", "programmes: ")
EXITS = both(
    "exitcodes: 0 klaar en bewezen, 1 fout van ons, 2 fouten in de invoer, 3 geen plan mogelijk, 4 controle of bewijs mislukt",
    "exit codes: 0 done and proved, 1 a fault of ours, 2 faults in what was given, 3 no plan exists, 4 a check or proof failed",
)
WORDS = {
    "usage: ": "gebruik: ",
    "positional arguments": "argumenten",
    "options": "opties",
    "show this help message and exit": "toon deze hulp",
    "%(prog)s: error: %(message)s\n": "%(prog)s: fout: %(message)s\n",
    "unrecognized arguments: %s": "onbekende argumenten: %s",
    "the following arguments are required: %s": "deze argumenten ontbreken: %s",
    "expected one argument": "verwacht één waarde",
    "ignored explicit argument %r": "hier hoort geen waarde bij: %r",
    "invalid choice: %(value)r (choose from %(choices)s)": "ongeldige keuze: %(value)r (kies uit %(choices)s)",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "invalid %(type)s value: %(value)r": "ongeldige waarde: %(value)r",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code; never lets a traceback reach the person."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if "--json" in words and hasattr(sys.stdout, "reconfigure"):
        # For a program to read: the same bytes on every machine, whatever a window there can show.
        sys.stdout.reconfigure(encoding="utf-8")
    lang = _language(words)
    parser = _parser(words, lang)
    try:
        options = parser.parse_args(words)
    except SystemExit as stop:
        if stop.code == GIVEN:
            _hint(words, lang)
        return stop.code if isinstance(stop.code, int) else GIVEN
    if odd := [word for word in words if not word.isprintable() and any("\ud800" <= sign <= "\udfff" for sign in word)]:
        from optimiser.faults import Fault
        from optimiser.troubles import PROPER, RETYPE

        shown = [word.encode("utf-8", "replace").decode() for word in odd]
        _show([Fault("not-text", "optimiser", found=one, expected=PROPER, mend=RETYPE) for one in shown], lang, getattr(options, "json", False))
        return GIVEN
    if not getattr(options, "command", None):
        parser.print_help()
        return DONE
    # In a context of its own: how large the program was and which files are there is told of this command alone.
    return Context().run(_guarded, options, lang)


def entry() -> None:
    """The console script."""
    # Starting a pool of threads for matrices takes longer than all the matrices here; it has to be said before numpy is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # No other package is to listen in on what is read, and looking through all that is installed for one that wants to takes time.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # What a run makes stays until its end; to look through it for circles again and again takes a twentieth of a run.
    gc.set_threshold(ROUNDS_APART, 50, 50)
    code = main()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(code)


def _language(words: Sequence[str]) -> Lang:
    for position, word in enumerate(words):
        value = (
            words[position + 1]
            if word == "--lang" and position + 1 < len(words)
            else word.removeprefix("--lang=")
            if word.startswith("--lang=")
            else ""
        )
        if value in LANGS:
            return "en" if value == "en" else "nl"
    return "nl"


def _hint(words: Sequence[str], lang: Lang) -> None:
    """For a command that does not exist: the one that was probably meant."""
    from optimiser.faults import DID_YOU_MEAN, nearest
    from optimiser.language import say

    known = (*COMMANDS, *COMMANDS.values())
    first = next((word for word in words if not word.startswith("-") and word not in LANGS), "")
    meant = None if not first or first in known else nearest(first, known)
    if meant:
        print(say(DID_YOU_MEAN, lang, meant=meant), file=sys.stderr)


def _below(lang: Lang) -> str:
    """What stands under the commands: the programmes there are, and the exit codes."""
    from optimiser.folders import programmes

    return f"{PROGRAMMES[lang]}{', '.join(programmes())}. {EXITS[lang]}"


def _parser(words: Sequence[str], lang: Lang) -> argparse.ArgumentParser:
    """The parser with the options of the one command that was asked for."""
    argparse._ = (lambda text: WORDS.get(text, text)) if lang == "nl" else gettext.gettext  # type: ignore[attr-defined]
    from optimiser.version import __version__

    asked = {word for word in words if not word.startswith("-")}
    # Only the help of all commands shows what stands below them.
    below = "" if asked & {*COMMANDS, *COMMANDS.values()} else _below(lang)
    parser = argparse.ArgumentParser(prog="optimiser", description=ABOUT[lang], epilog=below, allow_abbrev=False)
    parser.add_argument(
        "--version", action="version", version=f"taz-optimiser {__version__}", help=both("toon het versienummer", "show the version")[lang]
    )
    parser.add_argument("--lang", choices=LANGS, default="nl", help=both("taal: nl of en", "language: nl or en")[lang])
    commands = parser.add_subparsers(dest="command", metavar=both("OPDRACHT", "COMMAND")[lang], title=both("opdrachten", "commands")[lang])
    for name, alias in COMMANDS.items():
        wanted = bool(asked & {name, alias})
        told = SUMMARY[name][lang]
        sub = commands.add_parser(name, aliases=[alias], help=told, description=told, allow_abbrev=False, add_help=wanted)
        # The list of all commands shows no options of theirs.
        if wanted:
            sub.set_defaults(name=name)
            sub.add_argument("--lang", choices=LANGS, default=argparse.SUPPRESS, help=both("taal: nl of en", "language: nl or en")[lang])
            import_module(f"optimiser.commands.{name}").add(sub, lang)
    return parser


def _guarded(options: argparse.Namespace, lang: Lang) -> int:
    from optimiser.faults import Refused

    try:
        return int(import_module(f"optimiser.commands.{options.name}").run(options, lang))
    except Refused as refused:
        from contextlib import suppress

        with suppress(BrokenPipeError):
            _show(refused.faults, lang, getattr(options, "json", False))
        return NO_PLAN if any(fault.code in NO_PLAN_CODES for fault in refused.faults) else GIVEN
    except KeyboardInterrupt:
        from optimiser.troubles import BROKEN_OFF

        print(BROKEN_OFF[lang], file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        return DONE
    except MemoryError:
        print(_too_large(lang), file=sys.stderr)
        return OURS
    except Exception as error:
        if os.environ.get("OPTIMISER_DEBUG"):
            raise
        from optimiser.language import say
        from optimiser.troubles import BUG, STOPPED, UNPROVED_TEXT

        text = {"ProofFailed": UNPROVED_TEXT, "Disagreement": UNPROVED_TEXT, "SolverStopped": STOPPED}.get(type(error).__name__)
        print(say(text or BUG, lang, error=f"{type(error).__name__}: {error}" if text is None else str(error)), file=sys.stderr)
        return OURS if text is None else UNPROVED


def _too_large(lang: Lang) -> str:
    """What did not fit, what it would take, and what is there all the same."""
    from optimiser.busy import extent
    from optimiser.files import placed
    from optimiser.language import say
    from optimiser.troubles import BYTES_PER_COLUMN, LEFT_WHOLE, MEGABYTES, NO_ROOM, NOTHING_WRITTEN, TOO_LARGE

    size, there = extent(), ", ".join(path.as_posix() for path in placed())
    needed = MEGABYTES + size.columns * BYTES_PER_COLUMN // 10**6
    said = say(TOO_LARGE, lang, cells=size.cells, columns=size.columns, rows=size.rows, megabytes=needed) if size.columns else NO_ROOM[lang]
    return f"{said} {say(LEFT_WHOLE, lang, files=there) if there else NOTHING_WRITTEN[lang]}"


def _show(faults: Sequence[Fault], lang: Lang, json: bool) -> None:
    """All faults: as one JSON document on stdout, or readable on stderr."""
    if json:
        from optimiser.views.json_view import faults_json

        print(faults_json(faults, lang))
        return
    from optimiser.views.screen import print_faults

    print_faults(faults, lang)
