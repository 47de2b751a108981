"""Child processes of tests that must not outlive them."""

from __future__ import annotations

import ctypes
import signal
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def die_with_parent(number: signal.Signals) -> Callable[[], None]:
    """A `preexec_fn`: the child gets this signal when its parent dies, however it dies (Linux only)."""

    def ask_kernel() -> None:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(number))

    return ask_kernel
