"""House rules of the tables: keys point down, rows have no order of their own, nothing happens behind a save."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db.models import Field, Model

from tests.architecture.source import layers


def own_models() -> list[type[Model]]:
    """Every model of ours."""
    return [model for model in apps.get_models() if model.__module__.startswith("kadam.")]


def keys() -> Iterator[tuple[type[Model], Any]]:
    """Every column of ours that points at a table."""
    for model in own_models():
        yield from (
            (model, field)
            for field in model._meta.get_fields()
            if isinstance(field, Field) and field.is_relation
        )


def across() -> Iterator[tuple[type[Model], Any, str, str]]:
    """The keys that leave their capability, with the names of both."""
    for model, field in keys():
        target = field.related_model._meta.app_config.name.removeprefix("kadam.")
        source = model._meta.app_config.name.removeprefix("kadam.")
        if target != source:
            yield model, field, source, target


def test_the_settings_and_the_contract_name_the_same_capabilities():
    assert {name.removeprefix("kadam.") for name in settings.CAPABILITIES} == set(layers()) - {"config"}


def test_keys_point_down():
    place = layers()
    upward = [
        f"{source}.{model.__name__}.{field.name} -> {target}"
        for model, field, source, target in across()
        if target in place and place[target] >= place[source]
    ]
    assert upward == []


def test_keys_across_capabilities_leave_no_name_behind():
    named = [
        f"{model.__name__}.{field.name}" for model, field, *_ in across() if not field.remote_field.hidden
    ]
    assert named == []


def test_no_generic_keys():
    assert [
        model
        for model in own_models()
        for field in model._meta.private_fields
        if isinstance(field, GenericForeignKey)
    ] == []


def test_no_order_of_rows_in_the_model():
    assert [model for model in own_models() if model._meta.ordering] == []


def test_nothing_happens_behind_a_save():
    watched = {"save", "delete", "asave", "adelete", "save_base"}
    assert [f"{model.__name__}.{name}" for model in own_models() for name in watched & set(vars(model))] == []
