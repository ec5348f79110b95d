"""Rights and rows that are lost between opening a form and saving it: whatever the page offered, the service asks."""

import importlib
import inspect
import pkgutil
import time
from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections, transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.models import ForbiddenPair, SecurityEvent, User
from beneficiaries.models import (
    Beneficiary,
    Household,
    IdentityDocument,
    SensitiveRecord,
    StateChange,
)
from beneficiaries.services import Family, change_household_state
from kafkasder.core.jobs import JOBS
from meetings.models import Decision, Meeting
from privacy.models import DataRequest, NoticeDelivery, NoticeVersion, RetentionRule
from privacy.services import retention
from privacy.subjects import SUBJECTS
from tasks.models import Task

from .aid import asked as asked_of_aid
from .beneficiaries import asked as asked_of_beneficiaries
from .donations import asked as asked_of_donations
from .factories import make_household, make_person, make_phone, make_user
from .finance import asked as asked_of_finance
from .meetings import asked as asked_of_meetings
from .meetings.rows import make_action, make_decision, make_item, make_meeting, make_participant
from .messaging import asked as asked_of_messaging
from .notifications.rows import a_delivery, an_announcement
from .privacy.rows import make_breach, make_concerned, make_notice, make_proposal, make_request
from .tasks.rows import make_comment, make_file, make_step, make_task
from .waiting import somebody_waits

ROOMS = (
    "accounts",
    "beneficiaries",
    "privacy",
    "notifications",
    "tasks",
    "finance",
    "donations",
    "aid",
    "meetings",
    "messaging",
    "kafkasder.jobs",
)
SITE = "https://panel.example.org/"
REASON = "Komisyon için"

