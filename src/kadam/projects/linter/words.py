"""The words a brief may not hold, in English and Hinglish. Each pattern names a demand, not a subject of study:
"unpaid invoices" and "compare the fees of 30 coaching centres" are honest work.
"""

from __future__ import annotations

import re

WORK = (
    r"(?:internship|intern|project|work(?!\s+(?:of|by|at|in)\b)|role|position|job|assignment|task|trial|test|training|period|"
    r"opportunity|basis|stint)"
)
CHARGE = r"(?:fees?|charges?|deposit|amount|cost|payment)"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)


UNPAID = _any(
    rf"\bun-?paid\s+(?!care|domestic|household)(?:\w+\s+)?{WORK}\b",
    rf"\b{WORK}\s+(?:is|will be|would be|are)\s+un-?paid\b",
    r"\b(?:is|are|be|on)\s+(?:an?\s+)?un-?paid\s*(?:$|[.,;)]|\bbut\b|\band\b)",
    r"(?:^|[.!;])\s*un-?paid\s*(?:$|[.,;!)]|\bbut\b)",
    r"\b(?:no|without|zero|nil|non)[\s-]+(?:any\s+)?(?:stipend|salary|remuneration|compensation|monetary)\b(?!\s+data)",
    r"\b(?:no|without|zero)\s+pay(?:ment)?\s+(?:for|to|will|is|but|only)\b",
    r"\bstipend[\s-]*(?:free|less)\b",
    r"\bcertificates?\s+only\b",
    r"\bonly\s+(?:an?\s+|the\s+)?(?:\w+\s+)?certificates?\b(?!\s+of\s+(?:analysis|origin))",
    r"\bcertificates?\s+(?:instead|in\s+lieu|in\s+place)\s+of\b",
    r"\b(?:paid|pay|compensat\w+)\s+(?:you\s+)?(?:in|with|by)\s+(?:exposure|experience|(?:an?\s+)?certificates?|learning)\b",
    r"\b(?:work|do\s+(?:it|this))\s+for\s+(?:free|exposure|experience|no\s+money)\b",
    r"\bfree\s+of\s+(?:cost|charge)\s+(?:work|internship|service|by\s+the\s+(?:student|intern))\b",
    r"\b(?:on\s+a\s+)?volunt(?:eer|ary)\s+(?:basis|internship|role|position)\b",
    r"\b(?:bina|without)\s+(?:stipend|paise|paisa|salary)\b",
    r"\b(?:stipend|paise|paisa|salary)\s+(?:nahi|nahin|nhi)\b",
    r"\b(?:muft|free)\s+(?:me|mein|main)\s+(?:kaam|kam|internship)\b",
    r"बिना\s+(?:वेतन|पैसे|स्टाइपेंड)|(?:वेतन|पैसे|स्टाइपेंड)\s+नहीं|मुफ़?्त\s+(?:में\s+)?काम",
)

FEE = _any(
    rf"\b(?:registration|joining|enrol?lment|training|onboarding|processing|application|security|internship|"
    rf"certificate|verification|admission|orientation|caution)\s+{CHARGE}\b",
    rf"\b(?:refundable|non-?refundable)\s+(?:\w+\s+)?{CHARGE}\b",
    rf"\b{CHARGE}\s+(?:of|is|:)?\s*(?:rs\.?|inr|₹)\s*\d[\d,]*\s+(?:to\s+(?:join|register|apply|start|enrol)|from\s+(?:the\s+)?(?:student|intern|candidate|you))",
    r"\b(?:students?|interns?|candidates?|applicants?|you)\s+(?:must|should|will|have\s+to|has\s+to|need\s+to|needs\s+to|shall|can)\s+"
    r"(?:first\s+)?(?:pay|deposit|transfer)\b(?!\s+attention)",
    r"\b(?:pay|deposit|transfer)\s+(?:us\s+)?(?:rs\.?|inr|₹)\s*\d[\d,]*\s+(?:to|for|as|before)\s+"
    r"(?:us|join|register|apply|start|enrol|get|registration|training|the\s+certificate|confirm|security|deposit|your)",
    r"\bbuy\s+(?:our|the|this|a)\s+(?:\w+\s+)?(?:course|kit|subscription|membership|starter\s+pack)\s+(?:to|before|first)\b",
    r"\b(?:registration|joining|training|security)\s+(?:ke\s+liye\s+)?(?:fees?|paise|paisa|charge)\b",
    r"\b(?:fees?|paise|paisa|deposit)\s+(?:jama|dena|deni|dene|bharna|bharni)\b",
    r"(?:पंजीकरण|रजिस्ट्रेशन|जॉइनिंग|सिक्योरिटी)\s+(?:शुल्क|फ़ीस|फीस|डिपॉज़िट|डिपॉजिट)|(?:फ़ीस|फीस|शुल्क)\s+(?:देनी|देना|जमा)",
)

BLANK = re.compile(r"\[[^\[\]\n]{1,60}\]")
PARTS_FOLLOW = re.compile(r"\b(?:with|including|containing|which|that|from|for|in|of|on)\b", re.IGNORECASE)
SECOND = re.compile(
    r"[;+]|\n|\b(?:plus|as\s+well\s+as|along\s+with|and\s+also)\b"
    r"|(?:,|\band|&)\s+(?:an?|one|two|three|four|five|\d+|the|some|another)\s+(?!to\b)",
    re.IGNORECASE,
)
ALWAYS_SECOND = re.compile(
    r";|\n|\b(?:plus|as\s+well\s+as|along\s+with|and\s+also|in\s+addition)\b", re.IGNORECASE
)


def second_deliverable(text: str) -> str:
    """The words with which a second deliverable begins, empty when there is one. What follows "with" is its parts."""
    found = ALWAYS_SECOND.search(text)
    if not found:
        head = PARTS_FOLLOW.split(text, maxsplit=1)[0]
        found = SECOND.search(head)
    return " ".join(text[found.start() :].split()[:6]) if found else ""
