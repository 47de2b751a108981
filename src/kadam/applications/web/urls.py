"""Addresses of pitches: the student's, and the company's."""

from __future__ import annotations

from django.urls import path

from kadam.applications.web import company, student

app_name = "applications"
urlpatterns = [
    path("", student.mine, name="mine"),
    path("new/<slug:project>/", student.new, name="new"),
    path("projects/<slug:project>/", company.pitches, name="pitches"),
    path("projects/<slug:project>/refusals/", company.refusals, name="refusals"),
    path("<slug:code>/", student.detail, name="detail"),
    path("<slug:code>/withdrawal/", student.withdrawal, name="withdrawal"),
    path("<slug:code>/declination/", student.declination, name="declination"),
    path("<slug:code>/pitch/", company.pitch, name="pitch"),
    path("<slug:code>/shortlisting/", company.shortlisting, name="shortlisting"),
    path("<slug:code>/refusal/", company.refusal, name="refusal"),
    path("<slug:code>/offer/", company.offer, name="offer"),
    path("<slug:code>/evidence/<slug:evidence>/", company.evidence, name="evidence"),
]
