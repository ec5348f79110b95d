"""Who gave is for those with `donations.view_donors` alone: others meet no name, and find by none."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from donations import services
from donations.lists import CHEQUES, DONATIONS, TRIBUTES, UNSETTLED
from kafkasder.core.days import today
from kafkasder.core.palette import search
from kafkasder.core.references import card_for

from .gift_rows import a_fund, general_fund, make_gift, taken_in
from .rows import make_campaign, make_donor
from .rows_batches import make_batch, make_settlement, type_in
from .rows_receipts import make_book

pytestmark = pytest.mark.django_db
LIST = "/bagis/bagislar/"
GIFTS = ("view_donations", "export_donations")


@pytest.fixture
def reader(client, make_user):
    """Sign in somebody who sees donations and not who gave them."""
    return _reader(client, make_user, *GIFTS)


def _reader(client, make_user, *verbs):
    reader = make_user(None)
    reader.user_permissions.set(Permission.objects.filter(codename__in=verbs))
    client.force_login(reader)
    return reader


@pytest.fixture
def donor():
    return make_donor(name="Zümrüt Işık")


def _export(client, query=""):
    answer = client.post(reverse("donations:donation_export") + query, {"form": "csv", "everything": "on"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_no_page_about_gifts_names_who_gave(client, make_user, donor):
    campaign = make_campaign()
    gift = taken_in(donor=donor, campaign=campaign, tribute_kind="in_honour", tribute_name="Öğretmenler")
    cheque, by_card = make_gift("cheque", donor=donor), taken_in("pos", donor=donor)
    open_pile = make_batch()
    type_in(open_pile, 50, donor=donor)
    settlement = make_settlement(taken_in("pos", donor=donor), day=today())
    pages = [
        LIST,
        reverse("donations:cheque_list") + "?cheque_state=all",
        reverse("donations:tribute_list"),
        reverse("donations:unsettled_list"),
        *(row.get_absolute_url() for row in (gift, cheque, by_card, open_pile, settlement, campaign)),
    ]
    _reader(client, make_user, *GIFTS, "view_donors", "view_campaigns")
    for page in pages:
        assert "Zümrüt" in client.get(page).content.decode(), page
    _reader(client, make_user, *GIFTS, "view_campaigns")
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200
        assert "Zümrüt" not in answer.content.decode(), page
        assert f"/bagiscilar/{donor.pk}/" not in answer.content.decode(), page


def test_a_name_finds_nothing_for_who_may_not_read_it(client, make_user, donor, reader):
    gift = make_gift(donor=donor, purpose="Kış yardımı")
    assert client.get(LIST, {"q": "Zümrüt"}).context["listing"].total == 0
    assert client.get(LIST, {"q": "kış"}).context["listing"].total == 1
    assert client.get(LIST, {"donor": donor.pk}).context["listing"].chips == []
    for each in (DONATIONS, CHEQUES, TRIBUTES, UNSETTLED):
        assert "donor" not in {column.key for column in each.columns_of(reader)}
    assert not [hit for group in search(reader, "Zümrüt") for hit in group.hits]
    told = str([hit for group in search(reader, "kış") for hit in group.hits])
    assert str(gift) in told
    assert "Zümrüt" not in told
    card = card_for(reader, "donation", gift.pk)
    assert card
    assert "Zümrüt" not in card.facts
    assert "Zümrüt Işık" in card_for(make_user("board"), "donation", gift.pk).facts
    heading, row = _export(client)
    assert "Bağışçı" not in heading
    assert not any("Zümrüt" in cell for cell in row)
    seer = _reader(client, make_user, *GIFTS, "view_donors")
    assert seer.has_perm("donations.view_donors")
    assert "Zümrüt Işık" in _export(client, "?q=zümrüt")[1]


def test_the_history_of_a_gift_does_not_tell_who_gave(client, make_user, donor):
    gift = make_gift(donor=donor)
    gift.donor = make_donor(name="Yakut Gün")
    services.save_donation(donation=gift, by=make_user("staff"))
    _reader(client, make_user, *GIFTS, "view_donors")
    assert "Zümrüt" in client.get(gift.get_absolute_url()).content.decode()
    _reader(client, make_user, *GIFTS)
    page = client.get(gift.get_absolute_url()).content.decode()
    assert "Zümrüt" not in page
    assert "Yakut" not in page


def test_who_may_not_read_the_name_corrects_no_gift(client, make_user, donor):
    gift, edit = make_gift(donor=donor), "donations:donation_edit"
    _reader(client, make_user, *GIFTS, "record_donations")
    assert client.get(reverse(edit, args=[gift.pk])).status_code == 403
    assert reverse(edit, args=[gift.pk]) not in client.get(gift.get_absolute_url()).content.decode()
    assert 'value="new"' not in client.get(reverse("donations:donation_create")).content.decode()


def test_a_receipt_names_whom_it_names_for_those_who_see_receipts(client, make_user, donor):
    gift = taken_in(donor=donor)
    make_book()
    verbs = (*GIFTS, "view_receipts", "issue_receipts")
    _reader(client, make_user, *verbs)
    waiting = client.get(reverse("donations:unreceipted_list")).content.decode()
    assert str(gift.amount)[:3] in waiting
    assert "Zümrüt" not in waiting
    title = client.get(reverse("donations:receipt_issue", args=[gift.pk])).content.decode()
    assert f"Makbuz kes: {gift}" in title
    assert "Zümrüt" not in title


def test_a_donors_page_and_a_funds_page_lead_to_all_their_gifts(client, make_user, donor):
    alms = a_fund()
    gift = taken_in(donor=donor, fund=alms, kind="zekat", day=today() - timedelta(days=1))
    taken_in(fund=general_fund())
    client.force_login(make_user("board"))
    way = f"{LIST}?donor={donor.pk}"
    assert way in client.get(donor.get_absolute_url()).content.decode()
    page = client.get(way)
    assert [each.pk for each in page.context["listing"].objects] == [gift.pk]
    assert "Bağışçı: Zümrüt Işık" in page.content.decode()
    unnamed = services.anonymous_donor(by=make_user("staff"))
    assert "İsmini vermek istemeyen" in client.get(f"{LIST}?donor={unnamed.pk}").content.decode()
    assert client.get(f"{LIST}?donor=999999").context["listing"].state.hints
    way = f"{LIST}?fund={alms.pk}"
    assert way in client.get(alms.get_absolute_url()).content.decode()
    assert [each.pk for each in client.get(way).context["listing"].objects] == [gift.pk]
    _reader(client, make_user, "view_finance")
    assert way not in client.get(alms.get_absolute_url()).content.decode()
