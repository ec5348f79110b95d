"""Setting the assistant up: off by default, the key shown to nobody, and no way into the house."""

import asyncio
import socket
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from accounts.models import AuditEntry
from messaging import services
from messaging.addresses import clean_address, look_up
from messaging.faults import Fault, ProviderFault
from messaging.models import AssistantSettings, AssistantUse

from ..factories import make_user, sign_in_with_code
from ..pages import filled
from .assistant_rows import ask, listen, set_assistant
from .assistant_server import KEY, MODEL, running_provider

pytestmark = pytest.mark.django_db

URL = "https://api.ornek.org/v1"


@pytest.fixture
def manager(client: Any) -> Any:
    user = make_user("admin")
    client.force_login(user)
    return user


def test_the_assistant_is_off_until_somebody_switches_it_on(client, manager):
    assert AssistantSettings.current().enabled is False
    assert "Kayıtlı anahtar yok." in client.get(reverse("messaging:assistant_settings")).content.decode()


def test_each_field_says_in_plain_words_what_belongs_there(client, manager):
    form = client.get(reverse("messaging:assistant_settings")).context["form"]
    assert [field.name for field in form.visible_fields() if not field.help_text] == []
    for name in ("address", "model", "new_key", "instructions"):
        assert "Örnek: " in str(form[name].help_text)


def test_the_key_is_kept_encrypted_and_never_shown(client, manager):
    page = client.get(reverse("messaging:assistant_settings"))
    wanted = filled(page.content.decode(), enabled="on", address=URL + "/", model=MODEL, new_key=KEY)
    assert client.post(reverse("messaging:assistant_settings"), wanted).status_code == 302
    row = AssistantSettings.current()
    assert (row.enabled, row.address, row.api_key, row.changed_by) == (True, URL, KEY, manager)
    page = client.get(reverse("messaging:assistant_settings")).content.decode()
    assert KEY not in page
    assert f"…{KEY[-4:]}" in page
    with connection.cursor() as cursor:
        for table in ("messaging_assistantsettings", "accounts_auditentry"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text ILIKE '%ornek-anahtar%'")
            assert cursor.fetchone() == (0,), table
    assert AuditEntry.objects.filter(table_name="messaging_assistantsettings").exists()


def test_an_empty_key_keeps_the_one_that_is_there(client, manager):
    set_assistant(URL)
    services.change_assistant(new_key="", by=manager, model="baska")
    assert (AssistantSettings.current().api_key, AssistantSettings.current().model) == (KEY, "baska")


def test_a_key_does_not_go_to_another_host_than_it_was_given_for(manager):
    set_assistant(URL)
    services.change_assistant(new_key="", by=manager, address="https://api.ornek.org/v2")
    with pytest.raises(ValidationError, match="anahtar"):
        services.change_assistant(new_key="", by=manager, address="https://api.baska.org/v1")
    assert AssistantSettings.current().address == "https://api.ornek.org/v2"


def test_it_is_not_switched_on_without_all_that_it_needs(client, manager):
    page = client.get(reverse("messaging:assistant_settings"))
    wanted = filled(page.content.decode(), enabled="on", address=URL, model=MODEL)
    page = client.post(reverse("messaging:assistant_settings"), wanted)
    assert page.status_code == 422
    assert "adres, model ve anahtar gerekir" in page.content.decode()


def test_a_key_that_does_not_open_closes_the_assistant_and_nothing_else(client, manager):
    set_assistant(URL)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE messaging_assistantsettings SET api_key = %s", [b"x" * 60])
    page = client.get(reverse("messaging:assistant_settings"))
    assert "Kayıtlı anahtar açılamıyor" in page.content.decode()
    assert client.get(reverse("messaging:thread_list")).status_code == 200
    services.change_assistant(new_key=KEY, by=manager)
    assert AssistantSettings.current().api_key == KEY


@pytest.mark.parametrize(
    "address",
    [
        "http://api.ornek.org/v1",
        "ftp://api.ornek.org",
        "api.ornek.org",
        "https://",
        "https://localhost/v1",
        "https://panel/v1",
        "https://db.internal/v1",
        "https://127.0.0.1/v1",
        "https://10.0.0.5/v1",
        "https://169.254.169.254/latest",
        "https://[::1]/v1",
        "https://[::ffff:10.0.0.1]/v1",
        "https://ad:parola@api.ornek.org/v1",
        "https://api.ornek.org/v1?a=1",
        "https://api.ornek.org:99999/v1",
        "https://[fec0::1]/v1",
        "https://api.ornek.org/\r\nX-Baska: 1",
        "https://api.ornek.org/v1 x",
    ],
)
def test_an_address_that_may_not_be_asked_is_refused(address):
    with pytest.raises(ValidationError):
        clean_address(address)


def test_what_the_environment_lists_may_be_asked(settings):
    settings.ASSISTANT_HOSTS = ["127.0.0.1:11434"]
    assert clean_address("http://127.0.0.1:11434/v1/") == "http://127.0.0.1:11434/v1"
    with pytest.raises(ValidationError):
        clean_address("http://127.0.0.1:5432/v1")


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        (["203.0.113.9", "10.0.0.1"], Fault.FORBIDDEN),
        (["127.0.0.1"], Fault.FORBIDDEN),
        (["::ffff:192.168.1.1"], Fault.FORBIDDEN),
        ([], Fault.AWAY),
    ],
)
def test_a_name_that_leads_into_the_house_is_not_asked(monkeypatch, found, fault):
    async def answer(*arguments: Any, **options: Any) -> Any:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in found]

    async def asked() -> str:
        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", answer)
        return await look_up("api.ornek.org", 443)

    with pytest.raises(ProviderFault) as refused:
        asyncio.run(asked())
    assert refused.value.code == fault


def test_trying_asks_without_content_and_says_what_came(client, manager, settings):
    with running_provider() as provider:
        listen(settings, provider, instructions="Gizli yönerge")
        url = reverse("messaging:assistant_try")
        page = client.post(url, follow=True).content.decode()
        assert f"Bağlantı çalışıyor; yanıt veren model: {MODEL}" in page
        assert "Gizli" not in provider.words_asked()
        assert AssistantUse.objects.get().user == manager
        provider.status = 500
        assert "ulaşılamıyor" in client.post(url, follow=True).content.decode()


def test_usage_shows_who_used_how_much_and_nothing_of_what(client, manager):
    reply = ask(text="Gizli soru")
    AssistantUse.objects.update(prompt_tokens=1_234, completion_tokens=66, reserved=0)
    page = client.get(reverse("messaging:assistant_usage")).content.decode()
    assert str(reply.asked_by) in page
    assert "1300" in page.replace(".", "")
    assert "Gizli" not in page


def test_the_admin_shows_neither_key_nor_texts(client):
    sign_in_with_code(client, make_user("admin"))
    reply = ask(text="Gizli soru")
    for name in ("assistantsettings", "assistantreply", "assistantuse"):
        page = client.get(reverse(f"admin:messaging_{name}_changelist"))
        assert page.status_code == 200
        assert "Gizli" not in page.content.decode()
    page = client.get(reverse("admin:messaging_assistantsettings_change", args=[1])).content.decode()
    assert KEY[-8:] not in page
    page = client.get(reverse("admin:messaging_assistantreply_change", args=[reply.pk])).content.decode()
    assert "Gizli" not in page
