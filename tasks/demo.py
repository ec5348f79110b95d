"""The demo's example data: tasks that nobody has to do, in all states, about invented households."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from accounts import audit
from kafkasder.core.bulk import copy_rows, reserve_keys
from kafkasder.core.days import today
from kafkasder.core.demo import Part
from kafkasder.core.references import REFERENCES

from .models import ChecklistItem, Comment, Follower, Priority, Task
from .repetition import standing_on
from .services.places import GAP
from .states import TaskState

TASKS = 140
_SEED = 5
_WORK = (  # what is done, its category, its tags and its steps
    ("Ev ziyareti yap", "Saha", ["ziyaret"], ("Aileyi ara", "Ziyareti yap", "Notları yaz")),
    ("Kış kolisi hazırla", "Dağıtım", ["kış", "koli"], ("Listeyi çıkar", "Depoyu say", "Paketle")),
    ("Kömür yardımını teslim et", "Dağıtım", ["kış", "kömür"], ("Muhtarı ara", "Teslim tutanağını imzalat")),
    ("Okul kaydını doğrula", "Eğitim", ["okul"], ()),
    ("Kırtasiye listesini çıkar", "Eğitim", ["okul", "kırtasiye"], ()),
    ("Bağış makbuzlarını arşivle", "Ofis", ["evrak"], ("Taramaları yap", "Klasöre koy")),
    ("Toplantı tutanağını imzaya gönder", "Ofis", ["evrak", "toplantı"], ()),
    ("Kira yardımı dosyasını tamamla", "Saha", ["kira"], ("Sözleşmeyi iste", "Gelir belgesini iste")),
    ("Hastane randevusunu takip et", "Sağlık", ["randevu"], ()),
    ("Gönüllülere bilgilendirme yap", "Gönüllüler", ["duyuru"], ()),
    ("Depo sayımını yap", "Depo", ["depo"], ("Kuru gıda", "Temizlik", "Giyim")),
    ("Eksik kimlik belgesini iste", "Saha", ["evrak"], ()),
)
_TALK = ("Aradım, yarın dönecekler.", "Liste hazır, kontrol eder misiniz?", "Araç cuma günü müsait.", "Tamamdır.")
_STATES = (
    (TaskState.PENDING, 48),
    (TaskState.IN_PROGRESS, 26),
    (TaskState.WAITING, 16),
    (TaskState.COMPLETED, 40),
    (TaskState.CANCELLED, 10),
)
_REPEATS = {"Depo sayımını yap": "FREQ=MONTHLY", "Gönüllülere bilgilendirme yap": "FREQ=WEEKLY"}


def make_demo() -> None:
    """Fill the board. Rows are written as the services would leave them, with months behind them."""
    random, people = Random(_SEED), _people()
    states = [state for state, count in _STATES for _number in range(count)]
    random.shuffle(states)
    keys = reserve_keys(Task, TASKS)
    tasks = [_task(key, number, states[number], people, random) for number, key in enumerate(keys)]
    with audit.acting(source="system"):
        copy_rows(Task, tasks, as_given=("created_at", "updated_at"))
        copy_rows(ChecklistItem, [step for task in tasks for step in _steps(task, random)])
        copy_rows(
            Comment, [each for task in tasks for each in _comments(task, people, random)], as_given=["created_at"]
        )
        copy_rows(Follower, _followers(tasks, people, random), as_given=["created_at"])


def _people() -> list[Any]:
    users: Any = get_user_model()._default_manager
    return list(users.active().with_verb("tasks.add_task").order_by("pk"))


def _task(key: int, number: int, state: str, people: list[Any], random: Random) -> Task:
    title, category, tags, _steps_of = _WORK[number % len(_WORK)]
    opener = random.choice([person for person in people if person.has_perm("tasks.assign_task")])
    opened = _moment(random.randint(2, 200), random)
    task = Task(
        pk=key,
        title=f"{title} ({number + 1})",
        description="Örnek veri: gerçek bir iş değildir." if number % 3 else "",
        created_by=opener,
        responsible=random.choice([None, *people, *people]),
        priority=random.choices(list(Priority), weights=(2, 6, 3, 1))[0],
        state=state,
        category=category,
        tags=list(tags),
        position=number * GAP,
        created_at=opened,
        updated_at=opened,
        state_at=opened,
    )
    _set_day(task, number, random)
    _set_state(task, people, random)
    _point(task, random)
    return task


def _set_day(task: Task, number: int, random: Random) -> None:
    """Most have a day: open ones around today, some of them late; closed ones near their end."""
    if number % 7 == 0:
        return
    ahead = random.choice([-9, -4, -2, 0, 0, 1, 1, 2, 3, 5, 8, 13, 21, 34]) if task.is_open else -random.randint(1, 60)
    task.due_on = today() + timedelta(days=ahead)
    task.due_time = time(random.randint(9, 17), random.choice((0, 30))) if number % 3 == 0 else None
    rule = _REPEATS.get(task.title.rpartition(" (")[0], "")
    task.repeat = standing_on(rule, task.due_on) if rule and task.is_open and ahead >= 0 else ""


def _set_state(task: Task, people: list[Any], random: Random) -> None:
    if task.state == TaskState.PENDING:
        return
    task.state_at = min(task.created_at + timedelta(days=random.randint(0, 30), hours=3), _moment(1, random))
    if task.state == TaskState.COMPLETED:
        task.completed_at, task.completed_by = task.state_at, task.responsible or task.created_by
    if task.state == TaskState.CANCELLED:
        task.state_reason = random.choice(("Gerek kalmadı.", "Başka bir görevle birleşti."))
    task.read_at = task.state_at if task.responsible else None


def _point(task: Task, random: Random) -> None:
    """Work in the field is about a household."""
    if task.category in ("Saha", "Sağlık", "Dağıtım") and "household" in REFERENCES and random.random() < 0.6:
        households = _households()
        if households:
            task.reference_kind, task.reference_pk = "household", random.choice(households)


def _households() -> list[int]:
    rows: Any = REFERENCES["household"].model._default_manager
    return list(rows.order_by("pk").values_list("pk", flat=True)[:200])


def _steps(task: Task, random: Random) -> list[ChecklistItem]:
    texts = next(steps for title, _category, _tags, steps in _WORK if task.title.startswith(title))
    steps = [ChecklistItem(task=task, text=text, position=number) for number, text in enumerate(texts, 1)]
    for step in steps:
        if task.state == TaskState.COMPLETED or (task.state != TaskState.PENDING and random.random() < 0.5):
            step.done, step.done_at, step.done_by = True, task.state_at, task.responsible or task.created_by
    return steps


def _comments(task: Task, people: list[Any], random: Random) -> list[Comment]:
    count = random.choice((0, 0, 0, 1, 2, 3)) if task.state != TaskState.PENDING else 0
    writers = [task.created_by, task.responsible or task.created_by]
    return [
        Comment(
            task=task,
            author=writers[number % 2],
            text=random.choice(_TALK),
            created_at=task.state_at + timedelta(minutes=7 * number),
        )
        for number in range(count)
    ]


def _followers(tasks: list[Task], people: list[Any], random: Random) -> list[Follower]:
    followed = random.sample(tasks, len(tasks) // 5)
    return [Follower(task=task, user=random.choice(people), created_at=task.created_at) for task in followed]


def _moment(days: int, random: Random) -> datetime:
    """Return a moment in office hours so many days ago."""
    day: date = today() - timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(random.randint(8, 17), random.randint(0, 59))))


PART = Part(room="tasks", make=make_demo, order=70)
