"""What the personal data law is told of donors, how they are forgotten, and the example data."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import AuditEntry
from donations import services
from donations.demo import DONORS, make_demo
from donations.models import Campaign, Consent, Donor
from finance.models import FinanceRecord
from finance.verifying import verify
from kafkasder.core.days import today
from privacy.retention import KINDS
from privacy.services.dossier import gather
from privacy.services.forgetting import forget
from privacy.subjects import SUBJECTS

from ..factories import sign_in_with_code
from .gift_rows import taken_in
from .rows import NUMBER, make_consent, make_donor

pytestmark = pytest.mark.django_db


def test_a_dossier_tells_of_a_donor(make_user):
    donor = make_donor(number=NUMBER, email="isil@example.org")
    make_consent(donor, "email", note="Stantta imzaladı")
    told = str(gather(SUBJECTS["donor"], donor, by=make_user("admin"), reason="Başvuru").as_json())
    assert all(word in told for word in ("Işıl Şahin", NUMBER, "isil@example.org", "Stantta imzaladı"))
    services.anonymous_donor(by=None)
    assert SUBJECTS["donor"].visible_to(make_user("auditor")).get() == donor


def test_a_forgotten_donor_is_nobody_anywhere(make_user):
    donor = make_donor(number=NUMBER, phone="+905321234567", address="Gül Sok. 3", notes="Işıl Hanım", province=38)
    make_consent(donor, "post", note="Işıl Hanım yazdı")
    services.change_donor_state(donor=donor, target="archived", reason="Işıl Hanım istedi", by=make_user("staff"))
    kind = KINDS["donor"]
    assert not kind.due(timezone.now() - timedelta(days=1)).exists()
    assert kind.due(timezone.now() + timedelta(days=1)).get() == donor
    forget(kind, donor)
    donor.refresh_from_db()
    assert (donor.name, donor.number, donor.consents, donor.province) == ("İmha edildi", "", [], 38)
    trail = AuditEntry.objects.filter(table_name__startswith="donations_")
    kept = f"{list(trail.values_list('changes', 'row_label', 'reason'))}{list(Consent.objects.values_list('note'))}"
    assert "Işıl" not in kept
    assert "Gül Sok" not in kept


def test_the_example_data_is_whole(make_user):
    make_user("staff")
    make_demo()
    connection.check_constraints()
    assert Donor.objects.count() == DONORS + 1
    assert Campaign.objects.count() == 4
    for donor in Donor.objects.exclude(consents=[])[:20]:  # what stands is what the history says
        newest = {consent.channel: consent.given for consent in donor.consent_history.order_by("at", "-given", "pk")}
        assert donor.consents == [each for each in ("phone", "sms", "whatsapp", "email", "post") if newest.get(each)]


def test_the_admin_masks_what_pages_mask_and_changes_nothing(client, make_user):
    donor = make_donor(number=NUMBER, phone="+905321234567")
    make_consent(donor)
    sign_in_with_code(client, make_user("admin"))
    for url in ("/yonetim/donations/donor/", f"/yonetim/donations/donor/{donor.pk}/change/"):
        page = client.get(url).content.decode()
        assert "100******46" in page
        assert NUMBER not in page
        assert "4567" not in page
    assert client.get("/yonetim/donations/consent/").status_code == 200
    assert client.get("/yonetim/donations/donor/add/").status_code == 403


def test_the_book_forgets_a_donor_where_it_need_not_keep_the_name():
    donor = make_donor(name="Gülizar Öztürk")
    old = taken_in("cash", donor=donor, day=today() - timedelta(days=6 * 366)).record
    young = taken_in("cash", donor=donor).record
    assert old.counterparty == young.counterparty == "Gülizar Öztürk"
    with pytest.raises(IntegrityError), transaction.atomic():
        FinanceRecord.objects.filter(pk=young.pk).update(counterparty="")
    with pytest.raises(IntegrityError), transaction.atomic():
        FinanceRecord.objects.filter(pk=old.pk).update(counterparty="", amount=1)
    forget(KINDS["donor"], donor)
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.counterparty, young.counterparty) == ("İmha edildi", "Gülizar Öztürk")
    told = AuditEntry.objects.filter(table_name="finance_financerecord")
    assert "Gülizar" not in str([*told.filter(row_pk=str(old.pk)).values_list("changes", flat=True)])
    assert verify() == {}
