"""Addresses."""

from __future__ import annotations

from django.urls import path

from kadam.skills.web import views

app_name = "skills"
urlpatterns = [
    path("", views.browse, name="browse"),
    path("suggestions/", views.suggestions, name="suggestions"),
]
