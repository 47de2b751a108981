"""The form field for uploads."""

from __future__ import annotations

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict

from kadam.files.web.forms import UploadField
from tests.support.files import upload


class OneForm(forms.Form):
    file = UploadField()


class ManyForm(forms.Form):
    papers = UploadField(multiple=True, max_count=2, required=False)


def test_one_file_cleans_to_a_list_of_one():
    form = OneForm({}, MultiValueDict({"file": [upload()]}))
    assert form.is_valid(), form.errors
    assert [one.name for one in form.cleaned_data["file"]] == ["map.csv"]


@pytest.mark.parametrize(
    ("given", "sentence"), [([], "Choose a file."), ([upload(), upload()], "Choose at most 1 file.")]
)
def test_one_file_means_one(given, sentence):
    form = OneForm({}, MultiValueDict({"file": given}))
    assert form.errors["file"] == [sentence]


def test_an_empty_file_is_refused():
    form = OneForm({}, MultiValueDict({"file": [upload("a.csv", b"")]}))
    assert "empty" in form.errors["file"][0]


@pytest.mark.parametrize(("count", "fine"), [(0, True), (1, True), (2, True), (3, False)])
def test_several_files_up_to_the_limit(count, fine):
    form = ManyForm({}, MultiValueDict({"papers": [upload(f"{n}.csv") for n in range(count)]}))
    assert form.is_valid() is fine
    assert len(form.cleaned_data.get("papers", [])) == (count if fine else 0)


def test_a_heavy_file_is_refused_before_it_is_read():
    heavy = upload()
    heavy.size = 26_000_000
    form = OneForm({}, MultiValueDict({"file": [heavy]}))
    assert form.errors["file"] == [
        "map.csv is larger than 25 MB. Make it smaller, or split it and upload the parts."
    ]


def test_the_chooser_offers_only_what_we_take():
    html = str(OneForm()["file"])
    assert ".xlsx" in html
    assert ".svg" not in html
    assert "multiple" not in html
    assert "multiple" in str(ManyForm()["papers"])
