"""The report: every picture with its table and words, sums that are exact, words from the data, nothing that becomes markup."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import pairwise

import pytest

from optimiser.language import LANGS, Lang, Text, number
from optimiser.phases import kind_name
from optimiser.record import Edited, EditedLine
from optimiser.reports.highlights import way_of
from optimiser.reports.report_page import page
from optimiser.reports.report_page.difference import steps_of
from optimiser.reports.report_page.doubt import resting
from optimiser.reports.report_page.telling import Telling
from optimiser.reports.report_page.use import unspent
from optimiser.stands import CycleTold, StepTold
from optimiser.told_desk import ReportData
from tests.reported import conflict_data, small_data, taz_data
from tests.reports.test_page import Tags

HOSTILE = '</svg></title><script>alert("1")</script>{x} {{ y }} $a$'
MONEY = (("goal", "money"), ("rule.balance.at_most", "1"), ("rule.target.active", "true"), ("rule.target.at_least", "700"))


def flat(text: str) -> str:
    return text.replace("\xa0", " ")


def told(html: str) -> dict[str, str]:
    """Every section's paragraphs by its id."""
    found = {}
    for id, section in re.findall(r'<section id="([^"]+)"(.*?)</section>', html, re.DOTALL):
        found[id] = flat(" ".join(re.findall(r"<p>(.*?)</p>", section, re.DOTALL)))
    return found


@cache
def small_page(lang: Lang = "nl") -> str:
    return page(small_data(), lang)


@cache
def taz_page(lang: Lang = "nl") -> str:
    return page(taz_data(), lang)


@pytest.mark.parametrize("lang", LANGS)
def test_every_picture_has_a_title_a_sentence_and_a_table_and_is_told_to_who_cannot_see_it(lang: Lang) -> None:
    html = small_page(lang)
    tags = Tags(html)
    assert tags.all("html") == [{"lang": lang}]
    assert len(tags.all("figure")) == len(tags.all("figcaption")) == len(tags.all("details")) == len(tags.all("summary")) == 10
    for figure, details in re.findall(r"<figure>(.*?)</figure>\s*<details>(.*?)</details>", html, re.DOTALL):
        assert re.search(r"<h3>[^<]+</h3>\s*<p>[^<]+</p>", figure)
        assert "<caption>" in details
        assert '<th scope="row">' in details
        for svg in re.findall(r"<svg.*?</svg>", figure, re.DOTALL):
            assert re.search(r"<title[^>]*>[^<]+</title>\n<desc[^>]*>[^<]+</desc>", svg)
    ids = [one["id"] for tag in ("section", "h2", "svg", "path", "title", "desc", "pattern", "clippath") for one in tags.all(tag) if one.get("id")]
    assert len(ids) == len(set(ids))
    assert not [tag for tag in ("script", "link", "img", "image", "iframe", "foreignobject") if tags.all(tag)]
    # The names of the drawing's own vocabulary are no addresses to fetch from.
    assert "http:" not in html
    assert "https:" not in html


def test_the_steps_from_published_to_plan_add_up_to_the_last_fraction() -> None:
    for data in (small_data(), taz_data(), small_data(*MONEY)):
        way = way_of(data.record)
        assert way is not None
        assert way.start + sum(way.changes.values()) == data.record.total
        assert way.rest == 0
        steps = steps_of(Telling(data, "nl"), way)
        assert way.start + sum((change for _, change in steps), Fraction(0)) == data.record.total
        assert len(steps) <= 9
    assert sum(one.gain for one in taz_data().moves) == taz_data().record.total - taz_data().record.references[0].effect


def test_what_a_potential_leaves_uncounted_is_a_step_of_its_own() -> None:
    less = replace(small_data().record, total=small_data().record.total - 5)
    way = way_of(less)
    assert way is not None
    assert steps_of(Telling(ReportData(less), "nl"), way)[-1] == ("boven het mogelijke effect (telt niet mee)", Fraction(-5))


def test_without_a_published_split_the_report_says_so() -> None:
    record = small_data().record
    lines = tuple(replace(line, reference=None) for line in record.lines)
    spaces = tuple(replace(use, reference=None) for use in record.spaces)
    alone = replace(small_data(), record=replace(record, lines=lines, spaces=spaces, references=()), moves=())
    found = told(page(alone, "nl"))
    assert found["difference"] == "Er is geen gepubliceerde verdeling om mee te vergelijken."
    assert "gepubliceerd" not in found["use"]


@pytest.mark.parametrize(("lang", "thousands"), [("nl", "10.727,4"), ("en", "10,727.4")])
def test_numbers_in_sentences_are_those_of_the_data(lang: Lang, thousands: str) -> None:
    data, record = taz_data(), taz_data().record
    found = told(taz_page(lang))
    assert number(record.total, lang, 1, 1) == thousands
    assert thousands in found["summary"]
    dear = data.costs[0]
    assert dear.name[lang] in found["prices"]
    assert number(dear.gain, lang, 1, 1) in found["prices"]
    widest = data.swings[0]
    for value in (widest.plan_low, widest.plan_high):
        assert number(value, lang, 1, 1) in found["doubt"]
    spend = next(use.amount for use in record.spaces if (use.space, use.year) == ("innovatie", "2025"))
    assert number(Fraction(spend, 10**6), lang, 3, 1) in found["use"]
    roles = [one.low > 0 for one in data.room if one.slack == Fraction(5, 100)]
    assert f" {sum(roles)} " in found["room"]
    assert data.frontier is not None
    assert data.frontier.key == "rule.growth-path.2025"
    assert number(Fraction(200, 3), lang, 2) + " %" in found["frontier"]


