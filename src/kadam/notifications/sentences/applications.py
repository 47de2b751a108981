"""What is said about pitches, answers and offers."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kadam.applications.models import Application
from kadam.applications.words import REASON_WORDS
from kadam.kit.money import rupees
from kadam.kit.rules import rules
from kadam.notifications.letters import Words
from kadam.notifications.sentences.parts import spoken
from kadam.projects.models import Project


def _names(application: Application) -> dict[str, object]:
    """What the sentences speak of. The student's name only where the company may see it."""
    project, number = application.project, f"{application.position:02d}"
    nameless = _("Pitch %(number)s") % {"number": number}
    return {
        "title": project.title,
        "company": project.organization.name,
        "pay": rupees(project.pay_paise),
        "hours": project.hours,
        "number": number,
        "who": application.student.person.name if application.is_named else nameless,
        "until": spoken(project.intake_closes_at),
        "limit": project.pitch_limit,
        "days": rules().answer_days,
        "pause": rules().unanswered_projects_before_pause,
    }


def pitch_arrived(application: Application) -> Words:
    """To the company."""
    names = _names(application)
    text = _(
        "You can read it now; names stay hidden until you shortlist. "
        "The intake closes on %(until)s, or earlier with pitch %(limit)s."
    )
    return Words(_("Pitch %(number)s for “%(title)s”") % names, text % names, _("Read the pitches"))


def intake_closed(project: Project) -> Words:
    """To the company."""
    names = {"title": project.title, "until": spoken(project.answers_due_at), "count": project.pitches}
    if not project.pitches:
        text = _("The intake is closed. The money that was set aside comes back to you; nothing is charged.")
        return Words(_("Nobody pitched for “%(title)s”") % names, text, _("Open the project"))
    title = ngettext(
        "%(count)s pitch for “%(title)s”: the intake is closed",
        "%(count)s pitches for “%(title)s”: the intake is closed",
        project.pitches,
    )
    text = _(
        "Shortlist, offer, or say no with a reason: everyone gets an answer by %(until)s. "
        "Whoever gets none hears that you did not answer, and that counts in public."
    )
    return Words(title % names, text % names, _("Read the pitches"))


def pitch_read(application: Application) -> Words:
    """To the student."""
    names = _names(application)
    text = _("It is for “%(title)s”. You hear either way, with a reason.")
    return Words(_("%(company)s has read your pitch") % names, text % names, _("See your pitch"))


def shortlisted(application: Application) -> Words:
    """To the student."""
    names = _names(application)
    text = _(
        "%(company)s now sees your name and college. "
        "You hear either way, at the latest %(days)s days after the intake closes."
    )
    return Words(_("You are on the shortlist for “%(title)s”") % names, text % names, _("See your pitch"))


def offer_made(application: Application, expires_at: str) -> Words:
    """To the student."""
    names = _names(application) | {"until": spoken(expires_at)}
    text = _("%(pay)s is set aside for you. Accept by %(until)s, or the seat goes to somebody else.")
    facts = (
        (_("Pay, in full to you"), str(names["pay"])),
        (_("Work"), _("about %(hours)s hours") % names),
        (_("Answer by"), str(names["until"])),
    )
    return Words(
        _("%(company)s offers you “%(title)s”") % names, text % names, _("See the offer"), facts=facts
    )


def offer_declined(application: Application) -> Words:
    """To the company."""
    names = _names(application)
    text = _("The %(pay)s for the seat stays set aside. Offer it to the next on your shortlist.")
    return Words(_("%(who)s passed on “%(title)s”") % names, text % names, _("Open the shortlist"))


def offer_ran_out(application: Application) -> Words:
    """To the student."""
    text = _(
        "It was not accepted in time, so the seat goes to somebody else. You can pitch for other projects."
    )
    return Words(
        _("The offer for “%(title)s” ran out") % _names(application), text, _("Find another project")
    )


def offer_left(application: Application) -> Words:
    """To the company, when the student let it run out."""
    names = _names(application)
    text = _("The %(pay)s for the seat stays set aside. Offer it to the next on your shortlist.")
    return Words(
        _("%(who)s let the offer for “%(title)s” run out") % names, text % names, _("Open the shortlist")
    )


def not_selected(application: Application, reason: str) -> Words:
    """To the student, with the company's own line."""
    names = _names(application) | {"reason": str(REASON_WORDS[reason])}
    text = _(
        "%(company)s gives this reason: %(reason)s. "
        "Your other pitches go on, and this place among them is free again."
    )
    return Words(
        _("Not this time: “%(title)s”") % names, text % names, _("See your pitch"), quote=application.note
    )


def filled(application: Application) -> Words:
    """To the student: others were chosen."""
    text = _(
        "Every seat has its student now; you were not among them. "
        "This place among your open pitches is free again."
    )
    return Words(
        _("The seats of “%(title)s” went to others") % _names(application), text, _("Find another project")
    )


def called_off(application: Application) -> Words:
    """To the student: the project ended."""
    text = _(
        "The project ended before everyone was chosen. It has nothing to do with your pitch. "
        "This place among your open pitches is free again."
    )
    return Words(_("“%(title)s” will not take place") % _names(application), text, _("Find another project"))


def unanswered(application: Application) -> Words:
    """To the student."""
    names = _names(application)
    text = _(
        "Its days for answering about “%(title)s” are over. That counts against the company, in public; "
        "not against you, and this place among your open pitches is free again."
    )
    return Words(_("%(company)s did not answer you") % names, text % names, _("Find another project"))


def left_unanswered(application: Application) -> Words:
    """To the company, once a project."""
    names = _names(application)
    text = _(
        "The students heard that you did not answer, and it counts in public. "
        "%(pause)s such projects pause your posting."
    )
    title = _("Pitches for “%(title)s” were closed without your answer")
    return Words(title % names, text % names, _("Open the pitches"))


def withdrawn(application: Application) -> Words:
    """To the company."""
    names = _names(application)
    text = _("%(who)s stepped back from “%(title)s”. You owe no answer to it.")
    return Words(_("A pitch for “%(title)s” was withdrawn") % names, text % names, _("Open the pitches"))


def answers_due(project: Project, waiting: int) -> Words:
    """To the company."""
    names = {"count": waiting, "title": project.title, "until": spoken(project.answers_due_at)}
    title = ngettext(
        "%(count)s pitch for “%(title)s” waits for your answer",
        "%(count)s pitches for “%(title)s” wait for your answer",
        waiting,
    )
    text = _(
        "Answer by %(until)s. After that they are closed as not answered by you, and that counts in public."
    )
    return Words(title % names, text % names, _("Answer now"))
