"""Opens a written page in the machine's own Chromium, without a network, and tells what was found (`look.mjs` does the looking)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def need_browser() -> None:
    """Skips the running test where there is no Chromium, no node or no `npm ci`; under CI (the variable `CI` is set) it goes on, and so fails."""
    missing = [name for name, there in (("chromium", _chromium()), ("node", shutil.which("node"))) if there is None]
    if not (HERE / "node_modules").is_dir():
        missing.append("npm ci --prefix tests/browser")
    if missing and not os.environ.get("CI"):
        pytest.skip(f"not here: {', '.join(missing)}")


def _chromium() -> str | None:
    return next((path for name in CHROMIUM if (path := shutil.which(name)) is not None), None)


@dataclass(frozen=True)
class Seen:
    """What a browser made of a page: what it asked for, said, could not parse; what axe-core objects to; what is too wide or cut."""

    requests: list[str]
    messages: list[str]
    parse: list[str]
    axe: list[dict[str, Any]]
    wide: list[dict[str, int]]
    cut: list[str]
    headings: list[int]
    checked: int
    folder: Path


def look(page: Path, folder: Path) -> Seen:
    """Looks at a page at 1280 and 360 pixels and prints it; screenshots and `a4.pdf` go into the folder."""
    env = {**os.environ, "CHROMIUM": _chromium() or "chromium"}
    done = subprocess.run(["node", str(HERE / "look.mjs"), str(page), str(folder)], capture_output=True, text=True, env=env, timeout=240, check=False)
    assert done.returncode == 0, done.stderr
    return Seen(**json.loads(done.stdout), folder=folder)
