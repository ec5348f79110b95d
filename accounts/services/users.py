"""Inviting, changing, deactivating and reactivating users.

What can take somebody's rights away holds a lock that stands for "there is an administrator" and looks again after it
has it: two administrators who remove each other at the same moment come one after the other, and the second is refused.
"""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from kafkasder.live import end_user

from .. import lost_rights, policy
from ..audit import acting
from ..models import EndReason, User
from ..roles import ADMIN
from ..terms import Terms, terms_of
from .grants import give_roles, give_verbs
from .invitations import send_invitation
from .notices import send_notice
from .preferences import choose_look
from .sessions import end_sessions_because


@transaction.atomic
def invite_user(
    *, email: str, full_name: str, roles: Terms | Collection[str], by: User, site: str, **fields: Any
) -> User:
    """Create a user who chooses a password by the link in a mail; `site` is the panel's address in that link."""
    by = _in_line(by)
    policy.can_set_roles(by, None, roles).require()
    user: User = User.objects.create_user(email, full_name=full_name, **fields)
    give_roles(user=user, roles=terms_of(roles), by=by)
    send_invitation(user=user, by=by, site=site)
    return user


@transaction.atomic
def invite_again(*, user: User, by: User, site: str) -> None:
    user, by = _locked(user, by)
    policy.can_invite_again(by, user).require()
    send_invitation(user=user, by=by, site=site)


@transaction.atomic
def change_user(*, user: User, by: User, roles: Terms | Collection[str], **fields: Any) -> User:
    """Store the changed `fields` and roles of `user`; names of roles without a last day are without end."""
    user, by = _locked(user, by)
    policy.can_manage(by, user).require()
    if terms_of(roles) != user.role_terms:
        policy.can_set_roles(by, user, roles).require()
        give_roles(user=user, roles=terms_of(roles), by=by)
        lost_rights.tell_rooms(user)
        end_sessions_because(EndReason.RIGHTS, user=user, by=by)
    if "language" in fields:
        choose_look(user=user, language=fields.pop("language"))
    former_email = user.email
    _store(user, fields)
    if user.email != former_email:
        for address in (former_email, user.email):  # whoever lost the account by it reads only the former one
            send_notice(user, "email_changed", to=address, by=by)
    return user


@transaction.atomic
def change_profile(*, user: User, **fields: Any) -> User:
    """Store what somebody changed about themself."""
    user = User.objects.select_for_update().get(pk=user.pk)
    _store(user, fields)
    return user


@transaction.atomic
def set_extra_verbs(*, user: User, verbs: Terms | Collection[str], by: User, reason: str = "") -> None:
    """Give `user` exactly these verbs beyond those of the roles; `reason` is kept with those that are new."""
    user, by = _locked(user, by)
    changed = terms_of(verbs) != user.verb_terms
    policy.can_set_extra_verbs(by, user, verbs).require()
    give_verbs(user=user, verbs=terms_of(verbs), by=by, reason=reason)
    if changed:
        lost_rights.tell_rooms(user)
        end_sessions_because(EndReason.RIGHTS, user=user, by=by)


@transaction.atomic
def deactivate_user(*, user: User, by: User, reason: str = "") -> None:
    """Close an account: every session of it ends, and every open socket at once."""
    user, by = _locked(user, by)
    policy.can_deactivate(by, user).require()
    with acting(reason=reason):
        _store(user, {"is_active": False, "session_generation": user.session_generation + 1})
        lost_rights.tell_rooms(user)
    end_sessions_because(EndReason.CLOSED, user=user, by=by, note=reason)
    end_user(user.pk)


@transaction.atomic
def reactivate_user(*, user: User, by: User, reason: str = "") -> None:
    user, by = _locked(user, by)
    policy.can_reactivate(by, user).require()
    with acting(reason=reason):
        _store(user, {"is_active": True})


def _locked(user: User, by: User) -> tuple[User, User]:
    """Return both as they are now, in line with everybody else who may remove an administrator.

    Rows that point at the user may come meanwhile: whoever writes one may hold what a room is about to wait for.
    """
    by = _in_line(by)
    return User.objects.select_for_update(no_key=True).get(pk=user.pk), by


def _in_line(by: User) -> User:
    """Return `by` with the rights that are left once everybody before them is done."""
    Group.objects.select_for_update().get(name=ADMIN.slug)
    return User.objects.get(pk=by.pk)


def _store(user: User, fields: dict[str, Any]) -> None:
    changed = [name for name, value in fields.items() if getattr(user, name) != value]
    for name in changed:
        setattr(user, name, fields[name])
    if changed:
        user.save(update_fields=changed)
