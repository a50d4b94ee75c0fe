"""The page that explains an archive to somebody who has nothing but the archive: what was claimed, how it is proved by hand, what every file is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from optimiser.language import Lang, Text, say
from optimiser.own_files import members_file, members_in
from optimiser.record import Record
from optimiser.reports.csv_tables import Listed, described, listed
from optimiser.reports.csv_tables.words import DIALECT, SUMS_WRITTEN
from optimiser.verify import INPUT, MODEL, Table

TITLE = Text("ARCHIEF VAN EEN BEREKENING\n\n{name}\n{scenario}\n", "ARCHIVE OF A RUN\n\n{name}\n{scenario}\n")
WHAT = Text(
    """Wat dit is

Een verdeling van programmageld over instrumenten en jaren, met het bewijs dat ze elke harde regel houdt en dat geen andere verdeling beter is dan
hieronder staat. Alles is na te gaan met de bestanden in deze map, zonder het programma dat haar maakte, zonder oplosser en zonder internet.
""",
    """What this is

A split of programme money over instruments and years, with the proof that it keeps every hard rule and that no other split is better than is said
below. Everything can be checked with the files in this folder, without the program that made it, without a solver and without internet.
""",
)
CLAIMED = Text(
    """Wat beweerd wordt (csv/proof-claims.csv)

  berekening       {run}
  doel             {goal} ({unit})
  waarde           {value}  (ongeveer {value_num:num})
  grens            {bound}  (ongeveer {bound_num:num})
  verschil         {gap}  (ongeveer {gap_num:num})
1. Het plan houdt elke harde regel, exact.
2. Geen enkel plan is meer dan dit verschil beter: de grens geldt voor alle plannen.
3. {only}
De schattingen van het effect zijn geen metingen; csv/figures.csv zegt van elk cijfer hoe hard het is. Het is een advies: een mens beslist.
""",
    """What is claimed (csv/proof-claims.csv)

  run              {run}
  goal             {goal} ({unit})
  value            {value}  (about {value_num:num})
  bound            {bound}  (about {bound_num:num})
  gap              {gap}  (about {gap_num:num})
1. The plan keeps every hard rule, exactly.
2. No plan at all is more than this gap better: the bound holds for all plans.
3. {only}
The estimates of effect are not measured; csv/figures.csv says how firm every figure is. It is advice: a person decides.
""",
)
ANOTHER = Text(
    "Er is een ander plan dat precies even goed is (csv/proof-exchange.csv).",
    "There is another plan that is exactly as good (csv/proof-exchange.csv).",
)
NONE_KNOWN = Text("Een ander plan dat even goed is, wordt niet getoond.", "No other plan that is as good is shown.")
NO_PLAN = Text(
    """Wat beweerd wordt (csv/proof-claims.csv)

  berekening       {run}
  grens            {bound}
Er bestaat geen plan dat alle harde regels houdt. {sentence}
""",
    """What is claimed (csv/proof-claims.csv)

  run              {run}
  bound            {bound}
No plan exists that keeps all hard rules. {sentence}
""",
)
MACHINE = Text(
    """Nagaan met een computer

1. Is er iets veranderd?   sha256sum -c SHA256SUMS    (of elk ander programma dat SHA-256 uitrekent)
2. Klopt het bewijs?       python3 verify.py .        (Python 3.11 of nieuwer, meer niet; in deze map)
verify.py leest alleen csv/proof-*.csv voor het bewijs, en controleert daarna dat alle andere bestanden bij dezelfde berekening horen.
Het is één leesbaar bestand: wie geen Python meer heeft, kan het met de formules hieronder in elke taal opnieuw maken.
""",
    """Checking with a computer

1. Was anything changed?     sha256sum -c SHA256SUMS    (or any other program that computes SHA-256)
2. Does the proof hold?      python3 verify.py .        (Python 3.11 or newer, nothing else; in this folder)
verify.py reads only csv/proof-*.csv for the proof, and then checks that all other files belong to the same run.
It is one readable file: whoever has no Python any more can make it again in any language from the formulas below.
""",
)
HAND = Text(
    """Nagaan met de hand

Kolommen (onbekenden)
  x[c] >= 0               euro's in cel c: elke rij van proof-flows.csv (amount)
  0 <= z[t] <= w[t]       euro's die tellen in trede t: elke rij van proof-tiers.csv (filled, width)
  s[i] >= 0               hoever wens i gemist wordt (alleen rijen van proof-rules.csv met een wish; bij = naar boven en naar beneden apart)
