"""The browser of the journeys: a Chromium of this machine, driven by Playwright."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


def executable() -> str | None:
    """The Chromium to start: KADAM_TEST_CHROMIUM, else the first known one on the path; None where there is none."""
    named = os.environ.get("KADAM_TEST_CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)
