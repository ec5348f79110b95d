"""The registry's tables."""

from .bank_account import BankAccount
from .household import BudgetLine, Currency, FileNumberSeries, Household
from .person import Beneficiary, HouseholdMove, IdentityDocument, SensitiveRecord, StateChange
from .places import District, Province

__all__ = [
    "BankAccount",
    "Beneficiary",
    "BudgetLine",
    "Currency",
    "District",
    "FileNumberSeries",
    "Household",
    "HouseholdMove",
    "IdentityDocument",
    "Province",
    "SensitiveRecord",
    "StateChange",
]
