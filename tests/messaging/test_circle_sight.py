"""A circle is those of some people who each see the thread for themselves, whatever it is about and whatever they may.

The live layer asks once for all with the same verbs where it can. A kind of row whose `visible_to` answers it wrongly,
instead of letting it ask for the person, would show a thread to those who do not see the record.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission

from accounts.models import User
from kafkasder.core.references import REFERENCES
from kafkasder.live import Viewers
from meetings.models import Participant
from messaging import policy
from messaging.models import Thread, ThreadKind, ThreadMember
from notifications.states import AnnouncementState
from tasks.models import Comment, Follower, Mention

from ..aid.rows import make_aid, make_application, make_list, make_visit
from ..donations.rows import make_campaign, make_donor
from ..donations.rows_batches import make_batch, make_settlement
from ..donations.rows_receipts import make_book, make_gift, make_receipt
from ..factories import make_head, make_household, make_user
from ..finance.book_rows import transfer
from ..finance.rows import make_account, make_fund, make_record
from ..matrix import CONFINED, EVERY_ROLE
from ..meetings.matrix_duties import make_duty
from ..meetings.rows import make_action, make_decision, make_meeting
from ..notifications.rows import an_announcement
from ..tasks.rows import make_task

pytestmark = pytest.mark.django_db

Way = Callable[[Any, User], object]


def _transfer() -> Any:
    row = transfer(10, make_account(), make_account(), created_by=make_user())
    row.save(force_insert=True)
    return row


# A row of each kind that others may point at, about nobody of the test.
ROWS: dict[str, Callable[[], Any]] = {
    "action": make_action,
    "aid": make_aid,
    "announcement": an_announcement,
    "application": make_application,
    "campaign": make_campaign,
    "decision": make_decision,
    "donation": make_gift,
    "donor": make_donor,
    "duty": make_duty,
    "finance_record": make_record,
    "fund": make_fund,
    "gift_batch": make_batch,
    "home_visit": make_visit,
    "household": make_household,
    "meeting": make_meeting,
    "money_account": make_account,
    "payment_list": make_list,
    "person": make_head,
    "receipt": make_receipt,
    "receipt_book": make_book,
    "settlement": make_settlement,
    "task": make_task,
    "transfer": _transfer,
}


def column(path: str) -> Way:
    """Return how a row, or one that it leads to, is made somebody's by a column."""
    *way, name = path.split(".")

    def give(row: Any, person: User) -> None:
        for each in way:
            row = getattr(row, each)
        type(row)._default_manager.filter(pk=row.pk).update(**{name: person})

    return give


def _called(row: Any, person: User) -> None:
    Participant.objects.create(meeting=getattr(row, "meeting", row), user=person)


def _mentioned(task: Any, person: User) -> None:
    comment = Comment.objects.create(task=task, author=task.created_by, text="@")
    Mention.objects.create(comment=comment, user=person)


def _said_to_volunteers(announcement: Any, person: User) -> None:
    rows = type(announcement)._default_manager.filter(pk=announcement.pk)
    rows.update(roles=["volunteer"], state=AnnouncementState.PUBLISHED)


# How a row of those kinds that not everybody with the same verbs sees becomes somebody's own.
WAYS: dict[str, Sequence[Way]] = {
    "action": [column("meeting.organiser"), column("task.responsible"), _called],
    "aid": [column("household.assigned_to")],
    "announcement": [_said_to_volunteers],
    "application": [column("household.assigned_to")],
    "decision": [column("owner"), column("meeting.created_by"), _called],
    "home_visit": [column("household.assigned_to"), column("visitor")],
    "household": [column("assigned_to")],
    "meeting": [column("organiser"), column("created_by"), _called],
    "person": [column("household.assigned_to")],
    "task": [
        column("created_by"),
        column("responsible"),
        lambda task, person: Follower.objects.create(task=task, user=person),
        _mentioned,
    ],
}


def _about(row: Any, kind: str, one: User, other: User) -> Iterator[Thread]:
    """Make the threads that point at a row: its own, one of two people, and one of one."""
    pointing = {"reference_kind": kind, "reference_pk": row.pk, "created_by": one}
    yield Thread.objects.create(kind=ThreadKind.RECORD, **pointing)
    for members in ((one, other), (one,)):
        group = Thread.objects.create(kind=ThreadKind.GROUP, **pointing)
        ThreadMember.objects.bulk_create([ThreadMember(thread=group, user=member) for member in members])
        yield group


def _let_in(role: str, people: Sequence[User]) -> list[User]:
    """Give all people the same verbs, all but the last by a role, and return them as somebody who has just come."""
    *holders, bare = people
    extra = Permission.objects.none()
    if role == CONFINED:  # all verbs but those that show what is not one's own
        extra = Permission.objects.exclude(codename__startswith="view_all_").exclude(codename="announce")
    group = Group.objects.get(name="volunteer" if role == CONFINED else role)
    for person in holders:
        person.groups.set([group])
        person.user_permissions.set(extra)
    bare.user_permissions.set(extra | group.permissions.all())
    return [User.objects.get(pk=person.pk) for person in people]


def test_there_is_a_row_of_each_kind() -> None:
    kinds = {reference.key for reference in REFERENCES.values()}
    assert set(ROWS) == kinds - {Thread.REFERENCE}, "threads are about no threads"


@pytest.mark.parametrize("kind", sorted(ROWS))
def test_it_is_those_who_each_see_it(kind: str) -> None:
    people = [make_user() for _number in range(3)]
    threads = [*_about(ROWS[kind](), kind, *people[:2])]
    for make_own in WAYS.get(kind, ()):
        row = ROWS[kind]()
        make_own(row, people[0])
        threads += _about(row, kind, *people[:2])
    seen_by: set[int] = set()
    told_apart = False
    for role in (*EVERY_ROLE, CONFINED):
        viewers = _let_in(role, people)
        assert len({frozenset(person.get_all_permissions()) for person in viewers}) == 1
        ids = frozenset(person.pk for person in viewers)
        for thread in threads:
            seeing = {person.pk for person in viewers if policy.sees(person, thread)}
            assert policy.who_see(Viewers(ids, viewers[0].has_perm, "tr"), thread.pk) == seeing, role
            assert seeing == {each.pk for each in viewers if thread in Thread.objects.visible_to(each)}, role
            seen_by |= seeing
            told_apart |= thread.is_about_record and 0 < len(seeing) < len(viewers)
    assert seen_by == ids, "a row that nobody sees proves nothing"
    assert told_apart == (kind in WAYS), "people with the same verbs are told apart by this kind, or they are not"
