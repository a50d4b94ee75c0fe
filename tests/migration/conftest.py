"""The folder with the small programme, as the commands have it."""

from tests.commands.conftest import case, shelf

__all__ = ["case", "shelf"]
