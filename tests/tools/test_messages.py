"""The catalogue: gathered without losing work, compiled, and judged."""

import gettext

import polib
import pytest

from tools import messages
from tools.texts import Text


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    """A catalogue that lists the texts `Kaydet` and `%(n)s kişi`."""
    path = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    found = [Text("Kaydet", files={"a.py"}), Text("%(n)s kişi", "%(n)s kişiler", files={"b.html"})]
    monkeypatch.setattr(messages, "LOCALE", tmp_path)
    monkeypatch.setattr(messages, "CATALOGUE", path)
    monkeypatch.setattr(messages, "marked_texts", lambda: found)
    monkeypatch.setattr(messages, "forgotten_texts", list)
    messages.gather()
    return path


def translate(path, save="Save", one="%(n)s person", many="%(n)s people"):
    file = polib.pofile(str(path))
    file.find("Kaydet").msgstr = save
    file.find("%(n)s kişi").msgstr_plural = {0: one, 1: many}
    file.save()


def test_what_is_not_translated_is_named(catalogue):
    assert messages.check() == ["not translated: 'Kaydet' in a.py", "not translated: '%(n)s kişi' in b.html"]


def test_gathering_again_keeps_the_work(catalogue):
    translate(catalogue)
    messages.gather()
    assert messages.check() == []


def test_what_is_new_is_named(catalogue, monkeypatch):
    translate(catalogue)
    monkeypatch.setattr(messages, "marked_texts", lambda: [Text("Yeni", files={"c.py"})])
    assert messages.check() == ["not gathered (make messages): 'Yeni' in c.py"]
    messages.gather()
    assert [entry.msgid for entry in polib.pofile(str(catalogue))] == ["Yeni"]


def test_a_lost_placeholder_is_named(catalogue):
    translate(catalogue, many="people")
    assert messages.check() == ["translated with other placeholders: '%(n)s kişi' in b.html"]


def test_what_is_compiled_is_read_by_gettext(catalogue):
    translate(catalogue)
    messages.compile_catalogues()
    read = gettext.translation("django", messages.LOCALE, ["en"])
    assert read.gettext("Kaydet") == "Save"
    assert read.ngettext("%(n)s kişi", "%(n)s kişiler", 2) == "%(n)s people"
