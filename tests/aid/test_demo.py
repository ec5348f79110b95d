"""The demo's year of aid: in the shares that associations know, led by the rules, and right to the last kuruş."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest
from django.db import connection, transaction
from django.db.models import Count, F, Q, Sum
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from aid import demo
from aid.demo.cases import APPLICATIONS
from aid.models import (
    Aid,
    AidApplication,
    AidDecision,
    AidPlan,
    AskedDocument,
    CommitteeVote,
    HomeVisit,
    ListApproval,
    NeedScore,
    PaymentList,
    StageStep,
)
from aid.scoring import Details
from aid.services.decisions import worth_of
from aid.states import STAGES
from beneficiaries.demo import make_demo as make_households
from donations.demo import make_demo as make_donors
from donations.demo import make_gifts
from finance.choices import RuleKey
from finance.demo import make_demo as make_places
from finance.demo import spending
from finance.demo.ledger import Ledger
from finance.demo.places import BANK
from finance.models import FinanceRecord, Posting
from finance.rules import value_of
from finance.verifying import verify
from kafkasder.core.days import today

from ..factories import make_user


@pytest.fixture(scope="module")
def _demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make the demo once for all tests, which only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        for role in ("admin", "board", "board", "board", "board", "staff", "staff", "accounting", "volunteer"):
            make_user(role)
        for make in (make_households, make_places, demo.draw, make_donors, make_gifts, demo.make):
            make()
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


pytestmark = pytest.mark.usefixtures("_demo")


def test_applications_come_in_their_shares() -> None:
    stages = Counter(AidApplication.objects.values_list("stage", flat=True))
    whole = sum(stages.values())
    assert whole == APPLICATIONS
    reviewed = sum(stages[each] for each in ("submitted", "in_review", "home_visit", "committee", "waiting_list"))
    assert (reviewed, stages["rejected"], stages["missing_docs"], stages["withdrawn"]) == (168, 192, 84, 60)
    granted = sum(stages[each] for each in ("approved", "partly_approved", "ongoing", "completed"))
    assert granted == 552 + 144
    assert stages["completed"] > 0.8 * 552  # what was not paid yet goes on
    assert not StageStep.objects.filter(at__gt=timezone.now()).exists()
    first = AidApplication.objects.earliest("applied_on").applied_on
    assert 350 < (today() - first).days < 366


def test_seasons_show() -> None:
    fuel = Counter(AidApplication.objects.filter(asked__kind="fuel").values_list("applied_on__month", flat=True))
    school = AidApplication.objects.filter(asked__kind="stationery").values_list("applied_on__month", flat=True)
    assert {*fuel} <= {10, 11, 12}
    assert {*school} <= {8, 9}
    assert sum(fuel.values()) > 40


def test_decisions_take_nine_days_on_average() -> None:
    rows = AidDecision.objects.filter(kind__in=["approved", "rejected"]).select_related("application")
    days = [(each.decided_at.date() - each.application.applied_on).days for each in rows]
    assert 7 < sum(days) / len(days) < 11


def test_each_application_was_led_by_the_rules() -> None:
    steps: dict[int, list[StageStep]] = defaultdict(list)
    for step in StageStep.objects.order_by("at", "pk"):
        steps[step.application_id].append(step)
    for application in AidApplication.objects.all():
        own = steps[application.pk]
        assert (own[0].source, own[0].target) == ("", "draft")
        assert own[-1].target == application.stage
        assert all(before.target == after.source for before, after in pairwise(own))
        for step in own[1:]:
            STAGES.require(step.source, step.target, step.reason)


def test_nobody_decided_about_what_they_recorded() -> None:
    mine = Q(decided_by=F("application__created_by")) | Q(decided_by=F("application__written_by"))
    assert AidDecision.objects.count() > 800
    assert not AidDecision.objects.filter(mine).exists()
    assert not CommitteeVote.objects.filter(member=F("application__created_by")).exists()


def test_much_was_decided_by_the_committee_with_its_votes() -> None:
    over = value_of(RuleKey.AID_COMMITTEE_OVER, today())
    assert over is not None
    granted = AidDecision.objects.filter(kind__in=["approved", "partly"]).select_related("application")
    assert granted.filter(by_committee=True).exists()
    for decision in granted:
        assert decision.by_committee or (worth_of(decision.application) or 0) <= over
        if decision.by_committee:
            votes = Counter(decision.application.votes.values_list("vote", flat=True))
            assert sum(votes.values()) >= 3
            assert votes["for"] > votes["against"]


def test_each_decision_keeps_what_the_household_was_like() -> None:
    assert not AidDecision.objects.filter(score=None).exists()
    for score in NeedScore.objects.all()[:50]:
        assert Details.of_text(score.details).points == score.points
    assert NeedScore.objects.values("points").distinct().count() > 10


def test_what_was_given_is_in_the_ledger_and_no_more_than_granted() -> None:
    assert verify() == {}
    assert Aid.objects.filter(state="paid").count() > 200
    assert Aid.objects.filter(state="delivered", method="in_kind").count() > 200
    assert Aid.objects.filter(method="cash", state="delivered").exists()
    assert not AidPlan.objects.filter(amount__gt=F("asked__granted_amount")).exists()
    assert FinanceRecord.objects.filter(source_kind="aid", day__lt=today().replace(month=1, day=1)).exists()
    given = AidPlan.objects.annotate(given=Count("aids", filter=Q(aids__given_on__isnull=False)))
    assert not given.filter(given__gt=F("times")).exists()


def test_no_fund_and_no_account_is_below_zero_on_any_day() -> None:
    for place in ("fund", "account"):
        moved = Posting.objects.filter(**{f"{place}__isnull": False}).values_list(place, "currency", "day")
        held: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
        for key, currency, _day, amount in moved.annotate(Sum("amount")).order_by("day"):
            held[key, currency] += amount
            assert held[key, currency] >= 0


def test_lists_are_there_in_every_state() -> None:
    states = Counter(PaymentList.objects.values_list("state", flat=True))
    assert (states["open"], states["locked"], states["released"]) == (1, 1, 1)
    assert states["closed"] > 5
    released = Counter(PaymentList.objects.get(state="released").aids.values_list("state", flat=True))
    assert released["failed"] == 2
    assert released["sent"]
    assert released["paid"]
    own = Q(by=F("payment_list__created_by")) | Q(by=F("payment_list__locked_by"))
    assert not ListApproval.objects.filter(own).exists()
    assert not Aid.objects.filter(state="paid", payment_list=None).exists()


def test_visits_were_made_and_some_are_late() -> None:
    done = HomeVisit.objects.filter(state="done")
    assert done.count() > 150
    assert not done.filter(findings="").exists()
    assert HomeVisit.objects.filter(state="planned", planned_for__lt=today()).exists()
    assert HomeVisit.objects.filter(state="planned", planned_for__gte=today()).exists()
    assert AskedDocument.objects.filter(received_on=None).values("application").distinct().count() == 84


def test_nothing_of_it_stays_for_the_next_demo() -> None:
    assert spending.PAYERS == []


def test_spending_leaves_the_general_fund_what_fees_will_take() -> None:
    """Fees of gifts for all funds come out of it on days when nobody asks what it holds."""
    ledger = Ledger(Random(1))
    bank, free = ledger.places.account(BANK), ledger.places.general
    bound = next(fund for fund in ledger.places.funds.values() if fund != free)
    for fund in (free, bound):
        ledger._held["Fund", fund.pk, "TRY"] = Decimal(20_000)
    ledger._held["MoneyAccount", bank.pk, "TRY"] = Decimal(90_000)
    assert (ledger.most(free, bank), ledger.most(bound, bank)) == (5_000, 20_000)
    ledger._held["Fund", free.pk, "TRY"] = Decimal(14_000)
    assert ledger.most(free, bank) == 0
