"""An insecure production instance is refused, with a sentence that says what to set."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.core.checks import Error

from kadam.config.checks import check_instance

SAFE = {
    "PRODUCTION": True,
    "SECRET_KEY": "k7Qe-Zt0pVw3s9XbA2mLr5YnC8dFh1GjTu4iRo6P-qEzWvSxBN",
    "ALLOWED_HOSTS": ["kadam.example.org"],
    "BASE_URL": "https://kadam.example.org",
    "PAYMENT_RAIL": "route",
    "RAZORPAY_BASE_URL": "https://api.razorpay.com",
    "RAZORPAY_KEY_ID": "rzp_live_1DP5mmOlF5G5ag",
    "RAZORPAY_KEY_SECRET": "thiswouldbetheprovidersown",
    "RAZORPAY_WEBHOOK_SECRET": "and-this-one-is-made-by-us",
    "MAIL_BACKEND": "smtp",
    "DEFAULT_FROM_EMAIL": "Kadam <hello@kadam.in>",
    "GRIEVANCE_CONTACT": "grievance@kadam.in",
}


@pytest.fixture
def instance(settings):
    """A safe production instance, with some settings changed."""

    def made(**changes: object) -> list[str]:
        for name, value in {**SAFE, **changes}.items():
            setattr(settings, name, value)
        return [one.msg for one in check_instance() if isinstance(one, Error)]

    return made


def test_a_safe_instance_has_nothing_to_mend(instance):
    assert instance() == []


@pytest.mark.parametrize(
    ("setting", "value", "names"),
    [
        ("SECRET_KEY", "", "KADAM_SECRET_KEY"),
        ("SECRET_KEY", "short", "KADAM_SECRET_KEY"),
        ("SECRET_KEY", "a" * 80, "KADAM_SECRET_KEY"),
        ("ALLOWED_HOSTS", [], "KADAM_HOSTS"),
        ("ALLOWED_HOSTS", ["*"], "KADAM_HOSTS"),
        ("ALLOWED_HOSTS", ["other.example.org"], "KADAM_BASE_URL"),
        ("BASE_URL", "http://kadam.example.org", "KADAM_BASE_URL"),
        ("PAYMENT_RAIL", "", "KADAM_PAYMENT_RAIL"),
        ("PAYMENT_RAIL", "sandbox", "KADAM_PAYMENT_RAIL"),
        ("RAZORPAY_BASE_URL", "http://127.0.0.1:8765", "KADAM_RAZORPAY_BASE_URL"),
        ("RAZORPAY_KEY_ID", "rzp_test_sandbox", "KADAM_RAZORPAY_KEY_ID"),
        ("RAZORPAY_KEY_SECRET", "sandbox-key-secret", "KADAM_RAZORPAY_KEY_SECRET"),
        ("RAZORPAY_WEBHOOK_SECRET", "", "KADAM_RAZORPAY_WEBHOOK_SECRET"),
        ("RAZORPAY_WEBHOOK_SECRET", "sandbox-webhook-secret", "KADAM_RAZORPAY_WEBHOOK_SECRET"),
        ("RAZORPAY_WEBHOOK_SECRET", "short", "KADAM_RAZORPAY_WEBHOOK_SECRET"),
        ("MAIL_BACKEND", "mailbox", "KADAM_MAIL "),
        ("DEFAULT_FROM_EMAIL", "Kadam <hello@kadam.example>", "KADAM_MAIL_FROM"),
        ("GRIEVANCE_CONTACT", "grievance@kadam.example", "KADAM_GRIEVANCE_CONTACT"),
    ],
)
def test_each_weakness_names_what_to_set(instance, setting, value, names):
    found = instance(**{setting: value})
    assert len(found) == 1
    assert names in found[0]


def test_a_host_may_stand_for_all_below_it(instance):
    assert instance(ALLOWED_HOSTS=[".example.org"]) == []


@pytest.mark.parametrize("rule", [{"no_such_rule": "3"}, {"intake_days": "soon"}])
def test_a_rule_that_cannot_be_read_is_refused_in_every_mode(settings, rule):
    from kadam.kit import rules

    settings.KADAM_RULES = rule
    rules.rules.cache_clear()
    try:
        assert "KADAM_RULE_" in next(one.msg for one in check_instance() if isinstance(one, Error))
    finally:
        rules.rules.cache_clear()


def test_a_demo_that_others_can_reach_is_warned_about(settings):
    settings.DEMO, settings.BASE_URL = True, "https://demo.example.org"
    assert "sign in as anybody" in " ".join(one.msg for one in check_instance())


def test_tests_and_development_are_left_in_peace():
    assert check_instance() == []


def kadam(tmp_path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command with these settings and no others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KADAM_")}
    return subprocess.run(
        [sys.executable, "-m", "kadam.config.cli", *words],
        env={**kept, "KADAM_DATA_DIR": str(tmp_path), **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("command", ["check", "serve"])
def test_the_command_fails_and_says_why(tmp_path, command):
    done = kadam(tmp_path, command, KADAM_MODE="production", KADAM_PORT="8973")
    assert done.returncode == 1
    assert "Set KADAM_SECRET_KEY to a random text" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unreadable_setting_is_one_sentence(tmp_path):
    done = kadam(tmp_path, "check", KADAM_MODE="produktion")
    assert done.returncode == 1
    assert done.stderr.strip().splitlines() == [
        "Kadam: KADAM_MODE must be one of production, demo, development, test, not 'produktion'."
    ]
