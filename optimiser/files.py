"""Files on disk: a target is replaced whole or not at all, and a file's fingerprint."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import secrets
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from itertools import count
from pathlib import Path

from optimiser.faults import Fault, Refused
from optimiser.language import Text

WRITABLE = Text("een plek waar geschreven mag worden", "a place that can be written to")
CLOSE_IT = Text(
    "sluit het bestand als het ergens open staat, controleer map en rechten, of kies met --out een andere plek ({reason})",
    "close the file if it is open somewhere, check folder and permissions, or choose another place with --out ({reason})",
)

# Any fixed moment will do; the real one would make equal content differ.
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
NOTHING = Text("een map die nog niet bestaat, of leeg is", "a folder that does not exist yet, or is empty")
_placed: ContextVar[tuple[Path, ...]] = ContextVar("placed", default=())
MAKE_WAY = Text("kies met --out een andere map, of verplaats wat er staat", "choose another folder with --out, or move what is there")


class HeldElsewhere(Refused):
    """Only the target is in the way: it is read-only, or open in a program that lets nobody else write it."""


def placed() -> tuple[Path, ...]:
    """What was put in its place so far, each once and in that order, for whoever has to say how far a command came."""
    return tuple(dict.fromkeys(_placed.get()))


def is_open(path: Path) -> bool:
    """True when Excel or LibreOffice has left its mark beside a file, as they do while somebody has it open."""
    return any(path.with_name(mark).exists() for mark in (f"~${path.name}", f".~lock.{path.name}#"))


def beside(path: Path) -> Path:
    """The first name that is free: `plan (2).xlsx` for `plan.xlsx`."""
    names = (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in count(2))
    return next(name for name in names if not name.exists() and not is_open(name))


def remove(path: Path) -> None:
    """Removes a file if it is there. Raises `Refused` (`target-unwritable`)."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise Refused([_refusal(path, error)]) from error


def replace_file(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` make the file beside its target, then swap it in: a crash leaves the old file or the new one, never half of one.

    A link is followed; a device or a pipe is written to and stays what it is. Raises `Refused` (`target-unwritable`) when the folder cannot be
    written or the disk is full, and its kind `HeldElsewhere` when only the target itself is held. Whatever else `write` raises passes through.
    The temporary file never stays behind.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        _pour(path, write)
        return
    target = path.resolve()
    made = target.with_name(f".{target.stem}.{secrets.token_hex(4)}{target.suffix}")
    if target.exists() and not os.access(target, os.W_OK):
        raise HeldElsewhere([_refusal(path, PermissionError("read-only"))])
    try:
        write(made)
        _flush(made)
        if target.is_file():
            shutil.copymode(target, made)
        _swap(made, target)
        _flush(target.parent)
        _placed.set((*_placed.get(), path))
    except OSError as error:
        raise Refused([_refusal(path, error)]) from error
    finally:
        with contextlib.suppress(OSError):
            made.unlink()


def _pour(path: Path, write: Callable[[Path], None]) -> None:
    try:
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / f"made{path.suffix}"
            write(made)
            with path.open("wb") as target:
                target.write(made.read_bytes())
    except OSError as error:
        raise Refused([_refusal(path, error)]) from error


def _swap(made: Path, target: Path) -> None:
    try:
        made.replace(target)
    except PermissionError as error:
        raise HeldElsewhere([_refusal(target, error)]) from error


def replace_bytes(path: Path, data: bytes) -> None:
    """`replace_file` for what is made already."""

    def write(beside: Path) -> None:
        beside.write_bytes(data)

    replace_file(path, write)


def replace_text(path: Path, text: str) -> None:
    """`replace_file` for UTF-8 text."""

    def write(beside: Path) -> None:
        beside.write_text(text, encoding="utf-8", newline="\n")

    replace_file(path, write)


def replace_lines(path: Path, lines: Iterable[str]) -> None:
    """`replace_file` for UTF-8 text that comes in pieces and is never held whole."""

    def write(beside: Path) -> None:
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)

    replace_file(path, write)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip of these parts in this order; equal parts give equal bytes, for nothing in it says when it was made."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return target.getvalue()


def same_file(one: Path, other: Path) -> bool:
    """True when two paths lead to one file, through links or another spelling of its name too, whether or not it is there yet."""
    try:
        return one.resolve() == other.resolve() or one.samefile(other)
    except OSError:
        return False


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes, 64 hexadecimal digits. Raises OSError when it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(path: Path) -> None:
    """Force a file, or where the system allows it a folder's entry, onto the disk."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(path: Path) -> None:
    """The folder and those above it. Raises `Refused` (`target-unwritable`)."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused([_refusal(path, error)]) from error


def place_folder(path: Path, build: Callable[[Path], None]) -> None:
    """Let `build` fill a folder beside its target, then move it in whole: there is never half a folder, and never one over another.

    An empty folder may stand there. Raises `Refused`: `target-exists` when something does, `target-unwritable`.
    """
    target = path.resolve()
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise Refused([Fault("target-exists", str(path), expected=NOTHING, mend=MAKE_WAY)])
    make_folder(target.parent)
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        beside.mkdir()
        build(beside)
        for one in sorted(beside.rglob("*"), reverse=True):
            _flush(one)
        _flush(beside)
        if target.exists():
            target.rmdir()
        beside.rename(target)
        _flush(target.parent)
        _placed.set((*_placed.get(), path))
    except OSError as error:
        raise Refused([_refusal(path, error)]) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _refusal(path: Path, error: OSError) -> Fault:
    reason = error.strerror or str(error) or type(error).__name__
    return Fault("target-unwritable", path.name, found=str(path), expected=WRITABLE, mend=CLOSE_IT, values=(("reason", reason),))
