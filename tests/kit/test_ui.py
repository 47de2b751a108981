"""The components: each drawn, within its budget of bytes, readable in both themes, safe under the strict policy."""

from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.test import Client
from jinja2 import UndefinedError

from kadam.kit.web.samples import sample_form

KIT = Path(__file__).resolve().parents[2] / "src/kadam/kit"
TEMPLATES = KIT / "jinja2/kit"
STATIC = KIT / "static/kit"
CSS = (STATIC / "kadam.css").read_text(encoding="utf-8")
TONES = ("indigo", "marigold", "leaf", "clay")


@pytest.fixture(scope="module")
def ui() -> Any:
    """The macros as pages import them."""
    return engines["jinja2"].env.get_template("kit/ui.html").module


def public_macros() -> set[str]:
    """The names that kit/ui.html gives to pages."""
    return set(re.findall(r"{% set (\w+) =", (TEMPLATES / "ui.html").read_text(encoding="utf-8")))


class Tags(HTMLParser):
    """Every start tag of a page with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag."""
        self.found.append((tag, dict(attrs)))


# The style page


@pytest.mark.django_db
def test_the_style_page_shows_every_component(client: Client) -> None:
    page = client.get("/style/")
    assert page.status_code == 200
    sources = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("style/*.html"))
    shown = set(re.findall(r"\w+", " ".join(re.findall(r'from "kit/ui.html" import ([^%]+)%}', sources))))
    called = {name for name in shown if re.search(rf"\b{name}\(", sources)}
    drawn_within_others = {"flashes", "figure", "fields", "choices", "checkbox", "when"}
    assert public_macros() - called == drawn_within_others


@pytest.mark.django_db
def test_the_style_page_keeps_to_the_strict_policy(client: Client) -> None:
    tags = Tags(client.get("/style/").content.decode()).found
    assert not [
        tag for tag, attrs in tags if "style" in attrs or any(name.startswith("on") for name in attrs)
    ]
    assert not [attrs for tag, attrs in tags if tag == "script" and not attrs.get("src")]
    assert not [tag for tag, _attrs in tags if tag == "style"]


@pytest.mark.django_db
def test_ids_of_the_style_page_are_unique(client: Client) -> None:
    ids = [attrs["id"] for _tag, attrs in Tags(client.get("/style/").content.decode()).found if "id" in attrs]
    assert sorted(ids, key=str) == sorted(set(ids), key=str)


# Macros


def test_text_is_escaped_whatever_the_component(ui: Any) -> None:
    bad = "<b>x</b>"
    for html in (
        ui.chip(bad),
        ui.button(bad, value=bad, name="n"),
        ui.tags([bad]),
        ui.facts([(bad, bad)]),
        ui.message(bad, bad, "now"),
        ui.file_row(bad, bad, bad[:4], bad),
        ui.path([{"label": bad, "state": "now", "note": bad}]),
        ui.table([bad], [[bad]], bad),
        ui.avatar(bad),
    ):
        assert "<b>x" not in html


def test_a_forgotten_argument_is_an_error(ui: Any) -> None:
    with pytest.raises(UndefinedError):
        ui.chip()


def test_a_path_says_its_states_without_colour(ui: Any) -> None:
    steps = [
        {"label": name, "state": state}
        for name, state in zip("abcd", ("done", "now", "todo", "stopped"), strict=True)
    ]
    html = str(ui.path(steps))
    assert re.findall(r"(Done|Now|To come|Stopped here):", html) == ["Done", "Now", "To come", "Stopped here"]
    assert html.count('aria-current="step"') == 2


@pytest.mark.parametrize(("value", "share"), [(0, "0"), (3, "75"), (9, "100")])
def test_a_meter_never_leaves_its_track(ui: Any, value: int, share: str) -> None:
    assert re.search(rf'class="fill" width="{share}(\.0)?%"', str(ui.meter(value, 4, "Met")))


def test_table_cells_carry_their_heading_for_the_phone(ui: Any) -> None:
    html = str(ui.table(["Project", ("Held", "num")], [["Map", "₹6,000"]], "Yours"))
    assert '<td data-label="Held" class="num">₹6,000</td>' in html
    assert '<th scope="row">Map</th>' in html


