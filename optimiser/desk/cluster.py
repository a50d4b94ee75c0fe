"""The one door to Dask: pieces of a batch answered by workers on other machines. Needs `taz-optimiser[cluster]` here and on every worker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from optimiser.desk.batch import Answered, Batch, answer_piece
from optimiser.faults import Fault, Refused
from optimiser.language import Text
from optimiser.lp.chooser import Closeness
from optimiser.lp.hot import Hot
from optimiser.lp.program import Floats
from optimiser.problem import Problem
from optimiser.slope import Slope

ADDRESS = Text("het adres van een Dask-scheduler, zoals tcp://naam:8786", "the address of a Dask scheduler, such as tcp://name:8786")
INSTALL = Text("installeer taz-optimiser[cluster], hier en op elke werker", "install taz-optimiser[cluster], here and on every worker")
START = Text(
    "start hem met `dask scheduler` en `dask worker ADRES`, of laat --cluster weg",
    "start it with `dask scheduler` and `dask worker ADDRESS`, or leave --cluster out",
)
SECONDS = 10
# How often another worker may try a piece.
RETRIES = 3


class Cluster:
    """A scheduler that was reached. A worker that dies has its pieces answered by another; a piece is taken once, by its number."""

    def __init__(self, address: str) -> None:
        """Raises `Refused` when Dask is not installed or nobody answers."""
        try:
            from distributed import Client
        except ImportError:
            raise Refused([Fault("cluster-missing", "--cluster", found=address, expected=ADDRESS, mend=INSTALL)]) from None
        try:
            self._client = Client(address, timeout=SECONDS)
        except (OSError, ValueError, TimeoutError):
            raise Refused([Fault("cluster-unreachable", "--cluster", found=address, expected=ADDRESS, mend=START)]) from None

    def ask(self, batch: Batch, numbers: Sequence[int]) -> Iterator[tuple[int, Answered]]:
        """Answers of pieces as they come, in any order; a piece that no worker could answer is answered here."""
        from distributed import as_completed

        # The problem goes along with every piece: what lies on one worker only is lost with that worker.
        shared = (batch.key, batch.problem, batch.slopes, batch.closeness)
        sent = {self._client.submit(_answer, shared, batch.pieces[number], pure=False, retries=RETRIES): number for number in numbers}
        for future in as_completed(sent):
            number = sent[future]
            failed = future.status != "finished"
            yield number, _answer(shared, batch.pieces[number]) if failed else future.result()

    def close(self) -> None:
        """Lets the scheduler go; it stays up for others."""
        self._client.close()


def _answer(shared: tuple[str, Problem, tuple[Slope, ...], tuple[Closeness, ...] | None], amounts: Floats) -> Answered:
    """One piece, on a worker."""
    key, problem, slopes, closeness = shared
    # Workers are as many as there are cores for them; and a copy of one that dies would keep its connections, so that nobody sees it go.
    return answer_piece(_hot(_Keyed(key, problem, closeness)), slopes, amounts, cores=1)


class _Keyed:
    """A problem that is the same as another with the same key, so that a worker loads it once."""

    def __init__(self, key: str, problem: Problem, closeness: tuple[Closeness, ...] | None) -> None:
        self.key, self.problem, self.closeness = key, problem, closeness

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and other.key == self.key


@lru_cache(maxsize=2)
def _hot(keyed: _Keyed) -> Hot:
    return Hot(keyed.problem, keyed.closeness)
