"""The registry's reading: which rows a person may see, and how rows are found."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, F, Q, QuerySet, Sum, When
from django.utils import timezone
from stdnum.tr import tckimlik

from kafkasder.core.crypto import blind_indexes
from kafkasder.core.finding import by_phone, found_by_any, keys_of_any
from kafkasder.core.sight import SightQuerySet
from kafkasder.core.sql import TurkishWords, prefix_query, words_query
from kafkasder.core.text import fold_words
from kafkasder.core.viewer import Viewer

IDENTITY_PURPOSE = "identity"
ACCOUNT_PURPOSE = "bank_account"
_FILE_NUMBER = re.compile(r"(?=.*\d)[\w\-/]+")
_BARE_NUMBER = re.compile(r"[0-9]{1,6}")
_MOST_WORDS = 5  # of a name and a neighbourhood together
_PLACE_LETTERS = 3  # a shorter word is the beginning of a second name


def sees_all(viewer: Viewer) -> bool:
    """Whether the viewer sees every household, and not only those assigned to them."""
    return viewer.has_perm("beneficiaries.view_all_households")


def _two_parts(words: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the ways in which words may be a name and a neighbourhood, whichever was written first."""
    for at in range(1, len(words)):
        for name, place in ((words[:at], words[at:]), (words[at:], words[:at])):
            if all(len(word) >= _PLACE_LETTERS for word in place):
                yield name, place


def _file_number_starts(text: str) -> list[str]:
    """Return the beginnings of file numbers that `text` may mean; a bare number is also one of the running pattern."""
    starts = [text.upper()] if _FILE_NUMBER.fullmatch(text) else []
    if _BARE_NUMBER.fullmatch(text) and (series := apps.get_model("beneficiaries.FileNumberSeries").objects.first()):
        starts.append(series.number_text(timezone.localdate().year, int(text)))
    return starts


class _Size(models.Func):
    """How many living members that were not archived a household has, written out: a list asks it of each row.

    As a subquery of Django's it would take longer to put together than the database takes to answer.
    """

    template = (
        "(SELECT COUNT(*) FROM beneficiaries_beneficiary AS member"
        " WHERE member.household_id = %(expressions)s AND member.status = 'active')"
    )
    output_field = models.IntegerField()


class _OfHouseholds(SightQuerySet):
    """Households, or rows that belong to one."""

    def _seen_by(self, viewer: Any, verb: str, **own: Any) -> Self:
        if not viewer.has_perm(verb):
            return self.none()
        seen = self if sees_all(viewer) else self.filter(**own)
        return seen.finding_by_parts(viewer.has_perm("beneficiaries.reveal_identity"))

    def _beside_households(self, viewer: Any, verb: str, assigned: str = "household__assigned_to") -> Self:
        """Keep the rows of households within sight, for those who have the verb of the rows besides."""
        if not viewer.has_perm("beneficiaries.view_household"):
            return self.none()
        return self._seen_by(viewer, verb, **{assigned: viewer})


class BeneficiaryQuerySet(_OfHouseholds):
    """People."""

    def visible_to(self, viewer: Any) -> Self:
        return self._seen_by(viewer, "beneficiaries.view_beneficiary", household__assigned_to=viewer)

    def living(self) -> Self:
        """All but archived records: those among which an identity number is unique."""
        return self.exclude(status="archived")

    def with_accounts(self, viewer: Any) -> Self:
        """Fetch along, as `open_accounts`, the open bank accounts of each that `viewer` sees."""
        accounts = apps.get_model("beneficiaries", "BankAccount")._default_manager.all().visible_to(viewer)
        return self.prefetch_related(models.Prefetch("bank_accounts", accounts.open().in_order(), "open_accounts"))

    def in_household_order(self) -> Self:
        """The head, then the active members from old to young, then those who left or died."""
        rank = Case(When(pk=F("household__head"), then=0), When(status="active", then=1), default=2)
        return self.order_by(rank, "birth_year", "birth_date", "pk")

    def with_identity_number(self, digits: str) -> Self:
        return self.filter(identity_index__in=blind_indexes(digits, IDENTITY_PURPOSE))

    def search(self, text: str) -> Self:
        """People whose names begin with the words of `text`, or whose phone, identity number or file it gives.

        A name may stand beside a neighbourhood.
        """
        text = text.strip()
        if not text:
            return self
        of_files = [self.filter(household__file_number__startswith=start) for start in _file_number_starts(text)]
        return found_by_any(self, [*self.branches_of(text), *of_files])

    def branches_of(self, text: str) -> list[QuerySet[Any]]:
        """The people whom `text` finds in each of the ways that name them, and not their file."""
        if tckimlik.is_valid(text):
            return [self.with_identity_number(text)]
        branches = by_phone(self, text)
        if words := prefix_query(text):
            branches.append(self.filter(words=words))
        branches += self._by_name_and_place(fold_words(text))
        return branches or [self.none()]

    def _by_name_and_place(self, words: list[str]) -> Iterator[QuerySet[Any]]:
        """People of this name in a neighbourhood of that name."""
        for name, place in _two_parts(words) if len(words) <= _MOST_WORDS else ():
            there = self.alias(where=TurkishWords("household__neighbourhood")).filter(where=words_query(place))
            yield there.filter(words=words_query(name))


