"""Workbooks spoilt by typing: each function changes the rows of the small workbook and says which fault must come.

In the small workbook Herkomst has years in C and D; Instrumenten has minimum in E, maximum in F, committed in G and H, absorption in I,
opens in J, closes in K, co-financing in L, base in M; Effecten has low, central, high in C to E, realisation in F, lag in G, duration in H.
"""

from __future__ import annotations

from datetime import date, datetime

from tests.faults.spoil import Expected, column_of, put, remove_column
from tests.small import MLN, Rows


def text_with_decimal_comma(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "498,9")
    return Expected("text-not-number", "Herkomst!C2", says="498,9")


def text_with_thousands_and_decimals(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "1.234,50")
    return Expected("text-not-number", "Herkomst!C2", says="1234,5")


def text_with_euro_sign(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "€ 5")
    return Expected("text-not-number", "Herkomst!C2", says="5")


def text_in_brackets(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "(500)")
    return Expected("text-not-number", "Herkomst!C2", says="-500")


def text_with_figure_dash(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "\u2012500")
    return Expected("text-not-number", "Herkomst!C2", says="-500")


def text_with_minus_sign(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "\u2212500,5")
    return Expected("text-not-number", "Herkomst!C2", says="-500,5")


def text_with_trailing_minus(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "500-")
    return Expected("text-not-number", "Herkomst!C2", says="-500")


def text_with_thin_spaces(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "100\u2009000\u202f000")
    return Expected("text-not-number", "Herkomst!C2", says="100000000")


def text_with_no_break_spaces(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "100\u00a0000\u00a0000")
    return Expected("text-not-number", "Herkomst!C2", says="100000000")


def number_stored_as_text(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "100000000")
    return Expected("text-not-number", "Herkomst!C2", says="100000000")


def apostrophe_typed_in_the_cell(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "'100000000")
    return Expected("text-not-number", "Herkomst!C2")


def percentage_in_an_amount(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "12 %")
    return Expected("text-not-number", "Herkomst!C2", says="0,12")


def percentage_over_a_hundred_in_a_share(sheets: Rows) -> Expected:
    put(sheets, "Effecten!F2", "120%")
    return Expected("out-of-range", "Effecten!F2")


def percentage_in_a_rate(sheets: Rows) -> Expected:
    put(sheets, "Effecten!C2", "4 %")
    return Expected("text-not-number", "Effecten!C2")


def digits_without_end(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "9" * 5000)
    return Expected("text-not-number", "Herkomst!C2")


def fraction_without_end(sheets: Rows) -> Expected:
    put(sheets, "Effecten!F2", "1/" + "3" * 4500)
    return Expected("text-not-number", "Effecten!F2")


def half_as_one_sign(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "\u00bd")
    return Expected("text-not-number", "Herkomst!C2")


