"""Donors: what the database refuses, whose word counts, who is found, and what many get at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from donations import services
from donations.models import Consent, Donor
from kafkasder.core.states import IllegalTransition

from .rows import NUMBER, TAX_NUMBER, make_campaign, make_consent, make_donor

pytestmark = pytest.mark.django_db
PHONE = "+905321234567"


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("donor_named", {"name": ""}),
        ("donor_anonymous_is_blank", {"kind": "anonymous", "name": "Ali"}),
        ("donor_anonymous_is_blank", {"kind": "anonymous", "name": "", "phone": PHONE}),
        ("donor_contact_of_organisation", {"contact_name": "Ali Can"}),
        ("donor_district_needs_province", {"district": "Talas"}),
        ("donor_province_known", {"province": 82}),
        ("donor_labels_distinct", {"labels": ["Kış", "KIŞ"]}),
        ("donor_phone_consent_has_phone", {"consents": ["phone"]}),
        ("donor_email_consent_has_email", {"consents": ["email"], "phone": PHONE}),
        ("donor_post_consent_has_address", {"consents": ["post"], "phone": PHONE}),
        ("donor_archived_for_reason", {"state": "archived"}),
        ("donor_destroyed_is_blank", {"destroyed_at": timezone.now()}),
    ],
)
def test_the_database_refuses(constraint, fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Donor.objects.create(**{"name": "Işıl Şahin"} | fields)


def test_a_number_is_one_active_donors_and_is_kept_encrypted(make_user):
    clerk, first = make_user("staff"), make_donor(kind="company", number=TAX_NUMBER)
    with pytest.raises(IntegrityError, match="donor_number_unique"), transaction.atomic():
        make_donor(number=TAX_NUMBER)
    services.change_donor_state(donor=first, target="archived", reason="Kapandı", by=clerk)
    make_donor(name="Yeni", number=TAX_NUMBER)
    with pytest.raises(IntegrityError, match="donor_number_unique"), transaction.atomic():
        services.change_donor_state(donor=first, target="active", by=clerk)
    with pytest.raises(IllegalTransition):
        services.change_donor_state(donor=first, target="archived", reason="Yine", by=clerk)


def test_there_is_one_anonymous_donor(make_user):
    by = make_user("accounting")
    donor = services.anonymous_donor(by=by)
    assert services.anonymous_donor(by=by) == donor
    with pytest.raises(IntegrityError, match="donor_anonymous_once"), transaction.atomic():
        make_donor(kind="anonymous", name="")
    with pytest.raises(PermissionDenied):
        make_consent(donor)


def test_a_withdrawal_counts_at_once_and_a_late_consent_undoes_none():
    donor, now = make_donor(phone=PHONE, email="Isil@Example.org"), timezone.now()
    make_consent(donor, "sms", at=now - timedelta(days=9))
    make_consent(donor, "email")
    assert Donor.objects.get().consents == ["sms", "email"]
    make_consent(donor, "sms", given=False, at=now - timedelta(days=2))
    make_consent(donor, "sms", at=now - timedelta(days=5))
    make_consent(donor, "sms", at=now - timedelta(days=2))
    assert Donor.objects.get().consents == ["email"]
    assert Consent.objects.count() == 5
    with pytest.raises(ValidationError) as refusal:
        make_consent(donor, "post")
    assert refusal.value.code == "no_address"
    donor = Donor.objects.get()
    donor.email = ""
    with pytest.raises(IntegrityError, match="donor_email_consent_has_email"), transaction.atomic():
        donor.save()


def test_an_archived_donor_may_withdraw_and_cannot_be_asked(make_user):
    donor = make_donor(phone=PHONE)
    make_consent(donor)
    services.change_donor_state(donor=donor, target="archived", reason="Vazgeçti", by=make_user("staff"))
    make_consent(donor, given=False)
    assert Donor.objects.get().consents == []
    with pytest.raises(PermissionDenied):
        make_consent(donor)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("isil sah", True),
        ("KERMES", True),
        (NUMBER, True),
        ("isil@EXAMPLE.org", True),
        ("0532 123 45 67", True),
        ("4567", False),  # a part of a number, for who may not read it
        (NUMBER[:9], False),
        ("Ali", False),
    ],
)
def test_donors_are_found(make_user, text, found):
    make_donor(number=NUMBER, phone=PHONE, email="isil@example.org", labels=["Kermes"])
    seen = Donor.objects.visible_to(make_user("auditor"))
    assert seen.search(text).exists() is found
    assert Donor.objects.visible_to(make_user("staff")).search("4567").exists()


def test_look_alikes_are_named_with_the_reason():
    donor = make_donor(number=NUMBER, phone=PHONE, email="isil@example.org")
    (same,) = services.find_duplicates(name="ISIL ŞAHİN", number=NUMBER)
    assert (same.donor, same.certain) == (donor, True)
    for typed in ({"name": "ışıl  sahin"}, {"phone": PHONE}, {"email": "ISIL@example.org"}):
        assert not services.find_duplicates(**typed)[0].certain
    assert services.find_duplicates(name="Işıl Şahin", exclude=donor.pk) == []


def test_a_campaign_goes_its_way_and_stays_within_its_permit(make_user):
    by, campaign = make_user("accounting"), make_campaign()
    with pytest.raises(IllegalTransition):
        services.change_campaign_state(campaign=campaign, target="closed", by=by)
    for target in ("running", "closed"):
        services.change_campaign_state(campaign=campaign, target=target, by=by)
    campaign.refresh_from_db()
    with pytest.raises(PermissionDenied):
        services.save_campaign(campaign=campaign, by=by)
    permit = {"permit_number": "38/7", "permit_from": "2026-01-01", "permit_until": "2026-12-31"}
    make_campaign(code="izinli", ends_on="2026-12-31", **permit)
    for late in ("2027-01-01", None):
        with pytest.raises(IntegrityError, match="campaign_within_permit"), transaction.atomic():
            make_campaign(code="gec", ends_on=late, **permit)
    with pytest.raises(IntegrityError, match="campaign_permit_whole"), transaction.atomic():
        make_campaign(code="yarim", permit_number="38/7")


def test_every_service_asks_who_acts(make_user):
    nobody, clerk, donor, campaign = make_user(), make_user("staff"), make_donor(phone=PHONE), make_campaign()
    for by, act in (
        (clerk, lambda by: make_campaign(by=by, code="yeni")),
        (clerk, lambda by: services.change_campaign_state(campaign=campaign, target="running", by=by)),
        (make_user("auditor"), lambda by: make_donor(by=by)),
        (make_user("auditor"), lambda by: make_consent(donor, by=by)),
        (nobody, lambda by: make_consent(donor, given=False, by=by)),
        (nobody, lambda by: services.save_donor(donor=donor, by=by)),
        (nobody, lambda by: services.change_donor_state(donor=donor, target="archived", reason="Yok", by=by)),
        (nobody, lambda by: services.reveal(donor=donor, field="phone", reason="Arayacağım", by=by)),
        (nobody, lambda by: services.undo_change_of_many(request_id="x", by=by)),
    ):
        with pytest.raises(PermissionDenied):
            act(by)
    everybody = Donor.objects.all()
    assert services.archive_many(donors=everybody, reason="Yok", by=nobody) == 0
    assert services.label_many(donors=everybody, labels=["kermes"], by=nobody) == 0
