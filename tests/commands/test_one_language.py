"""Everything a person reads is in the language asked for: no English in Dutch, no Dutch in English, in text, workbook and page."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from optimiser.commands import COMMANDS
from optimiser.language import LANGS, Lang
from optimiser.rules import KINDS
from tests import small, taz
from tests.commands.running import inside, small_case

# Words of one language that the other does not have; every sentence has some.
ONLY: dict[str, frozenset[str]] = {
    "en": frozenset(re.split(" ", "the and with which every than from this these cannot not are has have when what how each their there only must")),
    "nl": frozenset(re.split(" ", "de het een van niet voor zijn wordt worden geen elke deze ook als naar uit bij aan moet alleen welke waarom")),
}
OTHER: dict[Lang, Lang] = {"nl": "en", "en": "nl"}
MODEL = "models/small.toml"
# Names, paths, options, values to fill in and settings of an example are the same in both languages.
QUOTED = re.compile(
    r"--[a-z-]+|\b[A-Z]{2,}(?::[A-Z]+)?\b|^ *[a-z_]+ = .*$|`[^`]*`|'[^']*'|\"[^\"]*\"|https?://\S+|\S*[=/_\\]\S*|\b[a-z]+(?:[.-][a-z0-9]+)+\b"
)


WORD = re.compile(r"(?<![0-9a-z])[a-zà-ÿ]+(?![0-9a-z])")


def foreign(text: str, lang: Lang) -> list[str]:
    """The lines with words that only the other language has."""
    return [line.strip()[:160] for line in text.splitlines() if {*WORD.findall(QUOTED.sub(" ", line).casefold())} & ONLY[OTHER[lang]]]


def own(folder: Path) -> set[str]:
    """What the programmes say in one language only, such as names of documents and notes: it is quoted as it is."""
    import tomllib

    said: set[str] = set()

    def walk(thing: object) -> None:
        if isinstance(thing, dict):
            if set(thing) != {"nl", "en"}:
                for value in thing.values():
                    walk(value)
        elif isinstance(thing, list):
            for value in thing:
                walk(value)
        elif isinstance(thing, str) and " " in thing:
            said.add(thing)

    for path in (folder / MODEL, taz.PROGRAMME):
        walk(tomllib.loads(path.read_text(encoding="utf-8")))
    return said


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[Lang, Path]:
    """A case with a run, and a spoilt workbook, in each language."""
    made: dict[Lang, Path] = {}
    for lang in LANGS:
        folder = small_case(tmp_path_factory.mktemp(lang) / "small")
        sheets = small.rows()
        sheets["Herkomst"][1][2] = "veel"
        sheets["Effecten"][1][3] = 20
        small.write(folder / "bad.xlsx", sheets)
        with pytest.MonkeyPatch.context() as there:
            there.chdir(folder)
            inside("solve", MODEL, "--lang", lang, "--unit", "100")
        made[lang] = folder
    return made


def without_own(text: str, folder: Path) -> str:
    """The text without what the programmes say, however the lines of a terminal were broken."""
    for said in sorted(own(folder), key=len, reverse=True):
        text = re.sub(r"\s+".join(map(re.escape, said.split())), " ", text)
    return text


PLAN = "reports/small/base/plan.xlsx"
SAID = {
    "help": ["--help"],
    **{f"{name} --help": [name, "--help"] for name in COMMANDS},
    "check": ["check", MODEL],
    "check bad": ["check", MODEL, "--input", "bad.xlsx"],
    "solve": ["solve", MODEL, "--out", "out"],
    "conflict": ["solve", MODEL, "--out", "out", "--set", "rule.growth-path.2025=0.99"],
    "score": ["score", PLAN],
    "verify": ["verify", PLAN],
    "prices": ["prices", MODEL],
    "explain": ["explain"],
    "explain a rule": ["explain", "--programme", MODEL, "growth-path"],
    "explain a line": ["explain", "--programme", MODEL, "opschaling"],
    **{f"explain {kind}": ["explain", kind] for kind in KINDS},
    "no such command": ["slove"],
    "no such option": ["solve", "--fast"],
    "no such value": ["solve", MODEL, "--unit", "veel"],
    "no such programme": ["solve", "tza"],
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SAID)
def test_what_a_command_says_is_in_one_language(folders: dict[Lang, Path], monkeypatch: pytest.MonkeyPatch, name: str, lang: Lang) -> None:
    monkeypatch.chdir(folders[lang])
    ran = inside("--lang", lang, *SAID[name])
    text = without_own(ran.out + ran.err, folders[lang])
    assert text.strip()
    assert foreign(text, lang) == []


@pytest.mark.parametrize("lang", LANGS)
def test_faults_as_json_are_in_one_language(folders: dict[Lang, Path], monkeypatch: pytest.MonkeyPatch, lang: Lang) -> None:
    monkeypatch.chdir(folders[lang])
    said = json.loads(inside("check", MODEL, "--input", "bad.xlsx", "--json", "--lang", lang).out)
    assert len(said["faults"]) >= 2
    assert foreign("\n".join(f"{one['expected']}\n{one['mend']}" for one in said["faults"]), lang) == []


def cells(path: Path) -> str:
    book = openpyxl.load_workbook(path, data_only=True)
    lines = [str(cell.value).replace("\n", " ") for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    return "\n".join([*book.sheetnames, *lines])


@pytest.mark.parametrize("lang", LANGS)
def test_the_plan_workbook_is_in_one_language(folders: dict[Lang, Path], lang: Lang) -> None:
    assert foreign(without_own(cells(folders[lang] / PLAN), folders[lang]), lang) == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_rules_page_is_in_one_language(folders: dict[Lang, Path], lang: Lang) -> None:
    text = (folders[lang] / "reports/small/base/rules.md").read_text(encoding="utf-8")
    assert foreign(without_own(text, folders[lang]), lang) == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_template_is_in_one_language(folders: dict[Lang, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: Lang) -> None:
    shutil.copytree(folders[lang], tmp_path / "small")
    monkeypatch.chdir(tmp_path / "small")
    inside("template", MODEL, "--out", "empty.xlsx", "--lang", lang)
    assert foreign(without_own(cells(Path("empty.xlsx")), folders[lang]), lang) == []


def test_foreign_words_are_found() -> None:
    assert foreign("Alles goed\nthe rules are kept", "nl") == ["the rules are kept"]
    assert foreign("All is well\nde regels zijn gehouden", "en") == ["de regels zijn gehouden"]
    assert foreign("optimiser explain growth-path; 'the plan'; `the rule`", "nl") == []
    assert not ONLY["nl"] & ONLY["en"]
