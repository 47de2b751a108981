"""Addresses."""

from __future__ import annotations

from django.urls import path

from kadam.profiles.web import views

app_name = "profiles"
urlpatterns = [
    path("", views.own, name="own"),
    path("new/", views.new, name="new"),
    path("edit/", views.edit, name="edit"),
    path("blackouts/", views.blackouts, name="blackouts"),
    path("blackouts/<str:code>/removal/", views.blackout_removal, name="blackout_removal"),
]
