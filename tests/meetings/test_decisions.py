"""Decisions: their numbers, that they stay, their corrections, and who follows them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from kafkasder.core.days import today
from meetings import services
from meetings.book import book_years, gaps
from meetings.models import Decision, DecisionCorrection, DecisionSeries
from notifications.models import WorkflowNotification

from .rows import make_decision, make_item, make_meeting

pytestmark = pytest.mark.django_db
ISTANBUL = ZoneInfo("Europe/Istanbul")


def held_on(year: int, month: int, day: int, **fields):
    start = datetime(year, month, day, 0, 30, tzinfo=ISTANBUL)
    return make_meeting(
        ago=timedelta(0), starts_at=start, ends_at=start + timedelta(hours=2), **{"kind": "board"} | fields
    )


def test_numbers_count_within_a_book_and_a_year(make_user):
    old, new = held_on(2024, 12, 31), held_on(2025, 1, 1)
    audit = held_on(2025, 1, 1, kind="audit")
    marks = [make_decision(meeting).mark for meeting in (old, old, new, old, new, audit)]
    assert marks == ["2024/1", "2024/2", "2025/1", "2024/3", "2025/2", "2025/1"]


def test_what_is_not_adopted_takes_no_number(make_user):
    meeting = held_on(2025, 1, 1)
    make_decision(meeting)
    with pytest.raises(RuntimeError), transaction.atomic():
        make_decision(meeting)
        raise RuntimeError
    with pytest.raises(IntegrityError), transaction.atomic():
        make_decision(meeting, title="ab")
    assert make_decision(meeting).number == 2
    assert list(gaps()) == []


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_get_twenty_consecutive_numbers():
    meeting = held_on(2025, 1, 1)
    by, together = meeting.organiser, Barrier(20)

    def adopt(number):
        try:
            together.wait()
            return make_decision(meeting, by, title=f"Karar {number}").number
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as threads:
        numbers = list(threads.map(adopt, range(20)))
    assert sorted(numbers) == list(range(1, 21))


def test_a_decision_is_adopted_in_a_meeting_that_began(make_user):
    meeting = make_meeting()
    with pytest.raises(PermissionDenied):
        make_decision(meeting)
    services.change_state(meeting=meeting, target="ongoing", by=meeting.organiser)
    assert make_decision(meeting).number == 1
    with pytest.raises(PermissionDenied):
        make_decision(meeting, by=make_user("auditor"))
    services.change_state(meeting=meeting, target="completed", by=meeting.organiser)
    assert make_decision(meeting).number == 2
    with pytest.raises(ValidationError):
        make_decision(meeting, agenda_item=make_item())


def test_no_way_into_the_database_takes_a_decision_away():
    decision = make_decision()
    rows = Decision.objects.filter(pk=decision.pk)
    for change in (
        rows.delete,
        lambda: rows.update(number=7),
        lambda: rows.update(year=1999),
        lambda: rows.update(text="Başka bir metin."),
        lambda: rows.update(meeting=make_meeting()),
        lambda: DecisionSeries.objects.update(last=0),
        lambda: DecisionSeries.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    rows.update(due_on=today())


def test_a_correction_leaves_the_former_words_readable():
    decision = make_decision(text="Yüz çuval kömür.")
    by = decision.created_by
    told = {"title": decision.title, "legal_basis": "", "by": by}
    with pytest.raises(ValidationError):
        services.correct(decision=decision, text="Yüz çuval kömür.", reason="Boş", **told)
    services.correct(decision=decision, text="İki yüz çuval kömür.", reason="Rakam hatası", **told)
    services.correct(decision=decision, text="Üç yüz çuval kömür.", reason="Yine rakam", **told)
    former = list(decision.corrections.values_list("text", "reason"))
    assert former == [("İki yüz çuval kömür.", "Yine rakam"), ("Yüz çuval kömür.", "Rakam hatası")]
    for change in (DecisionCorrection.objects.all().delete, lambda: DecisionCorrection.objects.update(text="")):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_row_that_sql_removed_is_missed():
    meeting = held_on(2025, 1, 1)
    decisions = [make_decision(meeting) for _number in range(4)]
    assert book_years()[0].missing == []
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # so that no trigger runs
        cursor.execute("DELETE FROM meetings_decision WHERE id = ANY(%s)", [[decisions[1].pk, decisions[3].pk]])
        cursor.execute("SET session_replication_role = DEFAULT")
    assert list(gaps()) == [("board", 2025, 2), ("board", 2025, 4)]  # the last one is missed too


def test_who_follows_a_decision_is_told_and_says_how_far_it_is(make_user):
    volunteer, other = make_user("volunteer"), make_user("volunteer")
    decision = make_decision(owner=volunteer, due_on=today())
    assert list(Decision.objects.visible_to(volunteer)) == [decision]
    assert list(Decision.objects.visible_to(other)) == []
    services.change_decision_state(decision=decision, target="closed", by=volunteer)
    services.change_decision_state(decision=decision, target="ongoing", by=decision.created_by)
    with pytest.raises(PermissionDenied):
        services.correct(decision=decision, title="Konu", text="Metin", legal_basis="", reason="Neden", by=volunteer)
    assert services.remind_of_decisions() == 1
    assert services.remind_of_decisions() == 0
    kinds = set(WorkflowNotification.objects.filter(recipient=volunteer).values_list("kind", flat=True))
    assert kinds == {"meetings.decision", "meetings.decision_due"}


def test_a_decision_is_found_by_number_word_and_tag():
    meeting = held_on(2025, 1, 1)
    first = make_decision(meeting, title="Işıklandırma", tags=["Bakım"])
    second = make_decision(meeting, text="Çatı onarılsın.")
    found = [list(Decision.objects.search(text)) for text in ("2025/1", "isik", "bakim", "çatı", "2024/1")]
    assert found == [[first], [first], [first], [second], []]