def spilled_formula(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", ("=A1#", "#SPILL!"))
    return Expected("error-cell", "Herkomst!C2", says="#SPILL!")


def spilled_formula_kept_as_text(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "#SPILL!")
    return Expected("error-cell", "Herkomst!C2", says="#SPILL!")


def dutch_error_pasted_as_an_id(sheets: Rows) -> Expected:
    put(sheets, "Regels!A2", "#N/B")
    return Expected("error-cell", "Regels!A2")


def copy_of_a_sheet(sheets: Rows) -> Expected:
    sheets["Herkomst (2)"] = sheets["Herkomst"]
    return Expected("similar-sheet", "Herkomst (2)", warning=True, says="Herkomst")


def near_name_beside_the_sheet_itself(sheets: Rows) -> Expected:
    sheets["Efecten"] = sheets["Effecten"]
    return Expected("similar-sheet", "Efecten", warning=True, says="Effecten")


def text_without_any_reading(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "ongeveer 5 mln")
    return Expected("text-not-number", "Herkomst!C2", says="alleen cijfers")


def arabic_digits(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "\u0661\u0662")
    return Expected("text-not-number", "Herkomst!C2")


def dot_before_three_digits(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "1.234")
    return Expected("ambiguous-number", "Herkomst!C2", says="1234 of 1,234")


def comma_before_three_digits(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "1,234")
    return Expected("ambiguous-number", "Herkomst!C2")


def mark_in_a_reference(sheets: Rows) -> Expected:
    put(sheets, "Referentie!C2", "PM")
    return Expected("mark-not-allowed", "Referentie!C2")


def not_applicable_as_absorption(sheets: Rows) -> Expected:
    put(sheets, "Instrumenten!I2", "n.v.t.")
    return Expected("mark-not-allowed", "Instrumenten!I2")


def dash_for_an_amount(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "-")
    return Expected("mark-not-allowed", "Herkomst!C2", says="typ 0")


def empty_budget(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!D3", None)
    return Expected("empty-cell", "Herkomst!D3")


def budget_of_invisible_signs(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!D3", "\u00a0\u200b")
    return Expected("empty-cell", "Herkomst!D3")


def empty_estimate(sheets: Rows) -> Expected:
    put(sheets, "Effecten!C2", None)
    return Expected("empty-cell", "Effecten!C2")


def empty_standing(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!F2", None)
    return Expected("empty-cell", "Herkomst!F2")


def row_without_id(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C5", 5)
    return Expected("empty-cell", "Herkomst!A5")


def note_below_the_table(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!A7", "Bedragen zijn voorlopig")
    return Expected("unknown-id", "Herkomst!A7")


def negative_amount(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", -5)
    return Expected("negative", "Herkomst!C2")


def negative_share(sheets: Rows) -> Expected:
    put(sheets, "Effecten!F2", -0.5)
    return Expected("negative", "Effecten!F2")


def infinity(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "inf")
    return Expected("not-finite", "Herkomst!C2")


def not_a_number(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "NaN")
    return Expected("not-finite", "Herkomst!C2")


def too_large_an_exponent(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", "1e999")
    return Expected("not-finite", "Herkomst!C2")


def more_than_all_money(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", 2 * 10**15)
    return Expected("out-of-range", "Herkomst!C2")


def percent_typed_as_whole_number(sheets: Rows) -> Expected:
    put(sheets, "Effecten!F2", 70)
    return Expected("out-of-range", "Effecten!F2", says="70 %")


def no_duration(sheets: Rows) -> Expected:
    put(sheets, "Effecten!H2", 0)
    return Expected("out-of-range", "Effecten!H2")


def duration_of_centuries(sheets: Rows) -> Expected:
    put(sheets, "Effecten!H2", 2025)
    return Expected("out-of-range", "Effecten!H2")


def cents_in_whole_euros(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", 498.9)
    return Expected("not-whole", "Herkomst!C2")


def half_a_year(sheets: Rows) -> Expected:
    put(sheets, "Effecten!G2", 0.5)
    return Expected("not-whole", "Effecten!G2")


def date_format_on_an_amount(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", date(2026, 1, 1))
    return Expected("date-for-number", "Herkomst!C2", says="46023")


def date_as_a_year(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C1", date(2024, 1, 1))
    return Expected("date-for-number", "Herkomst!C1", also=("missing-year-column",))


def fraction_that_became_a_date(sheets: Rows) -> Expected:
    put(sheets, "Regels!E2", date(2024, 3, 2))
    return Expected("date-for-number", "Regels!E2", says="'2/3")


def time_as_an_amount(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", datetime(2026, 1, 1, 12, 30))
    return Expected("date-for-number", "Herkomst!C2")


def true_for_an_amount(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", True)
    return Expected("boolean-for-number", "Herkomst!C2")


def cut_off_fraction_in_a_rule(sheets: Rows) -> Expected:
    put(sheets, "Regels!F2", 0.6667)
    return Expected("inexact-number", "Regels!F2", says="2/3")


def cut_off_fraction_in_a_share(sheets: Rows) -> Expected:
    put(sheets, "Effecten!F2", 0.667)
    return Expected("inexact-number", "Effecten!F2", warning=True)


def text_as_a_date(sheets: Rows) -> Expected:
    put(sheets, "Instrumenten!J2", "september 2024")
    return Expected("not-a-date", "Instrumenten!J2")


def number_as_a_date(sheets: Rows) -> Expected:
    put(sheets, "Instrumenten!J2", 2024)
    return Expected("not-a-date", "Instrumenten!J2")


def excel_error(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", ("=1/0", "#DIV/0!"))
    return Expected("error-cell", "Herkomst!C2", says="#DIV/0!")


def lost_reference(sheets: Rows) -> Expected:
    put(sheets, "Effecten!C2", ("=#REF!", "#REF!"))
    return Expected("error-cell", "Effecten!C2")


def error_in_an_id(sheets: Rows) -> Expected:
    put(sheets, "Referentie!A2", ("=NA()", "#N/A"))
    return Expected("error-cell", "Referentie!A2", also=("missing-id",))


def error_as_a_header(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!E1", ("=NA()", "#N/A"))
    return Expected("error-cell", "Herkomst!E1", also=("missing-source",))


def formula_never_calculated(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", ("=1+1", ""))
    return Expected("formula-without-value", "Herkomst!C2")


def formula_with_a_saved_value(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C2", ("=50*2000000", 100 * MLN))
    return Expected("formula-in-input", "Herkomst!C2", warning=True, says="=50*2000000")


def formula_for_two_thirds(sheets: Rows) -> Expected:
    put(sheets, "Regels!F2", ("=2/3", 2 / 3))
    return Expected("read-as-fraction", "Regels!F2", also=("formula-in-input",), warning=True, says="2/3")


def unknown_choice(sheets: Rows) -> Expected:
    put(sheets, "Effecten!I2", "verlaagt vraag")
    return Expected("unknown-choice", "Effecten!I2", says="verlaagt de vraag")


def unknown_standing(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!F2", "bronn")
    return Expected("unknown-choice", "Herkomst!F2", says="bron")


def sourced_without_source(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!E2", None)
    return Expected("missing-source", "Herkomst!E2")


def derived_without_derivation(sheets: Rows) -> Expected:
    put(sheets, f"Effecten!{column_of(sheets, 'Effecten', 'hardheid')}2", "afgeleid")
    return Expected("missing-derivation", f"Effecten!{column_of(sheets, 'Effecten', 'toelichting')}2", warning=True)


def misspelt_id(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!A2", "bred")
    return Expected("unknown-id", "Herkomst!A2", also=("missing-id",), says="breed")


def number_as_an_id(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!A5", 1)
    return Expected("unknown-id", "Herkomst!A5")


def double_id(sheets: Rows) -> Expected:
    sheets["Herkomst"].append(["BREED ", *sheets["Herkomst"][1][1:]])
    return Expected("duplicate-id", "Herkomst!A5", says="rij 2")


def cyrillic_letter_in_an_id(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!A2", "br\u0435ed")
    return Expected("look-alike-id", "Herkomst!A2", says="CYRILLIC SMALL LETTER IE")


def zero_width_space_in_an_id(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!A2", "bre\u200bed")
    return Expected("look-alike-id", "Herkomst!A2", says="U+200B")


def no_break_space_behind_an_id(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!A2", "breed\u00a0")
    return Expected("look-alike-id", "Herkomst!A2", says="NO-BREAK SPACE")


def dash_for_a_hyphen(sheets: Rows) -> Expected:
    put(sheets, "Regels!A2", "growth\u2013path")
    return Expected("look-alike-id", "Regels!A2", says="EN DASH")


def accented_id(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!A2", "bre\u0301ed")
    return Expected("look-alike-id", "Herkomst!A2")


def strange_id(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!A5", "\u4e2d\u6587")
    return Expected("unknown-id", "Herkomst!A5")


def id_without_a_row(sheets: Rows) -> Expected:
    del sheets["Effecten"][2]
    return Expected("missing-id", "Effecten", says="taken")


def space_without_reference(sheets: Rows) -> Expected:
    del sheets["Referentie"][2]
    return Expected("missing-id", "Referentie", says="leren")


def total_row(sheets: Rows) -> Expected:
    sheets["Herkomst"].append(["Totaal", "", 120 * MLN, 140 * MLN])
    return Expected("total-row", "Herkomst!A5")


def total_row_without_id(sheets: Rows) -> Expected:
    sheets["Herkomst"].append([None, "Subtotaal 2024", 120 * MLN, 140 * MLN])
    return Expected("total-row", "Herkomst!B5")


def unknown_source_line(sheets: Rows) -> Expected:
    put(sheets, "Instrumenten!D2", "breed, izza")
    return Expected("unknown-id", "Instrumenten!D2", says="iza")


def source_line_twice(sheets: Rows) -> Expected:
    put(sheets, "Instrumenten!D2", "breed; iza; Breed")
    return Expected("duplicate-id", "Instrumenten!D2")


def unknown_space(sheets: Rows) -> Expected:
    put(sheets, "Instrumenten!C2", "inovatie")
    return Expected("unknown-id", "Instrumenten!C2", says="innovatie")


def other_space_than_the_programme(sheets: Rows) -> Expected:
    put(sheets, "Instrumenten!C2", "leren")
    return Expected("space-differs", "Instrumenten!C2", says="innovatie")


def unknown_rule(sheets: Rows) -> Expected:
    put(sheets, "Regels!A2", "growth-pad")
    return Expected("unknown-id", "Regels!A2", says="growth-path")


def minimum_above_maximum(sheets: Rows) -> Expected:
    put(sheets, "Instrumenten!E4", 80 * MLN)
    return Expected("minimum-above-maximum", "Instrumenten!E4")


def closes_before_it_opens(sheets: Rows) -> Expected:
    put(sheets, "Instrumenten!K2", date(2024, 1, 31))
    return Expected("closes-before-opens", "Instrumenten!K2")


def ratio_without_base(sheets: Rows) -> Expected:
    put(sheets, "Instrumenten!M2", None)
    return Expected("base-missing", "Instrumenten!M2")


def partners_pay_everything(sheets: Rows) -> Expected:
    put(sheets, "Instrumenten!L2", 1)
    return Expected("cofinancing-whole", "Instrumenten!L2")


def estimates_out_of_order(sheets: Rows) -> Expected:
    put(sheets, "Effecten!D2", 20)
    return Expected("estimate-order", "Effecten!D2")


def tier_without_rate(sheets: Rows) -> Expected:
    put(sheets, "Effecten!J2", 1)
    return Expected("tier-incomplete", "Effecten!K2")


def tier_two_without_tier_one(sheets: Rows) -> Expected:
    put(sheets, "Effecten!L2", 1)
    put(sheets, "Effecten!M2", 1)
    return Expected("tier-incomplete", "Effecten!L2")


def tiers_that_miss_a_part(sheets: Rows) -> Expected:
    for column, value in zip("JKLM", (0.5, 1, 0.4, 0.5), strict=True):
        put(sheets, f"Effecten!{column}2", value)
    return Expected("tier-parts", "Effecten!J2", says="1/2 + 2/5")


def tiers_that_rise(sheets: Rows) -> Expected:
    for column, value in zip("JKLM", (0.5, 0.5, 0.5, 1), strict=True):
        put(sheets, f"Effecten!{column}2", value)
    return Expected("tier-rates", "Effecten!K2")


def number_for_a_rule_that_takes_a_column(sheets: Rows) -> Expected:
    put(sheets, "Regels!A2", "absorption")
    put(sheets, "Regels!D2", 5)
    return Expected("rule-number-from-figure", "Regels!D2")


def year_for_a_rule_over_all_years(sheets: Rows) -> Expected:
    put(sheets, "Regels!A2", "partners")
    put(sheets, "Regels!E2", 0.5)
    return Expected("rule-not-by-year", "Regels!E2")


def share_rule_above_one(sheets: Rows) -> Expected:
    put(sheets, "Regels!E2", 60)
    return Expected("out-of-range", "Regels!E2")


def bsn_in_a_note(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!G2", "contact 111222333")
    return Expected("personal-data", "Herkomst!G2", warning=True)


def bsn_as_a_number_in_a_column_of_ones_own(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!H2", 111222333)
    return Expected("personal-data", "Herkomst!H2", warning=True)


def mail_address_on_a_sheet_of_ones_own(sheets: Rows) -> Expected:
    sheets["Contact"] = [["wie"], ["jan.jansen@voorbeeld.nl"], ["piet@voorbeeld.nl"]]
    return Expected("personal-data", "Contact!A2", warning=True, says="2 in deze kolom")


def missing_sheet(sheets: Rows) -> Expected:
    del sheets["Referentie"]
    return Expected("missing-sheet", says="Referentie")


def misspelt_sheet(sheets: Rows) -> Expected:
    sheets["Refrentie"] = sheets.pop("Referentie")
    return Expected("missing-sheet", says="Refrentie")


def misspelt_sheet_that_may_be_absent(sheets: Rows) -> Expected:
    sheets["Scenaros"] = [["sleutel", "hardheid", "hoog"]]
    return Expected("missing-sheet", says="Scenaros")


def sheet_in_both_languages(sheets: Rows) -> Expected:
    sheets["Sources"] = sheets["Herkomst"]
    return Expected("duplicate-sheet", "Sources")


def missing_column(sheets: Rows) -> Expected:
    remove_column(sheets, "Effecten", "laag")
    return Expected("missing-column", "Effecten", says="laag")


def misspelt_column(sheets: Rows) -> Expected:
    put(sheets, "Effecten!C1", "laaag")
    return Expected("missing-column", "Effecten", says="laaag")


def misspelt_column_that_may_be_absent(sheets: Rows) -> Expected:
    put(sheets, "Instrumenten!F1", "maximun")
    return Expected("unknown-column", "Instrumenten!F1", says="maximum")


def missing_year(sheets: Rows) -> Expected:
    remove_column(sheets, "Herkomst", "2025 (EUR)")
    return Expected("missing-year-column", "Herkomst", says="2025")


def year_outside_the_horizon(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!H1", "2031")
    return Expected("wrong-year", "Herkomst!H1", says="2024, 2025, 2026")


def arabic_year(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!D1", "\u0662\u0660\u0662\u0665")
    return Expected("missing-year-column", "Herkomst")


def same_year_twice(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!H1", 2024)
    return Expected("duplicate-header", "Herkomst!H1")


def same_column_in_both_languages(sheets: Rows) -> Expected:
    put(sheets, "Effecten!R1", "low")
    return Expected("duplicate-header", "Effecten!R1")


def amounts_in_millions(sheets: Rows) -> Expected:
    put(sheets, "Herkomst!C1", "2024 (EUR mln)")
    return Expected("wrong-unit", "Herkomst!C1")


def year_for_a_column_without_years(sheets: Rows) -> Expected:
    put(sheets, "Instrumenten!J1", "opent 2024")
    return Expected("column-not-by-year", "Instrumenten!J1")


def no_year_for_a_column_by_year(sheets: Rows) -> Expected:
    put(sheets, "Instrumenten!G1", "vastgelegd")
    return Expected("header-without-year", "Instrumenten!G1")


def title_above_the_header(sheets: Rows) -> Expected:
    sheets["Herkomst"].insert(0, ["Herkomst van het budget"])
    return Expected("header-not-on-row-1", "Herkomst!A2")


def scenario_with_a_sentence_for_a_name(sheets: Rows) -> Expected:
    sheets["Scenarios"] = [["sleutel", "hardheid", "Hoge IZA!"], ["source.iza.2025", "aanname", 5]]
    return Expected("scenario-name", "Scenarios!C1", says="hoge-iza")


def scenario_twice(sheets: Rows) -> Expected:
    sheets["Scenarios"] = [["sleutel", "hardheid", "hoog", "Hoog"]]
    return Expected("duplicate-header", "Scenarios!D1")


def scenario_key_twice(sheets: Rows) -> Expected:
    sheets["Scenarios"] = [["sleutel", "hardheid", "hoog"], ["source.iza.2025", "aanname", 5], ["source.iza.2025", "aanname", 6]]
    return Expected("duplicate-id", "Scenarios!A3")


def scenario_key_with_a_dash(sheets: Rows) -> Expected:
    sheets["Scenarios"] = [["sleutel", "hardheid", "hoog"], ["rule.growth\u2013path.2025", "aanname", 0.5]]
    return Expected("look-alike-id", "Scenarios!A2", says="growth-path")


def scenario_with_an_ambiguous_text(sheets: Rows) -> Expected:
    sheets["Scenarios"] = [["sleutel", "hardheid", "hoog"], ["source.iza.2025", "aanname", "1.500"]]
    return Expected("ambiguous-number", "Scenarios!C2")


def scenario_with_an_error(sheets: Rows) -> Expected:
    sheets["Scenarios"] = [["sleutel", "hardheid", "hoog"], ["source.iza.2025", "aanname", ("=1/0", "#DIV/0!")]]
    return Expected("error-cell", "Scenarios!C2")


CASES = tuple(value for name, value in list(globals().items()) if getattr(value, "__module__", "") == __name__ and not name.startswith("_"))
