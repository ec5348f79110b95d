"""What is the same on every page is rendered once in each language, and knows nothing of the page."""

import pytest
from django.template import Context, Template, TemplateSyntaxError, engines
from django.utils import translation


def template(inside):
    return Template("{% load constant i18n ui %}{% constant %}" + inside + "{% endconstant %}")


def test_it_is_rendered_once_in_each_language():
    greeting = template('{% translate "Kaydet" %}')
    seen = []
    for language in ("tr", "en", "tr"):
        with translation.override(language):
            seen.append(greeting.render(Context()))
    assert seen == ["Kaydet", "Save", "Kaydet"]


def test_it_sees_no_variable_of_the_page(monkeypatch):
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "")
    assert template("{{ user }}{% firstof user 'nobody' %}").render(Context({"user": "Ayşe"})) == "nobody"


def test_it_is_not_rendered_again(monkeypatch):
    drawn = template('{% cycle "first" "second" %}')
    assert [drawn.render(Context()) for _visit in range(2)] == ["first", "first"]


def test_it_holds_no_block():
    with pytest.raises(TemplateSyntaxError):
        template("{% block content %}{% endblock %}")
