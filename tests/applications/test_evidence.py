"""Files behind a pitch: for the company, and not before it knows whose they are."""

from __future__ import annotations

import pytest
from django.http import Http404

from kadam.applications import actions, queries
from kadam.kit import clock
from tests.support.applications import company_of, make_application
from tests.support.files import make_file
from tests.support.people import make_person
from tests.support.students import make_student

pytestmark = pytest.mark.django_db


def pitch_with_file():
    student = make_student()
    return make_application(student=student, files=[make_file(student.person)])


def test_a_file_opens_only_after_the_shortlist():
    application = pitch_with_file()
    code = application.evidence.get().code
    with pytest.raises(Http404):
        queries.evidence_file(application, code)
    actions.shortlist(application, actor=company_of(application), now=clock.now())
    assert queries.evidence_file(application, code) == application.evidence.get().file


def test_before_the_shortlist_a_file_has_no_name():
    application = pitch_with_file()
    blind = queries.pitch(application)
    assert (blind.applicant, blind.proofs[0].label) == (None, "")
    actions.shortlist(application, actor=company_of(application), now=clock.now())
    named = queries.pitch(application)
    assert named.applicant.name == application.student.person.name
    assert named.proofs[0].label == application.evidence.get().file.name


def test_the_address_of_a_file_tells_strangers_nothing(client):
    application = pitch_with_file()
    actions.shortlist(application, actor=company_of(application), now=clock.now())
    address = f"/applications/{application.code}/evidence/{application.evidence.get().code}/"
    client.force_login(make_person("Stranger Das"))
    assert client.get(address).status_code == 404
    client.force_login(company_of(application))
    answer = client.get(address)
    answer.close()
    assert answer.status_code == 200


def test_the_page_links_the_file_once_it_may_be_opened(client):
    application = pitch_with_file()
    address = f"/applications/{application.code}/evidence/{application.evidence.get().code}/"
    client.force_login(company_of(application))
    page = f"/applications/{application.code}/pitch/"
    assert address not in client.get(page).content.decode()
    actions.shortlist(application, actor=company_of(application), now=clock.now())
    assert address in client.get(page).content.decode()
