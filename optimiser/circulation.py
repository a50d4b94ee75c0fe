"""The cheapest way to round a circulation: unit arcs with whole costs between vertices that need whole amounts; exact, no solver.

Successive shortest paths (Edmonds and Karp 1972, Tomizawa 1971): every phase one Dijkstra over reduced costs, then as many paths without
cost as can be walked. The arcs and their order decide everything, so the same input gives the same choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

Arc = tuple[int, int, int]


def cheapest(arcs: Sequence[Arc], supply: Sequence[int]) -> list[bool]:
    """Which arcs (tail, head, cost) carry one unit, so that outflow minus inflow of vertex v is `supply[v]`, at least cost.

    Raises ValueError when no choice does that.

    >>> cheapest([(0, 1, 5), (0, 1, 2), (0, 1, 4)], [2, -2])
    [False, True, True]
    """
    network = _Network(arcs, supply)
    while any(left > 0 for left in network.left):
        network.reprice()
        if not network.walk():
            raise ValueError("no circulation")
    return [not open for open in network.open[::2]]


class _Network:
    """Arc 2i is arc i as given, arc 2i+1 its way back; an arc is open when a unit may still go along it. `left` is supply not yet sent."""

    def __init__(self, arcs: Sequence[Arc], supply: Sequence[int]) -> None:
        self.left = list(supply)
        self.price = [0] * len(supply)
        self.out: list[list[int]] = [[] for _ in supply]
        self.head: list[int] = []
        self.cost: list[int] = []
        self.open: list[bool] = []
        for tail, head, cost in arcs:
            for start, end, price in ((tail, head, cost), (head, tail, -cost)):
                self.out[start].append(len(self.head))
                self.head.append(end)
                self.cost.append(price)
            # An arc that pays is taken at once, so that no open arc costs less than nothing.
            taken = cost < 0
            self.open += [not taken, taken]
            self.left[tail] -= taken
            self.left[head] += taken

    def reprice(self) -> None:
        """Moves the prices so that every shortest path from what is left over costs nothing."""
        far = [-1] * len(self.left)
        queue = [(0, vertex) for vertex, left in enumerate(self.left) if left > 0]
        while queue:
            distance, vertex = heappop(queue)
            if far[vertex] >= 0:
                continue
            far[vertex] = distance
            for arc in self.out[vertex]:
                if self.open[arc] and far[self.head[arc]] < 0:
                    heappush(queue, (distance + self._reduced(vertex, arc), self.head[arc]))
        furthest = max(far)
        for vertex, distance in enumerate(far):
            self.price[vertex] += furthest if distance < 0 else distance

    def walk(self) -> bool:
        """Sends units along open arcs without cost as long as there are any. False when none could be sent."""
        untried = [iter(arcs) for arcs in self.out]
        sent = False
        for vertex in range(len(self.left)):
            while self.left[vertex] > 0 and (path := self._path(vertex, untried)):
                sent = True
                self.left[vertex] -= 1
                self.left[self.head[path[-1]]] += 1
                for arc in path:
                    self.open[arc], self.open[arc ^ 1] = False, True
        return sent

    def _path(self, start: int, untried: list[Iterator[int]]) -> list[int]:
        """Arcs from a vertex to one that still needs a unit; an arc that led nowhere is not tried again in this phase."""
        path: list[int] = []
        here, passed = start, {start}
        while True:
            arc = next((one for one in untried[here] if self.open[one] and self.head[one] not in passed and not self._reduced(here, one)), None)
            if arc is None:
                if not path:
                    return []
                here = self.head[path.pop() ^ 1]
                continue
            path.append(arc)
            here = self.head[arc]
            if self.left[here] < 0:
                return path
            passed.add(here)

    def _reduced(self, tail: int, arc: int) -> int:
        return self.cost[arc] + self.price[tail] - self.price[self.head[arc]]
