"""Addresses."""

from __future__ import annotations

from django.urls import path

from kadam.organizations.web import founding, home, joining, members, verifying

app_name = "organizations"
urlpatterns = [
    path("new/", founding.new, name="new"),
    path("invitations/<str:token>/", joining.invitation, name="invitation"),
    path("<str:code>/", home.home, name="home"),
    path("<str:code>/about/", home.public, name="public"),
    path("<str:code>/edit/", founding.edit, name="edit"),
    path("<str:code>/members/", members.members, name="members"),
    path("<str:code>/members/<str:person>/", members.member, name="member"),
    path("<str:code>/members/<str:person>/roles/", members.roles, name="roles"),
    path("<str:code>/members/<str:person>/roles/<str:role>/removal/", members.removal, name="removal"),
    path(
        "<str:code>/invitations/<str:invitation>/message/",
        members.invitation_message,
        name="invitation_message",
    ),
    path(
        "<str:code>/invitations/<str:invitation>/withdrawal/",
        members.invitation_withdrawal,
        name="invitation_withdrawal",
    ),
    path("<str:code>/verification/", verifying.verification, name="verification"),
    path("<str:code>/verification/identifiers/", verifying.identifiers, name="identifiers"),
    path("<str:code>/verification/domain/", verifying.domain, name="domain"),
    path("<str:code>/verification/evidence/", verifying.evidence, name="evidence"),
    path("<str:code>/verification/evidence/<str:file>/", verifying.evidence_file, name="evidence_file"),
]
