"""What people are told, one story a file. Every function is a row of the table: the event, who hears of it, the words.

| story | file |
|---|---|
| pitches, answers, offers | applications.py |
| the life of a project | projects.py |
| the work and its review | work.py |
| messages in the workroom | messages.py |
| money | money.py |
| verification, members, invitations | organisation.py |
| sign-in, staff, closing | account.py |
| mails that are owed | post.py |

Not told, because something beside them says it: OfferAccepted (EngagementAgreed), FundingRequested (BriefPassed),
FundingExpired (ProjectExpired, or one's own act), HoldReleased (WorkAccepted), HoldRefunded (RefundCompleted),
SignedIn and SessionsEnded (the list of sessions). Identity mails changes of the sign-in itself, at once and with the
device; here they only get their line.
"""

from kadam.notifications.subscribers import (
    account,
    applications,
    messages,
    money,
    organisation,
    post,
    projects,
    work,
)

__all__ = ["account", "applications", "messages", "money", "organisation", "post", "projects", "work"]
