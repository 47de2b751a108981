"""Addresses of the pages that read several capabilities."""

from __future__ import annotations

from django.urls import path

from kadam.pages.web import views

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("dashboard/", views.dashboard, name="dashboard"),
    path("account/hat/", views.hat, name="hat"),
    path("companies/", views.companies, name="companies"),
    path("universities/", views.universities, name="universities"),
    path("how-it-works/", views.rules_page, name="rules"),
    path("privacy/", views.privacy, name="privacy"),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
]
