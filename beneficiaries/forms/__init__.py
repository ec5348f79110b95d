"""What may be typed about the registry's rows, and the one definition of its cleaning rules."""

from .actions import HeadChoiceForm, MoveForm
from .document import DocumentForm
from .household import HouseholdForm
from .person import HeadForm, PersonForm
from .rules import check_household, check_person, clean_neighbourhood
from .sensitive import NewHealthForm, SensitiveForm

__all__ = [
    "DocumentForm",
    "HeadChoiceForm",
    "HeadForm",
    "HouseholdForm",
    "MoveForm",
    "NewHealthForm",
    "PersonForm",
    "SensitiveForm",
    "check_household",
    "check_person",
    "clean_neighbourhood",
]
