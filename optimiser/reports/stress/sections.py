"""A stress test in words: what each part says, with its table; shared by the screen and the page."""

from __future__ import annotations

from fractions import Fraction

from optimiser.language import Lang, Text, euros, listing, number, percent, say
from optimiser.reports.page import Head, PageTable, Section
from optimiser.reports.stress import words
from optimiser.reports.stress.words import chance, fallen, least, moves, outcome
from optimiser.stressed import CLOSE, PERCENTILES, BreakEven, Drawn, Spread, Stressed, Swing, spread_of
from optimiser.words import STANDINGS

INSTRUMENT, YEAR, STANDING = Text("instrument", "instrument"), Text("jaar", "year"), Text("hardheid", "standing")
RANGE = Text("laag → hoog", "low → high")
THIS_LOW, THIS_HIGH = Text("dit plan laag", "this plan low"), Text("dit plan hoog", "this plan high")
BEST_LOW, BEST_HIGH = Text("beste plan laag", "best plan low"), Text("beste plan hoog", "best plan high")
MISSED_LOW, MISSED_HIGH = Text("tekort laag", "short low"), Text("tekort hoog", "short high")
LINES, KNOWING = Text("lijnen anders (laag/hoog)", "lines changed (low/high)"), Text("weten", "knowing")
AT_LOW, AT_HIGH = Text("bij laag", "at low"), Text("bij hoog", "at high")
PART, AMOUNT, COUNT = Text("deel", "part"), Text("uitkomst", "outcome"), Text("instrumenten", "instruments")
THIS_PLAN, BEST_PLAN, REGRET = Text("dit plan", "this plan"), Text("beste plan", "best plan"), Text("spijt", "regret")
QUANTITY, MEAN, ERROR = Text("uitkomst", "outcome"), Text("gemiddeld", "mean"), Text("± fout", "± error")
LEAST, MOST = Text("laagste", "least"), Text("hoogste", "most")
OFTEN, ON_AVERAGE, IN_THIS = (
    Text("hoe vaak", "how often"),
    Text("gemiddeld (EUR)", "on average (EUR)"),
    Text("in dit plan (EUR)", "in this plan (EUR)"),
)
FALL, WORST_THIS, WORST_ROBUST = (
    Text("tegenvallers", "falling"),
    Text("ergste: dit plan", "worst: this plan"),
    Text("ergste: robuust plan", "worst: robust plan"),
)
BOUND, PRICE, OTHERWISE = (
    Text("grens", "bound"),
    Text("prijs", "price"),
    Text("wat het anders doet (× € 1 mln)", "what it does otherwise (EUR million)"),
)
IN_USE, HIGH, FROM = Text("nu", "now"), Text("hoog", "high"), Text("meer vanaf", "more from")
FORCED, SPENT = Text("afgedwongen (EUR)", "forced (EUR)"), Text("in dit plan (EUR)", "in this plan (EUR)")
TAIL_MEAN, USUAL = Text("slechtste deel", "worst part"), Text("zonder tegenvallers", "nothing falling")
CAREFUL_PLAN = Text("voorzichtig plan", "careful plan")
ALL_IN = Text("Uitkomsten in {unit}", "Outcomes in {unit}")
IN_UNIT = Text("{what} ({unit})", "{what} ({unit})")
# A line is told apart when it is not as good as always or never there.
NEVER, ALWAYS = 0.0005, 0.9995


def title(told: Stressed, lang: Lang) -> str:
    """`Schattingen op de proef: TAZ`."""
    return say(words.TITLE, lang, name=told.about.name)


def about(told: Stressed, lang: Lang) -> list[str]:
    """Which plan, how far the work got, and what all of this is not."""
    text = words.BEST_PLAN if told.plan.kind == "best" else words.GIVEN_PLAN if told.larger_is_better else words.GIVEN_MONEY
    value, best = (words.in_words(told, one, lang) for one in (told.plan.value, told.plan.best))
    said = [say(text, lang, scenario=told.about.scenario_name, file=told.plan.file, value=value, best=best)]
    if told.broken_off:
        count, asked = (0, 0) if told.drawn is None else (told.drawn.count, told.drawn.declared.count)
        said.append(say(words.BROKEN_OFF, lang, count=count, asked=asked))
    return [*said, words.HONEST[lang]]


def sections(told: Stressed, lang: Lang, brief: bool = False) -> list[Section]:
    """Every part that was asked for and has something to say; `brief` leaves the shifts behind the tornado to page and workbook."""
    found = []
    if told.notes or told.plan.broken:
        found.append(Section("notes", words.NOTES[lang], [*(note[lang] for note in told.notes), *(one[lang] for one in told.plan.broken)]))
    if told.swings:
        found.append(_tornado(told, lang, brief))
    found.append(_standing(told, lang))
    if told.drawn is not None:
        found += [_draws(told, told.drawn, lang), _presence(told, told.drawn, lang)]
    if told.robust:
        found.append(_robust(told, lang))
    if told.careful is not None:
        found.append(_careful(told, lang))
    if told.breaks:
        found.append(_breaks(told, lang))
    return found


