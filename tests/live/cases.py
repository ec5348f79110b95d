"""What a case of a live page is; each room lists its own in `tests/<room>/live_cases.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from accounts.models import SecurityEvent, User
from beneficiaries.models import Beneficiary, Household, IdentityDocument

from ..factories import make_household, make_person

OUTLINE = "qrvM3e7_"  # of a form that has told of nothing that these rows hold


@dataclass
class World:
    """What stands in the database before the change."""

    viewers: list[User]
    person: Beneficiary
    household: Household
    document: IdentityDocument
    event: SecurityEvent

    @property
    def volunteer(self) -> User:
        (found,) = [user for user in self.viewers if user.groups.filter(name="volunteer").exists()]
        return found


@dataclass(frozen=True)
class Case:
    change: Callable[[World], Any]
    arguments: Callable[[World], list[Any]] = lambda world: []
    query: str = ""


def grow(world: World) -> None:
    """A household and a person come, one of them within everybody's sight, and another changes."""
    make_person(household=world.household, first_name="Zeynep")
    make_household(head={"first_name": "Işık"})
    Household.objects.filter(pk=world.household.pk).update(neighbourhood="Yenimahalle")


def rename_person(world: World) -> None:
    world.person.first_name = "Zeynep"
    world.person.save()


def rename_user(world: World) -> None:
    User.objects.filter(pk=world.volunteer.pk).update(full_name="Zeynep Işık")


def all_cases() -> dict[str, Case]:
    """Return the cases of all rooms by the names of their addresses."""
    tests = Path(__file__).parent.parent
    rooms = sorted(path.parent.name for path in tests.glob("*/live_cases.py"))
    modules = [import_module(f"{__package__.rpartition('.')[0]}.{room}.live_cases") for room in rooms]
    return {name: case for module in modules for name, case in module.CASES.items()}
