"""How other capabilities take files in and give them out."""

from kadam.files.web.downloads import download

__all__ = ["download"]
