"""Deciding about applications: by one person up to a limit, else by the committee; never by whoever recorded them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from finance import rules as money
from kafkasder.core.days import today
from kafkasder.core.locks import lock
from kafkasder.core.money import format_money

from .. import policy, sums
from ..choices import DecisionKind, Vote
from ..models import AidApplication, AidDecision, AskedAid, CommitteeVote
from ..states import STAGES, Stage
from . import telling
from .applications import step
from .assessing import score_now
from .granting import lock_homes

FEWEST_VOTES = 3
CHANGED_MEANWHILE = "changed_meanwhile"
_CHANGED = _("Siz bakarken başvuru değişti; yeni hâline bakıp yeniden deneyin.")
STAGE_OF: dict[str, str] = {
    DecisionKind.APPROVED: Stage.APPROVED,
    DecisionKind.PARTLY: Stage.PARTLY,
    DecisionKind.REJECTED: Stage.REJECTED,
    DecisionKind.WAITING: Stage.WAITING,
}


@dataclass(frozen=True)
class Grant:
    """What of one asked aid is granted; nothing if all are None."""

    amount: Decimal | None = None
    quantity: Decimal | None = None
    times: int | None = None

    @property
    def is_nothing(self) -> bool:
        return self.amount is None and self.quantity is None


@dataclass(frozen=True)
class Tally:
    """How the committee voted in the present round."""

    votes_for: int
    against: int
    abstained: int

    @property
    def count(self) -> int:
        return self.votes_for + self.against + self.abstained

    @property
    def passed(self) -> bool | None:
        """Whether most voted for it; None while too few voted, or as many for as against."""
        if self.count < FEWEST_VOTES or self.votes_for == self.against:
            return None
        return self.votes_for > self.against


def worth_of(application: AidApplication, grants: Mapping[int, Grant] | None = None) -> Decimal | None:
    """Return what all times of a decision cost together in lira; None if nobody knows the rate of a currency."""
    known = [worth for _kind, worth in _worths(application, grants)]
    return None if None in known else sum((worth for worth in known if worth is not None), Decimal(0))


def _worths(application: AidApplication, grants: Mapping[int, Grant] | None) -> Iterator[tuple[str, Decimal | None]]:
    """Yield each kind of help that has a worth, with what all its times cost in lira."""
    for asked in application.asked.all():
        grant = (grants or {}).get(asked.pk) or Grant(asked.amount, asked.quantity, asked.times)
        amount = _worth_once(asked, grant)
        if amount is not None:
            yield asked.kind, money.worth_in_lira(amount * (grant.times or asked.times), asked.currency, today())


def together_of(application: AidApplication, grants: Mapping[int, Grant] | None = None) -> sums.Together:
    """Return what a decision costs, with what the household gets beside it for the same purposes."""
    kinds = {kind for kind, _worth in _worths(application, grants)}
    worth = worth_of(application, grants)
    return sums.together(worth, application.household_id, kinds, application=application.pk)


def _worth_once(asked: AskedAid, grant: Grant) -> Decimal | None:
    """Return what one time costs; goods whose worth the application tells keep it where their sum is left empty."""
    if grant.amount is not None or grant.quantity is None or asked.amount is None or not asked.quantity:
        return grant.amount
    return asked.amount * grant.quantity / asked.quantity


def needs_committee(application: AidApplication, grants: Mapping[int, Grant] | None = None) -> bool:
    """Whether a grant is above what one person may decide, together with what was granted without the committee."""
    return together_of(application, grants).is_over


@transaction.atomic
def decide(
    *,
    application: AidApplication,
    kind: str,
    reason: str,
    by: Any,
    reject_reason: str = "",
    grants: Mapping[int, Grant] | None = None,
    reference: str = "",
    seen: str = "",
) -> AidDecision:
    """Decide about an application. Before the committee `by` writes down what it decided, as its votes say.

    `seen` is the `version` that somebody looked at; what was changed meanwhile is looked at anew.
    """
    lock_homes(application.household_id)
    home, application = application.household_id, lock(application, by)
    policy.can_decide(by, application).require()
    _require_seen(application, seen)
    if application.household_id != home:
        raise ValidationError(_CHANGED, code=CHANGED_MEANWHILE)
    return _decide(application, kind, reason, by, reject_reason, grants, reference)


def _require_seen(application: AidApplication, seen: str) -> None:
    if seen and seen != application.version:
        raise ValidationError(_CHANGED, code=CHANGED_MEANWHILE)


@transaction.atomic
def decide_many(
    *, applications: Iterable[AidApplication], kind: str, reason: str, by: Any, reject_reason: str = ""
) -> tuple[int, list[tuple[AidApplication, str]]]:
    """Decide alike about many; return how many were decided, and those that were not, with the reason for each."""
    decided: list[AidApplication] = []
    left, some = [], list(applications)
    lock_homes(*(each.household_id for each in some))
    for each in some:
        application = lock(each, by)
        if application.household_id != each.household_id:
            left.append((application, str(_CHANGED)))
            continue
        if not (may := policy.can_decide(by, application)):
            left.append((application, str(may.reason)))
            continue
        try:
            with transaction.atomic():
                _decide(application, kind, reason, by, reject_reason, None, "", tells=False)
        except ValidationError as refusal:
            left.append((application, " ".join(refusal.messages)))
        else:
            decided.append(application)
    telling.tell_decided(decided, by)
    return len(decided), left


def _decide(
    application: AidApplication,
    kind: str,
    reason: str,
    by: Any,
    reject_reason: str,
    grants: Mapping[int, Grant] | None,
    reference: str,
    *,
    tells: bool = True,
) -> AidDecision:
    is_committee = application.stage == Stage.COMMITTEE
    target = STAGE_OF[kind]
    STAGES.require(application.stage, target)
    if not reason.strip():
        raise ValidationError({"reason": _("Gerekçeyi yazın.")}, code="reason_required")
    if kind == DecisionKind.REJECTED and not reject_reason:
        raise ValidationError({"reject_reason": _("Ret nedenini seçin.")}, code="reject_reason")
    granting = kind in (DecisionKind.APPROVED, DecisionKind.PARTLY)
    if is_committee:
        _require_votes(application, passed=granting or kind == DecisionKind.WAITING)
    elif granting and (together := together_of(application, grants)).is_over:
        over = format_money(together.limit or Decimal(0))
        told = _("%(over)s üstündeki yardıma komisyon karar verir.") % {"over": over}
        raise ValidationError(f"{told} {together.why}".strip(), code="committee")
    granted = _grant(application, grants, whole=kind == DecisionKind.APPROVED) if granting else []
    household = application.household
    decision = AidDecision(
        application=application,
        kind=kind,
        reject_reason=reject_reason if kind == DecisionKind.REJECTED else "",
        reason=reason.strip(),
        by_committee=is_committee,
        reference=reference.strip(),
        granted=granted,
        score=score_now(household, by, application) if household is not None else None,
        decided_by=by,
    )
    decision.save(force_insert=True)
    application.reject_reason = decision.reject_reason
    step(application, target, by=by, reason=decision.reason, tells=tells)
    return decision


def _grant(application: AidApplication, grants: Mapping[int, Grant] | None, *, whole: bool) -> list[dict[str, Any]]:
    """Write into what was asked what of it is granted; all of it if `grants` is None."""
    told = []
    for asked in application.asked.select_for_update().order_by("pk"):
        grant = Grant(asked.amount, asked.quantity, asked.times) if grants is None else grants.get(asked.pk, Grant())
        _check_grant(asked, grant, whole=whole)
        if grant.is_nothing:
            grant = Grant()
        asked.granted_amount, asked.granted_quantity = grant.amount, grant.quantity
        asked.granted_times = None if grant.is_nothing else grant.times or asked.times
        asked.save(update_fields=["granted_amount", "granted_quantity", "granted_times"])
        told.append(
            {
                "kind": asked.kind,
                "amount": None if grant.amount is None else str(grant.amount),
                "currency": asked.currency,
                "quantity": None if grant.quantity is None else str(grant.quantity),
                "unit": asked.unit,
                "times": asked.granted_times,
            }
        )
    if all(each["amount"] is None and each["quantity"] is None for each in told):
        raise ValidationError(_("Hiçbir yardım onaylanmadı; reddedin."), code="nothing_granted")
    return told


def _check_grant(asked: AskedAid, grant: Grant, *, whole: bool) -> None:
    given = (grant.amount, grant.quantity, grant.times)
    if any(value is not None and value <= 0 for value in given):
        raise ValidationError(_("Onaylanan tutar, miktar ve sayı sıfırdan büyük olmalıdır."), code="grant_positive")
    if grant.times is not None and asked.frequency == "once" and grant.times != 1:
        raise ValidationError(_("Tek seferlik yardım bir kezdir."), code="grant_times")
    for granted, wished in ((grant.amount, asked.amount), (grant.quantity, asked.quantity), (grant.times, asked.times)):
        if granted is not None and (wished is None or granted > wished):
            told = _("İstenenden fazlası onaylanmaz; başvuruyu incelemeye alıp isteneni düzelttirin.")
            raise ValidationError(told, code="grant_above_asked")
    if whole and grant.is_nothing:
        raise ValidationError(_("Bir yardım onaylanmadıysa bu, kısmi onaydır."), code="grant_partly")


def tally_of(application: AidApplication) -> Tally:
    """Return how the committee voted in the present round."""
    counts = CommitteeVote.objects.filter(application=application, round=round_of(application)).aggregate(
        votes_for=Count("pk", filter=Q(vote=Vote.FOR)),
        against=Count("pk", filter=Q(vote=Vote.AGAINST)),
        abstained=Count("pk", filter=Q(vote=Vote.ABSTAIN)),
    )
    return Tally(counts["votes_for"], counts["against"], counts["abstained"])


def round_of(application: AidApplication) -> int:
    """Return how many times an application came before the committee, this time among them."""
    return max(application.steps.filter(target=Stage.COMMITTEE).count(), 1)


@transaction.atomic
def vote(*, application: AidApplication, vote: str, by: Any, dissent: str = "", seen: str = "") -> CommitteeVote:
    """Give or change one's own vote while the application lies before the committee. See `decide` for `seen`."""
    application = lock(application, by)
    policy.can_vote(by, application).require()
    _require_seen(application, seen)
    if vote == Vote.AGAINST and not dissent.strip():
        raise ValidationError({"dissent": _("Ret oyunun gerekçesini yazın.")}, code="dissent_required")
    made, _created = CommitteeVote.objects.update_or_create(
        application=application,
        round=round_of(application),
        member=by,
        defaults={"vote": vote, "dissent": dissent.strip()},
    )
    return made


def _require_votes(application: AidApplication, *, passed: bool) -> None:
    tally = tally_of(application)
    if tally.passed is None:
        told = _("Komisyon henüz karar verecek kadar oy kullanmadı (en az %(count)d) ya da oylar eşit.")
        raise ValidationError(told % {"count": FEWEST_VOTES}, code="no_majority")
    if tally.passed is not passed:
        told = _("Komisyonun çoğunluğu kabul oyu verdi.") if tally.passed else _("Komisyonun çoğunluğu ret oyu verdi.")
        raise ValidationError(told, code="against_the_votes")
