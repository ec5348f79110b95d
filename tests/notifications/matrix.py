"""What each role gets at the addresses of notifications and announcements."""

from accounts.models import User
from notifications.links import Off, off_url
from notifications.models import WorkflowNotification

from ..factories import make_user
from ..matrix import EVERY_ROLE, Row
from .rows import a_delivery, an_announcement

ANNOUNCERS = ("admin", "board")


def admins_own() -> list[object]:
    """A notification of the administrator in the company, or of a new one where there is none."""
    admin = User.objects.with_role("admin").order_by("pk").last() or make_user("admin")
    return [WorkflowNotification.objects.create(recipient=admin, kind="x", category="task", title="Yeni görev").pk]


def given_to(user: User) -> None:
    WorkflowNotification.objects.update(recipient=user)


def a_link() -> list[object]:
    return [off_url(Off(make_user().pk, ("notifications.announced",))).rstrip("/").rpartition("/")[2]]


def said_to_all() -> list[object]:
    return [an_announcement().pk]


def a_failure() -> list[object]:
    return [a_delivery().pk]


OWN = {"roles": ("admin",), "arguments": admins_own, "denied": 404, "own": given_to}

ROWS = [
    Row("notifications:list", EVERY_ROLE, post=302),
    Row("notifications:bell", EVERY_ROLE),
    Row("notifications:latest", EVERY_ROLE),
    Row("notifications:read_all", EVERY_ROLE, get=405, post=302),
    Row("notifications:preferences", EVERY_ROLE, post=302),
    Row("notifications:notification_detail", **OWN),
    Row("notifications:open", get=405, post=302, **OWN),
    Row("notifications:read", get=405, post=302, **OWN),
    Row(
        "notifications:off",
        EVERY_ROLE,
        post=200,
        arguments=a_link,
        stranger=None,
        csrf_exempt="mail programs turn a kind off by a signed address (RFC 8058)",
    ),
    Row("notifications:delivery_list", ("admin",), post=302),
    Row("notifications:delivery_detail", ("admin",), arguments=a_failure),
    Row("notifications:delivery_retry", ("admin",), get=405, post=302, arguments=a_failure),
    Row("notifications:announcement_list", EVERY_ROLE, post=302),
    Row("notifications:announcement_current", EVERY_ROLE),
    Row("notifications:announcement_create", ANNOUNCERS, post=422),
    Row("notifications:announcement_detail", EVERY_ROLE, arguments=said_to_all),
    Row("notifications:announcement_edit", ANNOUNCERS, post=422, arguments=said_to_all),
    Row("notifications:announcement_news", ANNOUNCERS, arguments=lambda: [*said_to_all(), "qrvM3e7_"]),
    Row(
        "notifications:announcement_state",
        ANNOUNCERS,
        post=422,
        arguments=lambda: [*said_to_all(), "withdrawn"],
    ),
    Row("notifications:announcement_read", EVERY_ROLE, get=405, post=302, arguments=said_to_all),
]