def name_of(told: Stressed, instrument: str, lang: Lang) -> str:
    """The name of an instrument."""
    name = told.about.names.get(f"instrument:{instrument}")
    return instrument if name is None else name[lang]


def in_unit(told: Stressed, what: Text, lang: Lang) -> str:
    """`Dit plan (personen in het doeljaar)`."""
    return say(IN_UNIT, lang, what=what, unit=told.about.goal_unit)


def unit(told: Stressed, lang: Lang) -> str:
    """`In personen in het doeljaar`."""
    return say(ALL_IN, lang, unit=words.unit(told))


def _tornado(told: Stressed, lang: Lang, brief: bool) -> Section:
    targets = any(bar.missed for swing in told.swings for bar in (swing.low, swing.high))
    heads = [Head(text[lang]) for text in (INSTRUMENT, STANDING)]
    # The euros of a plan that stays as it is do not move with an estimate.
    this = () if told.money else (THIS_LOW, THIS_HIGH)
    numbers = (RANGE, *this, BEST_LOW, BEST_HIGH, *((MISSED_LOW, MISSED_HIGH) if targets else ()), LINES, *(() if told.money else (KNOWING,)))
    heads += [Head(text[lang], "number") for text in numbers]
    rows = [_swing(told, one, targets, lang) for one in told.swings]
    moved = [one for one in told.swings if one.low.lines or one.high.lines]
    shifts = [[name_of(told, one.instrument, lang), moves(one.low.lines, lang), moves(one.high.lines, lang)] for one in moved]
    tables = [PageTable(unit(told, lang), heads, rows)]
    if shifts and not brief:
        tables.append(
            PageTable(
                say(IN_UNIT, lang, what=words.TORNADO_MOVES, unit=Text("× € 1 mln", "EUR million")),
                [Head(text[lang]) for text in (INSTRUMENT, AT_LOW, AT_HIGH)],
                shifts,
            )
        )
    return Section("tornado", words.TORNADO[lang], (words.TORNADO_MEANS[lang],), tables)


def _swing(told: Stressed, one: Swing, targets: bool, lang: Lang) -> list[str]:
    bars = (one.low, one.high)
    span = " → ".join(number(bar.estimate, lang, 2) for bar in bars)
    best = [words.NO_PLAN[lang] if bar.best is None else outcome(told, bar.best, lang) for bar in bars]
    missed = [number(bar.missed, lang, 1, 1) if bar.missed else "" for bar in bars] if targets else []
    knowing = [] if told.money else [outcome(told, one.knowing, lang)]
    counts = "/".join(str(len(bar.lines)) for bar in bars)
    this = [] if told.money else [outcome(told, bar.plan, lang) for bar in bars]
    return [name_of(told, one.instrument, lang), STANDINGS[one.standing][lang], span, *this, *best, *missed, counts, *knowing]


def _standing(told: Stressed, lang: Lang) -> Section:
    heads = [Head(STANDING[lang]), *(Head(text[lang], "number") for text in (AMOUNT, PART, COUNT))]
    rows = [
        [STANDINGS[one.standing][lang], outcome(told, one.amount, lang), percent(one.share, lang), str(one.instruments)] for one in told.standings
    ]
    return Section("standing", words.STANDING[lang], (words.STANDING_MEANS[lang],), (PageTable(unit(told, lang), heads, rows),))


def _draws(told: Stressed, drawn: Drawn, lang: Lang) -> Section:
    heads = [Head(QUANTITY[lang]), *(Head(text[lang], "number") for text in (MEAN, ERROR, LEAST))]
    heads += [*(Head(f"{one} %", "number") for one in PERCENTILES), Head(MOST[lang], "number")]
    rows = [_spread(told, text, spread, lang) for text, spread in spreads(drawn) if spread is not None]
    return Section("draws", words.DRAWS[lang], draws_said(drawn, lang), (PageTable(unit(told, lang), heads, rows),))


def spreads(drawn: Drawn) -> list[tuple[Text, Spread | None]]:
    """This plan, the best plan and the regret over the draws."""
    return [
        (THIS_PLAN, spread_of(drawn.plan)),
        (BEST_PLAN, spread_of(drawn.best[drawn.possible])),
        (REGRET, spread_of(drawn.regrets)),
    ]


