"""Which mail domains prove that somebody works somewhere."""

from __future__ import annotations

from pathlib import Path

_FILE = Path(__file__).parent / "data" / "public_mail_domains.txt"  # anybody can have an address at these
PUBLIC = frozenset(_FILE.read_text(encoding="utf-8").split())
COLLEGE_ENDINGS = (".ac.in", ".edu.in", ".edu", ".res.in")


def domain_of(email: str) -> str:
    """ "asha@meridian.in" -> "meridian.in"."""
    return email.rpartition("@")[2].lower()


def is_public(domain: str) -> bool:
    """Can anybody have an address there?"""
    return any(domain == one or domain.endswith(f".{one}") for one in PUBLIC)


def is_college(domain: str) -> bool:
    """Does it belong to a college, whose students are not the staff of a company?"""
    return domain.endswith(COLLEGE_ENDINGS)
