"""A text of which nothing can be seen is none: it is refused wherever one is needed, beside its field."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from kafkasder.core.fields import LineField, TextField
from kafkasder.core.text import says_something

UNSEEN = {
    "zero width": "\u200b\u200b",
    "joiners": "\u200d\u200c\u2060\ufeff",
    "direction": "\u202e\u2066\u200f",
    "soft hyphen": "\u00ad",
    "hangul fillers": "\u3164\u115f\u1160\uffa0",
    "braille": "\u2800\u2800",
    "marks alone": "\u0301\u0308\u20dd",
    "selectors": "\ufe0f\U000e0100",
    "tags": "\U000e0041\U000e007f",
    "blanks of all kinds": " \u00a0\u2003\u3000\u205f\t\n",
    "control": "\x07\x1b",
}
SEEN = ["a", ".", "👍", "👨‍👩‍👧", "é", "e\u0301", "№", "\u200bşöyle\u200b", "ㅎ", "⠁", "١", "€"]


@pytest.mark.parametrize("text", UNSEEN.values(), ids=UNSEEN)
@pytest.mark.parametrize("field", [TextField, LineField])
def test_what_nobody_sees_is_no_text(field: type[forms.CharField], text: str) -> None:
    assert not says_something(text)
    with pytest.raises(ValidationError) as refusal:
        field().clean(text)
    assert refusal.value.code == "required"
    assert field(required=False).clean(text) == ""


@pytest.mark.parametrize("text", SEEN)
def test_what_somebody_sees_is_one(text: str) -> None:
    assert says_something(text)
    assert TextField().clean(text) == text


@given(st.text("".join(UNSEEN.values())), st.sampled_from(SEEN), st.text("".join(UNSEEN.values())))
def test_one_sign_among_what_nobody_sees_is_enough(before: str, sign: str, after: str) -> None:
    assert not says_something(before + after)
    assert says_something(before + sign + after)


def all_forms() -> Iterator[type[forms.BaseForm]]:
    """Yield the forms of all rooms."""
    for config in apps.get_app_configs():
        if "site-packages" not in config.path:
            for module in pkgutil.walk_packages([config.path], f"{config.name}."):
                if ".forms" in module.name or module.name.endswith((".form", ".reasons")):
                    import_module(module.name)
    pending = [forms.Form, forms.ModelForm]
    while pending:
        subclasses = pending.pop().__subclasses__()
        pending += subclasses
        rooms = ("django", "allauth", "tests")
        yield from (each for each in subclasses if not each.__module__.startswith(rooms))


def _takes(field: Any, text: str) -> bool:
    try:
        return bool(field.clean(text))
    except ValidationError:
        return False


def test_no_form_takes_it_where_a_text_is_needed() -> None:
    """Passwords are anybody's own matter, and hidden fields are filled by scripts."""
    unasked = (forms.PasswordInput, forms.HiddenInput)
    found = {
        f"{form.__module__}.{form.__qualname__}.{name}"
        for form in all_forms()
        for name, field in form.base_fields.items()  # type: ignore[attr-defined]
        if isinstance(field, forms.CharField) and field.required and not isinstance(field.widget, unasked)
        for text in UNSEEN.values()
        if _takes(field, text * 20)
    }
    assert found == set()
    assert len(list(all_forms())) > 100
