"""The journal in words: a sentence for every kind of event, and a name for what its data holds."""

from __future__ import annotations

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "applications.ApplicationSubmitted": _("Pitched"),
    "applications.ApplicationSeen": _("Read by the company"),
    "applications.ApplicantShortlisted": _("Shortlisted: name and college shown"),
    "applications.OfferMade": _("Offered the seat"),
    "applications.OfferAccepted": _("Took the seat"),
    "applications.OfferDeclined": _("Passed on the offer"),
    "applications.OfferExpired": _("Let the offer run out"),
    "applications.ApplicantNotSelected": _("Was told no, with a reason"),
    "applications.ApplicationWithdrawn": _("Stepped back"),
    "applications.ApplicationFilled": _("Closed: the seats are gone or the project ended"),
    "applications.ApplicationUnanswered": _("Closed: the company did not answer in time"),
    "applications.AnswersDueSoon": _("Reminded the company of answers it owes"),
    "engagements.EngagementAgreed": _("The student accepted and signed the agreement"),
    "engagements.KickedOff": _("The company signed; the work began"),
    "engagements.WorkPaused": _("The clock stands still"),
    "engagements.WorkResumed": _("The clock runs again"),
    "engagements.WorkSubmitted": _("Handed in a version"),
    "engagements.RevisionAsked": _("Asked for a revision"),
    "engagements.ReviewDueSoon": _("Reminded the company of its review"),
    "engagements.WorkAccepted": _("Accepted: the money is released"),
    "engagements.EngagementAbandoned": _("Ended before acceptance; the money goes back"),
    "files.FileStored": _("Uploaded, in quarantine"),
    "files.FileRefused": _("Found wrong and deleted"),
    "identity.PersonSignedUp": _("Signed up"),
    "identity.EmailVerified": _("Proved the e-mail address"),
    "identity.EmailChanged": _("Signs in with another address"),
    "identity.DetailsEdited": _("Changed name or language"),
    "identity.ConsentGiven": _("Agreed to a purpose"),
    "identity.ConsentWithdrawn": _("Took an agreement back"),
    "identity.SignedIn": _("Signed in"),
    "identity.PasswordChanged": _("Changed the password"),
    "identity.PasswordReset": _("Chose a new password by mail"),
    "identity.SignInMethodAdded": _("Added a way to sign in"),
    "identity.SignInMethodRemoved": _("Removed a way to sign in"),
    "identity.SessionsEnded": _("Ended sessions on other devices"),
    "identity.ClosureAsked": _("Asked to close the account"),
    "identity.ClosureCalledOff": _("Kept the account after all"),
    "identity.AccountClosed": _("The account was closed"),
    "identity.StaffAppointed": _("Became staff"),
    "messaging.MessageSent": _("Wrote in the workroom"),
    "notifications.MailOwed": _("A mail was written, to be sent"),
    "notifications.MailChosen": _("Chose what is mailed"),
    "organizations.OrganizationCreated": _("Created"),
    "organizations.OrganizationChanged": _("Changed facts"),
    "organizations.MemberInvited": _("Invited somebody"),
    "organizations.InvitationWithdrawn": _("Withdrew an invitation"),
    "organizations.MemberJoined": _("A member holds a role"),
    "organizations.MemberLeft": _("A member no longer holds a role"),
    "organizations.DomainProved": _("Proved the mail domain"),
    "organizations.VerificationSubmitted": _("Asked to be verified"),
    "organizations.OrganizationVerified": _("Verified"),
    "organizations.VerificationAsked": _("Asked for something more"),
    "organizations.VerificationRefused": _("Refused verification"),
    "organizations.VerificationRevoked": _("A checked fact changed: has to be verified again"),
    "organizations.EvidenceAdded": _("Added a paper"),
    "payments.FundingRequested": _("Asked the company for money"),
    "payments.FundingPaid": _("Paid: set aside with the provider"),
    "payments.FundingFailed": _("A payment did not go through"),
    "payments.FundingExpired": _("No longer asked for"),
    "payments.HoldReleased": _("Released to the student"),
    "payments.HoldRefunded": _("Promised back to the company"),
    "payments.PayoutAccountAdded": _("Said where the money should go"),
    "payments.PayoutSent": _("Sent to the student"),
    "payments.PayoutPaid": _("Reached the student"),
    "payments.PayoutReturned": _("Came back from the bank"),
    "payments.PayoutRetried": _("To be sent again"),
    "payments.RefundRetried": _("The refund is tried again"),
    "payments.RefundFailed": _("The provider could not refund"),
    "payments.RefundCompleted": _("Back with the company"),
    "payments.WebhookReceived": _("The provider sent a message"),
    "payments.PaymentUnmatched": _("Money that fits nothing"),
    "payments.BooksOutOfBalance": _("The hourly check found the books wrong"),
    "portfolios.PortfolioOpened": _("Got a portfolio"),
    "portfolios.EntryAdded": _("The portfolio has a new entry"),
    "portfolios.PortfolioPublished": _("Published the portfolio"),
    "portfolios.PortfolioWithdrawn": _("Withdrew the portfolio"),
    "portfolios.EntryChanged": _("Changed how an entry is shown"),
    "portfolios.AddressChosen": _("Chose the portfolio's address"),
    "portfolios.IndexingChanged": _("Changed whether search engines may list it"),
    "profiles.ProfileCreated": _("Became a student here"),
    "profiles.ProfileChanged": _("Changed the profile"),
    "profiles.BlackoutAdded": _("Added days without work"),
    "profiles.BlackoutRemoved": _("Removed days without work"),
    "profiles.WorkProved": _("Accepted work stands on record"),
    "projects.ProjectDrafted": _("Began a brief"),
    "projects.BriefEdited": _("Edited the brief"),
    "projects.DraftReopened": _("Made it a draft again"),
    "projects.ProjectSubmitted": _("Sent the brief to be read"),
    "projects.ChangesAsked": _("Asked for changes"),
    "projects.BriefPassed": _("The brief passed; the money is asked for"),
    "projects.ProjectOpened": _("Opened for pitches"),
    "projects.IntakeClosed": _("The intake closed"),
    "projects.ProjectStaffed": _("Every seat has its student"),
    "projects.ProjectCompleted": _("Completed"),
    "projects.ProjectCancelled": _("Called off"),
    "projects.ProjectExpired": _("Ended without money or without a student"),
    "projects.ProjectSuspended": _("Suspended"),
    "projects.SuspensionLifted": _("Suspension lifted"),
    "projects.SeatGivenUp": _("A seat was given up"),
    "staff.DeliveriesRevived": _("Tried buried deliveries again"),
    "staff.BooksProved": _("Had the books prove themselves"),
}

