"""Files that people hand in."""

from __future__ import annotations

from django.db import models

from kadam.files.states import FILE
from kadam.kit.codes import CodeField
from kadam.kit.constraints import positive


class StoredFile(models.Model):
    """One uploaded file: on disk under its code outside the web root, here its name, kind and fingerprint.

    Who may see it is the business of the capability that holds it; no address serves a file by its code alone.
    """

    code = CodeField()
    owner = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)  # as the person named it, cleaned; never a path
    size = models.PositiveBigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=100)  # by content, not by name
    state = models.CharField(max_length=12, default=FILE.initial)
    scanned = models.BooleanField(default=False)  # by a virus scanner
    reason = models.CharField(max_length=200, blank=True)  # why it was refused
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [FILE.check("file_state"), positive("size", "file_size")]
        indexes = [models.Index(fields=["owner", "id"], name="file_owner")]
