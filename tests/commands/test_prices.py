"""`optimiser prices` and the live part of `optimiser explain`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.running import inside


def test_prices_rank_the_rules_and_price_both_sides(case: Path) -> None:
    ran = inside("prices", "small", "--json")
    assert ran.code == 0
    gains = [float(one["gain"]) for one in ran.json["rules"]]
    assert gains == sorted(gains, reverse=True)
    assert all({"rule", "year", "limit", "step", "less", "more"} <= set(one) for one in ran.json["steps"])


def test_prices_as_a_table_in_both_languages(case: Path) -> None:
    assert "Wat elke regel kost" in inside("prices", "small").out
    assert "What every rule costs" in inside("prices", "small", "--lang", "en").out


def test_a_wide_programme_says_that_it_is_not_searched_how_far_prices_hold(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "geldt tot" in inside("prices", "small").out
    monkeypatch.setattr("optimiser.case.WIDE", 1)
    monkeypatch.setattr("optimiser.price_list.WIDE", 1)
    said = inside("prices", "small").out
    assert "geldt tot" not in said
    assert "Tot welke grens een prijs geldt is bij een programma van deze omvang niet gezocht" in said


def test_explain_shows_a_rule_in_the_best_plan(case: Path) -> None:
    listing = inside("explain", "--programme", "small").out
    rule = next(line for line in listing.splitlines() if "  Regels: " in line).split(": ")[1].split(", ")[0]
    said = inside("explain", rule, "--programme", "small").out
    assert "In het beste plan (scenario base):" in said
    assert "Gevonden: " in said


def test_explain_shows_an_instrument_year_by_year(case: Path) -> None:
    listing = inside("explain", "--programme", "small").out
    instrument = next(line for line in listing.splitlines() if "Instrumenten" in line).split(": ")[1].split(", ")[0]
    said = inside("explain", instrument, "--programme", "small").out
    assert "In het beste plan (scenario base):" in said
    assert "  2024: " in said
