"""What is said about the life of a project."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kadam.kit.money import rupees
from kadam.kit.workdays import workday_deadline
from kadam.notifications.letters import Words
from kadam.notifications.sentences.parts import spoken
from kadam.projects.models import Project
from kadam.projects.queries.review import REVIEW_WORKDAYS


def _names(project: Project) -> dict[str, object]:
    due = workday_deadline(project.submitted_at, REVIEW_WORKDAYS) if project.submitted_at else None
    return {
        "title": project.title,
        "company": project.organization.name,
        "cost": rupees(project.pay_paise * project.seats),
        "pay": rupees(project.pay_paise),
        "seats": project.seats,
        "funds_due": spoken(project.funds_due_at),
        "closes": spoken(project.intake_closes_at),
        "limit": project.pitch_limit,
        "answers_due": spoken(project.answers_due_at),
        "read_by": spoken(due),
    }


def brief_to_read(project: Project) -> Words:
    """To staff."""
    names = _names(project)
    text = _("It is the first brief of %(company)s. Read it by %(read_by)s: pass it, or say what to change.")
    return Words(_("A brief to read: “%(title)s”") % names, text % names, _("Read the brief"))


def changes_asked(project: Project, note: str) -> Words:
    """To the company."""
    text = _("Nothing is published or charged yet. Mend what is named below and send the brief again.")
    title = _("We ask for changes to “%(title)s”") % _names(project)
    return Words(title, text, _("Open the brief"), quote=note)


def money_asked(project: Project, read: bool) -> Words:
    """To the company."""
    names = _names(project)
    title = _("“%(title)s” passed: set the money aside") if read else _("Set the money aside for “%(title)s”")
    text = _(
        "%(cost)s, held by the payment provider until you accept the work. "
        "Students see the project as soon as it is paid; without payment by %(funds_due)s it lapses."
    )
    return Words(title % names, text % names, _("Set it aside"))


def opened(project: Project) -> Words:
    """To the company."""
    names = _names(project)
    text = _(
        "The money is set aside and students can pitch until %(closes)s, or until %(limit)s have. "
        "Names stay hidden until you shortlist."
    )
    return Words(_("“%(title)s” is open for pitches") % names, text % names, _("See the pitches"))


def staffed(project: Project) -> Words:
    """To the company."""
    text = _("Everyone else who pitched hears that the seats are taken. The work happens in the workrooms.")
    return Words(
        _("Every seat of “%(title)s” has its student") % _names(project), text, _("Open the project")
    )


def completed(project: Project) -> Words:
    """To the company."""
    text = _("All work is accepted and paid, or its money is back with you. Nothing is left to do.")
    return Words(_("“%(title)s” is completed") % _names(project), text, _("Open the project"))


def cancelled(project: Project, reason: str) -> Words:
    """To the company's other people."""
    text = _("Every rupee that was set aside goes back to your company. Everyone who pitched hears of it.")
    return Words(_("“%(title)s” was called off") % _names(project), text, _("Open the project"), quote=reason)


def lapsed(project: Project) -> Words:
    """To the company: it was never paid for."""
    text = _("No money was set aside in time, so it was never shown to students. Nothing was charged.")
    return Words(_("“%(title)s” lapsed") % _names(project), text, _("Open the project"))


def over_unchosen(project: Project) -> Words:
    """To the company: nobody was chosen."""
    text = _(
        "Nobody was chosen in time, so the project is over. The money of every free seat goes back to you."
    )
    return Words(_("“%(title)s” ended without a student") % _names(project), text, _("Open the project"))


def suspended(project: Project, reason: str) -> Words:
    """To the company."""
    text = _(
        "We took it off the listing. The money stays set aside, and work that has begun goes on. "
        "Our reason is below; answer to the address at the foot of every page."
    )
    return Words(_("“%(title)s” is suspended") % _names(project), text, _("Open the project"), quote=reason)


def suspension_lifted(project: Project) -> Words:
    """To the company."""
    names = _names(project)
    text = _("The intake stays closed. Answer everyone who pitched by %(answers_due)s.")
    return Words(_("“%(title)s” may go on") % names, text % names, _("Read the pitches"))


def seat_given_up(project: Project) -> Words:
    """To the company."""
    names = _names(project)
    text = _("The seat is closed and its %(pay)s goes back to you, usually within 5 to 7 working days.")
    return Words(_("A seat of “%(title)s” was given up") % names, text % names, _("See the money"))
