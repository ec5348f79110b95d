"""The demo's households: invented people, the same on every machine on the same day, with a year behind them."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from accounts import audit
from kafkasder.core.bulk import copy_rows, reserve_keys

from .choices import Gender, NoIdentityReason
from .models import (
    CaseNote,
    ConsentText,
    HouseholdMove,
    IdentityDocument,
    PersonConsent,
    Referral,
    SensitiveRecord,
    StateChange,
)
from .querysets import sees_all
from .services import Family, register_families
from .synthetic import draw_families
from .synthetic.casefiles import CaseFiles
from .synthetic.histories import Histories

PEOPLE = 1_200
_SEED = 2026
_MOVES = 14
_REFERRALS = 24
_PAPERS = 12
_DATED = ("created_at", "updated_at")


def make_demo() -> None:
    """Fill the registry; somebody who may change the state of households must exist already."""
    random, today = Random(_SEED), timezone.localdate()
    families = list(draw_families(PEOPLE, seed=_SEED, today=today))
    _seed_edge_cases(families, today)
    _date_back(families, random, today)
    people = list(get_user_model().objects.filter(is_active=True).order_by("pk"))
    staff = [person for person in people if person.has_perm("beneficiaries.change_household_state")]
    visitors = [person for person in people if not sees_all(person)]  # who see only what is assigned to them
    _assign(families, random, [None, *staff, *visitors])
    histories = Histories(random, _end(today), staff)
    with audit.acting(source="system"):
        _store(families, histories)
        _store_case_files(families, CaseFiles(random, _end(today).date(), staff))


def _assign(families: Sequence[Family], random: Random, people: Sequence[Any]) -> None:
    for family in families:
        family.household.assigned_to = random.choice(people)


def _store(families: Sequence[Family], histories: Histories) -> None:
    changes = [change for family in families for change in histories.household(family.household)]
    for family in families:
        changes += [change for person in family.members for change in histories.person(person)]
    register_families(families, by=None, as_given=_DATED)
    for change in changes:  # the rows have got their keys only now
        change.household, change.person = change.household, change.person
    copy_rows(StateChange, sorted(changes, key=lambda change: change.created_at), as_given=_DATED)
    moves = sorted(histories.moves(families, _MOVES), key=lambda move: move.created_at)
    copy_rows(HouseholdMove, moves, as_given=_DATED)
    copy_rows(SensitiveRecord, histories.health(families))
    copy_rows(IdentityDocument, histories.papers(families))


def _store_case_files(families: Sequence[Family], case_files: CaseFiles) -> None:
    """Fill case files; of the rows that others point at the keys are taken beforehand."""
    texts = case_files.texts()
    for text, key in zip(texts, reserve_keys(ConsentText, len(texts)), strict=True):
        text.pk = key
    copy_rows(ConsentText, texts)
    consents = list(case_files.consents(families, texts))
    for consent, key in zip(consents, reserve_keys(PersonConsent, len(consents)), strict=True):
        consent.pk = key
    notes, referrals = list(case_files.notes(families)), list(case_files.referrals(consents, _REFERRALS))
    for row, day in (
        *((consent, consent.given_on) for consent in consents),
        *((note, note.happened_on) for note in notes),
        *((referral, referral.sent_on) for referral in referrals),
    ):
        row.created_at = case_files.moment_of(day)
    for referral in referrals:
        referral.state_at = referral.updated_at = referral.created_at
    copy_rows(PersonConsent, consents, as_given=_DATED)
    copy_rows(CaseNote, notes, as_given=_DATED)
    copy_rows(Referral, referrals, as_given=_DATED)
    case_files.store_papers(families, _PAPERS)


def _date_back(families: Sequence[Family], random: Random, today: date) -> None:
    """Spread the registrations over the past year, in the order of the file numbers."""
    moments = sorted(_end(today) - timedelta(minutes=random.randint(60, 364 * 24 * 60)) for _ in families)
    for family, moment in zip(families, moments, strict=True):
        for row in (family.household, *family.members):
            row.created_at = row.updated_at = moment


def _end(today: date) -> datetime:
    """Return when the past year ends: at yesterday's noon, lest anything lie in the future."""
    return timezone.make_aware(datetime.combine(today - timedelta(days=1), time(12)))


def _seed_edge_cases(families: Sequence[Family], today: date) -> None:
    """Give some heads and children the names and dates at which programs stumble."""
    women = [family.members[0] for family in families if family.members[0].gender == Gender.FEMALE]
    for twin in women[:2]:
        twin.first_name, twin.last_name, twin.birth_date = "Fatma", "Yılmaz", date(1978, 5, 19)
    for person, name in zip(women[2:], (("Gül", "Işık"), ("Gül", "Isik"), ("Ayşe", "Kara-Demir")), strict=False):
        person.first_name, person.last_name = name
    men = [family.members[0] for family in families if family.members[0].gender == Gender.MALE]
    for person, name in zip(men, (("Kâzım", "Şahin"), ("Kazım", "Şahin"), ("Ali", "O'Brien")), strict=False):
        person.first_name, person.last_name = name
    men[3].last_name = "Abdurrahmanoğulları-Büyükkaramanlıoğlu-Çelebizadeler"[:50]
    men[4].birth_date = date(1980, 2, 29)
    men[5].identity_number, men[5].no_identity_reason = "", NoIdentityReason.REFUSED
    child = next(family.members[-1] for family in families if len(family.members) > 3)
    child.birth_date = date(today.year - 18, 12, 31)
    for person in (*women[:2], men[4], child):
        person.derive()