def test_the_room_of_a_line_holds_the_plan_and_grows_with_what_may_be_lost() -> None:
    data = taz_data()
    amounts = {(line.instrument, line.year): line.amount for line in data.record.lines}
    by_line: dict[tuple[str, str], list[tuple[Fraction, int, int]]] = {}
    for one in data.room:
        by_line.setdefault((one.instrument, one.year), []).append((Fraction(1000) if one.slack is None else one.slack, one.low, one.high))
    assert set(by_line) == set(amounts)
    for line, ranges in by_line.items():
        ranges.sort()
        lows, highs = [low for _, low, _ in ranges], [high for _, _, high in ranges]
        # A unit of room: the plan is in whole payable units.
        assert lows[0] - 1000 <= amounts[line] <= highs[0] + 1000
        assert [low - 1 for low in lows[1:]] <= lows[:-1]
        assert all(wider >= tighter - 1 for tighter, wider in pairwise(highs))


def test_what_the_result_rests_on_adds_up_to_one() -> None:
    for data in (small_data(), taz_data()):
        for shares in resting(Telling(data, "nl")).values():
            assert sum(shares.values()) == 1


def test_money_that_is_not_spent_is_a_part_of_its_own_everywhere() -> None:
    data = small_data(*MONEY)
    telling = Telling(data, "nl")
    assert unspent(telling, "2024") > 0
    html = flat(page(data, "nl"))
    assert html.count("niet besteed") >= 6
    assert f"Niet besteed blijft {flat(telling.money(unspent(telling, '2024')))} in 2024" in html
    assert "komt het doel € " in told(html)["prices"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_case_without_a_plan_tells_why_in_the_same_dress(lang: Lang) -> None:
    data = conflict_data()
    assert data.record.conflict is not None
    html = page(data, lang)
    assert {"nl": "GEEN PLAN MOGELIJK", "en": "NO PLAN EXISTS"}[lang] in html
    for member in data.record.conflict.members:
        assert member.sentence[lang].replace("&", "&amp;") in html
    assert len(Tags(html).all("figure")) == 1


def test_the_record_alone_makes_a_report_without_what_was_not_asked() -> None:
    why = Text("waarom niet", "why not")
    bare = ReportData(small_data().record, why_not=why)
    html = page(bare, "nl")
    found = told(html)
    assert "waarom niet" in found["summary"]
    assert not {"frontier", "room"} & set(found)
    assert "mag niet" not in html


def test_a_plan_by_hand_and_a_phase_have_their_tables() -> None:
    line = EditedLine(
        "scholing", "2025", 45_000_000, 50_000_000, 45_000_000, changed=True, reason="voorstel", because=Text("groeipad", "growth path")
    )
    step = StepTold("M1", "vjn", "2024", "policy", "breed", "2024", 90_000_000, 100_000_000, None, "", "sourced", "brief", "extra", "Mutaties!A2")
    record = replace(small_data().record, edited=Edited("plan.xlsx", "1", (line,), Fraction(1), None), cycle=CycleTold("vjn", "2024", (step,)))
    html = page(replace(small_data(), record=record), "nl")
    found = told(html)
    assert "1 lijn veranderd" in found["edited"]
    assert "2024" in found["cycle"]
    assert "Mutaties!A2" in html
    assert kind_name("policy").nl in html
    assert "voorstel" in html


def test_nothing_that_was_typed_becomes_markup() -> None:
    record = small_data().record
    texts = Text(HOSTILE, HOSTILE)
    names = dict.fromkeys(record.names, texts)
    hostile = replace(
        record,
        name=texts,
        scenario_name=texts,
        reason=texts,
        names=names,
        findings=tuple(replace(one, name=texts, sentence=texts, owner=HOSTILE, source=HOSTILE) for one in record.findings),
        overrides=tuple(replace(one, reason=HOSTILE + "\x00\x1b") for one in small_data(("rule.growth-path.2025", "0.6")).record.overrides),
    )
    html = page(replace(small_data(), record=hostile), "nl")
    tags = Tags(html)
    assert not tags.all("script")
    assert len(tags.all("svg")) == html.count("</svg>") == html.count("<svg")
    assert "&lt;script&gt;" in html
    assert "{x} {{ y }} $a$" in html
    assert "\x00" not in html
    assert "\x1b" not in html


def test_the_same_data_gives_the_same_bytes_and_a_reasonable_size() -> None:
    assert page(small_data(), "nl") == small_page()
    assert len(taz_page().encode()) < 1_500_000


def test_the_data_are_plain_and_go_to_json() -> None:
    data = taz_data()
    said = json.loads(json.dumps(data.as_json()))
    assert said["run"] == data.record.id
    assert {"costs", "room", "swings", "frontier", "moves", "asked", "why_not", "status"} <= set(said)
    assert said["frontier"]["now"] == "2/3"
