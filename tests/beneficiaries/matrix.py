"""What each role gets at the addresses of the registry; volunteers meet households that were not given to them."""

from collections.abc import Callable

from accounts.models import User
from beneficiaries.models import Household, IdentityDocument
from beneficiaries.services import change_household_state

from ..factories import make_household, make_person, make_user
from ..matrix import EVERY_ROLE, READERS, Row
from . import matrix_casefile

WRITERS = ("admin", "board", "staff")
CHANGERS_OF_SENSITIVE = ("admin", "staff")
REASON = {"reason": "Komisyon toplantısı için"}


def a_household() -> list[object]:
    return [make_household(head={}).pk]


def a_person() -> list[object]:
    return [make_person(make_household(head={})).pk]


def a_document() -> list[object]:
    return [IdentityDocument.objects.create(person=make_person(), kind="passport", number="A1234567").pk]


def a_suspension() -> list[object]:
    return [*a_household(), "suspended"]


def a_retirement() -> list[object]:
    return [*a_person(), "passive"]


def somebody_elses_change() -> list[object]:
    household, clerk = make_household(head={}), make_user("staff")
    return [change_household_state(household=household, target="suspended", by=clerk, reason="Neden").pk]


def with_an_outline(row: Callable[[], list[object]]) -> Callable[[], list[object]]:
    """Make the row, and name what a form of it had told of."""
    return lambda: [*row(), "qrvM3e7_"]


def given_to(user: User) -> None:
    """Give every household of the test to `user`."""
    Household.objects.update(assigned_to=user)


ROWS = [
    Row("beneficiaries:household_list", EVERY_ROLE, post=302),
    Row("beneficiaries:person_list", EVERY_ROLE, post=302),
    Row("beneficiaries:household_export", WRITERS, get=405, post=302, confined=True),
    Row("beneficiaries:person_export", WRITERS, get=405, post=302, confined=True),
    Row("beneficiaries:household_bulk", WRITERS, post=422, arguments=lambda: ["oncelik"], confined=True),
    Row(
        "beneficiaries:undo_household_bulk",
        WRITERS,
        get=405,
        post=302,
        arguments=lambda: ["7KQ2M-9XDPA"],
        confined=True,
    ),
    Row("beneficiaries:district_options", EVERY_ROLE),
    # Households
    Row("beneficiaries:household_detail", READERS, arguments=a_household, denied=404, own=given_to),
    Row("beneficiaries:household_card", READERS, arguments=a_household, denied=404, own=given_to),
    Row("beneficiaries:household_create", WRITERS, post=422, confined=True),
    Row("beneficiaries:household_edit", WRITERS, post=422, arguments=a_household, own=given_to),
    Row("beneficiaries:household_news", WRITERS, arguments=with_an_outline(a_household), own=given_to),
    Row("beneficiaries:household_state", WRITERS, post=302, arguments=a_suspension, data=REASON, own=given_to),
    Row(
        "beneficiaries:household_reveal",
        WRITERS,
        post=200,
        arguments=lambda: [*a_household(), "phone"],
        data=REASON,
        own=given_to,
    ),
    Row("beneficiaries:head_choose", WRITERS, post=422, arguments=a_household, own=given_to),
    Row("beneficiaries:household_search", EVERY_ROLE, get=405, post=200),
    # Anybody who sees the row may try; policy refuses whoever did not make the change
    Row(
        "beneficiaries:undo_state_change",
        READERS,
        get=405,
        post=403,
        arguments=somebody_elses_change,
        denied=404,
        own=given_to,
    ),
    # People
    Row("beneficiaries:person_detail", READERS, arguments=a_person, denied=404, own=given_to),
    Row("beneficiaries:person_create", WRITERS, post=200, confined=True),
    Row("beneficiaries:member_create", WRITERS, post=422, arguments=a_household, own=given_to),
    Row("beneficiaries:duplicates", WRITERS, get=405, post=200, confined=True),
    Row("beneficiaries:person_edit", WRITERS, post=422, arguments=a_person, own=given_to),
    Row("beneficiaries:person_news", WRITERS, arguments=with_an_outline(a_person), own=given_to),
    Row("beneficiaries:person_move", WRITERS, post=422, arguments=a_person, own=given_to),
    Row("beneficiaries:person_state", WRITERS, post=302, arguments=a_retirement, data=REASON, own=given_to),
    Row(
        "beneficiaries:person_reveal",
        WRITERS,
        post=200,
        arguments=lambda: [*a_person(), "phone"],
        data=REASON,
        own=given_to,
    ),
    Row("beneficiaries:document_create", WRITERS, post=422, arguments=a_person, own=given_to),
    Row("beneficiaries:document_edit", WRITERS, post=422, arguments=a_document, own=given_to),
    Row("beneficiaries:document_news", WRITERS, arguments=with_an_outline(a_document), own=given_to),
    Row("beneficiaries:document_reveal", WRITERS, post=200, arguments=a_document, data=REASON, own=given_to),
    Row("beneficiaries:sensitive_detail", WRITERS, post=200, arguments=a_person, data=REASON, own=given_to),
    Row("beneficiaries:sensitive_edit", CHANGERS_OF_SENSITIVE, get=405, post=200, arguments=a_person, own=given_to),
    Row(
        "beneficiaries:sensitive_news",
        CHANGERS_OF_SENSITIVE,
        post=200,
        arguments=with_an_outline(a_person),
        own=given_to,
    ),
    *matrix_casefile.ROWS,
]
