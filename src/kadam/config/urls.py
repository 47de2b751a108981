"""Every address of an instance, one include a capability."""

from __future__ import annotations

from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("language/", set_language, name="set_language"),
    path("", include("kadam.kit.web.urls")),
    path("", include("kadam.pages.web.urls")),
    path("", include("kadam.demo.web.urls")),
    path("account/", include("kadam.identity.web.urls")),
    path("account/", include("allauth.urls")),
    path("organisations/", include("kadam.organizations.web.urls")),
    path("profile/", include("kadam.profiles.web.urls")),
    path("skills/", include("kadam.skills.web.urls")),
    path("projects/", include("kadam.projects.web.urls")),
    path("applications/", include("kadam.applications.web.urls")),
    path("engagements/", include("kadam.engagements.web.urls")),
    path("payments/", include("kadam.payments.web.urls")),
    path("notifications/", include("kadam.notifications.web.urls")),
    path("p/", include("kadam.portfolios.web.urls")),
    path("staff/", include("kadam.staff.web.urls")),
]

handler404 = "kadam.kit.web.errors.not_found"
handler403 = "kadam.kit.web.errors.forbidden"
handler500 = "kadam.kit.web.errors.broken"
