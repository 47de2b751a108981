"""Giving out a file. The caller has asked its own query whether this person may have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse

from kadam.files.queries import content_of

if TYPE_CHECKING:
    from kadam.files.models import StoredFile


def download(file: StoredFile) -> FileResponse:
    """Stream a clear file as an attachment that no browser runs. Raises NotReady (409) otherwise.

    The name is sent as RFC 6266 and RFC 5987 ask, so that names in any script survive.
    """
    content = content_of(file)
    response = FileResponse(
        content.path.open("rb"), as_attachment=True, filename=content.name, content_type=content.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private"
    return response
