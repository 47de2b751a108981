"""What is said about the work: kick-off, pauses, versions, reviews, acceptance."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kadam.engagements.models import Engagement
from kadam.files.models import StoredFile
from kadam.kit.money import rupees
from kadam.notifications.letters import Words
from kadam.notifications.sentences.parts import spoken


def _names(engagement: Engagement) -> dict[str, object]:
    return {
        "title": engagement.project.title,
        "company": engagement.organization.name,
        "who": engagement.student.person.name,
        "pay": rupees(engagement.project.pay_paise),
        "kickoff_due": spoken(engagement.kickoff_due_at),
        "due": spoken(engagement.due_at),
        "review_due": spoken(engagement.review_due_at),
    }


def agreed(engagement: Engagement) -> Words:
    """To the company."""
    names = _names(engagement)
    text = _(
        "%(who)s signed the agreement for “%(title)s”. Sign it too and start the work by %(kickoff_due)s. "
        "The %(pay)s stays set aside until you accept the result."
    )
    return Words(_("%(who)s took the seat") % names, text % names, _("Start the work"))


def kicked_off(engagement: Engagement, due_at: str) -> Words:
    """To the student."""
    names = _names(engagement) | {"due": spoken(due_at)}
    text = _(
        "%(company)s signed the agreement. Hand in by %(due)s; "
        "%(pay)s is released to you when the work is accepted."
    )
    return Words(_("“%(title)s” has begun") % names, text % names, _("Open the workroom"))


def paused_for_exams(engagement: Engagement) -> Words:
    """To both sides."""
    names = _names(engagement)
    text = _(
        "The exam days of %(who)s have begun. The deadline moves by as long as they last; the pay stays."
    )
    return Words(_("The clock of “%(title)s” stands still") % names, text % names, _("Open the workroom"))


def paused_by_company(engagement: Engagement) -> Words:
    """To the student and the company's others."""
    names = _names(engagement)
    text = _(
        "%(company)s cannot attend for a while. The deadline moves by as long as that lasts; the pay stays."
    )
    return Words(_("The clock of “%(title)s” stands still") % names, text % names, _("Open the workroom"))


def resumed(engagement: Engagement, due_at: str) -> Words:
    """To both sides."""
    names = _names(engagement) | {"due": spoken(due_at)}
    text = _("The work is now due on %(due)s.")
    return Words(_("The clock of “%(title)s” runs again") % names, text % names, _("Open the workroom"))


def submitted(engagement: Engagement, version: int, review_due_at: str) -> Words:
    """To the company."""
    names = _names(engagement) | {"version": version, "until": spoken(review_due_at)}
    text = _(
        "Version %(version)s is in the workroom. Accept it or ask for a revision by %(until)s; "
        "if you do not answer, it is accepted and %(pay)s is released to %(who)s."
    )
    return Words(_("%(who)s handed in “%(title)s”") % names, text % names, _("Review the work"))


def revision_asked(engagement: Engagement, left: int, comment: str) -> Words:
    """To the student, with the reviewer's words."""
    names = _names(engagement) | {"left": left}
    more = (
        ngettext("They may ask for %(left)s more.", "They may ask for %(left)s more.", left)
        if left
        else _("It is the last one they may ask for.")
    )
    text = _("Each criterion says what is missing. Hand in again by %(due)s. The %(pay)s stays set aside.")
    return Words(
        _("%(company)s asks for a revision of “%(title)s”") % names,
        f"{text % names} {more % names}",
        _("See what is missing"),
        quote=comment,
    )


def review_due(engagement: Engagement) -> Words:
    """To the company."""
    names = _names(engagement)
    text = _(
        "%(who)s waits for your review until %(review_due)s. "
        "If you do not answer by then, the work is accepted and %(pay)s is released."
    )
    return Words(_("Your review of “%(title)s” is due") % names, text % names, _("Review the work"))


def accepted(engagement: Engagement, *, by_clock: bool, has_account: bool) -> Words:
    """To the student."""
    names = _names(engagement)
    how = (
        _("%(company)s did not answer in time, so your work counts as accepted.")
        if by_clock
        else _("%(company)s accepted your work.")
    )
    money = (
        _("%(pay)s is released and reaches your account on the same or the next working day.")
        if has_account
        else _("%(pay)s is released to you. Say where it should go, and it is sent at once.")
    )
    return Words(
        _("Accepted: “%(title)s”") % names,
        f"{how % names} {money % names}",
        _("Open the workroom") if has_account else _("Add where your money should go"),
        facts=((_("To you, in full"), str(names["pay"])),),
    )


def accepted_here(engagement: Engagement, by: str) -> Words:
    """To the company. `by` is who accepted; empty when the clock did."""
    names = _names(engagement) | {"by": by}
    if by:
        text = _("%(by)s accepted the work of %(who)s. %(pay)s is released to them.")
    else:
        text = _(
            "Nobody answered in time, so the work of %(who)s counts as accepted and %(pay)s is released. "
            "The rights to it are yours once it is paid."
        )
    return Words(_("Accepted: “%(title)s”") % names, text % names, _("Open the workroom"))


def left_by_student(engagement: Engagement, why: str) -> Words:
    """To the company."""
    names = _names(engagement)
    text = _("Nothing was accepted, so the %(pay)s of this seat goes back to you. What they wrote is below.")
    return Words(
        _("%(who)s stepped back from “%(title)s”") % names, text % names, _("Open the workroom"), quote=why
    )


def ended_by_company(engagement: Engagement, why: str) -> Words:
    """To the student."""
    names = _names(engagement)
    text = _("Nothing was accepted, so the %(pay)s goes back to the company. What they wrote is below.")
    return Words(_("%(company)s ended “%(title)s”") % names, text % names, _("Open the workroom"), quote=why)


def work_proved(engagement: Engagement) -> Words:
    """To the student."""
    names = _names(engagement)
    text = _(
        "It shows what you delivered and that it was accepted and paid. Nobody sees it until you publish."
    )
    return Words(_("“%(title)s” stands in your portfolio") % names, text, _("Open your portfolio"))


def message(title: str, who: str, said: str) -> Words:
    """To the others of the workroom."""
    names = {"who": who, "title": title}
    text = said or _("A file without words.")
    return Words(_("%(who)s wrote in “%(title)s”") % names, text, _("Open the workroom"))


def file_refused(file: StoredFile, reason: str) -> Words:
    """To whoever uploaded it."""
    text = _("It was deleted and nobody could open it. %(reason)s") % {"reason": reason}
    return Words(_("%(name)s was refused") % {"name": file.name}, text, _("Go to your work"))
