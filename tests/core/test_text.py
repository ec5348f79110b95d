"""Turkish text: Python and the database must fold, sort and split alike."""

import pytest
from django.db import connection
from hypothesis import given, settings
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


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
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
