"""Every live page, for every role: the page before and the updates applied equal the page after.

A live page without a case here fails: walk through it, say what changes it, and add it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.audit.anchors import drop_anchor
from accounts.audit.checks import check
from accounts.audit.sealing import seal
from accounts.models import (
    Authenticator,
    EventKind,
    ForbiddenPair,
    SecurityEvent,
    SecuritySettings,
    Session,
    TrustedDevice,
    User,
)
from accounts.roles import ROLES
from accounts.services.reviews import review_events
from accounts.services.security_events import record_event
from beneficiaries.models import Beneficiary, Household, IdentityDocument, SensitiveRecord
from kafkasder.live.pages import live_pages
from privacy.models import Breach, DataRequest, DestructionCandidate, NoticeVersion

from ..factories import make_household, make_person, make_user
from ..privacy.rows import deliver, make_breach, make_concerned, make_notice, make_proposal, make_request
from .bench import assert_live_equals_fresh

OUTLINE = "qrvM3e7_"  # of a form that has told of nothing that these rows hold


@dataclass
class World:
    """What stands in the database before the change."""

    viewers: list[User]
    person: Beneficiary
    household: Household
    document: IdentityDocument
    event: SecurityEvent

    @property
    def volunteer(self) -> User:
        (found,) = [user for user in self.viewers if user.groups.filter(name="volunteer").exists()]
        return found


@dataclass(frozen=True)
class Case:
    change: Callable[[World], Any]
    arguments: Callable[[World], list[Any]] = lambda world: []
    query: str = ""


def _grow(world: World) -> None:
    """A household and a person come, one of them within everybody's sight, and another changes."""
    make_person(household=world.household, first_name="Zeynep")
    make_household(head={"first_name": "Işık"})
    Household.objects.filter(pk=world.household.pk).update(neighbourhood="Yenimahalle")


def _rename_person(world: World) -> None:
    world.person.first_name = "Zeynep"
    world.person.save()


def _rename_user(world: World) -> None:
    User.objects.filter(pk=world.volunteer.pk).update(full_name="Zeynep Işık")


def _sign_in_elsewhere(world: World) -> None:
    """Everybody signs in on a phone, too, and ends what was open before."""
    for viewer in world.viewers:
        Client(headers={"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)"}).force_login(viewer)
    Session.objects.filter(user=world.volunteer).update(ip="192.0.2.7")


def _trust_devices(world: World) -> None:
    """Somebody has set up a second factor in another window and trusted a device."""
    for viewer in world.viewers:
        Authenticator.objects.create(user=viewer, secret="A", confirmed=True)
        User.objects.filter(pk=viewer.pk).update(factor_required_since=timezone.now())
        TrustedDevice.objects.create(user=viewer, digest=str(viewer.pk), auth_hash=viewer.get_session_auth_hash())


def _write_it_all_anew(world: World) -> None:
    """Somebody else saves what a form of each of these rows may have open."""
    _rename_person(world)
    _rename_user(world)
    Household.objects.filter(pk=world.household.pk).update(neighbourhood="Yenimahalle", phone="+905321112233")
    IdentityDocument.objects.filter(pk=world.document.pk).update(number="U7654321")
    SensitiveRecord.objects.create(person=world.person, notes="Rampa gerekiyor")
    world.volunteer.groups.clear()


def _threaten(world: World) -> None:
    """Something suspicious happens, and what happened before is reviewed."""
    record_event(EventKind.SUSPICIOUS, user=world.volunteer, rule="refusals", limit=10)
    review_events(events=SecurityEvent.objects.filter(pk=world.event.pk), by=world.viewers[0], note="Kişi aradı")


def _set_security(world: World) -> None:
    SecuritySettings.objects.create(lockout_attempts=7, factor_roles=["board"])


def _take_a_role_and_give_a_verb(world: World) -> None:
    _rename_user(world)
    volunteer = world.volunteer  # who is found by the role
    volunteer.groups.clear()
    volunteer.user_permissions.add(Permission.objects.get(codename="view_audit"))


def _forbid_a_pair(world: World) -> None:
    """Two rights that the volunteer holds together already."""
    ForbiddenPair.objects.create(first="beneficiaries.view_household", second="volunteer", reason="Yeni kural")


def _archive(world: World) -> None:
    Household.objects.filter(pk=world.household.pk).update(status="archived")


def _ask_and_inform(world: World) -> None:
    """A person is told, and asks for something; a text and a request that stand open change."""
    deliver(make_notice(), world.person)
    make_request(subject_kind="beneficiary", subject_pk=world.person.pk)
    DataRequest.objects.update(channel="kep", state="work")
    NoticeVersion.objects.filter(deliveries__isnull=True).update(text="Bir başka metin")


def _spare_all(world: World) -> None:
    DestructionCandidate.objects.update(kept_because="Dava sürüyor")


def _seal(world: World) -> None:
    _rename_person(world)
    seal()
    check()
    drop_anchor()


def _tell_of_a_breach(world: World) -> None:
    make_concerned(Breach.objects.get())
    Breach.objects.update(title="Kaybolan dizüstü", description="Bulundu")