class BankAccountQuerySet(_OfHouseholds):
    """Bank accounts of households."""

    def visible_to(self, viewer: Any) -> Self:
        """The accounts of the households within the viewer's sight."""
        return self._beside_households(viewer, "beneficiaries.view_bank_accounts")

    def open(self) -> Self:
        return self.filter(state="open")

    def in_order(self) -> Self:
        """The primary one, the other open ones, then those that were closed."""
        return self.order_by("-state", "-is_primary", "pk")

    def with_iban(self, iban: str) -> Self:
        return self.filter(iban_index__in=blind_indexes(iban, ACCOUNT_PURPOSE))


class PaperQuerySet(_OfHouseholds):
    """Documents of households and people."""

    def visible_to(self, viewer: Any) -> Self:
        """The documents that are still there, of the households within the viewer's sight."""
        return self._beside_households(viewer, "beneficiaries.view_papers").filter(removed_at__isnull=True)

    def expiring(self, until: date) -> Self:
        """Those whose last day is `until` or earlier."""
        return self.filter(expires_on__lte=until, removed_at__isnull=True)


class ConsentQuerySet(_OfHouseholds):
    """Consents of people."""

    def visible_to(self, viewer: Any) -> Self:
        return self._beside_households(viewer, "beneficiaries.view_consents", "person__household__assigned_to")

    def standing(self, on: date) -> Self:
        """Those that hold on a day: given by then, neither withdrawn nor expired."""
        lasts = Q(expires_on__isnull=True) | Q(expires_on__gte=on)
        stays = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on)
        return self.filter(lasts & stays, given_on__lte=on)


class NoteQuerySet(_OfHouseholds):
    """Notes of talks and visits; sensitive ones are there for those alone who may see sensitive data."""

    def visible_to(self, viewer: Any) -> Self:
        seen = self._beside_households(viewer, "beneficiaries.view_notes")
        return seen if viewer.has_perm("beneficiaries.view_sensitive") else seen.filter(is_sensitive=False)


class ReferralQuerySet(_OfHouseholds):
    """Referrals to other institutions."""

    def visible_to(self, viewer: Any) -> Self:
        return self._beside_households(viewer, "beneficiaries.view_referrals")

    def waiting(self) -> Self:
        return self.filter(state__in=("sent", "accepted"))

    def late(self, on: date) -> Self:
        """Those whose answer was to be there before this day."""
        return self.waiting().filter(answer_by__lt=on)


class BudgetLineQuerySet(QuerySet[Any]):
    """What households live on."""

    def in_order(self) -> Self:
        return self.order_by("-kind", "-amount", "pk")

    def totals(self) -> QuerySet[Any, dict[str, Any]]:
        """Return income, expense and what is left, once for each currency; amounts of two currencies never meet."""
        income = Sum("amount", filter=Q(kind="income"), default=Decimal(0))
        expense = Sum("amount", filter=Q(kind="expense"), default=Decimal(0))
        return (
            self.order_by("currency")
            .values("currency")
            .annotate(income=income, expense=expense)
            .annotate(left=F("income") - F("expense"))
        )


def _people() -> "BeneficiaryQuerySet":
    people: BeneficiaryQuerySet = apps.get_model("beneficiaries", "Beneficiary")._default_manager.all()
    return people


class HouseholdQuerySet(_OfHouseholds):
    """Households."""

    def visible_to(self, viewer: Any) -> Self:
        return self._seen_by(viewer, "beneficiaries.view_household", assigned_to=viewer)

    def open(self) -> Self:
        """All but archived ones."""
        return self.exclude(status="archived")

    def with_size(self) -> Self:
        """Annotate `size`: how many living members that were not archived the household has."""
        return self.annotate(size=_Size("pk"))

    def search(self, text: str) -> Self:
        """Households whose file number, neighbourhood or phone `text` begins, or with a member whom it finds."""
        text = text.strip()
        if not text:
            return self
        people = _people().finding_by_parts(self.parts_find)
        found = people.filter(pk__in=keys_of_any(people.branches_of(text))).order_by()
        branches: list[QuerySet[Any]] = [self.filter(pk__in=found.values("household"))]
        branches += [self.filter(file_number__startswith=start) for start in _file_number_starts(text)]
        branches += by_phone(self, text)
        if words := prefix_query(text):
            branches.append(self.filter(words=words))
        return found_by_any(self, branches)
