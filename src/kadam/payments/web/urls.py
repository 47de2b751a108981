"""Addresses."""

from __future__ import annotations

from django.urls import path

from kadam.payments.web import checkout, company, student, webhooks

app_name = "payments"
urlpatterns = [
    path("webhooks/<str:rail>/", webhooks.webhook, name="webhook"),
    path("fundings/<str:code>/checkout/", checkout.checkout, name="checkout"),
    path("fundings/<str:code>/checkout/return/", checkout.returned, name="returned"),
    path("fundings/<str:code>/arrival/", checkout.arrival, name="arrival"),
    path("companies/<str:code>/", company.company, name="company"),
    path("earnings/", student.earnings, name="earnings"),
    path("payouts/<str:code>/attempts/", student.attempts, name="attempts"),
    path("payout-account/", student.payout_account, name="payout_account"),
]
