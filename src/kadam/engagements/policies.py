"""What a submission and a review must hold, and who may end an engagement when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kadam.engagements.models import Engagement
from kadam.engagements.states import SCORES
from kadam.files.models import StoredFile
from kadam.identity.models import Person
from kadam.kit.refusals import BadInput, Refusal
from kadam.kit.rules import rules
from kadam.kit.words import moment


class OtherText(Refusal):
    """The text that was accepted is not the text in force."""

    message = _(
        "The agreement has changed since you opened this page. Please read it again before you accept."
    )


class FileMissing(BadInput):
    """One tangible deliverable."""

    message = _("Attach the deliverable: at least one file.")
    field = "files"


class TooManyFiles(BadInput):
    """More than a reviewer can open."""

    message = _("Attach at most %(limit)d files. Put more of them into one ZIP.")
    field = "files"


class ForeignFile(BadInput):
    """A file of somebody else."""

    message = _("You can only hand in files that you uploaded yourself.")
    field = "files"


class AiUseMissing(BadInput):
    """The brief asks to disclose."""

    message = _("This brief asks you to say where AI tools helped. If you used none, write “none”.")
    field = "ai_use"


class VerdictMissing(BadInput):
    """Each criterion is judged, on its own."""

    message = _("Say for this criterion whether it is met.")


class ScoreMissing(BadInput):
    """An acceptance is scored from 1 to 4."""

    message = _("Choose a score from 1 to 4.")


class CommentMissing(BadInput):
    """The student learns from words."""

    message = _("Write a few words: the student reads this, and keeps it.")
    field = "comment"


class NothingToRevise(BadInput):
    """A revision stays within the written criteria."""

    message = _(
        "All criteria are met, so there is nothing to revise. Accept the work, or mark what is not met."
    )
    field = "decision"


class NoRevisionLeft(Refusal):
    """At most two."""

    message = _("Both revisions were used. Accept the work, or raise a dispute on the written criteria.")
    field = "decision"


class ExamDays(Refusal):
    """Nobody shortens the student's exam days."""

    message = _(
        "The clock stands still for the student's exam days. It starts again by itself when they are over."
    )


class CannotEndYet(Refusal):
    """The company may not walk away from work under way."""

    message = _(
        "The student is at work until %(due)s. You can end this only if nothing is handed in by then."
    )


def require_files(files: Sequence[StoredFile], owner: Person) -> None:
    """At least one, not too many, all uploaded by `owner`. Raises FileMissing, TooManyFiles or ForeignFile."""
    limit = rules().submission_files_max
    if not files:
        raise FileMissing()
    if len(files) > limit:
        raise TooManyFiles(limit=limit)
    if any(file.owner_id != owner.pk for file in files):
        raise ForeignFile()


def require_ai_use(rule: str, ai_use: str) -> None:
    """Where the brief asks for it, the student says how AI tools were used. Raises AiUseMissing."""
    if rule == "disclose" and not ai_use.strip():
        raise AiUseMissing()


def require_verdicts(criteria: Sequence[int], verdicts: Mapping[int, tuple[bool, str]]) -> None:
    """Every criterion has a verdict. Raises VerdictMissing on the field "met_<criterion id>"."""
    for criterion in criteria:
        if criterion not in verdicts:
            raise VerdictMissing(field=f"met_{criterion}")


def require_scores(scores: Mapping[str, int]) -> None:
    """Each of the four scores is 1-4. Raises ScoreMissing on its field."""
    for name in SCORES:
        if scores.get(name) not in {1, 2, 3, 4}:
            raise ScoreMissing(field=name)


def require_comment(comment: str) -> None:
    """Raises CommentMissing when there are no words."""
    if not comment.strip():
        raise CommentMissing()


def company_may_end(engagement: Engagement, now: datetime) -> bool:
    """Before kick-off, or once the deadline has passed with nothing handed in."""
    if engagement.state == "agreed":
        return True
    return engagement.state in {"working", "revision_asked"} and bool(
        engagement.due_at and engagement.due_at <= now
    )


def require_company_may_end(engagement: Engagement, now: datetime) -> None:
    """Raises CannotEndYet while the student still has time."""
    if not company_may_end(engagement, now):
        raise CannotEndYet(due=moment(engagement.due_at) if engagement.due_at else "")
