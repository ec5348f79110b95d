"""Storing the demo's applications with everything that became of them, as the services would have left them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from accounts import audit
from finance.choices import PaymentMethod, RuleKey
from finance.demo.ledger import moment_on
from finance.demo.places import ALMS, BANK, Places
from finance.rules import value_of
from kafkasder.core.bulk import copy_rows, reserve_keys
from kafkasder.core.days import today

from ..choices import DecisionKind, HomeState, ListSource, VisitAdvice, Vote
from ..models import (
    Aid,
    AidApplication,
    AidDecision,
    AidPlan,
    ApplicationSeries,
    AskedAid,
    AskedDocument,
    CommitteeVote,
    HomeVisit,
    ListApproval,
    NeedScore,
    PaymentList,
    StageDays,
    StageStep,
)
from ..states import CLOSED, ListState, PlanState, Stage, VisitState
from .cases import DELIVERED, Case, Step
from .homes import Homes
from .paying import PaidList, Payer

_SEED = 1923
_GIVEN = ("created_at", "updated_at")
_FOUND = (
    "İki odalı ev, soba yanıyor. Mutfakta kuru gıda az. Örnek veri.",
    "Kirada oturuyorlar, ev rutubetli. Çocuklar okula gidiyor. Örnek veri.",
    "Ev bakımlı, eşya yeterli; gelir düzensiz. Örnek veri.",
    "Tek göz oda, banyo dışarıda. Isınma elektrikli sobayla. Örnek veri.",
)
_NEEDED = ("Yakacak ve gıda", "Çocuklara giysi", "Kira desteği", "", "Mutfak eşyası")


def store(payer: Payer) -> None:
    """Store everything in the order in which rows point at each other."""
    if not payer.cases:
        return
    assert payer.homes is not None
    random = Random(_SEED)
    with audit.acting(source="system"):
        plans = _plan(payer, random)
        _finish(payer.cases, random)
        _number(payer.cases)
        decisions = list(_decisions(payer.cases, payer.homes))
        copy_rows(AidApplication, [case.application for case in payer.cases], as_given=_GIVEN)
        copy_rows(AskedAid, [case.asked for case in payer.cases])
        copy_rows(StageStep, _steps(payer.cases))
        copy_rows(AskedDocument, _papers(payer.cases))
        copy_rows(NeedScore, [each.score for each in decisions if each.score], as_given=["at"])
        copy_rows(AidDecision, decisions, as_given=["decided_at"])
        copy_rows(CommitteeVote, _votes(payer.cases, random), as_given=["at"])
        copy_rows(HomeVisit, _visits(payer, random), as_given=_GIVEN)
        copy_rows(AidPlan, plans, as_given=_GIVEN)
        _store_aids(payer, random)


def _plan(payer: Payer, random: Random) -> list[AidPlan]:
    """Make the plans, of which what was paid is a part; what was not paid yet is planned for this month."""
    cases = [case for case in payer.cases if case.is_planned]
    places = Places()
    return [
        _plan_of(payer, case, key, places, random)
        for case, key in zip(cases, reserve_keys(AidPlan, len(cases)), strict=True)
    ]


def _plan_of(payer: Payer, case: Case, key: int, places: Places, random: Random) -> AidPlan:
    asked, at = case.asked, case.steps[-1].at
    first = case.aids[0] if case.aids else None
    plan = AidPlan(
        pk=key,
        household=case.household,
        person=asked.person,
        application=case.application,
        asked=asked,
        kind=asked.kind,
        frequency=asked.frequency,
        first_month=first.period if first else today().replace(day=1),
        times=asked.granted_times or 1,
        method=PaymentMethod.IN_KIND if case.want.is_goods else PaymentMethod.BANK,
        amount=asked.granted_amount,
        quantity=asked.granted_quantity,
        unit=asked.unit,
        fund=first.fund if first else _fund(case, places, random),
        created_by=case.application.created_by,
        created_at=at,
        updated_at=at,
    )
    if first:
        plan.method, plan.account = first.method, first.account
    elif not case.want.is_goods:
        plan.account = places.account(ALMS if plan.fund.code == "zekat" else BANK)
    for aid in case.aids:
        aid.plan = plan
    if len(case.aids) < plan.times:
        _wait(payer, case, plan)
    elif case.outcome == DELIVERED:
        plan.state = PlanState.ENDED
    return plan


def _fund(case: Case, places: Places, random: Random) -> Any:
    if case.want.kind == "scholarship":
        return places.fund("burs")
    return places.general if case.want.is_goods else random.choice((places.fund("zekat"), places.general))


def _wait(payer: Payer, case: Case, plan: AidPlan) -> None:
    """Have this month's payment of a plan wait, unless the household has it already."""
    period = today().replace(day=1)
    mark = (case.household.pk, case.asked.kind, period, case.asked.person_id)
    if mark in payer.taken:
        return
    payer.taken.add(mark)
    aid = Aid(pk=next(payer.keys), household=case.household, person=plan.person, plan=plan, kind=plan.kind)
    aid.period, aid.method, aid.amount, aid.quantity, aid.unit = (
        *(period, plan.method, plan.amount),
        *(plan.quantity, plan.unit),
    )
    aid.fund, aid.account, aid.created_by = plan.fund, plan.account, plan.created_by
    aid.created_at = aid.updated_at = plan.created_at
    case.aids.append(aid)