SUBJECTS: dict[str, str | Promise] = {
    "application": _("Pitch"),
    "books": _("Books"),
    "engagement": _("Work"),
    "file": _("File"),
    "funding": _("Funding"),
    "hold": _("Hold"),
    "mail": _("Mail"),
    "order": _("Order at the provider"),
    "organization": _("Organisation"),
    "payout": _("Payout"),
    "person": _("Person"),
    "portfolio": _("Portfolio"),
    "profile": _("Student"),
    "project": _("Project"),
    "queue": _("Queue"),
    "refund": _("Refund"),
    "transfer": _("Transfer at the provider"),
    "webhook": _("Message of the provider"),
}


def sentence(kind: str) -> str:
    """ "projects.ProjectOpened" -> "Opened for pitches"; a kind nobody described is taken apart into words."""
    known = SENTENCES.get(kind)
    if known is not None:
        return str(known)
    words = re.findall(r"[A-Z][a-z]*", kind.rpartition(".")[2])
    return " ".join(words).capitalize() or kind


def subject_name(subject: str) -> str:
    """ "project:k7m2x9d3f" -> "Project k7m2x9d3f"."""
    kind, _colon, code = subject.partition(":")
    return f"{SUBJECTS.get(kind, kind)} {code}".strip()


def label(name: str) -> str:
    """ "amount_paise" -> "Amount": what one value of an event is called."""
    if name in SUBJECTS:
        return str(SUBJECTS[name])
    plain = re.sub(r"_(paise|at|on)$", "", name).replace("_", " ")
    return plain[:1].upper() + plain[1:]