CASES = {
    "home": Case(_grow),
    "beneficiaries:household_list": Case(_grow),
    "beneficiaries:household_detail": Case(_grow, lambda world: [world.household.pk]),
    "beneficiaries:person_list": Case(_grow),
    "beneficiaries:person_detail": Case(_rename_person, lambda world: [world.person.pk]),
    "accounts:own_security": Case(_trust_devices),
    "accounts:user_list": Case(_rename_user),
    "accounts:user_detail": Case(_rename_user, lambda world: [world.volunteer.pk]),
    "accounts:own_session_list": Case(_sign_in_elsewhere, lambda world: [1]),
    "accounts:user_rights": Case(_write_it_all_anew, lambda world: [world.volunteer.pk]),
    "accounts:rights": Case(_take_a_role_and_give_a_verb, query="?q=g"),
    "accounts:verb_holders": Case(_take_a_role_and_give_a_verb, lambda world: ["accounts.view_audit"]),
    "accounts:pair_list": Case(_forbid_a_pair),
    "accounts:audit_list": Case(_rename_person),
    "accounts:audit_integrity": Case(_seal),
    "accounts:audit_record": Case(_rename_person, lambda world: ["beneficiaries_beneficiary", str(world.person.pk)]),
    # Loading it is refused to some, which is an event itself: the list is asked for others.
    "accounts:security_list": Case(_threaten, query="?kind=suspicious_activity&kind=account_locked"),
    "accounts:security_event": Case(_threaten, lambda world: [world.event.pk]),
    "accounts:security_banner": Case(_threaten),
    "accounts:security_settings_news": Case(_set_security, lambda world: [OUTLINE]),
    "beneficiaries:household_news": Case(_write_it_all_anew, lambda world: [world.household.pk, OUTLINE]),
    "beneficiaries:person_news": Case(_write_it_all_anew, lambda world: [world.person.pk, OUTLINE]),
    "beneficiaries:document_news": Case(_write_it_all_anew, lambda world: [world.document.pk, OUTLINE]),
    "beneficiaries:sensitive_news": Case(_write_it_all_anew, lambda world: [world.person.pk, OUTLINE]),
    "privacy:overview": Case(_ask_and_inform),
    "privacy:request_list": Case(_ask_and_inform),
    "privacy:request_detail": Case(_ask_and_inform, lambda world: [make_request().pk]),
    "privacy:request_news": Case(_ask_and_inform, lambda world: [make_request().pk, OUTLINE]),
    "privacy:notice_list": Case(_ask_and_inform),
    "privacy:notice_detail": Case(_ask_and_inform, lambda world: [make_notice().pk]),
    "privacy:notice_news": Case(_ask_and_inform, lambda world: [make_notice().pk, OUTLINE]),
    "privacy:retention": Case(lambda world: make_proposal()),
    "privacy:proposal_detail": Case(_spare_all, lambda world: [make_proposal().pk]),
    "privacy:breach_list": Case(lambda world: make_concerned()),
    "privacy:breach_detail": Case(_tell_of_a_breach, lambda world: [make_breach().pk]),
    "privacy:breach_news": Case(_tell_of_a_breach, lambda world: [make_breach().pk, OUTLINE]),
    "privacy:concerned_list": Case(lambda world: make_concerned()),
    "privacy:concerned_choose": Case(_grow, lambda world: [make_breach().pk, "beneficiary"]),
    "privacy:uninformed_list": Case(_ask_and_inform, lambda world: ["beneficiary"]),
    "accounts:user_news": Case(_write_it_all_anew, lambda world: [world.volunteer.pk, OUTLINE]),
}


@pytest.fixture
def panel_itself(settings: Any) -> None:
    settings.ROOT_URLCONF = "kafkasder.urls"


@pytest.fixture
def world(transactional_db: None) -> World:
    viewers = [make_user(role.slug) for role in ROLES] + [make_user()]
    volunteer = viewers[[role.slug for role in ROLES].index("volunteer")]
    household = make_household(head={"first_name": "Ayşe"}, assigned_to=volunteer)
    assert household.head
    document = IdentityDocument.objects.create(person=household.head, kind="passport", number="U1234567")
    event = record_event(EventKind.LOCKED, user=volunteer)
    return World(viewers, household.head, household, document, event)


@pytest.mark.usefixtures("panel_itself")
def test_every_live_page_has_a_case() -> None:
    assert {page.name for page in live_pages()} == CASES.keys()


@pytest.mark.usefixtures("panel_itself")
@pytest.mark.parametrize("name", CASES)
def test_live_equals_fresh(name: str, world: World) -> None:
    case = CASES[name]
    url = reverse(name, args=case.arguments(world)) + case.query
    assert_live_equals_fresh(world.viewers, url, lambda: case.change(world))


@pytest.mark.usefixtures("panel_itself")
def test_news_of_a_record_that_is_archived(world: World) -> None:
    url = reverse("beneficiaries:household_news", args=[world.household.pk, OUTLINE])
    assert_live_equals_fresh(world.viewers, url, lambda: _archive(world))
