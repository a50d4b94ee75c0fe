"""The report in Chromium with the network off: nothing asked for, nothing said, axe-core content, words inside pictures, fits a phone and A4."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from optimiser.language import Lang
from optimiser.reports.report_page import page
from optimiser.told_desk import ReportData
from tests.browser.looking import look, need_browser
from tests.reported import conflict_data, small_data, taz_data

PAGES = {"shipped": (taz_data, "nl"), "small": (small_data, "en"), "conflict": (conflict_data, "nl")}


@pytest.mark.parametrize("name", PAGES)
def test_a_report_is_readable_by_everyone_everywhere(name: str, tmp_path: Path) -> None:
    need_browser()
    make, lang = PAGES[name]
    seen = look(_written(tmp_path, make(), lang), tmp_path)  # type: ignore[arg-type,operator]
    assert seen.requests == []
    assert seen.messages == []
    assert seen.parse == []
    assert seen.axe == []
    assert seen.checked > 40
    assert seen.wide == []
    assert seen.cut == []
    assert seen.headings[0] == 1
    assert seen.headings.count(1) == 1
    assert all(deeper <= above + 1 for above, deeper in pairwise(seen.headings))
    printed = (seen.folder / "a4.pdf").read_bytes()
    assert b"/MediaBox [0 0 841" in printed
    # Hatches printed as images would be tens of megabytes.
    assert len(printed) < 2_000_000


def test_a_page_that_asks_or_breaks_is_seen(tmp_path: Path) -> None:
    need_browser()
    broken = page(conflict_data(), "nl").replace(
        "<main", '<img src="http://localhost:9/x.png"><script>nope()</script><p style="min-width:2000px" id=a id=b>x</p><main'
    )
    broken = broken.replace('<html lang="nl">', "<html>").replace("<h2", "<h4", 1).replace("default-src 'none'", "default-src *")
    path = tmp_path / "page.html"
    path.write_text(broken.replace("<text ", '<text dx="5000" ', 1))
    seen = look(path, tmp_path)
    assert seen.requests
    assert seen.messages
    assert [one.split()[0] for one in seen.parse] == ["duplicate-attribute"]
    assert seen.cut
    assert {"image-alt", "html-has-lang"} <= {one["id"] for one in seen.axe}
    assert [one["width"] for one in seen.wide] == [1280, 360]


def _written(folder: Path, data: ReportData, lang: Lang) -> Path:
    path = folder / "report.html"
    path.write_text(page(data, lang))
    return path
