"""States and union territories by their GST code.

python-stdnum 2.2 lacks 38 (Ladakh) and 97 (other territory), so the list is our own.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

STATES = {
    "01": _("Jammu and Kashmir"),
    "02": _("Himachal Pradesh"),
    "03": _("Punjab"),
    "04": _("Chandigarh"),
    "05": _("Uttarakhand"),
    "06": _("Haryana"),
    "07": _("Delhi"),
    "08": _("Rajasthan"),
    "09": _("Uttar Pradesh"),
    "10": _("Bihar"),
    "11": _("Sikkim"),
    "12": _("Arunachal Pradesh"),
    "13": _("Nagaland"),
    "14": _("Manipur"),
    "15": _("Mizoram"),
    "16": _("Tripura"),
    "17": _("Meghalaya"),
    "18": _("Assam"),
    "19": _("West Bengal"),
    "20": _("Jharkhand"),
    "21": _("Odisha"),
    "22": _("Chhattisgarh"),
    "23": _("Madhya Pradesh"),
    "24": _("Gujarat"),
    "26": _("Dadra and Nagar Haveli and Daman and Diu"),
    "27": _("Maharashtra"),
    "29": _("Karnataka"),
    "30": _("Goa"),
    "31": _("Lakshadweep"),
    "32": _("Kerala"),
    "33": _("Tamil Nadu"),
    "34": _("Puducherry"),
    "35": _("Andaman and Nicobar Islands"),
    "36": _("Telangana"),
    "37": _("Andhra Pradesh"),
    "38": _("Ladakh"),
    "97": _("Other territory"),
}
HISTORIC = {
    "25": "26",
    "28": "37",
}  # Daman and Diu before 2020, Andhra Pradesh before 2014: still on old GSTINs


def state_of(code: str) -> str | None:
    """The code in use today for the first two digits of a GSTIN; None when no state has them."""
    today = HISTORIC.get(code, code)
    return today if today in STATES else None


def state_name(code: str) -> str:
    """ "29" -> "Karnataka"; empty for an unknown code."""
    today = state_of(code)
    return str(STATES[today]) if today else ""


def choices() -> list[tuple[str, str]]:
    """Code and name, by name, for a form."""
    return sorted(((code, str(name)) for code, name in STATES.items()), key=lambda pair: pair[1])
