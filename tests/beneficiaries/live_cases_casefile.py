"""What changes the live pages of a household's case file."""

from beneficiaries.models import BankAccount, ConsentText, Paper, PersonConsent, Referral

from ..live.cases import OUTLINE, Case, World
from .case_rows import make_account, make_consent, make_paper, make_referral


def _an_account(world: World) -> BankAccount:
    found = BankAccount.objects.filter(household=world.household).first()
    whose = {"holder_name": "Ali Can", "holder_relation": "other", "holder_reason": "Hesabı yok"}
    return found or make_account(world.person, household=world.household, person=None, **whose)


def _a_paper(world: World) -> Paper:
    found = Paper.objects.filter(household=world.household).first()
    return found or make_paper(world.person, household=world.household, person=None)


def _write_account_anew(world: World) -> None:
    BankAccount.objects.filter(pk=_an_account(world).pk).update(note="Kart eltisinde")


def _write_paper_anew(world: World) -> None:
    Paper.objects.filter(pk=_a_paper(world).pk).update(note="Aslı görüldü", title="Kira sözleşmesi 2026")


def _more_of_all(world: World) -> None:
    make_paper(world.person)
    make_consent(world.person, purpose="photo")
    make_referral(world.person)


def _grow_consents(world: World) -> None:
    _more_of_all(world)
    PersonConsent.objects.update(note="Form dosyada")


def _grow_referrals(world: World) -> None:
    _more_of_all(world)
    Referral.objects.update(institution="Kayseri Barosu")


CASES = {
    "beneficiaries:account_news": Case(_write_account_anew, lambda world: [_an_account(world).pk, OUTLINE]),
    "beneficiaries:paper_list": Case(_more_of_all),
    "beneficiaries:paper_detail": Case(_write_paper_anew, lambda world: [_a_paper(world).pk]),
    "beneficiaries:paper_news": Case(_write_paper_anew, lambda world: [_a_paper(world).pk, OUTLINE]),
    "beneficiaries:consent_list": Case(_grow_consents),
    "beneficiaries:consent_text_list": Case(
        lambda world: ConsentText.objects.create(purpose="photo", number=7, text="Yeni metin")
    ),
    "beneficiaries:referral_list": Case(_grow_referrals),
}
