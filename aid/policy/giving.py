"""May this person plan, prepare, release or hand over aid?"""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from finance.choices import PaymentMethod
from kafkasder.core.policy import Decision, has_verb, refused

from ..models import Aid, AidPlan, PaymentList
from ..states import AidState, ListState, PlanState

PREPARE, RELEASE, GIVE = "aid.prepare_payments", "aid.release_payments", "aid.give_aid"


def can_plan(user: Any) -> Decision:
    return has_verb(user, PREPARE)


def can_change_plan(user: Any, plan: AidPlan) -> Decision:
    if plan.state == PlanState.ENDED:
        return refused(_("Bitmiş plan değişmez."))
    return can_plan(user)


def can_deliver(user: Any, aid: Aid) -> Decision:
    """What goes by bank is paid through a list alone; cash that nobody decided about passes through two hands."""
    if aid.state not in (AidState.PLANNED, AidState.READY):
        return refused(_("Bu yardım beklemiyor."))
    if aid.method == PaymentMethod.BANK:
        return refused(_("Banka ödemesi ödeme listesiyle yapılır."))
    if aid.payment_list_id and aid.payment_list and aid.payment_list.state != ListState.RELEASED:
        return refused(_("Ödeme listesi henüz ödemeye çıkmadı."))
    if aid.plan_id and aid.plan and aid.plan.state == PlanState.PAUSED:
        return refused(_("Bu yardımın planı durduruldu."))
    if not (may := has_verb(user, GIVE)):
        return may
    if aid.method == PaymentMethod.CASH and not aid.payment_list_id and _planned_undecided(user, aid):
        return refused(_("Kararı olmayan nakit yardımı planlayan kendisi teslim edemez; başkası teslim etsin."))
    if not Aid.objects.filter(pk=aid.pk).going_out().exists():
        return refused(_("Hane artık yardım almıyor ya da kişi bu haneden ayrıldı."))
    return may


def _planned_undecided(user: Any, aid: Aid) -> bool:
    """Whether it is by somebody's own plan, and nobody else's decision, that money is to go out."""
    plan = aid.plan
    return aid.created_by_id == user.pk if plan is None else plan.asked_id is None and plan.created_by_id == user.pk


def can_set_ready(user: Any, aid: Aid) -> Decision:
    """What is on a list gets ready with the list."""
    if aid.payment_list_id:
        return refused(_("Bu yardım bir ödeme listesinde."))
    return can_deliver(user, aid)


def can_prove(user: Any, aid: Aid) -> Decision:
    """A proof belongs to what was handed over."""
    if aid.state != AidState.DELIVERED:
        return refused(_("Kanıt, teslim edilmiş yardıma eklenir."))
    return has_verb(user, GIVE)


def can_cancel(user: Any, aid: Aid) -> Decision:
    if aid.state not in (AidState.PLANNED, AidState.READY):
        return refused(_("Bu yardım beklemiyor."))
    if aid.payment_list_id and aid.payment_list and aid.payment_list.state != ListState.OPEN:
        return refused(_("Bu yardım kilitli bir ödeme listesinde."))
    return has_verb(user, PREPARE)


def can_take_back(user: Any, aid: Aid) -> Decision:
    """What was given comes back by somebody who may release payments: it takes money back into the ledger.

    What only lay ready is told of by whoever hands over; on a locked list nothing changes before it is released.
    """
    if aid.state not in (AidState.SENT, AidState.PAID, AidState.DELIVERED, AidState.READY):
        return refused(_("Bu yardım verilmemiş."))
    if aid.state != AidState.READY:
        return has_verb(user, RELEASE)
    if aid.payment_list_id and aid.payment_list and aid.payment_list.state != ListState.RELEASED:
        return refused(_("Bu yardım kilitli bir ödeme listesinde."))
    return has_verb(user, GIVE) or has_verb(user, RELEASE)


def can_prepare(user: Any) -> Decision:
    return has_verb(user, PREPARE)


def can_change_list(user: Any, payment_list: PaymentList) -> Decision:
    if payment_list.state != ListState.OPEN:
        return refused(_("Yalnız hazırlanan liste değişir; kilidi açın."))
    return can_prepare(user)


def can_change_list_state(user: Any, payment_list: PaymentList, target: str) -> Decision:
    if target == ListState.RELEASED:
        return can_release(user, payment_list)
    return can_prepare(user)


def can_approve(user: Any, payment_list: PaymentList) -> Decision:
    """Four eyes: nobody approves a list that they made, filled, changed or locked, nor what they planned undecided."""
    if payment_list.state != ListState.LOCKED:
        return refused(_("Yalnız kilitli liste onaylanır."))
    if not (may := has_verb(user, RELEASE)):
        return may
    return may if not (own := _own_hand(user, payment_list)) else refused(own)


def can_look_over(user: Any, payment_list: PaymentList) -> Decision:
    """What changed of a list after others approved it is looked at by somebody who might have approved it."""
    if not has_verb(user, RELEASE) or _own_hand(user, payment_list):
        return refused(_("Kilitten sonra hesap değişti; dosyayı, listede eli olmayan bir onaylayan almalı."))
    return has_verb(user, PREPARE)


def _own_hand(user: Any, payment_list: PaymentList) -> str | Promise:
    """Tell by what somebody had a hand in a list; nothing if they had none."""
    if user.pk in (payment_list.created_by_id, payment_list.locked_by_id):
        return _("Kendi hazırladığınız ya da kilitlediğiniz listeyi onaylayamazsınız.")
    if user.pk in payment_list.writers or payment_list.aids.filter(created_by=user.pk, plan=None).exists():
        return _("Kendi doldurduğunuz ya da değiştirdiğiniz listeyi onaylayamazsınız.")
    if payment_list.aids.filter(plan__created_by=user.pk, plan__asked=None).exists():
        return _("Kararı olmayan bir planı siz yaptınız; planın olduğu listeyi onaylayamazsınız.")
    return ""


def can_release(user: Any, payment_list: PaymentList) -> Decision:
    return can_approve(user, payment_list)


def can_reconcile(user: Any, payment_list: PaymentList) -> Decision:
    if payment_list.state != ListState.RELEASED:
        return refused(_("Yalnız ödemeye çıkmış liste mutabık kılınır."))
    return has_verb(user, PREPARE)


def can_make_bank_file(user: Any, payment_list: PaymentList) -> Decision:
    """The bank hears of a list once others released it."""
    if payment_list.state != ListState.RELEASED or payment_list.method != PaymentMethod.BANK:
        return refused(_("Banka dosyası, ödemeye çıkmış banka listesinden yapılır."))
    return has_verb(user, PREPARE)
