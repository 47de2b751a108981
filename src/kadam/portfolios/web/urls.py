"""Addresses. The words before the last line are kept from students by policies.RESERVED."""

from __future__ import annotations

from django.urls import path

from kadam.portfolios.web import views

app_name = "portfolios"
urlpatterns = [
    path("", views.own, name="own"),
    path("publication/", views.publication, name="publication"),
    path("publication/withdrawal/", views.withdrawal, name="withdrawal"),
    path("address/", views.address, name="address"),
    path("indexing/", views.indexing, name="indexing"),
    path("entries/<str:code>/", views.entry, name="entry"),
    path("<slug:slug>/", views.page, name="page"),
]
