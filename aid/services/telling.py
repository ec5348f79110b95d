"""Telling people of what waits for them: called last, in the transaction of what happened.

A household is named by its file number alone; who lives there is for those who open the page.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kafkasder.core.days import today
from kafkasder.core.money import format_money
from kafkasder.core.request_number import current_number
from notifications.services import FEW, Words, notify, notify_daily, take_back, take_back_told

from .. import kinds
from ..models import AidApplication, HomeVisit, PaymentList, ReleaseOrder
from ..states import DECIDED, OPEN, Stage


def tell_stage(application: AidApplication, source: str, by: Any) -> None:
    """Tell those who must act next, and after a decision those who asked for it."""
    if source != Stage.DRAFT:
        take_back(about=application)
    words = partial(_stage_words, application)
    if application.stage in (Stage.SUBMITTED, Stage.REVIEW):
        to = [application.assigned_to] if application.assigned_to else _with_verb("aid.review_applications")
        notify(kind=kinds.REVIEW, to=to, words=words, about=application, by=by)
    elif application.stage == Stage.COMMITTEE:
        notify(kind=kinds.COMMITTEE, to=_with_verb("aid.vote_aid"), words=words, about=application, by=by)
    elif application.stage in DECIDED:
        to = [each for each in {application.created_by, application.assigned_to} if each is not None]
        notify(kind=kinds.DECIDED, to=to, words=words, about=application, by=by)


def _stage_words(application: AidApplication) -> Words:
    told = {"number": application.number, "stage": application.get_stage_display()}
    return Words(_("%(number)s: %(stage)s") % told, application.stage_reason)


def tell_decided(applications: Sequence[AidApplication], by: Any) -> None:
    """Tell those who asked for help that was decided at once: of a few one by one, of more with their number."""
    theirs: dict[Any, list[AidApplication]] = defaultdict(list)
    for application in applications:
        for person in {application.created_by, application.assigned_to} - {None}:
            theirs[person].append(application)
    many = {person: several for person, several in theirs.items() if len(several) > FEW}
    for application in applications:
        take_back(about=application)
        asking = {application.created_by, application.assigned_to}
        to = [person for person in asking if person is not None and person not in many]
        notify(kind=kinds.DECIDED, to=to, words=partial(_stage_words, application), about=application, by=by)
    for person, several in many.items():
        details = {kinds.STAGE: several[0].stage}
        notify(kind=kinds.DECIDED, to=[person], words=partial(_words_of_decided, several), by=by, details=details)


def _words_of_decided(applications: Sequence[AidApplication]) -> Words:
    count, first = len(applications), applications[0]
    told = ngettext(
        "%(count)d başvurunuza karar verildi: %(stage)s", "%(count)d başvurunuza karar verildi: %(stage)s", count
    )
    return Words(told % {"count": count, "stage": first.get_stage_display()}, first.stage_reason)


def tell_assigned(person: Any, count: int, by: Any) -> None:
    """Tell somebody once how many applications one request gave them; its number is kept for taking it back."""

    def words() -> Words:
        told = ngettext("%(count)d başvuru size verildi", "%(count)d başvuru size verildi", count)
        return Words(told % {"count": count}, _("Açık olanları başvuru listesinde bulursunuz."))

    notify(kind=kinds.ASSIGNED, to=[person], words=words, by=by, details={"act": current_number()})


def take_back_assigned(act: str) -> None:
    """Take back what nobody read yet of applications that were given to somebody by mistake."""
    take_back_told(kind=kinds.ASSIGNED, details={"act": act})


def tell_late() -> int:
    """Tell of applications that are longer in a stage than they should, once a day; return how many are told.

    Whoever is responsible hears of theirs, reviewers of those that they see and nobody is responsible for; of many at
    once with their number.
    """
    late = AidApplication.objects.filter(due_on__lt=today(), stage__in=OPEN).order_by("due_on", "pk")
    owned: dict[Any, list[AidApplication]] = defaultdict(list)
    for application in late.filter(assigned_to__isnull=False).select_related("assigned_to"):
        owned[application.assigned_to].append(application)
    orphans = late.filter(assigned_to=None)
    left = {person: list(orphans.visible_to(person)) for person in _with_verb("aid.review_applications")}
    given: dict[str, Any] = {"kind": kinds.LATE, "words": _late_words, "words_of_many": _words_of_late}
    mine = notify_daily(rows=owned, details={kinds.WHOSE: kinds.MINE}, **given)
    return mine + notify_daily(rows=left, details={kinds.WHOSE: kinds.NOBODYS}, **given)


def _late_words(application: AidApplication) -> Words:
    told = {"number": application.number, "stage": application.get_stage_display(), "days": _days_late(application)}
    return Words(_("%(number)s “%(stage)s” aşamasında %(days)d gün gecikti") % told)


def _words_of_late(applications: Sequence[AidApplication]) -> Words:
    """Say how many there are, and name the one that is latest: they come in the order of their days."""
    count, latest = len(applications), applications[0]
    if latest.assigned_to_id:
        told = ngettext(
            "Sorumlusu olduğunuz %(count)d başvuru aşamasında gecikti",
            "Sorumlusu olduğunuz %(count)d başvuru aşamasında gecikti",
            count,
        )
    else:
        told = ngettext(
            "Sorumlusu olmayan %(count)d başvuru aşamasında gecikti",
            "Sorumlusu olmayan %(count)d başvuru aşamasında gecikti",
            count,
        )
    return Words(told % {"count": count}, _("En çok geciken: %(late)s") % {"late": _late_words(latest).title})


def _days_late(application: AidApplication) -> int:
    return (today() - application.due_on).days if application.due_on else 0


def tell_visit(visit: HomeVisit, by: Any) -> None:
    def words() -> Words:
        told = {"number": visit.household.file_number, "day": f"{visit.planned_for:%d.%m.%Y}"}
        return Words(_("Hane ziyareti: %(number)s, %(day)s") % told)

    notify(kind=kinds.VISIT, to=[visit.visitor], words=words, about=visit, by=by)


def tell_visit_written(visit: HomeVisit, by: Any) -> None:
    take_back(about=visit)

    def words() -> Words:
        told = {"number": visit.household.file_number, "advice": visit.get_advice_display()}
        return Words(_("Ziyaret yazıldı: %(number)s (%(advice)s)") % told)

    notify(kind=kinds.VISIT_WRITTEN, to=[visit.created_by], words=words, about=visit, by=by)


def tell_visit_corrected(visit: HomeVisit, by: Any) -> None:
    """Tell who asked for a visit and who made it that its words were corrected."""

    def words() -> Words:
        return Words(_("Ziyaret düzeltildi: %(number)s") % {"number": visit.household.file_number})

    notify(kind=kinds.VISIT_WRITTEN, to={visit.created_by, visit.visitor}, words=words, about=visit, by=by)


def tell_list_waits(payment_list: PaymentList, by: Any) -> None:
    def words() -> Words:
        told = {"list": payment_list.number, "total": format_money(payment_list.total or Decimal(0))}
        return Words(_("Onayınızı bekleyen ödeme listesi: %(list)s (%(total)s)") % told)

    notify(kind=kinds.LIST_WAITS, to=_with_verb("aid.release_payments"), words=words, about=payment_list, by=by)


def tell_list_released(payment_list: PaymentList, by: Any) -> None:
    def words() -> Words:
        return Words(_("Ödeme listesi ödemeye çıktı: %(list)s") % {"list": payment_list.number})

    notify(kind=kinds.LIST_RELEASED, to=[payment_list.created_by], words=words, about=payment_list, by=by)


def tell_order_ended(order: ReleaseOrder) -> None:
    """Tell whoever asked for a list to be released that it was, or why not."""

    def words() -> Words:
        told = {"list": order.payment_list.number}
        if order.refusal:
            return Words(_("Ödeme listesi ödemeye çıkmadı: %(list)s") % told, order.refusal)
        return Words(_("Ödeme listesi ödemeye çıktı: %(list)s") % told)

    notify(kind=kinds.LIST_ORDERED, to=[order.by], words=words, about=order.payment_list)


def take_back_list(payment_list: PaymentList) -> None:
    """Nobody needs to look at a list any more that was approved or opened again."""
    take_back(about=payment_list)


def _with_verb(verb: str) -> Any:
    people: Any = get_user_model()._default_manager
    return people.active().with_verb(verb)
