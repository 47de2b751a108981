"""Every page of a company's side of a project draws, with and without findings, for each role."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.support.companies import make_company, owner_of
from tests.support.projects import make_draft

pytestmark = pytest.mark.django_db


def url(name, project):
    return reverse(f"projects:{name}", kwargs={"code": project.code})


def test_smoke(client):
    company = make_company()
    client.force_login(owner_of(company))
    draft = make_draft(company)
    for name in ("edit", "preview", "submission", "manage", "cancellation"):
        answer = client.get(url(name, draft))
        assert answer.status_code == 200, (name, answer.status_code)
    assert client.get(reverse("projects:new")).status_code == 200
    assert client.get(reverse("projects:company", kwargs={"code": company.code})).status_code == 200
    assert client.get(reverse("projects:list")).status_code == 200
    assert client.get(url("detail", draft)).status_code == 404
