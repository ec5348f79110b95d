"""What may be typed about the registry's rows, and the one definition of its cleaning rules."""

from .account import AccountForm
from .actions import HeadChoiceForm, MoveForm
from .case import (
    ConsentForm,
    ConsentTextForm,
    NewPaperForm,
    NoteForm,
    PaperForm,
    ReferralForm,
    VersionForm,
    WithdrawForm,
)
from .document import DocumentForm
from .household import HouseholdForm
from .person import HeadForm, NewPersonForm, PersonForm
from .rules import check_household, check_person, clean_neighbourhood
from .sensitive import NewHealthForm, SensitiveForm

__all__ = [
    "AccountForm",
    "ConsentForm",
    "ConsentTextForm",
    "DocumentForm",
    "HeadChoiceForm",
    "HeadForm",
    "HouseholdForm",
    "MoveForm",
    "NewHealthForm",
    "NewPaperForm",
    "NewPersonForm",
    "NoteForm",
    "PaperForm",
    "PersonForm",
    "ReferralForm",
    "SensitiveForm",
    "VersionForm",
    "WithdrawForm",
    "check_household",
    "check_person",
    "clean_neighbourhood",
]
