"""What a file may be called once it is here."""

from __future__ import annotations

import re
import unicodedata

NAME_MAX = 160
# Written right to left, "fdp.exe" reads as a PDF: no direction marks, and nothing invisible but the two joiners
# that Indian scripts need.
_INVISIBLE = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_FORBIDDEN = re.compile(r'[<>:"|?*]')  # what Windows cannot save


def clean_name(name: str) -> str:
    """The name as the person gave it, without path, control characters or direction marks; at most NAME_MAX long."""
    text = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    text = _FORBIDDEN.sub("-", _INVISIBLE.sub("", text))
    text = re.sub(r"\s+", " ", text).strip(" .")
    stem, dot, ending = text.rpartition(".")
    if not dot:
        return text[:NAME_MAX]
    return f"{(stem.rstrip(' .') or 'file')[: NAME_MAX - len(ending) - 1]}.{ending}"[-NAME_MAX:]
