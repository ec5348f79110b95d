"""How former values of households and people come back: by their forms and services."""

from collections.abc import Mapping
from typing import Any

from accounts.audit.restorers import Restorer

from . import policy, services
from .forms import AccountForm, HouseholdForm, PaperForm, PersonForm
from .models import BankAccount, Beneficiary, Household, Paper


def _person_form(data: Mapping[str, Any] | None, person: Beneficiary, by: Any) -> PersonForm:
    return PersonForm(data, instance=person, household=person.household, is_head=person.is_head)


RESTORERS = (
    Restorer(
        model=Household,
        verbs=("beneficiaries.view_household", "beneficiaries.change_household"),
        may_change=policy.can_change_household,
        form=lambda data, household, by: HouseholdForm(data, instance=household),
        store=lambda household, by, form: services.save_household(household=household, by=by),
    ),
    Restorer(
        model=Beneficiary,
        verbs=("beneficiaries.view_beneficiary", "beneficiaries.change_beneficiary"),
        may_change=policy.can_change_person,
        form=_person_form,
        store=lambda person, by, form: services.save_person(person=person, by=by),
    ),
    Restorer(
        model=BankAccount,
        verbs=("beneficiaries.view_bank_accounts", "beneficiaries.change_bank_accounts"),
        may_change=lambda user, account: policy.can_change_accounts(user, account.household),
        form=lambda data, account, by: AccountForm(data, instance=account, household=account.household),
        store=lambda account, by, form: services.save_account(account=account, by=by),
    ),
    Restorer(
        model=Paper,
        verbs=("beneficiaries.view_papers", "beneficiaries.change_papers"),
        may_change=lambda user, paper: policy.can_change_papers(user, paper.household),
        form=lambda data, paper, by: PaperForm(data, instance=paper),
        store=lambda paper, by, form: services.save_paper(paper=paper, by=by),
    ),
)