Rijen
  regels   A[i] sense b[i]                    elke rij van proof-rules.csv: over sense limit, of over - limit x under sense 0, constanten naar rechts;
                                              een wens mag gemist worden: bij >= komt er + s[i] links bij, bij <= - s[i], bij = beide
  groepen  som z[t] - som x[c] <= 0           elk instrument en jaar: er telt niet meer dan er staat (y: multiplier in proof-groups.csv)
  wensen   som gewicht[i] x s[i] <= bereikt   elke prioriteit (proof-wishes.csv)
Doel
  c[t] = rate[t] x (kolom van het doel)[t] voor elke trede; bij het doel money: -1 voor elke x. Zo groot mogelijk.

Bewering 1. Vul amount en filled in: elke rij zonder wish moet kloppen, elke x heel en niet negatief, en elke wens gemist zoals bereikt zegt.
De waarde is de som van c[t] x filled[t] (bij money: de som van alle amount).

Bewering 2. Elke rij heeft een multiplicator y: bij <= is y >= 0, bij >= is y <= 0, bij = mag alles. Dan geldt voor ELK plan, ook elk ander:
  waarde  <=  bound(y)  =  som over rijen y[i] x b[i]  +  som over kolommen max(c[j] - som y[i] A[i,j], 0) x u[j]
waarin u[j] het meeste is dat kolom j kan zijn: w van een trede, van een cel de kleinste b/a van de regels (<= of =) met alleen
factoren >= 0, van een tekort bereikt / gewicht. Het bewijs is één regel: c x = y A x + (c - y A) x, en A x <= b, 0 <= x <= u.
csv/bound.csv geeft alle termen; tel de kolom product op en u hebt de grens{minus}. Het verschil is grens min waarde.

Bewering 3. Tel de verschuivingen van proof-exchange.csv bij het plan op: dat andere plan houdt dezelfde regels en heeft dezelfde waarde.

Kenmerken. mark is de eerste 12 tekens van SHA-256 over de andere kolommen van de rij, in de volgorde van het bestand, met | ertussen (UTF-8).
De hash van een tabel in proof-claims.csv is SHA-256 over alle rijen zo geschreven (zonder mark), gesorteerd, met een regeleinde (LF) ertussen.
De berekening heet naar de eerste 16 tekens van de SHA-256 van record.json. journal.jsonl is haar regel in het logboek: record is de SHA-256
van record.json, certificate die van certificate.json, previous de hash van de regel ervoor.
""",
    """Checking by hand

Columns (unknowns)
  x[c] >= 0               euros in cell c: every row of proof-flows.csv (amount)
  0 <= z[t] <= w[t]       euros that count in tier t: every row of proof-tiers.csv (filled, width)
  s[i] >= 0               how far wish i is missed (only rows of proof-rules.csv with a wish; for = upwards and downwards apart)
Rows
  rules    A[i] sense b[i]                   every row of proof-rules.csv: over sense limit, or over - limit x under sense 0, constants moved right;
                                             a wish may be missed: for >= add + s[i] on the left, for <= - s[i], for = both
  groups   sum z[t] - sum x[c] <= 0          every instrument and year: no more counts than is there (y: multiplier in proof-groups.csv)
  wishes   sum weight[i] x s[i] <= reached   every priority (proof-wishes.csv)