# What a service that names `by` is given by somebody who may do nothing; the rows are made when it is called.
CALLS: dict[str, Callable[[], dict[str, Any]]] = {
    **asked_of_finance.CALLS,
    **asked_of_donations.CALLS,
    **asked_of_beneficiaries.CALLS,
    **asked_of_aid.CALLS,
    **asked_of_meetings.CALLS,
    **asked_of_messaging.CALLS,
    "accounts.lockout.unlock_user": lambda: {"user": make_user()},
    "accounts.organisation.change_organisation": lambda: {"name": "Örnek Dernek"},
    "accounts.pairs.forbid_pair": lambda: {"first": "role:staff", "second": "role:board", "reason": REASON},
    "accounts.pairs.lift_pair": lambda: {"pair": ForbiddenPair.objects.first()},
    "accounts.factor.reset_factor": lambda: {"user": _with_factor(), "reason": REASON, "request": None},
    "accounts.reviews.review_events": lambda: {"events": SecurityEvent.objects.all()},
    "accounts.reviews.reopen_events": lambda: {"events": SecurityEvent.objects.all()},
    "accounts.security_settings.change_security_settings": lambda: {"lockout_attempts": 9},
    "accounts.session_limits.set_session_limits": lambda: {"limits": {}},
    "accounts.sessions.end_all_sessions": lambda: {"user": make_user()},
    "accounts.users.invite_user": lambda: {"email": "a@example.org", "full_name": "A B", "roles": [], "site": SITE},
    "accounts.users.invite_again": lambda: {"user": make_user(password=None), "site": SITE},
    "accounts.users.change_user": lambda: {"user": make_user(), "roles": [], "title": "Muhtar"},
    "accounts.users.set_extra_verbs": lambda: {"user": make_user(), "verbs": []},
    "accounts.users.deactivate_user": lambda: {"user": make_user()},
    "accounts.users.reactivate_user": lambda: {"user": make_user(is_active=False)},
    "beneficiaries.budget.set_budget": lambda: {"household": make_household(), "lines": []},
    "beneficiaries.families.register_families": lambda: {"families": [Family(Household(), [])]},
    "beneficiaries.families.add_members": lambda: {"members": [Beneficiary(household=make_household())]},
    "beneficiaries.records.save_document": lambda: {"document": IdentityDocument(person=make_person())},
    "beneficiaries.records.save_sensitive": lambda: {"record": SensitiveRecord(person=make_person())},
    "beneficiaries.registry.register_household": lambda: {"household": Household()},
    "beneficiaries.registry.save_household": lambda: {"household": make_household()},
    "beneficiaries.registry.save_person": lambda: {"person": make_person()},
    "beneficiaries.registry.choose_head": lambda: _a_member(),
    "beneficiaries.registry.move_person": lambda: {
        "person": make_person(),
        "target": make_household(),
        "moved_on": timezone.localdate(),
    },
    "beneficiaries.reveal.reveal": lambda: {"row": make_person(), "field": "phone", "reason": REASON},
    "beneficiaries.reveal.open_sensitive": lambda: {"person": make_person(), "reason": REASON},
    "beneficiaries.states.change_household_state": lambda: {
        "household": make_household(),
        "target": "suspended",
        "reason": REASON,
    },
    "beneficiaries.states.change_person_state": lambda: {
        "person": make_person(),
        "target": "passive",
        "reason": REASON,
    },
    "beneficiaries.states.undo_state_change": lambda: {"change": _a_change()},
    "privacy.breaches.save_breach": lambda: {"breach": make_breach()},
    "privacy.breaches.notify_authority": lambda: {
        "breach": make_breach(),
        "at": timezone.now(),
        "late_because": "",
    },
    "privacy.breaches.change_state": lambda: {"breach": make_breach(), "target": "closed", "reason": REASON},
    "privacy.breaches.add_people": lambda: {
        "breach": make_breach(),
        "kind": SUBJECTS["beneficiary"],
        "people": [],
        "why": REASON,
    },
    "kafkasder.jobs.by_hand.run_now": lambda: {"job": next(iter(JOBS.values()))},
    "notifications.announcements.save_announcement": lambda: {"announcement": an_announcement()},
    "notifications.announcements.change_state": lambda: {"announcement": an_announcement(), "target": "withdrawn"},
    "notifications.delivery.retry": lambda: {"delivery": a_delivery()},
    "notifications.reading.mark_read": lambda: {"notification": a_delivery().notification},
    "meetings.actions.change_action_state": lambda: {"action": make_action(), "target": "hazir"},
    "meetings.actions.open_action": lambda: {"meeting": make_meeting(state="ongoing"), "title": REASON},
    "meetings.agenda.add_item": lambda: {"meeting": make_meeting(), "title": REASON},
    "meetings.agenda.move_item": lambda: {"item": make_item(), "up": True},
    "meetings.agenda.remove_item": lambda: {"item": make_item()},
    "meetings.agenda.write_item": lambda: {
        "item": make_item(),
        "title": REASON,
        "text": "",
        "at": None,
        "presenter": None,
    },
    "meetings.answers.answer": lambda: {"meeting": make_meeting(), "answer": "accepted"},
    "meetings.attendance.mark_attendance": lambda: {"participant": make_participant(), "attendance": "present"},
    "meetings.decisions.adopt": lambda: {"meeting": make_meeting(state="ongoing"), "decision": Decision(title=REASON)},
    "meetings.decisions.change_decision_state": lambda: {"decision": make_decision(), "target": "closed"},
    "meetings.decisions.correct": lambda: {
        "decision": make_decision(),
        "title": REASON,
        "text": REASON,
        "legal_basis": "",
        "reason": REASON,
    },
    "meetings.decisions.save_follow_up": lambda: {"decision": make_decision()},
    "meetings.meetings.create_meeting": lambda: {"meeting": Meeting(title=REASON)},
    "meetings.meetings.save_meeting": lambda: {"meeting": make_meeting()},
    "meetings.minutes.keep_draft": lambda: {"item": make_item(), "text": REASON},
    "meetings.minutes.save_minutes": lambda: {"item": make_item()},
    "meetings.people.add_guest": lambda: {"meeting": make_meeting(), "name": REASON},
    "meetings.people.add_people": lambda: {"meeting": make_meeting(), "people": []},
    "meetings.people.remove_participant": lambda: {"participant": make_participant()},
    "meetings.people.set_role": lambda: {"participant": make_participant(), "role": "chair"},
    "meetings.quorum.represent": lambda: {"participant": make_participant(), "proxy": make_participant()},
    "meetings.quorum.set_quorum": lambda: {"meeting": make_meeting()},
    "meetings.states.change_state": lambda: {"meeting": make_meeting(), "target": "ongoing"},
    "meetings.votes.record_votes": lambda: {"decision": make_decision(), "counts": {}, "choices": {}, "dissents": {}},
    "tasks.board.move": lambda: {"task": make_task(), "state": "in_progress"},
    "tasks.checklist.add_step": lambda: {"task": make_task(), "text": REASON},
    "tasks.checklist.remove_step": lambda: {"step": make_step()},
    "tasks.checklist.tick_step": lambda: {"step": make_step(), "done": True},
    "tasks.checklist.write_step": lambda: {"step": make_step(), "text": REASON},
    "tasks.comments.edit_comment": lambda: {"comment": make_comment(), "text": REASON},
    "tasks.comments.withdraw_comment": lambda: {"comment": make_comment()},
    "tasks.comments.write_comment": lambda: {"task": make_task(), "text": REASON},
    "tasks.feeds.make_feed": dict,
    "tasks.files.add_file": lambda: {"task": make_task(), "upload": SimpleUploadedFile("a.pdf", b"%PDF-1.4")},
    "tasks.files.remove_file": lambda: {"file": make_file()},
    "tasks.following.follow": lambda: {"task": make_task()},
    "tasks.following.unfollow": lambda: {"task": make_task()},
    "tasks.linking.link_record": lambda: {"task": make_task(), "pointer": None},
    "tasks.states.cancel_series": lambda: {"task": make_task(), "reason": REASON},
    "tasks.states.change_state": lambda: {"task": make_task(), "target": "completed"},
    "tasks.tasks.assign": lambda: {"task": make_task(), "responsible": make_user("staff")},
    "tasks.tasks.create_task": lambda: {"task": Task(title=REASON)},
    "tasks.tasks.save_task": lambda: {"task": make_task()},
    "privacy.breaches.add_whom_somebody_viewed": lambda: {
        "breach": make_breach(),
        "user": make_user(),
        "start": timezone.now(),
        "end": timezone.now(),
    },
    "privacy.breaches.remove_people": lambda: {"people": type(make_concerned()).objects.all()},
    "privacy.export.export_person": lambda: {
        "kind": SUBJECTS["beneficiary"],
        "person": make_person(),
        "reason": REASON,
    },
    "privacy.notices.write_notice": lambda: {"version": NoticeVersion(audience="beneficiary", text="Metin")},
    "privacy.notices.change_notice": lambda: {"version": make_notice()},
    "privacy.notices.record_delivery": lambda: {
        "kind": SUBJECTS["beneficiary"],
        "people": [],
        "delivery": NoticeDelivery(version=make_notice()),
    },
    "privacy.requests.record_request": lambda: {"request": DataRequest(kind="access", applicant="Ali")},
    "privacy.requests.change_request": lambda: {"request": make_request()},
    "privacy.requests.check_identity": lambda: {"request": make_request(), "how": REASON},
    "privacy.requests.change_state": lambda: {"request": make_request(), "target": "work"},
    "privacy.retention.set_rule": lambda: {"rule": RetentionRule(kind="household", months=1)},
    "privacy.retention.propose": dict,
    "privacy.retention.take_out": lambda: {"candidate": make_proposal().candidates.get(), "reason": REASON},
    "privacy.retention.cancel": lambda: {"proposal": make_proposal(), "reason": REASON},
    "privacy.retention.confirm": lambda: {"proposal": make_proposal()},
    "privacy.retention.carry_out": lambda: {"proposal": _confirmed()},
}
# These ask nobody: what calls them did, or the rows themselves say whom they are for.
PARTS = {
    "accounts.disclosures.record_read",
    "accounts.disclosures.record_export",
    "accounts.grants.give_roles",
    "accounts.grants.give_verbs",
    "accounts.invitations.send_invitation",
    "accounts.security_events.record_event",
    "accounts.sessions.end_session",  # one's own, or as for all
    "accounts.sessions.end_sessions_because",
    "beneficiaries.bulk.change_households",  # those of the rows that one may change
    "beneficiaries.bulk.undo_change_of_households",
    "kafkasder.jobs.running.run",
    "notifications.announcements.note_read",  # one's own, as are the next
    "notifications.preferences.choose",
    "notifications.preferences.keep_rhythm",
    "notifications.reading.mark_all_read",
    "notifications.reading.mark_read_about",
    "notifications.recipients.find_recipients",
    "notifications.telling.notify",
    "notifications.telling.tell",
    "privacy.dossier.gather",
    "meetings.actions.heed_task",
    "meetings.telling.tell_answered",
    "meetings.telling.tell_cancelled",
    "meetings.telling.tell_changed",
    "meetings.telling.tell_invited",
    "meetings.telling.tell_owner",
    "meetings.telling.tell_ready",
    "meetings.telling.tell_uninvited",
    "tasks.bulk.assign_many",  # those of the rows that one may change
    "tasks.bulk.change_many",
    "tasks.bulk.change_state_of_many",
    "tasks.bulk.undo_change_of_many",
    "tasks.feeds.revoke_feed",
    "tasks.states.enter_state",
    "tasks.tasks.mark_read",
    "tasks.telling.tell_assigned",
    "tasks.telling.tell_comment",
    "tasks.telling.tell_imported",
    "tasks.telling.tell_state",
}


