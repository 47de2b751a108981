"""Addresses of the account; the library's own (`account_login`, `mfa_index`, …) follow under the same prefix."""

from __future__ import annotations

from django.urls import path

from kadam.identity.web import views

app_name = "identity"
urlpatterns = [
    path("", views.security, name="security"),
    path("details/", views.details, name="details"),
    path("sessions/", views.sessions, name="sessions"),
    path("sessions/<slug:code>/end/", views.session_end, name="session_end"),
    path("consents/", views.consents, name="consents"),
    path("consents/<slug:purpose>/", views.consent, name="consent"),
    path("consents/<slug:purpose>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("notices/<slug:version>/<slug:language>/", views.notice, name="notice"),
    path("closure/", views.closure, name="closure"),
    path("closure/cancellation/", views.closure_cancellation, name="closure_cancellation"),
]
