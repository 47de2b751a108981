"""The wording of the agreement. A change of wording gets a new version; old agreements keep their text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from kadam.kit.money import rupees

VERSION = "2026-11"

AI_RULES = {
    "allowed": "The student may use AI tools and answers for the result.",
    "disclose": "The student may use AI tools and says with the submission where and how.",
    "barred": "The student does the work without AI tools.",
}

TEXT = """\
Agreement on one micro-internship, wording {version}

Between {company} ("the company") and {student} ("the student").

1. The work. {title}. The student hands in one deliverable: {deliverable}. The company estimates {hours} hours.

2. When it is done. The deliverable is judged on these criteria alone:
{criteria}

3. Time. It is due {due_days} days after kick-off. The student's announced exam days stop the clock. The \
company starts the work within {kickoff_days} days and reviews each version within {review_days} days; if it is \
silent, the work is accepted. It may ask for at most {revisions} revisions, within the criteria.

4. Pay. {pay}, a fixed fee, set aside with a licensed payment provider before this agreement and released to the \
student in full on acceptance. The student pays no fee to anybody.

5. Rights. The rights to the deliverable pass to the company when it has been paid, and not before. The student may \
name the work in a portfolio{nda}.

6. AI tools. {ai_rule}

7. Ending. Either side may end this before the work is handed in, as the rules of the market say; the money set aside \
then returns to the company. Two people who disagree may ask for a panel, which decides on the written criteria.

8. Care. The company treats the student by the law that protects people at work, the Sexual Harassment of Women at \
Workplace Act 2013 included. Neither side asks the other for identity papers, deposits or contact outside this room \
before the work is agreed. Both are 18 or older. Indian law applies.
"""


@dataclass(frozen=True)
class Terms:
    """What goes into one agreement. Money in paise."""

    company: str
    student: str
    title: str
    deliverable: str
    hours: int
    criteria: Sequence[str]
    due_days: int
    kickoff_days: int
    review_days: int
    revisions: int
    pay_paise: int
    under_nda: bool
    ai_rule: str


def agreement_text(terms: Terms) -> str:
    """The exact text both sides accept."""
    return TEXT.format(
        version=VERSION,
        company=terms.company,
        student=terms.student,
        title=terms.title.rstrip("."),
        deliverable=terms.deliverable.rstrip("."),
        hours=terms.hours,
        criteria="\n".join(f"   {number}. {text}" for number, text in enumerate(terms.criteria, 1)),
        due_days=terms.due_days,
        kickoff_days=terms.kickoff_days,
        review_days=terms.review_days,
        revisions=terms.revisions,
        pay=rupees(terms.pay_paise),
        nda=", without its content and without the company's name" if terms.under_nda else "",
        ai_rule=AI_RULES[terms.ai_rule],
    )


def fingerprint(text: str) -> str:
    """SHA-256 of the text, in hex: what each signature repeats."""
    return sha256(text.encode()).hexdigest()
