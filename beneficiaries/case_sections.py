"""The case file in sections on the pages of a household and a person: documents, consents, notes, referrals."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery
from django.utils.translation import gettext as _

from kafkasder.core.sections import Section
from tasks.models import Task

from . import policy
from .case_choices import ConsentPurpose
from .models import Beneficiary, CaseNote, Household, Paper, PaperVersion, PersonConsent, Referral
from .querysets import sees_all
from .sight import HOUSEHOLD_CARD, HOUSEHOLD_PAGE, PERSON_PAGE
from .states import REFERRAL_STATES

MOST = 20  # of each kind on a page
MOST_ON_CARD = 3


def sections() -> Iterable[Section]:
    """Return what the registry registers for its own pages."""
    for page, papers, consents, notes, referrals in (
        (HOUSEHOLD_PAGE, _papers_of_household, _consents_of_household, _notes_of_household, _referrals_of_household),
        (PERSON_PAGE, _papers_of_person, _consents_of_person, _notes_of_person, _referrals_of_person),
    ):
        consents_template = "_household_consents" if page == HOUSEHOLD_PAGE else "_consents"
        yield _section(page, "notes", 20, "view_notes", notes, "_notes")
        yield _section(page, "papers", 30, "view_papers", papers, "_papers")
        yield _section(page, "consents", 40, "view_consents", consents, consents_template)
        yield _section(page, "referrals", 50, "view_referrals", referrals, "_referrals")
    yield _section(HOUSEHOLD_CARD, "case", 20, "view_consents", _on_card, "_card_case")


def _section(
    page: str, key: str, order: int, verb: str, context: Callable[[Any, Any], dict[str, Any]], template: str
) -> Section:
    return Section(
        page=page,
        key=key,
        order=order,
        verb=f"beneficiaries.{verb}",
        context=context,
        template=f"beneficiaries/{template}.html",
    )


# Documents


def _papers_of_household(viewer: Any, household: Household) -> dict[str, Any]:
    return _papers(viewer, household, household.papers) | {"papers_query": ""}


def _papers_of_person(viewer: Any, person: Beneficiary) -> dict[str, Any]:
    return _papers(viewer, person.household, person.papers) | {"papers_query": f"?kisi={person.pk}"}


def _papers(viewer: Any, household: Household, rows: Any) -> dict[str, Any]:
    newest = PaperVersion.objects.filter(paper=OuterRef("paper")).order_by("-number").values("pk")[:1]
    versions = PaperVersion.objects.filter(pk=Subquery(newest))
    seen: Any = rows.visible_to(viewer)
    with_files = seen.select_related("person").prefetch_related(Prefetch("versions", versions, "newest_versions"))
    papers: list[Paper] = list(with_files.order_by("-created_at", "-pk")[:MOST])
    for paper in papers:
        paper.newest = next(iter(paper.newest_versions), None)  # type: ignore[attr-defined]
    may = {"change": policy.can_change_papers(viewer, household).allowed}
    return {"papers": papers, "paper_count": seen.count(), "may_papers": may}


# Consents


def _consents_of_household(viewer: Any, household: Household) -> dict[str, Any]:
    newest = _newest_consents(viewer, household)
    return {"consents": newest}


def _newest_consents(viewer: Any, household: Household) -> list[PersonConsent]:
    """Return the newest word of each member about each purpose."""
    rows = PersonConsent.objects.visible_to(viewer).filter(person__household=household)
    newest = rows.order_by("person", "purpose", "-given_on", "-pk").distinct("person", "purpose")
    return list(newest.select_related("person"))


def _consents_of_person(viewer: Any, person: Beneficiary) -> dict[str, Any]:
    rows: Any = person.consents
    may = {
        "record": policy.can_record_consent(viewer, person).allowed,
        "withdraw": policy.can_withdraw_consent(viewer, person).allowed,
    }
    consents = rows.visible_to(viewer).select_related("text", "guardian").order_by("-given_on", "-pk")
    return {"consents": list(consents[:MOST]), "may_consents": may}


# Notes


def _notes_of_household(viewer: Any, household: Household) -> dict[str, Any]:
    return _notes(viewer, household, household.case_notes) | {"notes_query": ""}


def _notes_of_person(viewer: Any, person: Beneficiary) -> dict[str, Any]:
    return _notes(viewer, person.household, person.case_notes) | {"notes_query": f"?kisi={person.pk}"}


def _notes(viewer: Any, household: Household, rows: Any) -> dict[str, Any]:
    seen: Any = rows.visible_to(viewer)
    notes: list[CaseNote] = list(seen.select_related("person", "author").order_by("-happened_on", "-pk")[:MOST])
    tasks = Task.objects.visible_to(viewer).in_bulk({note.follow_up_id for note in notes} - {None})
    minds = viewer.has_perm("beneficiaries.change_household")
    own = None if sees_all(viewer) else viewer.pk  # a page of somebody who sees but their own is theirs alone
    for note in notes:
        note.task = tasks.get(note.follow_up_id)  # type: ignore[attr-defined]
        note.may_withdraw = minds or (own is not None and note.author_id == own)  # type: ignore[attr-defined]
    may = {"write": policy.can_write_note(viewer, household).allowed}
    return {"notes": notes, "note_count": seen.count(), "may_notes": may}


# Referrals


def _referrals_of_household(viewer: Any, household: Household) -> dict[str, Any]:
    return _referrals(viewer, household.referrals)


def _referrals_of_person(viewer: Any, person: Beneficiary) -> dict[str, Any]:
    return _referrals(viewer, person.referrals)


def _referrals(viewer: Any, rows: Any) -> dict[str, Any]:
    seen: Any = rows.visible_to(viewer)
    referrals: list[Referral] = list(seen.select_related("person").order_by("-sent_on", "-pk")[:MOST])
    for referral in referrals:
        referral.ways = REFERRAL_STATES.from_state(referral.state)  # type: ignore[attr-defined]
    may = {"make": viewer.has_perm("beneficiaries.make_referrals")}
    return {"referrals": referrals, "referral_count": seen.count(), "may_referrals": may}


# On paper


def _on_card(viewer: Any, household: Household) -> dict[str, Any]:
    """Tell who let what, and the last ordinary notes of those that stand."""
    standing = [each for each in _newest_consents(viewer, household) if each.state == "given"]
    by_purpose = [
        (label, ", ".join(str(each.person) for each in standing if each.purpose == purpose) or _("Kimse"))
        for purpose, label in ConsentPurpose.choices
        if purpose in (ConsentPurpose.PHOTO, ConsentPurpose.HEALTH, ConsentPurpose.SHARE)
    ]
    rows = CaseNote.objects.visible_to(viewer).filter(household=household, is_sensitive=False, withdrawn_at=None)
    return {"card_consents": by_purpose, "card_notes": rows.order_by("-happened_on", "-pk")[:MOST_ON_CARD]}