def draws_said(drawn: Drawn, lang: Lang) -> list[str]:
    """What was declared, how near this plan stays, and what went wrong in how many draws."""
    declared = drawn.declared
    shape, seed = words.SHAPES[declared.shape], str(declared.seed)
    said = [say(words.DRAWS_MEANS, lang, count=drawn.count, shape=shape, correlation=words.correlation(declared, lang), seed=seed)]
    parts = listing([words.whole(part, lang) for part in CLOSE], lang)
    said.append(say(words.WITHIN, lang, parts=parts, chances=listing([chance(drawn.within(part), lang) for part in CLOSE], lang)))
    if not drawn.possible.all():
        said.append(say(words.NO_PLAN_DRAWS, lang, share=chance(1 - float(drawn.possible.mean()), lang)))
    if not drawn.kept.all():
        missed = drawn.missed[~drawn.kept]
        said.append(say(words.MISSES, lang, share=chance(1 - float(drawn.kept.mean()), lang), persons=Fraction(float(missed.mean()))))
    return said


def _spread(told: Stressed, text: Text, spread: Spread, lang: Lang) -> list[str]:
    values = [spread.mean, spread.error, spread.least, *spread.percentiles.values(), spread.most]
    return [text[lang], *(outcome(told, value, lang) for value in values)]


def _presence(told: Stressed, drawn: Drawn, lang: Lang) -> Section:
    lines = [one for one in drawn.presence if one.counts]
    always = sum(one.often > ALWAYS for one in lines)
    never = sum(one.often < NEVER for one in lines)
    between = sorted((one for one in lines if NEVER <= one.often <= ALWAYS), key=lambda one: (-one.often, one.instrument, one.year))
    heads = [Head(INSTRUMENT[lang]), Head(YEAR[lang]), *(Head(text[lang], "number") for text in (OFTEN, ON_AVERAGE, IN_THIS))]
    rows = [
        [name_of(told, one.instrument, lang), one.year, chance(one.often, lang), number(one.mean, lang, 0), number(one.amount, lang, 0)]
        for one in between
    ]
    tables = (PageTable(words.PRESENCE[lang], heads, rows),) if rows else ()
    return Section("presence", words.PRESENCE[lang], (words.PRESENCE_MEANS[lang], say(words.SURE, lang, always=always, never=never)), tables)


def _robust(told: Stressed, lang: Lang) -> Section:
    heads = [Head(text[lang], "number") for text in (FALL, WORST_THIS, WORST_ROBUST, BOUND, PRICE)] + [Head(OTHERWISE[lang])]
    rows = [
        [
            fallen(one, lang),
            least(told, one.this_worst, one.exact, lang),
            least(told, one.worst, one.exact, lang),
            words.UNPROVED[lang] if one.bound is None else outcome(told, one.bound, lang),
            outcome(told, one.price, lang),
            moves(one.moves, lang),
        ]
        for one in told.robust
    ]
    return Section("robust", words.ROBUST[lang], (words.ROBUST_MEANS[lang],), (PageTable(unit(told, lang), heads, rows),))


def careful_said(told: Stressed, lang: Lang) -> str:
    """What the careful plan looks at."""
    one = told.careful
    assert one is not None
    values = {"mean": words.whole(1 - one.weight, lang), "weight": words.whole(one.weight, lang), "tail": words.whole(one.tail, lang)}
    return say(words.CAREFUL_MEANS, lang, bound=words.in_words(told, one.bound, lang), count=one.scenarios, **values)


def _careful(told: Stressed, lang: Lang) -> Section:
    one = told.careful
    assert one is not None
    heads = [Head(""), *(Head(text[lang], "number") for text in (MEAN, TAIL_MEAN, USUAL)), Head(OTHERWISE[lang])]
    rows = [
        [THIS_PLAN[lang], *(outcome(told, value, lang) for value in (one.this_mean, one.this_worst, told.plan.value)), ""],
        [CAREFUL_PLAN[lang], *(outcome(told, value, lang) for value in (one.mean, one.worst, one.central)), moves(one.moves, lang)],
    ]
    return Section("careful", words.CAREFUL[lang], (careful_said(told, lang),), (PageTable(unit(told, lang), heads, rows),))


def break_even_shown(one: BreakEven, lang: Lang) -> str:
    """The estimate, or why there is none."""
    if one.estimate is None:
        return (words.NEVER if one.why == "never" else words.FORCED_BY_RULES)[lang]
    return number(one.estimate, lang, 2)


def _breaks(told: Stressed, lang: Lang) -> Section:
    heads = [Head(INSTRUMENT[lang]), *(Head(text[lang], "number") for text in (IN_USE, HIGH, FROM, FORCED, SPENT))]
    rows = [
        [
            name_of(told, one.instrument, lang),
            number(one.used, lang, 2),
            number(one.high, lang, 2),
            break_even_shown(one, lang),
            euros(one.forced, lang),
            euros(one.now, lang),
        ]
        for one in told.breaks
    ]
    return Section("break-even", words.BREAK_EVEN[lang], (words.BREAK_EVEN_MEANS[lang],), (PageTable(words.BREAK_EVEN[lang], heads, rows),))
