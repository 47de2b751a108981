"""A past that is played forward: things to do, each at its moment, in order, with the instance's clock set to it."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from kadam.journal.actions import drain
from kadam.journal.registry import without
from kadam.journal.worker import run_all_clocks
from kadam.kit import clock

type Deed = Callable[[datetime], None]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CLOCKS_EVERY = DAY
TOLD = 5 * DAY  # only what happened so lately is told to people: nobody reads half a year of notices
NOTICES = "kadam.notifications."


class Timeline:
    """Deeds waiting for their moment. What a deed does may put further deeds on the line."""

    def __init__(self, start: datetime, end: datetime) -> None:
        self.now = start
        self.end = end
        self._deeds: list[tuple[datetime, int, Deed]] = []
        self._order = itertools.count()
        self._clocks_at = start

    def at(self, moment: datetime, deed: Deed) -> None:
        """Do `deed` at `moment`; what lies beyond the end is left undone: it is the demo's future."""
        if moment <= self.end:
            heapq.heappush(self._deeds, (max(moment, self.now), next(self._order), deed))

    def after(self, wait: timedelta, deed: Deed) -> None:
        """Do `deed` so long after the present."""
        self.at(self.now + wait, deed)

    def play(self, tell: Callable[[float], None]) -> None:
        """Do everything in order, running the market's clocks twice a day; `tell` hears the share done, 0 to 1."""
        start, whole = self.now, self.end - self.now
        while self._deeds:
            moment, _number, deed = heapq.heappop(self._deeds)
            self._run_clocks_until(moment)
            self.now = moment
            with self.present(moment):
                deed(moment)
                drain(now=moment)
            tell((moment - start) / whole)
        self._run_clocks_until(self.end)
        self.now = self.end

    def _run_clocks_until(self, moment: datetime) -> None:
        while self._clocks_at + CLOCKS_EVERY <= moment:
            self._clocks_at += CLOCKS_EVERY
            with self.present(self._clocks_at):
                run_all_clocks(self._clocks_at)
                drain(now=self._clocks_at)

    @contextmanager
    def present(self, moment: datetime) -> Iterator[None]:
        """Inside it is `moment`; what is long past is told to nobody."""
        with clock.pretend(moment), without("" if moment > self.end - TOLD else NOTICES):
            yield
