"""The pictures of docs/tour.md, taken by the journey where KADAM_TEST_TOUR=1 asks for them."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.support.paths import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = ROOT / "docs" / "tour"
HEAVIEST = 120_000  # bytes of one picture
SCROLL = """of => scrollTo({
  top: of ? document.querySelector(of).getBoundingClientRect().top + scrollY - 24 : 0, behavior: "instant",
})"""
TO_WEBP = """async ([png, quality]) => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", quality).split(",")[1];
}"""


@dataclass
class Album:
    """Where the pictures go; nowhere unless asked."""

    wanted: bool = field(default_factory=lambda: os.environ.get("KADAM_TEST_TOUR") == "1")

    def take(self, page: Page, name: str, *, of: str = "", dark: bool = False) -> None:
        """Keep what is on the screen as docs/tour/NAME.webp, from the element `of` (a selector) on."""
        if not self.wanted:
            return
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.evaluate("document.activeElement?.blur()")
        page.evaluate(SCROLL, of)
        png = page.screenshot(animations="disabled", caret="hide")
        page.emulate_media(color_scheme="light")
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{name}.webp").write_bytes(self._webp(page, png))

    def _webp(self, page: Page, png: bytes) -> bytes:
        blank = page.context.new_page()
        text = base64.b64encode(png).decode()
        for quality in (0.86, 0.75, 0.6, 0.45):
            picture = base64.b64decode(blank.evaluate(TO_WEBP, [text, quality]))
            if len(picture) <= HEAVIEST:
                break
        blank.close()
        return picture
