"""Addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from kadam.kit.web import views

app_name = "kit"
urlpatterns: list[URLPattern] = [
    path("style/", views.style_page, name="style"),
]
