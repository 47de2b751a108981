"""Addresses that exist in demo mode alone."""

from __future__ import annotations

from django.urls import path

from kadam.demo.web import views

app_name = "demo"
urlpatterns = [
    path("demo/", views.personas, name="personas"),
    path("demo/personas/<slug:key>/", views.be, name="be"),
    path("demo/clock/", views.travel, name="clock"),
]
