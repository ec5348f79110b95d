"""The demo's example data: two years of board meetings with what they decided and had done, and two to come."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from accounts import audit
from kafkasder.core.bulk import copy_rows, reserve_keys
from kafkasder.core.days import today
from kafkasder.core.demo import Part
from tasks.models import Task
from tasks.states import CLOSED, TaskState

from . import policy, services
from .choices import Answer, Attendance, Book, MeetingKind, MeetingRole
from .models import ActionItem, AgendaItem, Decision, DecisionSeries, LegalDuty, Meeting, Participant
from .services.actions import REFERENCE as ACTION
from .states import DecisionState, MeetingState

MEETINGS = 26
_SEED = 11
_EVERY = timedelta(days=28)
_PLACE = "Dernek merkezi, Hunat Mah."
_AGENDA = ("Açılış ve yoklama", "Önceki kararların takibi", "Yardımlar", "Mali durum", "Dilek ve temenniler")
_MINUTES = (
    "Yoklama yapıldı, yeter sayının bulunduğu görüldü.",
    "Önceki toplantının kararları okundu; yapılanlar ve geciken işler konuşuldu.",
    "Başvurular okundu, hane ziyaretlerinin sonuçları dinlendi.",
    "Sayman gelir ve giderleri sundu.",
    "Söz alan olmadı; toplantı kapatıldı.",
)
# What is decided, its text, and what is to be done then, if anything.
_DECISIONS = (
    ("Kış yardımları", "Kış aylarında 200 haneye kömür ve gıda kolisi dağıtılmasına karar verildi.", "Teklif topla"),
    ("Ramazan kolisi", "Ramazan ayında 250 koli hazırlanmasına karar verildi.", "Koli listesini hazırla"),
    ("Alındı belgesi bastırılması", "Üç cilt alındı belgesi bastırılmasına karar verildi.", "Matbaayla görüş"),
    ("Yetki belgesi", "Bağış toplayacak üç kişiye yetki belgesi verilmesine karar verildi.", "Belgeleri hazırla"),
    ("Kasa limiti", "Kasada bulundurulacak nakdin 20.000 TL ile sınırlanmasına karar verildi.", ""),
    ("Burs", "On iki öğrenciye dokuz ay burs verilmesine karar verildi.", "Öğrenci belgelerini iste"),
    ("Üye kabulü", "Başvuran iki kişinin üyeliğe kabulüne karar verildi.", "Yazılı yanıt gönder"),
    ("Okul yardımı", "Okul öncesi 80 çocuğa kırtasiye alınmasına karar verildi.", "Kırtasiye teklifi al"),
    ("Depo düzeni", "Deponun yıl sonunda sayılmasına karar verildi.", "Sayım gününü belirle"),
    ("Beyanname", "Dernek beyannamesinin süresinde verilmesine karar verildi.", "Beyannameyi hazırla"),
)


def make_demo() -> None:
    """Fill the room. Past meetings are written as the services would leave them, those to come by the services."""
    random, people = Random(_SEED), _board()
    if not people:
        return
    past = [_meeting(number, key, people) for number, key in enumerate(reserve_keys(Meeting, MEETINGS))]
    with audit.acting(source="system"):
        copy_rows(Meeting, past, as_given=("created_at", "updated_at"))
        copy_rows(Participant, [each for meeting in past for each in _participants(meeting, people, random)])
        copy_rows(AgendaItem, [each for meeting in past for each in _agenda(meeting)])
        _decide(past, people, random)
    _call_next(people)
    _mind_the_law(people[0])


def _board() -> list[Any]:
    users: Any = get_user_model()._default_manager
    return list(users.active().with_verb("meetings.manage_meetings").order_by("pk")[:5])


def _meeting(number: int, key: int, people: list[Any]) -> Meeting:
    day = today() - _EVERY * (MEETINGS - number) + timedelta(days=7)
    start = _moment(day, time(18, 30))
    return Meeting(
        pk=key,
        title=f"Yönetim kurulu toplantısı ({number + 1})",
        kind=MeetingKind.BOARD,
        description="Örnek veri: gerçek bir toplantı değildir.",
        starts_at=start,
        ends_at=start + timedelta(minutes=90),
        place=_PLACE,
        organiser=people[0],
        created_by=people[0],
        recorded_afterwards=True,
        state=MeetingState.COMPLETED,
        state_at=start + timedelta(minutes=90),
        created_at=start + timedelta(hours=2),
        updated_at=start + timedelta(hours=2),
    )


def _participants(meeting: Meeting, people: list[Any], random: Random) -> list[Participant]:
    """All members, of whom so many are there that the quorum is met."""
    away = random.sample(range(2, len(people)), random.choice((0, 0, 1))) if len(people) > 3 else []
    roles = (MeetingRole.CHAIR, MeetingRole.CLERK)
    return [
        Participant(
            meeting=meeting,
            user=person,
            role=roles[place] if place < len(roles) else MeetingRole.MEMBER,
            answer=Answer.DECLINED if place in away else Answer.ACCEPTED,
            answered_at=meeting.starts_at - timedelta(days=3),
            attendance=Attendance.EXCUSED if place in away else Attendance.PRESENT,
        )
        for place, person in enumerate(people)
    ]


def _agenda(meeting: Meeting) -> list[AgendaItem]:
    pairs = zip(_AGENDA, _MINUTES, strict=True)
    return [
        AgendaItem(meeting=meeting, position=place, title=title, minutes=minutes)
        for place, (title, minutes) in enumerate(pairs, 1)
    ]


def _decide(past: list[Meeting], people: list[Any], random: Random) -> None:
    """Number three to six decisions of each meeting, and have some of them carried out."""
    given: Counter[int] = Counter()
    rows = [(meeting, each) for meeting in past for each in random.sample(_DECISIONS, random.randint(3, 6))]
    decisions, actions, tasks = [], [], []
    for key, (meeting, (title, text, work)) in zip(reserve_keys(Decision, len(rows)), rows, strict=True):
        year = timezone.localtime(meeting.starts_at).year
        given[year] += 1
        decision = _decision(key, meeting, title, text, given[year], people, random)
        decisions.append(decision)
        if work and random.random() < 0.5:
            task = _task(f"{work}: {title} {decision.mark}", meeting, people, random)
            tasks.append(task)
            actions.append(
                ActionItem(
                    meeting=meeting,
                    decision=decision,
                    task=task,
                    title=task.title,
                    created_by=people[0],
                    created_at=task.created_at,
                )
            )
    copy_rows(Decision, decisions, as_given=("created_at", "updated_at"))
    copy_rows(DecisionSeries, [DecisionSeries(book=Book.BOARD, year=year, last=last) for year, last in given.items()])
    _point(tasks, actions)


def _point(tasks: list[Task], actions: list[ActionItem]) -> None:
    """Store the actions and their tasks, each of which points at the other."""
    pairs = zip(tasks, reserve_keys(Task, len(tasks)), reserve_keys(ActionItem, len(tasks)), actions, strict=True)
    for task, task_key, action_key, action in pairs:
        task.pk, action.pk, action.task = task_key, action_key, task
        task.reference_kind, task.reference_pk = ACTION, action_key
    copy_rows(Task, tasks, as_given=("created_at", "updated_at"))
    copy_rows(ActionItem, actions, as_given=("created_at",))


def _decision(
    key: int, meeting: Meeting, title: str, text: str, number: int, people: list[Any], random: Random
) -> Decision:
    day = timezone.localtime(meeting.starts_at).date()
    old = day < today() - timedelta(days=120)
    state = DecisionState.CLOSED if old else random.choice(list(DecisionState))
    return Decision(
        pk=key,
        meeting=meeting,
        book=Book.BOARD,
        year=day.year,
        number=number,
        adopted_on=day,
        title=title,
        text=text,
        owner=random.choice(people),
        due_on=day + timedelta(days=random.choice((14, 30, 60))),
        tags=[],
        votes_for=len(people) - 1,
        votes_against=0,
        votes_abstained=0,
        state=state,
        state_at=meeting.ends_at,
        created_by=people[0],
        created_at=meeting.ends_at,
        updated_at=meeting.ends_at,
    )


def _task(title: str, meeting: Meeting, people: list[Any], random: Random) -> Task:
    opened, day = meeting.ends_at, timezone.localtime(meeting.starts_at).date()
    old = day < today() - timedelta(days=90)
    states = (TaskState.PENDING, TaskState.IN_PROGRESS, TaskState.COMPLETED)
    state = TaskState.COMPLETED if old else random.choice(states)
    person = random.choice(people)
    done = opened + timedelta(days=9) if state in CLOSED else None
    return Task(
        title=title[:100],
        description="Örnek veri: gerçek bir iş değildir.",
        created_by=people[0],
        responsible=person,
        state=state,
        state_at=done or opened,
        due_on=day + timedelta(days=21),
        category="Toplantı",
        completed_at=done,
        completed_by=person if done else None,
        created_at=opened,
        updated_at=opened,
    )


def _call_next(people: list[Any]) -> None:
    """Call the two meetings to come; their people have answered nothing yet."""
    coming = ((6, MeetingKind.BOARD, "Yönetim kurulu toplantısı"), (3, MeetingKind.STAFF, "Ekip toplantısı"))
    for ahead, kind, title in coming:
        start = _moment(today() + timedelta(days=ahead), time(18, 30))
        meeting = Meeting(
            title=title,
            kind=kind,
            description="Örnek veri: gerçek bir toplantı değildir.",
            starts_at=start,
            ends_at=start + timedelta(minutes=90),
            place=_PLACE,
        )
        services.create_meeting(meeting=meeting, by=people[0], people=people[1:], agenda=_AGENDA)


def _mind_the_law(chair: Any) -> None:
    """Have the calendar of the law know what the rooms' rows ask for, and one thing besides, which somebody minds."""
    seat = LegalDuty(
        kind="seat_change",
        title="Örnek: merkez adresi değişikliği bildirilecek",
        due_on=today() + timedelta(days=21),
        warn_on=today() - timedelta(days=9),
        owner=chair if policy.duty_owners().filter(pk=chair.pk).exists() else None,
    )
    if policy.can_manage_duties(chair):
        services.add_duty(duty=seat, by=chair)
    services.refresh_duties()


def _moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour), timezone.get_default_timezone())


PART = Part(room="meetings", make=make_demo, order=90)
