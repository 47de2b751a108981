"""What every page shows around itself: who is signed in, under which hat, and where they can go."""

from __future__ import annotations


def frame(request):  # placeholder until written below
    return {}
