"""Turkish text: Python and the database must fold, sort and split alike."""

from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.forms import ModelForm
from django.utils import translation
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from kafkasder.core import text

TURKISH = st.text(
    alphabet="abcçdefgğhıijklmnoöpqrsştuüvwxyzABCÇDEFGĞHIİJKLMNOÖPQRSŞTUÜVWXYZÂâÎîÛû '’-.0123456789", max_size=40
)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Işık", "isik"),
        ("ISIK", "isik"),
        ("ışık", "isik"),
        ("Kâzım", "kazim"),
        ("D'Angelo", "dangelo"),
        ("ÇÖĞÜŞ", "cogus"),
    ],
)
def test_fold_forgets_what_people_mistype(typed: str, folded: str) -> None:
    assert text.fold(typed) == folded


def test_words_are_split_at_anything_but_letters_and_digits() -> None:
    assert text.fold_words("El-Hamad, Işıl (0532)") == ["el", "hamad", "isil", "0532"]


def test_sorting_follows_the_turkish_alphabet() -> None:
    names = [
        "Zeki",
        "Çetin",
        "Cem",
        "Işıl",
        "İnci",
        "Irmak",
        "Ömer",
        "Orhan",
        "Şule",
        "Suna",
        "Ümit",
        "Uğur",
        "Ğ",
        "Gül",
    ]
    assert sorted(names, key=text.sort_key) == [
        "Cem",
        "Çetin",
        "Gül",
        "Ğ",
        "Irmak",
        "Işıl",
        "İnci",
        "Orhan",
        "Ömer",
        "Suna",
        "Şule",
        "Uğur",
        "Ümit",
        "Zeki",
    ]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("ŞÜKRÜ EL-HAMAD", "Şükrü El-Hamad"),
        ("ışıl ığdır", "Işıl Iğdır"),
        ("İSMAİL", "İsmail"),
        ("o'nur", "O'Nur"),
        ("", ""),
    ],
)
def test_title_case_is_turkish(typed: str, shown: str) -> None:
    assert text.title(typed) == shown


def test_letter_case_is_turkish() -> None:
    assert text.upper("ısırgan izmir") == "ISIRGAN İZMİR"
    assert text.lower("ISIRGAN İZMİR") == "ısırgan izmir"


@pytest.mark.parametrize(("language", "shown"), [("tr", "İstek no"), ("en", "Istek no")])
def test_words_of_the_panel_begin_as_their_language_does(language: str, shown: str) -> None:
    with translation.override(language):
        assert text.capitalised("istek no") == shown
        assert text.capitalised("") == ""


def test_no_label_of_a_form_begins_with_the_wrong_i() -> None:
    import_module(settings.ROOT_URLCONF)  # which knows every form that a page shows
    for form in _forms_of_models(ModelForm):
        names = {field.name: str(field.verbose_name) for field in form._meta.model._meta.fields}
        wrong = [name for name, typed in form.base_fields.items() if _begins_wrong(names.get(name, ""), typed.label)]
        assert not wrong, form


def _begins_wrong(verbose_name: str, label: object) -> bool:
    return verbose_name[:1] == "i" and str(label)[:1] == "I"


def _forms_of_models(base: type) -> list[Any]:
    children = [form for each in base.__subclasses__() for form in [each, *_forms_of_models(each)]]
    ours = ("accounts.", "beneficiaries.", "privacy.", "kafkasder.")
    return [form for form in children if form.__module__.startswith(ours) and form._meta.model]


@pytest.mark.django_db
@examples(max_examples=60, deadline=None)
@given(TURKISH)
def test_the_database_agrees_with_python(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select tr_fold(%s), tr_sortkey(%s), array(select unnest(tsvector_to_array(tr_words(%s))))", [value] * 3
        )
        folded, key, words = cursor.fetchone()
    assert folded == text.fold(value)
    assert key == text.sort_key(value)
    assert set(words) == set(text.fold_words(value))