Goal
  c[t] = rate[t] x (the goal's column)[t] for every tier; for the goal money: -1 for every x. As large as can be.

Claim 1. Fill in amount and filled: every row without a wish must hold, every x be whole and not negative, and every wish missed as reached says.
The value is the sum of c[t] x filled[t] (for money: the sum of all amount).

Claim 2. Every row has a multiplier y: for <= y >= 0, for >= y <= 0, for = anything. Then for EVERY plan, any other too:
  value  <=  bound(y)  =  sum over rows y[i] x b[i]  +  sum over columns max(c[j] - sum y[i] A[i,j], 0) x u[j]
where u[j] is the most that column j can be: w of a tier, of a cell the smallest b/a of the rules (<= or =) that have only
factors >= 0, of a shortfall reached / weight. The proof is one line: c x = y A x + (c - y A) x, and A x <= b, 0 <= x <= u.
csv/bound.csv gives all terms; add up the column product and you have the bound{minus}. The gap is bound less value.

Claim 3. Add the moves of proof-exchange.csv to the plan: that other plan keeps the same rules and has the same value.

Marks. mark is the first 12 characters of SHA-256 over the other columns of the row, in the order of the file, with | between (UTF-8).
The hash of a table in proof-claims.csv is SHA-256 over all rows written so (without mark), sorted, with a line end (LF) between.
The run is named after the first 16 characters of the SHA-256 of record.json. journal.jsonl is its line in the journal: record is the SHA-256
of record.json, certificate that of certificate.json, previous the hash of the line before.
""",
)
MINUS = Text(" met een min ervoor (het doel is geld)", " with a minus in front (the goal is money)")
FARKAS = Text(
    """Dat er geen plan bestaat
Met c = 0 zou elk plan de waarde 0 hebben; bound(y) is hier negatief. Geen plan kan dus alle rijen houden (Farkas). amount en filled zijn 0.
""",
    """That no plan exists
With c = 0 every plan would have the value 0; bound(y) is negative here. So no plan can keep all rows (Farkas). amount and filled are 0.
""",
)
FILES = Text("De bestanden", "The files")
ABSENT = Text(
    "LET OP: {name} ({file}, SHA-256 {hash}), waarmee gerekend is, zit NIET in dit archief: op verzoek weggelaten, want het was er niet meer.\n",
    "NOTE: {name} ({file}, SHA-256 {hash}), which the run was made from, is NOT in this archive: left out on request, as it was no longer there.\n",
)
APPLICANTS = Text(
    "de leden waarmee gerekend is in plaats van die op hun blad, byte voor byte",
    "the members that the run was made from in the place of those on their sheet, byte for byte",
)
EACH = {
    "LEESMIJ.txt": Text("deze uitleg in het Nederlands", "this explanation in Dutch"),
    "README.txt": Text("deze uitleg in het Engels", "this explanation in English"),
    "SHA256SUMS": Text("de SHA-256 van elk ander bestand", "the SHA-256 of every other file"),
    "certificate.json": Text("de bewijstabellen als één JSON-bestand", "the tables of the proof as one JSON file"),
    "conflict.xlsx": Text("waarom er geen plan is, als werkboek", "why there is no plan, as a workbook"),
    INPUT: Text("het invoerwerkboek waarmee gerekend is, byte voor byte", "the input workbook that the run was made from, byte for byte"),
    "journal.jsonl": Text("de regel van deze berekening in het logboek", "the line of this run in the journal"),
    MODEL: Text(
        "het programma: jaren, regels, doel, scenario's met hun bron (TOML, gewone tekst)",
        "the programme: years, rules, goal, scenarios (TOML, plain text)",
    ),
    "plan.xlsx": Text("het plan als werkboek met formules", "the plan as a workbook with formulas"),
    "record.json": Text("alles van deze berekening als gegevens", "everything of this run as data"),
    "verify.py": Text("de controle: gewone Python, zonder iets anders", "the checker: plain Python, nothing else"),
}


def guide(record: Record, proof: Mapping[str, Table], found: Iterable[str], lang: Lang) -> str:
    """The whole page; `found` are the names of the other files."""
    parts = [say(TITLE, lang, name=record.name, scenario=_scenario(record, lang)), *_absent(record, set(found), lang), WHAT[lang]]
    parts += [_claims(record, proof, lang), MACHINE[lang], say(HAND, lang, minus=MINUS if record.goal == "money" else "")]
    parts += [FARKAS[lang]] if record.conflict else []
    parts += [DIALECT[lang], SUMS_WRITTEN[lang], _files({*found, "LEESMIJ.txt", "README.txt", "SHA256SUMS"}, listed(record, proof), lang)]
    return "\n".join(parts)


def _scenario(record: Record, lang: Lang) -> str:
    return f"{record.programme}, scenario {record.scenario}: {record.scenario_name[lang]}"


def _absent(record: Record, found: set[str], lang: Lang) -> list[str]:
    made = record.made
    own = [(MODEL, made.programme_file, made.programme_hash), (INPUT, made.inputs_file, made.inputs_hash)]
    own += [(members_file(name), *one) for name, one in members_in(made.options).items()]
    return [say(ABSENT, lang, name=name, file=file, hash=hash) for name, file, hash in own if name not in found]


def _claims(record: Record, proof: Mapping[str, Table], lang: Lang) -> str:
    claims = {row["claim"]: row["value"] for row in proof["claims"]}
    if record.conflict:
        return say(NO_PLAN, lang, run=record.id, bound=claims["bound"], sentence=record.conflict.sentence)
    exact = {key: claims[key] for key in ("value", "bound", "gap")}
    rounded = {f"{key}_num": Fraction(text) for key, text in exact.items()}
    only = ANOTHER if proof.get("exchange") else NONE_KNOWN
    return say(CLAIMED, lang, run=record.id, goal=record.goal, unit=record.goal_unit, only=only, **exact, **rounded)


def _files(found: set[str], known: Listed, lang: Lang) -> str:
    each = EACH | {name: APPLICANTS for name in found if name.startswith(members_file("").removesuffix(".csv"))}
    lines = [FILES[lang], "", *(f"  {name:<18} {text[lang]}" for name, text in sorted(each.items()) if name in found), ""]
    tables = [*known, ("input", ("sheet", "cell", "value", "formula"))]
    return "\n".join([*lines, *(f"csv/{described(name, columns, lang)}" for name, columns in tables if f"csv/{name}.csv" in found)])
