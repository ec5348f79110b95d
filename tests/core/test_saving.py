"""Saving: what a service or the database refuses is said by the form, and nothing is half saved."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from beneficiaries.models import Household
from kafkasder.core.saving import Refused, done, saving
from privacy.models import DataRequest

from ..factories import make_household

pytestmark = pytest.mark.django_db


class Blank(forms.Form):
    pass


@pytest.fixture
def form() -> Blank:
    form = Blank({})
    form.is_valid()
    return form


def test_a_constraint_speaks_its_own_words_whatever_the_form_is_about(form):
    with pytest.raises(Refused), saving(form):
        DataRequest.objects.create(year=2026, number=1, kind="access", channel="petition")
    assert form.non_field_errors() == ["Başvuranın adını yazın."]


def test_a_constraint_without_words_is_a_fault_and_no_riddle_for_people(form):
    household = make_household()
    with pytest.raises(IntegrityError), saving(form):
        Household.objects.filter(pk=household.pk).update(status="unheard")
    assert not form.errors


def test_done_returns_what_the_service_returns_and_none_when_it_refuses(form):
    def refuse() -> int:
        raise ValidationError("Olmaz.")

    assert done(form, lambda: 0) == 0
    assert done(form, refuse) is None
    assert form.non_field_errors() == ["Olmaz."]


def test_a_service_that_returns_nothing_is_not_taken_for_a_refusal(form):
    household = make_household(neighbourhood="Hunat")
    rename = Household.objects.filter(pk=household.pk).update
    with pytest.raises(TypeError):
        done(form, lambda: [rename(neighbourhood="Fatih"), None][1])
    household.refresh_from_db()
    assert household.neighbourhood == "Hunat"
