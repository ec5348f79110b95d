"""What the room tells the personal data law about people: what was asked, found, scored and given."""

from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from beneficiaries.models import Beneficiary, Household
from kafkasder.core.identifiers import format_phone, mask_phone
from kafkasder.core.money import format_money
from privacy.subjects import BESIDE, Beside, Section

from . import retention
from .models import Aid, AidApplication, AidDecision, CommitteeVote, HomeVisit, NeedScore
from .querysets import VIEW
from .score_shown import READS_HEALTH, shown
from .visit_words import former_words


def register() -> None:
    BESIDE.add(Beside(key="aid", sections=tell_about, verb=VIEW, order=35))
    retention.register()


def tell_about(person: Any, viewer: Any) -> Iterator[Section]:
    """Tell what is kept of the aid of a person's household, or of what a user did, as far as `viewer` sees it."""
    if isinstance(person, User):
        yield from _of_user(person, viewer)
    elif isinstance(person, Beneficiary):
        yield from _of_household(person.household, viewer)


def _of_household(household: Household, viewer: Any) -> Iterator[Section]:
    of = {"household": household}
    applications = list(AidApplication.objects.visible_to(viewer).filter(**of).order_by("applied_on", "pk"))
    yield Section(_("Yardım başvuruları"), [(each.number, _application(each, viewer)) for each in applications])
    decisions = AidDecision.objects.filter(application__in=applications).select_related("application")
    yield Section(
        _("Başvurularına verilen kararlar"),
        [
            (each.application.number, _joined(_day(each.decided_at), each.get_kind_display(), each.reason))
            for each in decisions.order_by("pk")
        ],
    )
    visits = HomeVisit.objects.visible_to(viewer).filter(**of).prefetch_related("photos", "corrections")
    yield Section(_("Hane ziyaretleri"), [(_day(each.planned_for), _visit(each)) for each in visits.order_by("pk")])
    scores = NeedScore.objects.visible_to(viewer).filter(**of).select_related("rules")
    health = viewer.has_perm(READS_HEALTH)
    yield Section(_("İhtiyaç puanları"), [(_day(each.at), _score(each, health)) for each in scores])
    aids = Aid.objects.visible_to(viewer).filter(**of).select_related("person")
    yield Section(_("Verilen yardımlar"), [(f"{each.period:%m.%Y}", _aid(each)) for each in aids.order_by("pk")])


def _of_user(user: User, viewer: Any) -> Iterator[Section]:
    visits = HomeVisit.objects.visible_to(viewer).filter(visitor=user).select_related("household").order_by("pk")
    yield Section(_("Yaptığı hane ziyaretleri"), [(_day(each.planned_for), str(each)) for each in visits])
    votes = CommitteeVote.objects.visible_to(viewer).filter(member=user).select_related("application").order_by("pk")
    yield Section(
        _("Yardım komisyonundaki oyları"),
        [(each.application.number, _joined(each.get_vote_display(), each.dissent)) for each in votes],
    )


def _application(application: AidApplication, viewer: Any) -> str:
    phone = application.applicant_phone
    clear = viewer.has_perm("beneficiaries.reveal_identity")
    asked = ", ".join(_asked(each) for each in application.asked.all())
    return _joined(
        _day(application.applied_on),
        application.get_stage_display(),
        application.applicant_name,
        (format_phone(phone) if clear else mask_phone(phone)) if phone else "",
        asked,
        application.description,
        application.notes,
    )


def _asked(asked: Any) -> str:
    worth = format_money(asked.amount, asked.currency) if asked.amount is not None else ""
    return f"{asked.get_kind_display()} {worth}".strip()


def _visit(visit: HomeVisit) -> str:
    photos = ", ".join(photo.name for photo in visit.photos.all())
    return _joined(
        visit.get_state_display(),
        visit.state_reason,
        visit.met,
        visit.get_home_state_display(),
        visit.findings,
        visit.needs,
        visit.get_advice_display(),
        photos,
        *(f"{each.reason}: {_joined(*dict(former_words(each)).values())}" for each in visit.corrections.all()),
    )


def _score(score: NeedScore, health: bool) -> str:
    if not score.details:
        return str(score.points)
    told = shown(score, with_health=health)
    hidden = _("sağlıkla ilgili nedenler") if told.hidden_points and not health else ""
    return _joined(f"{score.points} ({score.rules})", *told.reasons, *told.health_reasons, hidden)


def _aid(aid: Aid) -> str:
    worth = format_money(aid.amount, aid.currency) if aid.amount is not None else ""
    goods = f"{aid.quantity:g} {aid.get_unit_display()}" if aid.quantity is not None else ""
    return _joined(aid.get_kind_display(), worth, goods, aid.get_state_display(), aid.person, aid.received_by, aid.note)


def _day(day: Any) -> str:
    return str(date_format(day, "d.m.Y"))


def _joined(*parts: Any) -> str:
    return " · ".join(str(part) for part in parts if part)
