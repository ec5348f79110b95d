"""May this person do this to that user? Seeing users at all is the verb `accounts.manage_users`."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.policy import ALLOWED, Decision, refused

from .models import User
from .roles import ADMIN, verbs_of
from .verbs import all_verbs


def can_manage(by: Any, user: User) -> Decision:
    """Whoever manages somebody can take their place through a new e-mail, so nobody manages those with more rights."""
    if not by.has_perm("accounts.manage_users"):
        return refused(_("Kullanıcıları yönetme yetkiniz yok."))
    if not by.get_all_permissions() >= _rights(user):
        return refused(_("Sizden fazla yetkisi olan birini yönetemezsiniz."))
    return ALLOWED


def can_end_sessions(by: Any, user: User) -> Decision:
    if user.pk == by.pk:
        return refused(_("Kendi oturumlarınızı “Oturumlarım” sayfasında kapatırsınız."))
    return can_manage(by, user)


def can_set_roles(by: Any, user: User | None, slugs: Iterable[str]) -> Decision:
    """`user` is None for somebody who is yet to be invited."""
    slugs = set(slugs)
    if user is not None:
        if user.pk == by.pk:
            return refused(_("Kendi rolünüzü değiştiremezsiniz."))
        if not (decision := can_manage(by, user)):
            return decision
        if user.is_active and ADMIN.slug not in slugs and _is_last_administrator(user):
            return refused(_("Son etkin yöneticinin rolü alınamaz."))
    if not by.get_all_permissions() >= verbs_of(slugs, all_verbs()):
        return refused(_("Kendi yetkilerinizden fazlasını veremezsiniz."))
    return ALLOWED


def can_set_extra_verbs(by: Any, user: User, verbs: Iterable[str]) -> Decision:
    if not by.has_perm("accounts.give_extra_verbs"):
        return refused(_("Ek yetki verme yetkiniz yok."))
    if user.pk == by.pk:
        return refused(_("Kendi yetkilerinizi değiştiremezsiniz."))
    if not by.get_all_permissions() >= set(verbs):
        return refused(_("Kendi yetkilerinizden fazlasını veremezsiniz."))
    return can_manage(by, user)


def can_deactivate(by: Any, user: User) -> Decision:
    if user.pk == by.pk:
        return refused(_("Kendi hesabınızı kapatamazsınız."))
    if not (decision := can_manage(by, user)):
        return decision
    if not user.is_active:
        return refused(_("Bu hesap zaten kapalı."))
    if _is_last_administrator(user):
        return refused(_("Son etkin yöneticinin hesabı kapatılamaz."))
    return ALLOWED


def can_reactivate(by: Any, user: User) -> Decision:
    if not (decision := can_manage(by, user)):
        return decision
    return refused(_("Bu hesap zaten açık.")) if user.is_active else ALLOWED


def can_invite_again(by: Any, user: User) -> Decision:
    """A link to choose a password goes only to those who never chose one; others ask for theirs themselves."""
    if not (decision := can_manage(by, user)):
        return decision
    if not user.is_active or user.has_usable_password():
        return refused(_("Bu kişi davetini zaten kabul etti."))
    return ALLOWED


def can_unlock(by: Any, user: User, locked_until: datetime | None) -> Decision:
    if not (decision := can_manage(by, user)):
        return decision
    return ALLOWED if locked_until else refused(_("Bu hesap kilitli değil."))


def _rights(user: User) -> set[str]:
    """Return what `user` may do, or could again after a reactivation."""
    return verbs_of([role.slug for role in user.roles], all_verbs()) | user.extra_verbs


def _is_last_administrator(user: User) -> bool:
    """Tell whether without `user` no administrator were left who can sign in. An open invitation does not count."""
    administrators = User.objects.active().with_role(ADMIN.slug).exclude(password__startswith="!")
    keys = set(administrators.values_list("pk", flat=True))
    return keys <= {user.pk} and user.pk in keys
