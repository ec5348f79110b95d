"""Pages of donors and campaigns: what is typed, what many get at once, and what a list costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEntry
from donations.models import Campaign, Donor
from kafkasder.core.palette import search

from ..pages import filled, told
from .rows import NUMBER, make_campaign, make_consent, make_donor

pytestmark = pytest.mark.django_db
LIST, NEW = "/bagis/bagiscilar/", "/bagis/bagiscilar/yeni/"


@pytest.fixture
def clerk(client, make_user):
    clerk = make_user("accounting")
    client.force_login(clerk)
    return clerk


def test_a_look_alike_is_ticked_off_and_an_equal_number_is_refused(client, clerk):
    known = make_donor(number=NUMBER, phone="+905321234567")
    data = {"kind": "individual", "name": "ışıl şahin", "phone": "0532 123 45 67", "province": "38"}
    data |= {"district": "Talas", "labels": "kermes, Kermes"}
    typed = client.post(reverse("donations:duplicates"), data).content.decode()
    assert known.get_absolute_url() in typed
    assert client.post(NEW, data).status_code == 422
    twin = client.post(NEW, data | {"number": NUMBER, "not-the-same": str(known.pk)})
    assert twin.status_code == 422
    assert client.post(NEW, data | {"not-the-same": str(known.pk)}).status_code == 302
    donor = Donor.objects.exclude(pk=known.pk).get()
    assert (donor.name, donor.place, donor.labels) == ("Işıl Şahin", "Talas, Kayseri", ["kermes"])
    assert donor.created_by == clerk


@pytest.mark.parametrize(
    ("field", "data"),
    [
        ("name", {"kind": "individual", "name": ""}),
        ("phone", {"kind": "anonymous", "phone": "0532 123 45 67"}),
        ("number", {"kind": "individual", "name": "Ali", "number": "1234567890"}),
        ("number", {"kind": "ngo", "name": "Dernek", "number": NUMBER}),
        ("number", {"kind": "company", "name": "Şirket", "number": "1234567891"}),
        ("district", {"kind": "individual", "name": "Ali", "province": "6", "district": "Talas"}),
    ],
)
def test_what_the_form_refuses(client, clerk, field, data):
    assert field in client.post(NEW, data).context["form"].errors
    assert not Donor.objects.exists()


def test_two_editors_merge_and_masked_values_stay(client, clerk):
    donor = make_donor(number=NUMBER, phone="+905321234567")
    url = reverse("donations:donor_edit", args=[donor.pk])
    page = client.get(url).content.decode()
    assert NUMBER not in page
    assert "4567" not in told(page)
    Donor.objects.filter(pk=donor.pk).update(notes="Akşam arayın")
    assert client.post(url, filled(page) | {"name": "Işıl Kaya"}).status_code == 302
    donor.refresh_from_db()
    assert (donor.name, donor.notes, donor.number) == ("Işıl Kaya", "Akşam arayın", NUMBER)


def test_a_number_is_shown_for_a_reason_that_stays(client, clerk):
    donor = make_donor(number=NUMBER)
    url = reverse("donations:donor_reveal", args=[donor.pk, "number"])
    assert NUMBER not in client.get(url).content.decode()
    assert NUMBER in client.post(url, {"reason": "Makbuz için"}).content.decode()
    assert AuditEntry.objects.filter(action="view", row_pk=str(donor.pk), reason="Makbuz için").exists()
    assert "Makbuz için" in client.get(donor.get_absolute_url()).content.decode()


def test_a_consent_is_withdrawn_on_the_page(client, clerk):
    donor = make_donor(email="isil@example.org")
    give, withdraw = (reverse(f"donations:consent_{act}", args=[donor.pk, "email"]) for act in ("give", "withdraw"))
    data = {"way": "call", "at": "01.02.2026 10:00"}
    assert client.post(give, data | {"at": "01.02.2999 10:00"}).status_code == 422
    assert client.post(give, data).status_code == 302
    assert "mailto:isil@example.org" in client.get(donor.get_absolute_url()).content.decode()
    assert client.post(withdraw, data).status_code == 302
    page = client.get(donor.get_absolute_url()).content.decode()
    assert "mailto:" not in page
    assert "E-posta: iznini geri çekti" in page


def test_many_get_a_label_or_go_into_the_archive_and_come_back(client, clerk):
    donors = [make_donor(name=f"Bağışçı {number}", labels=["eski"]) for number in range(2)]
    query = "?" + "&".join(f"row={donor.pk}" for donor in donors)
    bulk = [reverse("donations:donor_bulk", args=[action]) + query for action in ("etiket", "arsiv")]
    client.post(bulk[0], {"labels": "Kermes, ESKİ"})
    assert Donor.objects.filter(labels=["eski", "Kermes"]).count() == 2
    client.post(bulk[1], {"reason": "Taşındılar"})
    assert not Donor.objects.active().exists()
    request = AuditEntry.objects.filter(table_name=Donor._meta.db_table).latest("pk").request_id
    client.post(reverse("donations:undo_bulk", args=[request]))
    assert Donor.objects.active().filter(labels=["eski", "Kermes"], state_reason="").count() == 2


def test_a_campaign_is_planned_and_refused_in_its_words(client, clerk):
    data = {"name": "Kış", "code": "kis-2026", "purpose": "Kömür", "starts_on": "01.11.2026", "currency": "EUR"}
    new = reverse("donations:campaign_create")
    for wrong in ({"ends_on": "01.10.2026"}, {"goal": "0"}, {"code": "Kış 1"}, {"permit_number": "7"}):
        assert client.post(new, data | wrong).status_code == 422
    assert client.post(new, data | {"goal": "1.500,50"}).status_code == 302
    campaign = Campaign.objects.get()
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert "1.500,50\u00a0€" in page
    assert client.post(new, data).status_code == 422  # the code is taken


@pytest.mark.parametrize("make", [make_donor, make_campaign])
def test_a_list_costs_the_same_for_one_and_for_three(client, clerk, make):
    url = LIST if make is make_donor else reverse("donations:campaign_list")
    fields = iter([{"name": f"Ad {number}"} | ({"code": f"k{number}"} if url != LIST else {}) for number in range(3)])
    make(**next(fields))
    client.get(url)

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    before = count()
    for more in fields:
        make(**more)
    assert count() == before


def test_the_list_filters_and_the_palette_finds(client, clerk):
    donor, other = make_donor(phone="+905321234567", province=38, labels=["Kermes"]), make_donor(name="Ali Can")
    make_consent(donor, "sms")
    for query in ("consent=sms", "province=38", "label=kermes"):
        assert [row.pk for row in client.get(f"{LIST}?{query}").context["listing"].objects] == [donor.pk], query
    assert [row.pk for row in client.get(f"{LIST}?consent=none").context["listing"].objects] == [other.pk]
    assert any(hit.url == donor.get_absolute_url() for group in search(clerk, "ışıl") for hit in group.hits)
