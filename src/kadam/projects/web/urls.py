"""Addresses."""

from __future__ import annotations

from django.urls import path

from kadam.projects.web import public, running, writing

app_name = "projects"
urlpatterns = [
    path("", public.project_list, name="list"),
    path("new/", writing.new, name="new"),
    path("drafts/", writing.drafts, name="draft"),
    path("company/<str:code>/", running.company, name="company"),
    path("<str:code>/", public.detail, name="detail"),
    path("<str:code>/brief/", writing.edit, name="edit"),
    path("<str:code>/preview/", writing.preview, name="preview"),
    path("<str:code>/submission/", writing.submission, name="submission"),
    path("<str:code>/draft/", writing.reopening, name="reopening"),
    path("<str:code>/standing/", running.manage, name="manage"),
    path("<str:code>/funding/", running.funding, name="funding"),
    path("<str:code>/cancellation/", running.cancellation, name="cancellation"),
]
