"""The registry's tables."""

from .bank_account import BankAccount
from .consent import ConsentText, PersonConsent
from .household import BudgetLine, Currency, FileNumberSeries, Household
from .note import CaseNote
from .paper import Paper, PaperVersion
from .person import Beneficiary, HouseholdMove, IdentityDocument, SensitiveRecord, StateChange
from .places import District, Province
from .referral import Referral

__all__ = [
    "BankAccount",
    "Beneficiary",
    "BudgetLine",
    "CaseNote",
    "ConsentText",
    "Currency",
    "District",
    "FileNumberSeries",
    "Household",
    "HouseholdMove",
    "IdentityDocument",
    "Paper",
    "PaperVersion",
    "PersonConsent",
    "Province",
    "Referral",
    "SensitiveRecord",
    "StateChange",
]
