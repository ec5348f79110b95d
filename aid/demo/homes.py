"""The demo's households as applications need them: since when they are known, their account, people and score."""

from collections import defaultdict
from datetime import date
from random import Random

from beneficiaries.models import BankAccount, Beneficiary, BudgetLine, Household, SensitiveRecord
from beneficiaries.states import AccountState, HouseholdStatus, PersonStatus
from kafkasder.core.days import today

from .. import scoring
from ..choices import AidKind
from ..models import ScoreRule, ScoreRuleSet
from ..states import RuleSetState

_EARLY = 20  # households from which the first applications come


class Homes:
    """The households that may be helped, those first that were registered first."""

    def __init__(self) -> None:
        active = Household.objects.filter(status=HouseholdStatus.ACTIVE).select_related("head")
        self.all = list(active.order_by("created_at", "pk"))
        self.accounts = {
            account.household_id: account
            for account in BankAccount.objects.filter(is_primary=True, state=AccountState.OPEN)
        }
        self.people: dict[int, list[Beneficiary]] = defaultdict(list)
        for person in Beneficiary.objects.filter(status=PersonStatus.ACTIVE).order_by("pk"):
            self.people[person.household_id].append(person)
        self.rules: ScoreRuleSet = ScoreRuleSet.objects.get(state=RuleSetState.RELEASED)
        self._rules: list[ScoreRule] = list(self.rules.rules.all())
        self._lines: dict[int, list[BudgetLine]] = defaultdict(list)
        for line in BudgetLine.objects.filter(kind=BudgetLine.Kind.INCOME, currency="TRY"):
            self._lines[line.household_id].append(line)
        self._health = {record.person_id: record for record in SensitiveRecord.objects.all()}
        self._scored: dict[int, tuple[int, str]] = {}

    def draw(self, random: Random, day: date) -> Household:
        """Return one that was known by a day."""
        known = sum(today(home.created_at) <= day for home in self.all)
        return random.choice(self.all[: max(known, min(_EARLY, len(self.all)))])

    def person(self, random: Random, household: Household, kind: str) -> Beneficiary | None:
        """Return for whom something personal may be asked; pupils and students for what schools need."""
        people = self.people[household.pk]
        if kind in (AidKind.SCHOLARSHIP, AidKind.STATIONERY):
            people = [person for person in people if person.work == "student"]
        return random.choice(people) if people else None

    def score(self, household: Household) -> tuple[int, str]:
        """Return the points of a household and the details that a score keeps."""
        if household.pk not in self._scored:
            people = self.people[household.pk]
            health = [self._health[person.pk] for person in people if person.pk in self._health]
            facts = scoring.facts_from(household, people, self._lines[household.pk], health, today())
            details = scoring.Details(facts, scoring.reasons_of(facts, self._rules))
            self._scored[household.pk] = details.points, details.as_text()
        return self._scored[household.pk]
