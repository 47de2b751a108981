"""Believable contents for the style page: half filled in, and wrong in places."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

Sample = dict[str, Any]


class PitchSample(forms.Form):
    """A form with every kind of widget, half filled in and wrong in places."""

    name = forms.CharField(
        label=_("Your name"), help_text=_("As on your identity card; only a chosen company sees it.")
    )
    email = forms.EmailField(label=_("E-mail"))
    pay = forms.CharField(label=_("Pay for each student"))
    kind = forms.ChoiceField(
        label=_("What you need"),
        choices=[("", "Choose one"), ("research", "Market research"), ("writing", "Writing")],
    )
    answer = forms.CharField(
        label=_("Which two sources would you trust most?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    due = forms.DateField(label=_("Hand-in"), widget=forms.DateInput(attrs={"type": "date"}))
    file = forms.FileField(label=_("Your work"), required=False)
    place = forms.ChoiceField(
        label=_("Where"),
        widget=forms.RadioSelect,
        choices=[("remote", "Remote"), ("pune", "In Pune"), ("either", "Either")],
    )
    days = forms.MultipleChoiceField(
        label=_("Days you can work"),
        widget=forms.CheckboxSelectMultiple,
        choices=[("m", "Mon"), ("t", "Tue"), ("w", "Wed"), ("s", "Sat")],
    )
    template = forms.ChoiceField(
        label=_("Start from"),
        widget=forms.RadioSelect,
        choices=[("map", "Competitor map"), ("clean", "Clean a dataset"), ("posts", "Four blog posts")],
    )
    quality = forms.ChoiceField(
        label=_("Quality"), widget=forms.RadioSelect, choices=[(n, n) for n in "1234"]
    )
    agree = forms.BooleanField(label=_("I am 18 or older and the words are my own"))


def sample_form(prefix: str) -> PitchSample:
    """A bound form with two mistakes in it; `prefix` keeps the ids of the two themes apart."""
    typed = {
        "name": "Asha Kulkarni",
        "email": "asha@",
        "pay": "6,000",
        "kind": "research",
        "answer": "Tariff sheets of state boards, and two freight exchanges.",
        "due": "2026-11-27",
        "place": "remote",
        "days": ["m", "s"],
        "template": "map",
        "quality": "3",
    }
    return PitchSample(typed, auto_id=f"{prefix}_%s")


def sample_steps() -> list[Sample]:
    """An engagement under review."""
    done = [
        ("Funded", date(2026, 11, 3)),
        ("Chosen", date(2026, 11, 9)),
        ("Kick-off", date(2026, 11, 11)),
        ("Handed in", date(2026, 11, 22)),
    ]
    return [
        *({"label": label, "state": "done", "note": on} for label, on in done),
        {"label": "Review", "state": "now", "note": "until Fri 27 Nov"},
        {"label": "Paid", "state": "todo", "note": "the same day"},
    ]


def sample_money(now: datetime) -> list[Sample]:
    """The money's way, past and to come."""
    return [
        {
            "what": "Set aside with the payment provider",
            "when": now - timedelta(days=20),
            "who": "by Nilgiri Cold Chain",
            "paise": 600_000,
        },
        {
            "what": "Work under review",
            "when": "until Friday 27 November, 6:00 pm",
            "who": "the company acts next",
            "state": "now",
        },
        {"what": "Released to you", "when": "on acceptance", "paise": 600_000, "state": "todo"},
        {"what": "In your bank", "when": "next working day", "who": "the provider pays", "state": "todo"},
    ]


LISTINGS: list[Sample] = [
    {
        "title": "Map 40 competitors of a cold-chain start-up",
        "href": "#a",
        "chips": [("₹6,000 held", "leaf"), ("2 seats · closes Thu", "marigold")],
        "text": "Sheet and 4-page brief · answers 98 % of applicants",
        "skills": ["Market research", "Excel", "Logistics"],
        "proven": ["Market research", "Excel"],
        "paise": 600_000,
        "terms": "24 h · ₹250/h · 2 weeks",
        "aside": "queue 7 of 20",
    },
    {
        "title": "Four Hindi blog posts on home solar for a Jaipur installer",
        "href": "#b",
        "chips": [("₹3,200 held", "leaf"), ("1 seat", "plain")],
        "text": "Published posts, 900 words each · answers everyone",
        "skills": ["हिन्दी", "SEO", "Writing"],
        "proven": ["हिन्दी", "Writing"],
        "paise": 320_000,
        "terms": "16 h · ₹200/h · 10 days",
        "aside": "queue 3 of 20",
    },
    {
        "title": "Clean and document a dataset of 1.2 lakh service tickets",
        "href": "#c",
        "chips": [("₹9,600 held", "leaf"), ("PPO possible", "indigo")],
        "text": "CSV, data dictionary, notebook · 3 of 3 promises kept",
        "skills": ["Python", "SQL"],
        "proven": ["Python", "SQL"],
        "paise": 960_000,
        "terms": "32 h · ₹300/h · 3 weeks",
        "aside": "clashes: 12–14 Dec",
    },
]
CRITERIA: list[Sample] = [
    {"text": "40 companies, each with city, fleet and price source", "met": True},
    {"text": "Sources linked and reachable", "met": False, "note": "Two of the tariff links need a sign-in."},
    {"text": "Four-page brief names three openings for us"},
]
HERO: list[Sample] = [
    {
        "step": "Step 1",
        "tone": "marigold",
        "title": "Clean 12,000 sales rows",
        "text": "18 h · ₹4,500 · accepted",
    },
    {
        "step": "Step 2",
        "tone": "indigo",
        "title": "Dashboard, same company",
        "text": "30 h · ₹9,000 · accepted",
    },
    {"step": "Step 3", "tone": "leaf", "title": "Pre-placement offer", "text": "Analyst · kept promise"},
]
TONES = ("indigo", "marigold", "leaf", "clay")
SWATCHES = [
    "paper",
    "card",
    "sunk",
    "ink",
    "soft",
    "line",
    *(tone + tint for tone in TONES for tint in ("", "-tint")),
]
