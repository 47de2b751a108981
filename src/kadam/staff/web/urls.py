"""Addresses of the staff console."""

from __future__ import annotations

from django.urls import path

from kadam.staff.web import briefs, reading, running, verifying

app_name = "staff"
urlpatterns = [
    path("", running.home, name="home"),
    path("verifications/", verifying.verifications, name="verifications"),
    path("organisations/<str:code>/", verifying.organization, name="organization"),
    path("organisations/<str:code>/decision/", verifying.decision, name="decision"),
    path("briefs/", briefs.briefs, name="briefs"),
    path("briefs/<str:code>/", briefs.brief, name="brief"),
    path("briefs/<str:code>/review/", briefs.review, name="review"),
    path("briefs/<str:code>/suspension/", briefs.suspension, name="suspension"),
    path("search/", reading.search, name="search"),
    path("journal/", reading.recent, name="recent"),
    path("journal/<str:subject>/", reading.journal, name="journal"),
    path("books/", running.books, name="books"),
    path("books/proofs/", running.proofs, name="proofs"),
    path("queue/", running.queue, name="queue"),
    path("queue/revivals/", running.revivals, name="revivals"),
]
