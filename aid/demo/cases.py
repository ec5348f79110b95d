"""The year's applications as they went: who asked when for what, by which steps they were led, what was decided."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.contrib.auth import get_user_model

from beneficiaries.models import Household
from finance.choices import RuleKey
from finance.demo.ledger import moment_on
from finance.rules import value_of
from kafkasder.core.bulk import reserve_keys
from kafkasder.core.days import today

from ..choices import AskedPaper, DecisionKind, RejectReason, Source
from ..models import Aid, AidApplication, AskedAid
from ..states import Stage
from .homes import Homes
from .wants import WANTS, WORDS, Want

APPLICATIONS = 1_200
DELIVERED, SCHEDULED, IN_REVIEW, REJECTED, MISSING, WITHDRAWN = (
    *("delivered", "scheduled", "in_review"),
    *("rejected", "missing", "withdrawn"),
)
SHARES = {DELIVERED: 46, SCHEDULED: 12, IN_REVIEW: 14, REJECTED: 16, MISSING: 7, WITHDRAWN: 5}
_SEED = 1071
# How far back outcomes mostly lie; what is open is rather new.
_AGES = {IN_REVIEW: 0.1, MISSING: 0.15, SCHEDULED: 0.2, WITHDRAWN: 0.5, REJECTED: 0.6, DELIVERED: 0.65}
_NOISE = 0.22
_MEAN_DAYS, _SHAPE = 9, 2.25
_VISITED, _MISSED, _PARTLY = 0.4, 0.15, 0.12
_TRIES = 12
_MOST_CASH = Decimal(2_500)
_OPEN_STAGES = {Stage.SUBMITTED: 15, Stage.REVIEW: 35, Stage.VISIT: 22, Stage.COMMITTEE: 16, Stage.WAITING: 12}
S = Stage


@dataclass
class Step:
    source: str
    target: str
    at: datetime
    by: Any
    reason: str = ""


@dataclass
class Case:
    """An application with what is to become of it. `due` is when help could go out; `aids` are what was paid."""

    application: AidApplication
    asked: AskedAid
    want: Want
    outcome: str
    day: date
    decided_on: date
    decider: Any
    steps: list[Step] = field(default_factory=list)
    decision: str = ""
    papers: list[tuple[str, date, date | None]] = field(default_factory=list)
    visit_on: date | None = None
    is_planned: bool = False
    aids: list[Aid] = field(default_factory=list)

    @property
    def household(self) -> Household:
        assert self.application.household is not None
        return self.application.household

    @property
    def is_granted(self) -> bool:
        return self.decision in (DecisionKind.APPROVED, DecisionKind.PARTLY)

    @property
    def due(self) -> date:
        return self.decided_on + timedelta(days=2)

    @property
    def by_committee(self) -> bool:
        return any(step.source == S.COMMITTEE for step in self.steps)


@dataclass(frozen=True)
class People:
    """Who does what; nobody decides what they recorded."""

    clerks: list[Any]
    deciders: list[Any]
    visitors: list[Any]

    @classmethod
    def found(cls) -> "People":
        users: Any = get_user_model()._default_manager

        def able(verb: str) -> list[Any]:
            return list(users.active().with_verb(verb).order_by("pk"))

        return cls(able("aid.record_applications"), able("aid.decide_aid"), able("aid.view_aid"))


def draw_cases() -> list[Case]:
    """Return them in the order of their days; none where nobody could have recorded them."""
    random, people, homes = Random(_SEED), People.found(), Homes()
    if not (people.clerks and people.deciders and homes.all):
        return []
    return list(_drawn(random, people, homes))


def _drawn(random: Random, people: People, homes: Homes) -> Iterator[Case]:
    last = today()
    days = sorted(last - timedelta(days=random.randint(0, 364)) for _number in range(APPLICATIONS))
    outcomes = [outcome for outcome, share in SHARES.items() for _each in range(APPLICATIONS * share // 100)]
    outcomes.sort(key=lambda outcome: -_AGES[outcome] + random.gauss(0, _NOISE))
    over = value_of(RuleKey.AID_COMMITTEE_OVER, last)
    taken: set[tuple[Any, ...]] = set()
    keys = zip(reserve_keys(AidApplication, APPLICATIONS), reserve_keys(AskedAid, APPLICATIONS), strict=True)
    for (key, asked_key), day, outcome in zip(keys, days, outcomes, strict=True):
        case = _case(random, people, homes, day, outcome, taken)
        case.application.pk, case.asked.pk = key, asked_key
        case.asked.application = case.application  # whose key it takes over
        _lead(random, people, case, over)
        yield case


def _case(random: Random, people: People, homes: Homes, day: date, outcome: str, taken: set[tuple[Any, ...]]) -> Case:
    household, want, person = _pick(random, homes, day, taken)
    clerk = random.choice(people.clerks)
    application = AidApplication(
        household=household,
        applied_on=day,
        source=random.choices(list(Source), (40, 16, 14, 4, 10, 8, 3, 3, 2))[0],
        description=f"{WORDS[want.kind]} Örnek veri.",
        priority=random.choices(("low", "normal", "high", "urgent"), (8, 66, 20, 6))[0],
        created_by=clerk,
        written_by=clerk,
        writers=[clerk.pk],
        assigned_to=random.choice([None, *people.clerks]),
    )
    asked = AskedAid(application=application, kind=want.kind, person=person, frequency=want.frequency, times=want.times)
    if want.is_goods:
        asked.quantity, asked.unit = want.quantity(random), want.unit
    else:
        asked.amount = want.amount(random)
    delay = max(1, round(random.gammavariate(_SHAPE, _MEAN_DAYS / _SHAPE)))
    decided = min(day + timedelta(days=delay), today())
    deciders = [each for each in people.deciders if each != clerk]
    return Case(application, asked, want, outcome, day, decided, random.choice(deciders or people.deciders))


def _pick(random: Random, homes: Homes, day: date, taken: set[tuple[Any, ...]]) -> tuple[Household, Want, Any]:
    """Return who asks for what; nobody asks for goods twice in two months, or for much without a bank account."""
    wants = [want for want in WANTS if want.suits(day)]
    weights = [want.weight for want in wants]
    for _try in range(_TRIES * 10):
        household, want = homes.draw(random, day), random.choices(wants, weights)[0]
        person = homes.person(random, household, want.kind) if want.personal else None
        if want.personal and person is None:
            continue
        if not want.is_goods and household.pk not in homes.accounts and (want.times > 1 or want.most > _MOST_CASH):
            continue
        months = [(day.year * 12 + day.month + more) for more in range(2)]
        marks = [(household.pk, want.kind, person and person.pk, month) for month in months]
        if _try < _TRIES * 8 and any(mark in taken for mark in marks):
            continue
        taken.update(marks)
        return household, want, person
    return homes.all[0], next(want for want in WANTS if want.is_goods and not want.personal), None


def _lead(random: Random, people: People, case: Case, over: Decimal | None) -> None:
    """Write the steps up to where the application is; what is paid leads it on."""
    walk = _Walk(random, case)
    walk.go(S.DRAFT, case.day)
    walk.go(S.SUBMITTED, case.day)
    if case.outcome == MISSING:
        walk.miss(received=False)
    elif case.outcome == WITHDRAWN:
        walk.go(S.WITHDRAWN, case.decided_on, "Başvuran vazgeçti")
    elif case.outcome == IN_REVIEW:
        _stay(random, walk)
    else:
        _decide(random, walk, over)


class _Walk:
    """Leads one application from step to step, each at its time and by whom it may be."""

    def __init__(self, random: Random, case: Case) -> None:
        self.random, self.case = random, case
        self.stage, self.at = "", moment_on(case.day, random)

    def go(self, target: str, day: date, reason: str = "", by: Any = None) -> None:
        at = max(self.at + timedelta(minutes=1), moment_on(min(day, today()), self.random))
        step = Step(self.stage, target, at, by or self.case.application.created_by, reason)
        self.case.steps.append(step)
        self.stage, self.at = target, at

    def part(self, share: float) -> date:
        """Return the day on which a share of the time to the decision is over."""
        case = self.case
        return case.day + timedelta(days=round((case.decided_on - case.day).days * share))

    def miss(self, *, received: bool) -> None:
        kinds = self.random.sample(list(AskedPaper)[:10], self.random.choice((1, 1, 2)))
        asked, came = self.part(0.1), self.part(0.3)
        self.case.papers = [(kind, asked, came if received else None) for kind in kinds]
        self.go(S.MISSING, asked, "Evrak eksik")

    def visit(self) -> None:
        self.go(S.VISIT, self.part(0.5))
        self.case.visit_on = self.part(0.7)


def _stay(random: Random, walk: _Walk) -> None:
    stage = random.choices(list(_OPEN_STAGES), list(_OPEN_STAGES.values()))[0]
    if stage == S.SUBMITTED:
        return
    walk.go(S.REVIEW, walk.part(0.3))
    if stage == S.VISIT:
        walk.visit()
    elif stage == S.COMMITTEE:
        walk.go(S.COMMITTEE, walk.part(0.8))
    elif stage == S.WAITING:
        walk.case.decision = DecisionKind.WAITING
        walk.go(S.WAITING, walk.case.decided_on, "Kaynak bekleniyor", walk.case.decider)


def _decide(random: Random, walk: _Walk, over: Decimal | None) -> None:
    case, asked = walk.case, walk.case.asked
    if random.random() < _MISSED:
        walk.miss(received=True)
    walk.go(S.REVIEW, walk.part(0.3))
    if random.random() < _VISITED:
        walk.visit()
    whole = (asked.amount or Decimal(0)) * asked.times
    if over is not None and whole > over and case.outcome != REJECTED:
        walk.go(S.COMMITTEE, walk.part(0.8))
    elif walk.stage == S.VISIT:
        walk.go(S.REVIEW, walk.part(0.8), "Ziyaret yapıldı")
    if case.outcome == REJECTED:
        case.decision = DecisionKind.REJECTED
        case.application.reject_reason = random.choice(list(RejectReason))
        told = str(RejectReason(case.application.reject_reason).label)
        walk.go(S.REJECTED, case.decided_on, told, case.decider)
        return
    partly = asked.amount is not None and random.random() < _PARTLY
    case.decision = DecisionKind.PARTLY if partly else DecisionKind.APPROVED
    asked.granted_amount = asked.amount if not partly else (asked.amount * Decimal("0.7")) // 50 * 50  # type: ignore[operator]
    asked.granted_quantity, asked.granted_times = asked.quantity, asked.times
    walk.go(S.PARTLY if partly else S.APPROVED, case.decided_on, "Ölçütlere uyuyor", case.decider)
    case.is_planned = case.outcome == DELIVERED or random.random() < 0.6