PARTS |= asked_of_finance.PARTS | asked_of_donations.PARTS | asked_of_beneficiaries.PARTS
PARTS |= asked_of_aid.PARTS | asked_of_meetings.PARTS | asked_of_messaging.PARTS


def services() -> Iterator[tuple[str, Any]]:
    """Yield every service that names who acts."""
    for room in ROOMS:
        package = importlib.import_module(f"{room}.services")
        for found in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{room}.services.{found.name}")
            for name, service in inspect.getmembers(module, inspect.isfunction):
                own = inspect.unwrap(service)
                acts = "by" in inspect.signature(own).parameters
                if own.__module__ == module.__name__ and acts and not name.startswith("_"):
                    yield f"{room}.{found.name}.{name}", service


def _with_factor() -> User:
    make_phone(user := make_user())
    return user


def _a_member() -> dict[str, Any]:
    person = make_person()
    return {"household": person.household, "person": person}


def _a_change() -> StateChange:
    clerk = make_user("staff")
    return change_household_state(household=make_household(), target="suspended", by=clerk, reason=REASON)


def _confirmed() -> Any:
    proposal = make_proposal()
    for _ in range(2):
        retention.confirm(proposal=proposal, by=make_user("board"))
    return proposal


def test_every_service_is_here() -> None:
    assert {name for name, _service in services()} == CALLS.keys() | PARTS


