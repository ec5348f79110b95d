"""What each role gets at the addresses of plans, payments, deliveries and lists."""

from decimal import Decimal
from typing import Any

from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile

from accounts.models import User
from aid import services
from aid.models import AidProof
from beneficiaries.models import Household
from kafkasder.core.days import today

from ..factories import make_user
from ..matrix import EVERY_ROLE, READERS, Row
from . import rows

PREPARE = ("admin", "board", "staff", "accounting")
RELEASE = ("admin", "board", "accounting")


def given_to(user: User) -> None:
    """Give every household of the test to `user`."""
    Household.objects.update(assigned_to=user)


def shown_all(user: User) -> None:
    """Let `user` see every household, for those alone see payment lists."""
    user.user_permissions.add(Permission.objects.get(codename="view_all_households"))


def a_plan() -> list[Any]:
    return [rows.make_plan().pk]


def an_aid() -> Any:
    return rows.make_aid(method="in_kind", kind="food", amount=None, quantity=Decimal(2), unit="package")


def a_proof() -> list[Any]:
    aid = services.deliver(aid=an_aid(), day=today(), received_by="Ayşe", by=make_user("staff"))
    proof = AidProof(aid=aid, kind="photo", name="foto.jpg", content_type="image/jpeg", size=4, added_by=aid.given_by)
    proof.content.save("foto.jpg", ContentFile(b"foto"))
    return [proof.pk, aid.pk]


def of(row: Any, url: str, *more: object, **options: Any) -> Row:
    """A row of a list, which nobody sees who sees their own households alone."""
    given = {"roles": PREPARE, "arguments": lambda: [row().pk, *more], "own": shown_all}
    return Row(f"aid:{url}", **given | options)


def with_aid(row: Any, url: str, **options: Any) -> Row:
    def arguments() -> list[Any]:
        payment_list = row()
        return [payment_list.pk, payment_list.aids.get().pk]

    return of(row, url, arguments=arguments, **options)


ROWS: list[Row] = [
    Row("aid:aid_list", EVERY_ROLE, post=302),
    Row("aid:aid_export", (*PREPARE, "auditor"), get=405, post=302, confined=True),
    Row("aid:desk", PREPARE, post=302, confined=True),
    Row("aid:aid_detail", READERS, arguments=lambda: [an_aid().pk], hidden=("volunteer",), own=given_to),
    Row("aid:aid_state", PREPARE, post=422, arguments=lambda: [an_aid().pk, "delivered"], own=given_to),
    Row("aid:proof_add", PREPARE, post=422, arguments=lambda: [a_proof()[1]], own=given_to),
    Row(
        "aid:delivery_slip",
        READERS,
        get=405,
        post=200,
        arguments=lambda: [an_aid().pk],
        hidden=("volunteer",),
        own=given_to,
    ),
    Row(
        "aid:proof_open",
        READERS,
        get=405,
        post=200,
        arguments=lambda: a_proof()[:1],
        hidden=("volunteer",),
        own=given_to,
    ),
    Row("aid:plan_list", EVERY_ROLE, post=302),
    Row("aid:plan_create", PREPARE, post=200, confined=True),
    Row("aid:plan_detail", READERS, arguments=a_plan, hidden=("volunteer",), own=given_to),
    Row("aid:plan_edit", PREPARE, post=422, arguments=a_plan, own=given_to),
    Row("aid:plan_news", PREPARE, arguments=lambda: [*a_plan(), "qrvM3e7_"], own=given_to),
    Row("aid:plan_state", PREPARE, post=422, arguments=lambda: [*a_plan(), "paused"], own=given_to),
    Row("aid:list_list", (*PREPARE, "auditor"), post=302, confined=True),
    Row("aid:list_create", PREPARE, post=422, confined=True),
    Row("aid:list_of_households", PREPARE, post=422, arguments=lambda: ["odeme-listesi"], confined=True, missing=None),
    of(rows.make_list, "list_detail", roles=(*PREPARE, "auditor")),
    of(rows.make_list, "list_edit", post=422),
    of(rows.make_list, "list_news", "qrvM3e7_"),
    of(rows.make_plan_list, "list_fill", get=405, post=302),
    of(rows.make_list, "list_empty", get=405, post=302),
    with_aid(rows.make_list, "list_take_off", get=405, post=302),
    of(rows.make_list, "list_state", "locked", post=302, sees=("auditor",)),
    of(rows.make_locked, "list_approve", get=405, post=302, roles=RELEASE),
    of(rows.make_released, "list_follow_up", get=405, post=302),
    of(rows.make_released, "list_all_paid", post=302),
    with_aid(rows.make_released, "list_fail", post=422),
    of(rows.make_released, "list_results", post=422),
    of(rows.make_released, "list_settle", get=405, post=302),
    of(rows.make_released, "list_bank_file", post=422),
]