def _finish(cases: Iterable[Case], random: Random) -> None:
    """Lead applications on that are being helped, and write into each where it is."""
    days = dict(StageDays.objects.values_list("stage", "days"))
    for case in cases:
        application = case.application
        if case.is_planned:
            given = [aid for aid in case.aids if aid.given_on]
            _go(case, Stage.ONGOING, (given[0].created_at if given else case.steps[-1].at) - timedelta(minutes=5))
            if len(given) >= (case.asked.granted_times or 1):
                _go(case, Stage.COMPLETED, given[-1].created_at)
        last = case.steps[-1]
        if (ahead := last.at - timezone.now()) > timedelta(0):
            for step in case.steps:
                step.at -= ahead
        application.stage, application.stage_at, application.stage_reason = last.target, last.at, last.reason
        if (count := days.get(last.target)) and last.target not in CLOSED:
            application.due_on = timezone.localtime(last.at).date() + timedelta(days=count)
        application.created_at, application.updated_at = case.steps[0].at, last.at


def _go(case: Case, target: Stage, at: datetime) -> None:
    last = case.steps[-1]
    at = max(last.at + timedelta(minutes=1), at)
    case.steps.append(Step(last.target, target, at, case.application.created_by))


def _number(cases: list[Case]) -> None:
    given: Counter[int] = Counter()
    for case in cases:
        given[case.day.year] += 1
        case.application.number = f"B-{case.day.year}-{given[case.day.year]:05d}"
    copy_rows(ApplicationSeries, [ApplicationSeries(year=year, last=last) for year, last in given.items()])


def _steps(cases: list[Case]) -> Iterator[StageStep]:
    every = ((step, case) for case in cases for step in case.steps)
    for step, case in sorted(every, key=lambda pair: pair[0].at):
        yield StageStep(
            application=case.application,
            source=step.source,
            target=step.target,
            reason=step.reason,
            by=step.by,
            at=step.at,
        )


def _papers(cases: list[Case]) -> Iterator[AskedDocument]:
    for case in cases:
        for kind, asked, received in case.papers:
            yield AskedDocument(application=case.application, kind=kind, asked_on=asked, received_on=received)


def _decisions(cases: list[Case], homes: Homes) -> Iterator[AidDecision]:
    decided = [case for case in cases if case.decision]
    for case, key in zip(decided, reserve_keys(NeedScore, len(decided)), strict=True):
        step = next(each for each in case.steps if each.by == case.decider and each.source)
        points, details = homes.score(case.household)
        score = NeedScore(pk=key, household=case.household, application=case.application, rules=homes.rules)
        score.points, score.details, score.by, score.at = points, details, case.decider, step.at
        case.application.points = points
        yield AidDecision(
            application=case.application,
            kind=case.decision,
            reject_reason=case.application.reject_reason if case.decision == DecisionKind.REJECTED else "",
            reason=step.reason,
            by_committee=case.by_committee,
            granted=[_granted(case.asked)] if case.is_granted else [],
            score=score,
            decided_by=case.decider,
            decided_at=step.at,
        )


def _granted(asked: AskedAid) -> dict[str, Any]:
    def said(value: Decimal | None) -> str | None:
        return None if value is None else str(value)

    return {
        "kind": asked.kind,
        "amount": said(asked.granted_amount),
        "currency": asked.currency,
        "quantity": said(asked.granted_quantity),
        "unit": asked.unit,
        "times": asked.granted_times,
    }


