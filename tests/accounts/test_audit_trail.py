"""The trail is complete: whatever way a row is written, its entry is there, and no secret is in it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import DatabaseError, connection, transaction
from django.db.models import Model, ProtectedError

from accounts import audit
from accounts.audit.recording import owner_of, recordings
from accounts.models import (
    AuditAnchor,
    AuditEntry,
    AuditHead,
    AuditRedaction,
    AuditSeal,
    Authenticator,
    BackupCode,
    EventKind,
    ForbiddenPair,
    OrganisationProfile,
    OutgoingMail,
    RateCount,
    RoleSessionLimit,
    SecurityEvent,
    SecuritySettings,
    Session,
    SignInCount,
    TrustedDevice,
    User,
)
from accounts.models.audit import Action, Source
from accounts.services.disclosures import record_read
from accounts.services.security_events import record_event
from accounts.verbs import own_models
from aid.models import ApplicationSeries, StageStep, VisitCorrection
from beneficiaries import models as registry
from donations.models import DonationTotal, DonorTotal, FundFlow, FundMove, GiverDecade, MonthTotal
from finance.models import Balance, LedgerTotal, MoneyCheck, Posting
from kafkasder.jobs.models import Clock, JobRun, Wake
from messaging.models import AssistantUse, Draft, ReplyStream
from notifications.models import Delivery, ToldCause, WorkflowNotification
from privacy.models import Tombstone

from ..beneficiaries import case_rows
from ..factories import PASSWORD, make_household, make_person, make_user

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 3, 1)
IDENTITY_NUMBER = "10000000146"


@dataclass
class Sample:
    """How to make a row of a model, and one of its fields with two other values to give it."""

    make: Callable[[], Model]
    field: str
    values: tuple[Any, Any]


def _move() -> registry.HouseholdMove:
    person = make_person()
    return registry.HouseholdMove.objects.create(
        person=person, source=person.household, target=make_household(), moved_on=TODAY
    )


def _authenticator() -> Authenticator:
    return Authenticator.objects.create(user=make_user(), secret="A")


def _district() -> registry.District:
    province, _ = registry.Province.objects.get_or_create(plate=99, defaults={"name": "Deneme"})
    return registry.District.objects.create(province=province, name="Deneme")


SAMPLES: dict[type[Model], Sample] = {
    User: Sample(make_user, "title", ("Muhtar", "Bekçi")),
    OrganisationProfile: Sample(lambda: OrganisationProfile.objects.create(name="Dernek"), "address", ("Bir", "İki")),
    SecuritySettings: Sample(lambda: SecuritySettings.objects.create(), "lockout_minutes", (45, 60)),
    SecurityEvent: Sample(lambda: record_event(EventKind.SUSPICIOUS), "review_note", ("arandı", "bilinen")),
    ForbiddenPair: Sample(
        lambda: ForbiddenPair.objects.create(first="board", second="volunteer", reason="deneme"),
        "reason",
        ("bir", "iki"),
    ),
    Authenticator: Sample(_authenticator, "confirmed", (True, False)),
    BackupCode: Sample(
        lambda: BackupCode.objects.create(authenticator=_authenticator(), digest="b"), "digest", ("c", "d")
    ),
    TrustedDevice: Sample(
        lambda: TrustedDevice.objects.create(user=make_user(), digest="a", auth_hash="b"),
        "user_agent",
        ("Firefox", "Chromium"),
    ),
    Group: Sample(lambda: Group.objects.create(name="deneme"), "name", ("bir", "iki")),
    RoleSessionLimit: Sample(
        lambda: RoleSessionLimit.objects.create(role="staff", idle_minutes=30, absolute_hours=8, remembered_days=0),
        "idle_minutes",
        (60, 90),
    ),
    registry.FileNumberSeries: Sample(
        lambda: registry.FileNumberSeries.objects.create(pk=1), "pattern", ("A-{number}", "B-{number}")
    ),
    registry.Household: Sample(make_household, "notes", ("Bir not", "Başka bir not")),
    registry.BudgetLine: Sample(
        lambda: registry.BudgetLine.objects.create(
            household=make_household(), kind="income", source="wage", amount="10.00"
        ),
        "note",
        ("aylık", "haftalık"),
    ),
    registry.Beneficiary: Sample(make_person, "occupation", ("marangoz", "terzi")),
    registry.IdentityDocument: Sample(
        lambda: registry.IdentityDocument.objects.create(person=make_person(), kind="passport", number="U1"),
        "country",
        ("TR", "SY"),
    ),
    registry.SensitiveRecord: Sample(
        lambda: registry.SensitiveRecord.objects.create(person=make_person(), notes="gizli"),
        "report_seen_on",
        (TODAY, TODAY + datetime.timedelta(days=1)),
    ),
    registry.HouseholdMove: Sample(_move, "reason", ("iş", "evlilik")),
    registry.StateChange: Sample(
        lambda: registry.StateChange.objects.create(household=make_household(), source="draft", target="active"),
        "reason",
        ("eksik", "tamam"),
    ),
    registry.BankAccount: Sample(case_rows.make_account, "note", ("eski", "yeni")),
    registry.ConsentText: Sample(lambda: case_rows.make_text("photo"), "text", ("Metin", "Yeni metin")),
    registry.PersonConsent: Sample(case_rows.make_consent, "note", ("sözlü", "yazılı")),
    registry.CaseNote: Sample(case_rows.make_note, "withdrawn_reason", ("yanlış", "eksik")),
    registry.Paper: Sample(case_rows.make_paper, "note", ("asıl", "kopya")),
    registry.PaperVersion: Sample(lambda: case_rows.make_paper().versions.get(), "note", ("ilk", "ikinci")),
    registry.Referral: Sample(case_rows.make_referral, "contact", ("Ali", "Veli")),
    registry.Province: Sample(lambda: registry.Province.objects.create(plate=98, name="Örnek"), "name", ("Bir", "İki")),
    registry.District: Sample(_district, "name", ("Bir", "İki")),
}


def entries(since: int = 0) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(pk__gt=since).order_by("pk"))


def newest() -> int:
    return AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def test_every_table_of_ours_is_recorded():
    chain = {AuditAnchor, AuditEntry, AuditHead, AuditRedaction, AuditSeal}
    jobs = {Clock, JobRun, Wake}
    talk = {AssistantUse, Draft, ReplyStream}
    told = {Delivery, ToldCause, WorkflowNotification}
    sums = {Balance, DonationTotal, DonorTotal, FundFlow, FundMove, GiverDecade, LedgerTotal, MonthTotal}
    exempt = {
        *chain,
        *jobs,
        *talk,
        *told,
        *sums,
        ApplicationSeries,
        MoneyCheck,
        OutgoingMail,
        Posting,
        RateCount,
        Session,
        SignInCount,
        StageStep,
        VisitCorrection,
        Tombstone,
    }
    assert recordings().keys() == {
        *(model._meta.db_table for model in own_models() if model not in exempt),
        *(model._meta.db_table for model in (Group, Group.permissions.through)),
    }


def test_every_recorded_table_has_its_triggers():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgenabled = 'O'"
        )
        there = set(cursor.fetchall())
    for table, recording in recordings().items():
        wanted = {"audit_update", "audit_delete"} | (set() if recording.changes_only else {"audit_insert"})
        assert {(table, name) for name in wanted} <= there, table


def test_there_is_a_sample_of_each_table_of_these_rooms():
    rooms = {"accounts", "auth", "beneficiaries"}  # the tables of others are recorded by the same triggers
    recorded = [model for model in apps.get_models() if model._meta.db_table in recordings() and not owner_of(model)]
    assert SAMPLES.keys() == {model for model in recorded if model._meta.app_label in rooms}


@pytest.mark.parametrize("model", SAMPLES, ids=lambda model: model._meta.label)
def test_every_way_of_writing_leaves_its_entry(model):
    sample = SAMPLES[model]
    before = newest()
    row = sample.make()
    created = [entry for entry in entries(before) if entry.table_name == model._meta.db_table]
    if recordings()[model._meta.db_table].changes_only:
        assert not created
    else:
        assert (created[-1].action, created[-1].row_pk) == (Action.CREATE, str(row.pk))

    masked = sample.field in getattr(model, "audit_masked", ())
    original = model.objects.get(pk=row.pk)
    for number, write in enumerate((_save, _bulk_update, _update)):
        value = sample.values[number % 2]
        before = newest()
        write(model.objects.get(pk=row.pk), sample.field, value)
        entry = entries(before)[-1]
        assert (entry.action, entry.row_pk) == (Action.UPDATE, str(row.pk)), write
        was = getattr(original, sample.field) if number == 0 else sample.values[(number - 1) % 2]
        expected = ["•••" if was else None, "•••"] if masked else [was or entry.changes[sample.field][0], value]
        assert entry.changes[sample.field] == expected, write


def _save(row: Model, field: str, value: Any) -> None:
    setattr(row, field, value)
    row.save(update_fields=[field])


def _bulk_update(row: Model, field: str, value: Any) -> None:
    setattr(row, field, value)
    type(row)._default_manager.bulk_update([row], [field])


def _update(row: Model, field: str, value: Any) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(**{field: value})


def test_bulk_calls_write_one_entry_for_each_row():
    before = newest()
    made = registry.Household.objects.bulk_create(registry.Household(file_number=f"B-{n}") for n in range(3))
    registry.Household.objects.filter(pk__in=[row.pk for row in made[:2]]).update(is_emergency=True)
    assert [(entry.action, entry.row_pk) for entry in entries(before)] == [
        *((Action.CREATE, str(row.pk)) for row in made),
        *((Action.UPDATE, str(row.pk)) for row in made[:2]),
    ]


def test_deleting_is_recorded_with_what_was_there():
    district = _district()
    key = str(district.pk)
    before = newest()
    district.delete()
    (entry,) = entries(before)
    assert (entry.action, entry.row_pk) == (Action.DELETE, key)
    assert entry.changes == {"province_id": [99, None], "name": ["Deneme", None]}


def test_an_update_that_changes_nothing_writes_nothing():
    user = make_user()
    before = newest()
    User.objects.update(title=user.title)
    user.save()
    assert entries(before) == []


def test_many_to_many_rows_tell_of_the_row_that_holds_the_field():
    user = make_user()
    group = Group.objects.get(name="staff")
    before = newest()
    user.groups.add(group)
    user.groups.remove(group)
    user.user_permissions.add(Permission.objects.get(codename="view_audit"))
    assert [(entry.action, entry.table_name, entry.row_pk) for entry in entries(before)] == [
        (Action.CREATE, "accounts_user_groups", str(user.pk)),
        (Action.DELETE, "accounts_user_groups", str(user.pk)),
        (Action.CREATE, "accounts_user_user_permissions", str(user.pk)),
    ]
    assert {entry.table_name for entry in audit.history(user)} == {
        "accounts_user",
        "accounts_user_groups",
        "accounts_user_user_permissions",
    }


def test_copy_and_sql_by_hand_are_recorded_too():
    before = newest()
    with connection.cursor() as cursor:
        with cursor.copy(
            "COPY accounts_user (email, full_name, password, phone, title, labels, is_active, language,"
            " theme, density, enter_key, preferences, created_at, avatar, session_generation,"
            " look_version) FROM STDIN"
        ) as copy:
            copy.write_row(
                (
                    "k@example.org",
                    "Kopya",
                    "x",
                    "",
                    "",
                    "{}",
                    True,
                    "tr",
                    "dark",
                    "compact",
                    "line",
                    "{}",
                    TODAY,
                    "",
                    0,
                    0,
                )
            )
        cursor.execute("UPDATE accounts_user SET title = 'Elle' WHERE email = 'k@example.org'")
    created, updated = entries(before)
    assert (created.action, created.row_label) == (Action.CREATE, "Kopya")
    assert updated.changes == {"title": ["", "Elle"]}


def test_secrets_never_enter_the_trail():
    user = make_user()
    user.set_password("Baska-parola-9")
    user.save(update_fields=["password"])
    person = make_person(identity_number=IDENTITY_NUMBER, phone="+905321112233")
    case_rows.make_account(person, iban="TR330006100519786457841326")
    registry.SensitiveRecord.objects.create(person=person, notes="epilepsi", disability_group="physical")
    told = str([(entry.changes, entry.row_label) for entry in entries()])
    secrets = (IDENTITY_NUMBER, "5321112233", "TR3300", "epilepsi", "physical", PASSWORD, user.password, "md5$")
    assert not [secret for secret in secrets if secret in told]
    assert {"password": ["•••", "•••"]} in [entry.changes for entry in audit.history(user)]
    assert "identity_index" not in told


def test_the_trail_can_only_grow():
    make_user()
    for change in (
        lambda: AuditEntry.objects.update(reason="uydurma"),
        lambda: AuditEntry.objects.all()._raw_delete("default"),
        lambda: AuditEntry.objects.latest("pk").save(),
    ):
        with pytest.raises(DatabaseError, match="rows of accounts_auditentry stay"), transaction.atomic():
            change()


def test_the_trail_cannot_be_emptied():
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SET LOCAL app.test_flush = 'off'")
        with pytest.raises(DatabaseError, match="TRUNCATE refused"), transaction.atomic():
            cursor.execute("TRUNCATE accounts_auditentry")


def test_users_are_never_deleted():
    user = make_user()
    for way in (user.delete, User.objects.filter(pk=user.pk).delete):
        with pytest.raises(ProtectedError):
            way()
    with pytest.raises(DatabaseError, match="rows of accounts_user stay"), transaction.atomic():
        User.objects.filter(pk=user.pk)._raw_delete("default")


def test_a_reading_is_recorded_with_its_reason():
    user, person = make_user(), make_person(identity_number=IDENTITY_NUMBER)
    with audit.acting(source=Source.WEB, ip="10.0.0.1"):
        record_read(person, fields=["identity_number"], reason="Nüfus kaydı için", by=user)
    entry = audit.history(person)[0]
    assert (entry.action, entry.actor, entry.reason, str(entry.ip)) == (
        Action.VIEW,
        user,
        "Nüfus kaydı için",
        "10.0.0.1",
    )
    assert list(entry.changes) == ["identity_number"]
