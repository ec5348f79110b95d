"""The registry in the Django admin: found as in the panel, masked as in the panel, and past no rule."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEntry
from beneficiaries.apps import BeneficiariesConfig
from beneficiaries.models import (
    BankAccount,
    Beneficiary,
    BudgetLine,
    CaseNote,
    ConsentText,
    District,
    FileNumberSeries,
    Household,
    HouseholdMove,
    IdentityDocument,
    Paper,
    PaperVersion,
    PersonConsent,
    Province,
    Referral,
    SensitiveRecord,
    StateChange,
)

from ..factories import make_user, sign_in_with_code

pytestmark = pytest.mark.django_db
MODELS = [model for model in admin.site._registry if model._meta.app_label == BeneficiariesConfig.name]


@pytest.fixture
def administrator(as_role: Any) -> Client:
    client: Client = as_role("admin")
    sign_in_with_code(client, client.user)  # type: ignore[attr-defined]
    return client


@pytest.fixture
def registry(make_household: Any, make_person: Any) -> Household:
    """One row of every kind."""
    household = make_household(
        head={
            "first_name": "Şükrü",
            "last_name": "Işık",
            "identity_number": "10000000146",
            "phone": "+905339876543",
        },
        phone="+905339876543",
        reference_phone="+905339876543",
    )
    person = household.head
    IdentityDocument.objects.create(person=person, kind="passport", number="U1234567")
    BankAccount.objects.create(household=household, person=person, iban="TR330006100519786457841326")
    paper = Paper.objects.create(household=household, person=person, kind="rent")
    PaperVersion.objects.create(paper=paper, number=1, name="kira.pdf", content_type="application/pdf", size=10)
    text = ConsentText.objects.create(purpose="photo", number=1, text="Metin")
    PersonConsent.objects.create(person=person, purpose="photo", text=text, way="signed")
    CaseNote.objects.create(household=household, kind="phone", is_sensitive=True, secret_text="Gizli bir not")
    Referral.objects.create(
        household=household, person=person, kind="legal", institution="Baro", reason="Nafaka", without_consent="Acil"
    )
    SensitiveRecord.objects.create(person=person, health_flags="chronic", notes="Gizli bir not")
    BudgetLine.objects.create(household=household, kind="income", source="wage", amount=1)
    HouseholdMove.objects.create(person=person, source=make_household(), target=household, moved_on="2026-01-01")
    StateChange.objects.create(household=household, source="draft", target="active")
    FileNumberSeries.objects.get_or_create(pk=1)
    return household


def url(model: Any, page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def test_every_table_is_there() -> None:
    from django.apps import apps

    assert set(MODELS) == set(apps.get_app_config(BeneficiariesConfig.name).get_models())


@pytest.mark.parametrize("model", MODELS)
def test_lists_and_pages_open_and_show_no_secret(administrator: Client, registry: Household, model: Any) -> None:
    row = model.objects.order_by("pk").first()
    for address in (url(model, "changelist"), url(model, "change", row.pk)):
        answer = administrator.get(address)
        assert answer.status_code == 200
        html = answer.content.decode().replace(" ", "")
        for secret in ("10000000146", "9876543", "519786457841326", "U1234567", "Gizlibirnot", "Süreğen"):
            assert secret not in html


@pytest.mark.parametrize("model", MODELS)
def test_nothing_is_deleted(administrator: Client, registry: Household, model: Any) -> None:
    row = model.objects.order_by("pk").first()
    assert administrator.post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    action = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    administrator.post(url(model, "changelist"), action)
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("text", ["isik", "10000000146", "0533 987", "Şükrü ışık"])
def test_people_are_found_as_in_the_panel(
    administrator: Client, registry: Household, make_person: Any, text: str
) -> None:
    other = make_person(first_name="Başka", last_name="Biri")
    html = administrator.get(url(type(other), "changelist"), {"q": text}).content.decode()
    assert "Şükrü Işık" in html
    assert "Başka Biri" not in html


def test_lists_ask_as_often_for_one_row_as_for_three(administrator: Client, make_household: Any) -> None:
    counts = []
    for size in (1, 2):
        for _ in range(size):
            make_household(head={})
        with CaptureQueriesContext(connection) as queries:
            administrator.get(url(Household, "changelist"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_correction_is_recorded_and_passes_no_rule(administrator: Client, registry: Household) -> None:
    lines = {"budget_lines-TOTAL_FORMS": 0, "budget_lines-INITIAL_FORMS": 0}
    forged = {"status": "archived", "file_number": "X", "head": "", "phone": "+905000000000"}
    data = {"priority": "high", "neighbourhood": "Hunat"} | lines | forged
    BudgetLine.objects.all().delete()
    assert administrator.post(url(Household, "change", registry.pk), data).status_code == 302
    changed = Household.objects.get(pk=registry.pk)
    assert (changed.neighbourhood, changed.priority) == ("Hunat", "high")
    assert (changed.status, changed.file_number, changed.head, changed.phone) == (
        registry.status,
        registry.file_number,
        registry.head,
        registry.phone,
    )
    entry = AuditEntry.objects.filter(table_name="beneficiaries_household").latest("pk")
    assert (entry.source, entry.actor) == ("admin", administrator.user)  # type: ignore[attr-defined]


def test_the_pattern_of_file_numbers_is_changed(administrator: Client, registry: Household) -> None:
    address = url(FileNumberSeries, "change", 1)
    assert administrator.post(address, {"pattern": "yanlış"}).status_code == 200
    assert administrator.post(address, {"pattern": "{year}-{number:04d}", "last_number": "999"}).status_code == 302
    series = FileNumberSeries.objects.get()
    assert (series.pattern, series.last_number) == ("{year}-{number:04d}", 0)


def test_who_sees_only_given_households_sees_no_other_here(as_role: Any, registry: Household) -> None:
    from django.contrib.auth.models import Permission

    volunteer = as_role("volunteer")
    volunteer.user.user_permissions.add(Permission.objects.get(codename="use_admin"))
    assert registry.file_number not in volunteer.get(url(Household, "changelist")).content.decode()
    Household.objects.filter(pk=registry.pk).update(assigned_to=volunteer.user)
    assert registry.file_number in volunteer.get(url(Household, "changelist")).content.decode()


def test_whose_record_there_is_is_shown_of_those_alone_whom_one_sees(client: Client, registry: Household) -> None:
    visitor = make_user("volunteer")
    verbs = ("use_admin", "view_sensitive")
    visitor.user_permissions.set(Permission.objects.filter(codename__in=verbs))
    client.force_login(visitor)
    address = reverse("admin:beneficiaries_sensitiverecord_changelist")
    assert client.get(address).context["cl"].result_count == 0
    registry.assigned_to = visitor
    registry.save(update_fields=["assigned_to"])
    assert client.get(address).context["cl"].result_count == 1


def test_no_table_shows_rows_of_people_whom_one_does_not_see(client: Client, registry: Household) -> None:
    """Whatever verbs somebody has beside: a table that comes later has its rule, too."""
    visitor = make_user("volunteer")
    rooms = Permission.objects.filter(content_type__app_label="beneficiaries").exclude(codename="view_all_households")
    visitor.user_permissions.set([*rooms, Permission.objects.get(codename="use_admin")])
    client.force_login(visitor)
    of_people = [model for model in MODELS if model not in (FileNumberSeries, Province, District, ConsentText)]
    for seen in (False, True):
        if seen:
            Household.objects.update(assigned_to=visitor)
        for model in of_people:
            row = model.objects.order_by("pk").first()
            assert (client.get(url(model, "changelist")).context["cl"].result_count > 0) == seen, model
            assert (client.get(url(model, "change", row.pk)).status_code == 200) == seen, model
            assert (client.get(url(model, "history", row.pk)).status_code == 200) == seen, model


@pytest.mark.parametrize(
    ("model", "lookup"),
    [
        (Household, "phone__startswith=%2B90533"),
        (Household, "reference_phone__contains=987"),
        (Household, "budget_lines__amount__gt=0"),
        (Beneficiary, "phone__startswith=%2B90533"),
        (Beneficiary, "household__phone__startswith=%2B90533"),
        (Beneficiary, "identity_index__isnull=0"),
        (SensitiveRecord, "person__phone__startswith=%2B90533"),
        (StateChange, "by__password__startswith=argon2"),
    ],
)
def test_no_address_guesses_at_what_is_masked(
    administrator: Client, registry: Household, model: Any, lookup: str
) -> None:
    answer = administrator.get(f"{url(model, 'changelist')}?{lookup}")
    assert (answer.status_code, answer.headers.get("Location", "")) in (
        (400, ""),
        (302, f"{url(model, 'changelist')}?e=1"),
    )


def test_what_is_in_the_archive_is_not_corrected(administrator: Client, registry: Household) -> None:
    Household.objects.filter(pk=registry.pk).update(status="archived")
    Beneficiary.objects.filter(pk=registry.head_id).update(status="archived")
    for model, key in ((Household, registry.pk), (Beneficiary, registry.head_id)):
        address = url(model, "change", key)
        assert administrator.get(address).status_code == 200
        assert administrator.post(address, {"neighbourhood": "Hunat", "first_name": "Başka"}).status_code == 403