def _votes(cases: list[Case], random: Random) -> Iterator[CommitteeVote]:
    """Most were for what was decided, and who was not says why; what still lies there has a vote or none."""
    users: Any = get_user_model()._default_manager
    members = list(users.active().with_verb("aid.vote_aid").order_by("pk"))
    for case in cases:
        came = next((step for step in case.steps if step.target == Stage.COMMITTEE), None)
        if came is None:
            continue
        able = [each for each in members if each != case.application.created_by]
        able = able[: 5 if case.by_committee else random.choice((0, 1, 2))]
        for place, member in enumerate(able):
            against = place == 3
            yield CommitteeVote(
                application=case.application,
                member=member,
                vote=Vote.AGAINST if against else Vote.FOR,
                dissent="Önce başka ailelere bakılsın." if against else "",
                at=came.at + timedelta(minutes=10 + place),
            )


def _visits(payer: Payer, random: Random) -> Iterator[HomeVisit]:
    """Visits that were made for decisions, and those that are still to be made, some of them late."""
    assert payer.homes is not None
    for case in payer.cases:
        if case.visit_on is None:
            continue
        visit = HomeVisit(household=case.household, application=case.application, planned_for=case.visit_on)
        visit.visitor = random.choice(payer.people.visitors)
        visit.created_by = case.application.created_by
        visit.created_at = visit.updated_at = next(step.at for step in case.steps if step.target == Stage.VISIT)
        if case.decision:
            _write(visit, len(payer.homes.people[case.household.pk]), random)
        else:
            visit.planned_for = today() + timedelta(days=random.randint(-6, 9))
        yield visit


def _write(visit: HomeVisit, people: int, random: Random) -> None:
    visit.state, visit.visited_on = VisitState.DONE, visit.planned_for
    visit.met, visit.people_seen = str(visit.household.head or ""), random.randint(1, max(people, 1))
    visit.home_state = random.choice(list(HomeState))
    visit.findings, visit.needs = random.choice(_FOUND), random.choice(_NEEDED)
    visit.advice = random.choices(list(VisitAdvice), (60, 14, 18, 8))[0]
    done = datetime.combine(visit.planned_for, time(16), timezone.get_default_timezone())
    visit.updated_at = min(max(done, visit.created_at), timezone.now())


def _store_aids(payer: Payer, random: Random) -> None:
    """Store what was given and the lists by which it was paid: those take rows only while they are open."""
    lists = list(_lists(payer.lists, random))
    copy_rows(PaymentList, lists, as_given=_GIVEN)
    copy_rows(Aid, [aid for case in payer.cases for aid in case.aids], as_given=_GIVEN)
    copy_rows(ListApproval, _approvals(lists), as_given=["at"])
    PaymentList.objects.filter(pk__in=[each.pk for each in lists]).update(state=ListState.CLOSED)


def _lists(paid: list[PaidList], random: Random) -> Iterator[PaymentList]:
    users: Any = get_user_model()._default_manager
    clerks = list(users.active().with_verb("aid.prepare_payments").order_by("pk"))
    given: Counter[int] = Counter()
    for each, key in zip(paid, reserve_keys(PaymentList, len(paid)), strict=True):
        given[each.day.year] += 1
        clerk, at = random.choice(clerks), moment_on(each.day, random)
        payment_list = PaymentList(
            pk=key,
            number=f"ÖL-{each.day.year}-{given[each.day.year]:04d}",
            title=f"{each.fund.name}, {each.day:%d.%m.%Y}",
            source=ListSource.PLANS,
            period=each.day.replace(day=1),
            method=PaymentMethod.BANK,
            fund=each.fund,
            account=each.account,
            count=len(each.aids),
            total=sum((aid.amount or Decimal(0) for aid in each.aids), Decimal(0)),
            created_by=clerk,
            created_at=at - timedelta(hours=30),
            locked_by=clerk,
            locked_at=at - timedelta(hours=26),
            released_at=at,
            paid_on=each.day,
            closed_at=min(at + timedelta(days=2), timezone.now()),
            updated_at=at,
        )
        for aid in each.aids:
            aid.payment_list = payment_list
            aid.bank_reference = f"ORN{aid.pk:08d}"
        yield payment_list


def _approvals(lists: list[PaymentList]) -> Iterator[ListApproval]:
    users: Any = get_user_model()._default_manager
    able = list(users.active().with_verb("aid.release_payments").order_by("pk"))
    for payment_list in lists:
        over = value_of(RuleKey.LIST_TWO_APPROVALS_OVER, payment_list.paid_on or today())
        needed = 2 if over is not None and payment_list.total is not None and payment_list.total > over else 1
        others = [each for each in able if each.pk not in (payment_list.created_by_id, payment_list.locked_by_id)]
        for each in others[:needed]:
            yield ListApproval(payment_list=payment_list, by=each, at=payment_list.released_at)
