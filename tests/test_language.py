"""Turkish unless English is chosen, and then English throughout."""

import re
from typing import Any

import polib
import pytest
from django.conf import settings
from django.test import Client

PAGES = ["/", "/haneler/", "/haneler/yeni/", "/kisiler/", "/kullanicilar/", "/denetim-kayitlari/", "/hesap/"]
PAGES += ["/hesap/guvenlik/", "/kisisel-veriler/", "/kisisel-veriler/basvurular/", "/kisisel-veriler/aydinlatma/"]
_CODE = re.compile(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", re.DOTALL)


@pytest.fixture(scope="module")
def turkish() -> set[str]:
    """The Turkish texts that read otherwise in English and cannot be taken for data."""
    catalogue = polib.pofile(str(settings.BASE_DIR / "locale/en/LC_MESSAGES/django.po"))
    texts = {entry.msgid for entry in catalogue if entry.msgstr and entry.msgstr != entry.msgid}
    return {text for text in texts if len(text) > 4 and "%" not in text and "{" not in text}


def visible_lines(html: str) -> set[str]:
    return {line.strip() for line in _CODE.sub("\n", html).splitlines() if line.strip()}


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_an_english_page_holds_no_turkish(client: Client, make_user: Any, turkish: set[str], path: str) -> None:
    client.force_login(make_user(role="admin", language="en", full_name="Jane Doe"))
    response = client.get(path)
    assert response.status_code == 200
    html = response.content.decode()
    assert '<html lang="en"' in html
    assert visible_lines(html) & turkish <= {"Türkçe"}  # a language is called by its own name


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_a_turkish_page_holds_no_english(client: Client, make_user: Any, path: str) -> None:
    client.force_login(make_user(role="admin", full_name="Ayşe Kaya"))
    html = client.get(path).content.decode()
    assert '<html lang="tr"' in html
    assert not visible_lines(html) & {
        "Save",
        "Search",
        "Users",
        "Households",
        "People",
        "Overview",
        "Cancel",
        "This field is required.",
    }
