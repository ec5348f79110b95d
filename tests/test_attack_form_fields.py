"""Escalation by form field: no form has a field for rights, and whoever sends one besides changes nothing by it."""

from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.test import Client

import kafkasder.urls  # noqa: F401  # with it come all views, and with them all forms
from accounts.models import User
from accounts.verbs import is_room
from beneficiaries.models import Beneficiary

from .factories import PASSWORD, make_head, make_user

GIVES_RIGHTS = {
    *("is_superuser", "is_staff", "groups", "user_permissions", "memberships", "verb_grants"),
    *("password", "session_generation", "last_login", "given_by", "given_at"),
}
SMUGGLED = {
    "is_superuser": "on",
    "is_staff": "on",
    "is_active": "",
    "password": "md5$x$y",
    "session_generation": "7",
    "groups": ["1", "2", "3"],
    "user_permissions": ["1", "2"],
    "roles-until-admin": "",
    "verb_grants": "1",
}


def our_forms(kind: type[forms.BaseForm] = forms.BaseForm) -> set[type[forms.BaseForm]]:
    rooms = tuple(app.name for app in apps.get_app_configs() if is_room(app))
    found = {form for each in kind.__subclasses__() for form in {each, *our_forms(each)}}
    return {form for form in found if form.__module__.startswith(rooms)}


def test_the_forms_are_found() -> None:
    assert {"ProfileForm", "UserForm", "HouseholdForm"} <= {form.__name__ for form in our_forms()}


@pytest.mark.parametrize("form", sorted(our_forms(), key=lambda form: form.__name__), ids=lambda form: form.__name__)
def test_no_form_has_a_field_for_rights(form: type[Any]) -> None:
    assert not GIVES_RIGHTS & (form.base_fields.keys() - {"password"})
    if issubclass(form, forms.ModelForm) and form._meta.fields in (None, forms.ALL_FIELDS) and form._meta.model:
        columns = {field.name for field in form._meta.model._meta.get_fields()}
        assert not GIVES_RIGHTS & columns, "a form of a model with rights names its fields"


def standing(user: User) -> tuple[Any, ...]:
    user = User.objects.get(pk=user.pk)
    return (user.role_terms, user.verb_terms, user.is_active, user.session_generation, user.check_password(PASSWORD))


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["volunteer", "staff", "board"])
def test_valid_forms_give_nobody_more(client: Client, role: str) -> None:
    user, person = make_user(role), make_head()
    client.force_login(user)
    before = standing(user)
    profile = client.post("/hesap/", {"full_name": "Yeni Ad", "roles": ["admin"], "email": "x@example.org"} | SMUGGLED)
    assert profile.status_code == 302
    client.post("/tercihler/", {"theme": "dark", "roles": ["admin"]} | SMUGGLED)
    if role != "volunteer":
        page = f"/kisiler/{person.pk}/duzenle/"
        stamp = client.get(page).context["form"].initial["stamp"]
        sent = {"first_name": "Ali", "last_name": "Veli", "no_identity_reason": "unknown", "nationality": "TR"}
        assert client.post(page, sent | SMUGGLED | {"stamp": stamp, "roles": ["admin"]}).status_code == 302
        assert Beneficiary.objects.get(pk=person.pk).first_name == "Ali"
    assert standing(user) == before
    assert User.objects.get(pk=user.pk).full_name == "Yeni Ad"


@pytest.mark.django_db
def test_who_manages_users_gives_what_the_form_says_and_no_more(client: Client) -> None:
    administrator, person = make_user("admin"), make_user("volunteer")
    client.force_login(administrator)
    page = f"/kullanicilar/{person.pk}/duzenle/"
    stamp = client.get(page).context["form"]["stamp"].value()
    sent = {"full_name": "Ali Can", "email": person.email, "language": "tr", "roles": ["volunteer"], "stamp": stamp}
    before = standing(person)
    assert client.post(page, sent | SMUGGLED).status_code == 302
    assert standing(person) == before
    own = f"/kullanicilar/{administrator.pk}/duzenle/"
    stamp = client.get(own).context["form"]["stamp"].value()
    sent = {"full_name": "Elif", "email": administrator.email, "language": "tr", "stamp": stamp}
    before = standing(administrator)
    assert client.post(own, sent | SMUGGLED | {"roles": ["admin", "board"]}).status_code == 302
    assert standing(administrator) == before