def test_money_is_written_the_indian_way(ui: Any) -> None:
    assert "₹1,23,456" in ui.money(12_345_600)


# Forms


def test_a_wrong_field_names_its_mistake_and_keeps_what_was_typed(ui: Any) -> None:
    form = sample_form("x")
    html = str(ui.field(form["email"]))
    tags = Tags(html).found
    box = next(attrs for tag, attrs in tags if tag == "input")
    assert (box["value"], box["aria-invalid"]) == ("asha@", "true")
    assert box["aria-describedby"] in {attrs.get("id") for _tag, attrs in tags}


@pytest.mark.parametrize("name", sorted(sample_form("x").fields))
def test_every_description_of_a_field_exists(ui: Any, name: str) -> None:
    tags = Tags(
        str(ui.field(sample_form("x")[name], hint="Say it plainly.", words=20 if name == "answer" else None))
    ).found
    ids = {attrs.get("id") for _tag, attrs in tags}
    wanted = {one for _tag, attrs in tags for one in (attrs.get("aria-describedby") or "").split()}
    assert wanted <= ids
    assert "Say it plainly." in str(ui.field(sample_form("x")[name], hint="Say it plainly."))


def test_the_error_summary_links_to_each_wrong_field(ui: Any) -> None:
    form = sample_form("x")
    form.add_error(None, "The project closed while you wrote.")
    html = str(ui.form_errors(form))
    assert "The project closed while you wrote." in html
    assert {'href="#x_email"', 'href="#x_agree"'} <= set(re.findall(r'href="[^"]+"', html))
    assert ui.form_errors(type(form)()) == ""


# Budgets and rules


def test_fonts_styles_and_scripts_stay_within_their_budget() -> None:
    assert sum(path.stat().st_size for path in STATIC.glob("fonts/*.woff2")) <= 60_000
    assert len(gzip.compress(CSS.encode(), 9)) <= 9_500
    assert len(gzip.compress((STATIC / "kadam.js").read_bytes(), 9)) <= 3_000


def test_templates_are_short() -> None:
    assert not {
        path.name for path in TEMPLATES.rglob("*.html") if len(path.read_text("utf-8").splitlines()) > 150
    }


def test_every_custom_property_is_defined() -> None:
    assert set(re.findall(r"var\((--[\w-]+)", CSS)) <= set(re.findall(r"(--[\w-]+):", CSS))


def luminance(lightness: float, chroma: float, hue: float) -> float:
    """Relative luminance (WCAG 2.2) of an OKLCH colour, cut to sRGB. Matrices: Björn Ottosson, 2020."""
    from math import cos, radians, sin

    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    mid = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * mid + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * mid - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * mid + 1.7076147010 * short
    red, green, blue = (min(1.0, max(0.0, part)) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def tokens(theme: int) -> dict[str, float]:
    """Luminance of each colour token; theme 0 is light, 1 is dark."""
    found = {}
    for name, value in re.findall(r"--([\w-]+): ((?:light-dark\()?oklch\([^;]+);", CSS):
        colours = re.findall(r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)", value)
        if colours:
            found[name] = luminance(*map(float, colours[theme % len(colours)]))
    return found


def contrast(one: float, other: float) -> float:
    """WCAG 2.2 contrast ratio."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


PAIRS = [
    *product(("ink", "soft", "indigo", "clay", "leaf"), ("paper", "card", "sunk")),
    *((tone if tone != "marigold" else "marigold-ink", f"{tone}-tint") for tone in TONES),
    ("on-indigo", "indigo"),
    ("on-indigo", "indigo-deep"),
    ("ink", "clay-tint"),
    ("ink", "indigo-tint"),
    ("paper", "ink"),
]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_words_have_contrast_enough(theme: int) -> None:
    colours = tokens(theme)
    weak = {pair: round(contrast(*(colours[name] for name in pair)), 2) for pair in PAIRS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}
    edges = {place: contrast(colours["edge"], colours[place]) for place in ("paper", "card")}
    assert min(edges.values()) >= 3  # WCAG 2.2, 1.4.11: the border of a box to type in
