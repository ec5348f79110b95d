"""The check of texts: what it finds, and what it rightly leaves alone."""

import pytest

from tools import texts
from tools.texts import Text


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """An empty checkout; `write(path, text)` puts a file into it."""
    monkeypatch.setattr(texts, "CHECKOUT", tmp_path)

    def write(path, text):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)

    return write


def test_marked_texts_of_python(checkout):
    checkout(
        "accounts/x.py",
        '_("Kaydet")\n_("Uzun bir "\n  "metin")\n_(name)\n'
        'ngettext("%d kişi", "%d kişiler", 3)\npgettext_lazy("ay", "Ocak")\n',
    )
    assert texts.marked_texts() == [
        Text("Kaydet"),
        Text("Uzun bir metin"),
        Text("%d kişi", "%d kişiler"),
        Text("Ocak", "", "ay"),
    ]


def test_marked_texts_of_templates(checkout):
    checkout(
        "templates/x.html",
        """{% load i18n %}{% translate "Kaydet" %}{% button _('Sil') %}{{ x|default:_("Yok") }}
        {% blocktranslate count n=n trimmed %}{{ n }} kişi{% plural %}{{ n }} kişiler{% endblocktranslate %}""",
    )
    found = texts.marked_texts()
    assert found == [Text("Kaydet"), Text("Sil"), Text("Yok"), Text("%(n)s kişi", "%(n)s kişiler")]
    assert found[0].files == {"templates/x.html"}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("accounts/x.py", 'raise ValueError("Geçersiz değer")'),
        ("accounts/x.py", 'f"Sayın {name}, hoş geldiniz"'),
        ("templates/x.html", "<p>Kaydet</p>"),
        ("templates/x.html", '<input placeholder="Ara">'),
        ("templates/x.html", "{% if x %}Var{% endif %}"),
        ("static/js/x.js", 'show("Bağlantı koptu");'),
    ],
)
def test_what_somebody_forgot_to_mark(checkout, path, text):
    checkout(path, text)
    assert texts.forgotten_texts()[0].startswith(f"{path}:1: ")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("accounts/x.py", '"""Ağaç: a docstring."""\n# yorum: değil\n_("Geçersiz değer")\nx = "plain"'),
        ("accounts/demo.py", 'NAMES = ["Ayşe"]'),
        ("accounts/migrations/0001_x.py", 'label = "Kişi"'),
        (
            "templates/x.html",
            '{# Kaydet #}<p title="{% translate "Sil" %}" class="ağaç">{% trans "Kaydet" %} {{ x }}</p>',
        ),
        ("templates/x.html", "{% blocktranslate %}Merhaba {{ x }}{% endblocktranslate %} 12 – PostgreSQL"),
        ("static/js/x.js", "// bağlantı\n/* çok\nsatır */ fetch(url);"),
    ],
)
def test_what_nobody_reads_or_is_marked_already(checkout, path, text):
    checkout(path, text)
    assert texts.forgotten_texts() == []
