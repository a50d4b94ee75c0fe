"""`python -m optimiser` is the command `optimiser`."""

from optimiser.cli import entry

if __name__ == "__main__":
    entry()
