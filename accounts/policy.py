"""May this person do this to that user? Seeing users at all is the verb `accounts.manage_users`."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.days import FOREVER, today
from kafkasder.core.policy import ALLOWED, Decision, has_verb, refused

from .models import Membership, User
from .pairs import broken, sides
from .roles import ADMIN, verbs_of
from .terms import Terms, gained, terms_of
from .verbs import all_verbs


def can_manage(by: Any, user: User) -> Decision:
    """Whoever manages somebody can take their place through a new e-mail, so nobody manages those with more rights."""
    if not by.has_perm("accounts.manage_users"):
        return refused(_("Kullanıcıları yönetme yetkiniz yok."))
    if not by.get_all_permissions() >= rights_on(user, today()):
        return refused(_("Sizden fazla yetkisi olan birini yönetemezsiniz."))
    return ALLOWED


def can_review(by: Any) -> Decision:
    return has_verb(by, "accounts.review_security")


def can_end_sessions(by: Any, user: User) -> Decision:
    if user.pk == by.pk:
        return refused(_("Kendi oturumlarınızı “Oturumlarım” sayfasında kapatırsınız."))
    return can_manage(by, user)


def can_set_roles(by: Any, user: User | None, roles: Terms | Iterable[str]) -> Decision:
    """May `by` let somebody hold exactly these roles? `user` is None for somebody who is yet to be invited."""
    wanted = terms_of(roles)
    if user is None:
        if not by.has_perm("accounts.manage_users"):
            return refused(_("Kullanıcıları yönetme yetkiniz yok."))
    else:
        if user.pk == by.pk:
            return refused(_("Kendi rolünüzü değiştiremezsiniz."))
        if not (decision := can_manage(by, user)):
            return decision
        stays = ADMIN.slug in wanted and wanted[ADMIN.slug] is None
        if user.is_active and not stays and _is_last_administrator(user):
            return refused(_("Son etkin yöneticinin rolü alınamaz ve süreli olamaz."))
    given = gained(user.role_terms if user else {}, wanted)
    needed = {slug: (until, verbs_of([slug], all_verbs())) for slug, until in given.items()}
    if not (decision := _may_give(by, needed)):
        return decision
    return _keeps_pairs(sides(wanted, user.extra_verbs if user else ()), sides(given))


def can_set_extra_verbs(by: Any, user: User, verbs: Terms | Iterable[str]) -> Decision:
    """May `by` let `user` have exactly these verbs beyond those of the roles?"""
    if not by.has_perm("accounts.give_extra_verbs"):
        return refused(_("Ek yetki verme yetkiniz yok."))
    if user.pk == by.pk:
        return refused(_("Kendi yetkilerinizi değiştiremezsiniz."))
    if not (decision := can_manage(by, user)):
        return decision
    wanted = terms_of(verbs)
    given = gained(user.verb_terms, wanted)
    if not (decision := _may_give(by, {verb: (until, {verb}) for verb, until in given.items()})):
        return decision
    return _keeps_pairs(sides(user.role_terms, wanted), given)


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


def rights_on(user: User, day: date) -> set[str]:
    """Return what `user` may do on a day if nothing is given or taken until then, active or not."""
    roles = [slug for slug, until in user.role_terms.items() if until is None or until >= day]
    extra = {verb for verb, until in user.verb_terms.items() if until is None or until >= day}
    return verbs_of(roles, all_verbs()) | extra


def _may_give(by: Any, needed: Mapping[str, tuple[date | None, set[str]]]) -> Decision:
    """Nobody gives more than they have, nor for longer; `needed` says until when which verbs are given."""
    for until, verbs in needed.values():
        if until and until < today():
            return refused(_("Son gün geçmişte olamaz."))
        if not by.get_all_permissions() >= verbs:
            return refused(_("Kendi yetkilerinizden fazlasını veremezsiniz."))
        if not rights_on(by, until or FOREVER) >= verbs:
            return refused(_("Kendi yetkinizin biteceği günden sonrası için yetki veremezsiniz."))
    return ALLOWED


def _keeps_pairs(held: Collection[str], given: Collection[str]) -> Decision:
    if not (pairs := broken(held, given)):
        return ALLOWED
    words = {"first": pairs[0].first_label, "second": pairs[0].second_label, "reason": pairs[0].reason}
    return refused(_("“%(first)s” ile “%(second)s” bir kişide birleşemez: %(reason)s") % words)


def can_turn_off_factor(user: User) -> Decision:
    if not user.has_factor:
        return refused(_("İkinci adım zaten kapalı."))
    if user.must_have_factor:
        return refused(_("Rolünüz ikinci adımı zorunlu kılıyor."))
    return ALLOWED


def can_reset_factor(by: Any, user: User) -> Decision:
    """The own factor is turned off on the own page, which asks for a code; this way does not."""
    if user.pk == by.pk:
        return refused(_("Kendi ikinci adımınızı buradan sıfırlayamazsınız."))
    if not user.has_factor:
        return refused(_("Bu kişinin ikinci adımı açık değil."))
    return can_manage(by, user)


def _is_last_administrator(user: User) -> bool:
    """Tell whether without `user` no administrator were left who can sign in, now and for good.

    An open invitation does not count, nor does a role that will end.
    """
    lasting = Membership.objects.filter(group__name=ADMIN.slug, until=None).values("user")
    administrators = User.objects.active().filter(pk__in=lasting).exclude(password__startswith="!")
    keys = set(administrators.values_list("pk", flat=True))
    return keys <= {user.pk} and user.pk in keys
