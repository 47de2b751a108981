"""Addresses of what a person was told, and of the mailbox of a demo."""

from __future__ import annotations

from django.urls import path

from kadam.notifications.web import mailbox, views

app_name = "notifications"
urlpatterns = [
    path("", views.lines, name="list"),
    path("openings/", views.opening, name="opening"),
    path("readings/", views.reading, name="reading"),
    path("preferences/", views.preferences, name="preferences"),
    path("mailbox/", mailbox.messages, name="mailbox"),
    path("mailbox/<str:code>/", mailbox.message, name="mailbox_message"),
    path("mailbox/<str:code>/html/", mailbox.html, name="mailbox_html"),
]
