"""What changes the live pages of the registry."""

from beneficiaries.models import Household, IdentityDocument, SensitiveRecord

from ..live.cases import OUTLINE, Case, World, grow, rename_person
from . import live_cases_casefile


def _write_it_all_anew(world: World) -> None:
    """Somebody else saves what a form of each of these rows may have open."""
    rename_person(world)
    Household.objects.filter(pk=world.household.pk).update(neighbourhood="Yenimahalle", phone="+905321112233")
    IdentityDocument.objects.filter(pk=world.document.pk).update(number="U7654321")
    SensitiveRecord.objects.create(person=world.person, notes="Rampa gerekiyor")


CASES = {
    "beneficiaries:household_list": Case(grow),
    "beneficiaries:household_detail": Case(grow, lambda world: [world.household.pk]),
    "beneficiaries:person_list": Case(grow),
    "beneficiaries:person_detail": Case(rename_person, lambda world: [world.person.pk]),
    "beneficiaries:household_news": Case(_write_it_all_anew, lambda world: [world.household.pk, OUTLINE]),
    "beneficiaries:person_news": Case(_write_it_all_anew, lambda world: [world.person.pk, OUTLINE]),
    "beneficiaries:document_news": Case(_write_it_all_anew, lambda world: [world.document.pk, OUTLINE]),
    "beneficiaries:sensitive_news": Case(_write_it_all_anew, lambda world: [world.person.pk, OUTLINE]),
    **live_cases_casefile.CASES,
}