@pytest.mark.django_db
@pytest.mark.parametrize("name", CALLS)
def test_a_service_refuses_whoever_lost_the_right(name: str) -> None:
    arguments = CALLS[name]()
    with pytest.raises(PermissionDenied):
        dict(services())[name](by=make_user(), **arguments)


# A row that goes to somebody else while its form is sent


def sent_while_it_is_taken_away(household: Household, send: Callable[[], HttpResponse]) -> int:
    """Send while somebody else holds the household and gives it to a colleague; return the status of the answer."""
    statuses: list[int] = []

    def work() -> None:
        try:
            statuses.append(send().status_code)
        finally:
            connections.close_all()

    thread = Thread(target=work)
    with transaction.atomic():
        Household.objects.select_for_update().get(pk=household.pk)
        list(Beneficiary.objects.select_for_update().filter(household=household))
        thread.start()
        deadline = time.monotonic() + 20
        while not somebody_waits() and time.monotonic() < deadline:
            time.sleep(0.02)
        Household.objects.filter(pk=household.pk).update(assigned_to=make_user("staff"))
    thread.join()
    return statuses[0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["household", "state", "head", "bulk"])
def test_nobody_saves_a_row_that_went_to_somebody_else_meanwhile(what: str) -> None:
    helper = make_user("volunteer")
    helper.user_permissions.set(
        Permission.objects.filter(content_type__app_label="beneficiaries").exclude(codename="view_all_households")
    )
    household = make_household(head={}, assigned_to=helper, notes="Eski")
    member = make_person(household)
    client = Client(raise_request_exception=False)
    client.force_login(helper)
    own = household.get_absolute_url()
    address, data = {
        "household": (f"{own}duzenle/", _filled(client, f"{own}duzenle/") | {"notes": "Yeni"}),
        "state": (f"{own}durum/suspended/", {"reason": REASON}),
        "head": (f"{own}reis/", {"person": member.pk, "former_relation": "other"}),
        "bulk": (f"/haneler/toplu/oncelik/?row={household.pk}", {"priority": "urgent"}),
    }[what]
    status = sent_while_it_is_taken_away(household, lambda: client.post(address, data))
    assert status == (302 if what == "bulk" else 403)
    kept = Household.objects.get(pk=household.pk)
    assert (kept.notes, kept.status, kept.head_id, kept.priority) == ("Eski", "active", household.head_id, "normal")


def _filled(client: Client, address: str) -> dict[str, Any]:
    form = client.get(address).context["form"]
    return {name: values for name, values in form.typed().items() if any(values)}
