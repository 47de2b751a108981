"""Kadam: the marketplace for micro-internships in India."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("kadam")
except PackageNotFoundError:  # run from a folder that was never installed
    __version__ = "0"
