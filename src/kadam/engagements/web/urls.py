"""Addresses of the work."""

from __future__ import annotations

from django.urls import path

from kadam.engagements.web import views

app_name = "engagements"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("company/<slug:code>/", views.company, name="company"),
    path("offers/<slug:application>/acceptance/", views.acceptance, name="acceptance"),
    path("<slug:code>/", views.detail, name="detail"),
    path("<slug:code>/agreement/", views.agreement, name="agreement"),
    path("<slug:code>/kickoff/", views.kickoff, name="kickoff"),
    path("<slug:code>/messages/", views.messages, name="messages"),
    path("<slug:code>/submissions/", views.submissions, name="submissions"),
    path("<slug:code>/review/", views.review, name="review"),
    path("<slug:code>/pause/", views.pause, name="pause"),
    path("<slug:code>/resumption/", views.resumption, name="resumption"),
    path("<slug:code>/abandonment/", views.abandonment, name="abandonment"),
    path("<slug:code>/files/<slug:file>/", views.file, name="file"),
]
