"""What changes the live pages about users, rights, security and the trail."""

from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from accounts.audit.anchors import drop_anchor
from accounts.audit.checks import check
from accounts.audit.sealing import seal
from accounts.models import (
    Authenticator,
    EventKind,
    ForbiddenPair,
    OrganisationProfile,
    SecurityEvent,
    SecuritySettings,
    Session,
    TrustedDevice,
    User,
)
from accounts.services.reviews import review_events
from accounts.services.security_events import record_event

from ..live.cases import OUTLINE, Case, World, rename_person, rename_user


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


def _threaten(world: World) -> None:
    """Something suspicious happens, and what happened before is reviewed."""
    record_event(EventKind.SUSPICIOUS, user=world.volunteer, rule="refusals", limit=10)
    review_events(events=SecurityEvent.objects.filter(pk=world.event.pk), by=world.viewers[0], note="Kişi aradı")


def _set_security(world: World) -> None:
    SecuritySettings.objects.create(lockout_attempts=7, factor_roles=["board"])


def _name_the_association(world: World) -> None:
    OrganisationProfile.objects.create(name="Örnek Derneği")


def _take_a_role_and_give_a_verb(world: World) -> None:
    rename_user(world)
    volunteer = world.volunteer  # who is found by the role
    volunteer.groups.clear()
    volunteer.user_permissions.add(Permission.objects.get(codename="view_audit"))


def _forbid_a_pair(world: World) -> None:
    """Two rights that the volunteer holds together already."""
    ForbiddenPair.objects.create(first="beneficiaries.view_household", second="volunteer", reason="Yeni kural")


def _seal(world: World) -> None:
    rename_person(world)
    seal()
    check()
    drop_anchor()


def _take_all_roles(world: World) -> None:
    """Somebody else saves what a form of the volunteer may have open."""
    rename_user(world)
    world.volunteer.groups.clear()


CASES = {
    "accounts:own_security": Case(_trust_devices),
    "accounts:user_list": Case(rename_user),
    "accounts:user_detail": Case(rename_user, lambda world: [world.volunteer.pk]),
    "accounts:own_session_list": Case(_sign_in_elsewhere, lambda world: [1]),
    "accounts:user_rights": Case(_take_all_roles, lambda world: [world.volunteer.pk]),
    "accounts:rights": Case(_take_a_role_and_give_a_verb, query="?q=g"),
    "accounts:verb_holders": Case(_take_a_role_and_give_a_verb, lambda world: ["accounts.view_audit"]),
    "accounts:pair_list": Case(_forbid_a_pair),
    "accounts:audit_list": Case(rename_person),
    "accounts:audit_integrity": Case(_seal),
    "accounts:audit_record": Case(rename_person, lambda world: ["beneficiaries_beneficiary", str(world.person.pk)]),
    # Loading it is refused to some, which is an event itself: the list is asked for others.
    "accounts:security_list": Case(_threaten, query="?kind=suspicious_activity&kind=account_locked"),
    "accounts:security_event": Case(_threaten, lambda world: [world.event.pk]),
    "accounts:security_banner": Case(_threaten),
    "accounts:organisation_news": Case(_name_the_association, lambda world: [OUTLINE]),
    "accounts:security_settings_news": Case(_set_security, lambda world: [OUTLINE]),
    "accounts:user_news": Case(_take_all_roles, lambda world: [world.volunteer.pk, OUTLINE]),
}
