"""The calendar of the law: what its sources find, who minds it, reminders, proof, and who sees what."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from freezegun import freeze_time
from icalendar import Calendar

from accounts.models import Membership
from donations.models import Campaign, CollectorAuthorization
from kafkasder.core.days import today
from kafkasder.core.states import IllegalTransition
from meetings import services
from meetings.models import LegalDuty, Meeting, TermRule
from notifications.models import WorkflowNotification
from tasks.entries import entries_for
from tasks.feed import feed_of

from .matrix_duties import make_duty
from .rows import make_meeting

pytestmark = pytest.mark.django_db


def duties(kind):
    return list(LegalDuty.objects.filter(kind=kind).order_by("due_on"))


def told(person):
    return list(WorkflowNotification.objects.filter(recipient=person).values_list("kind", flat=True))


def test_the_declaration_is_due_at_the_end_of_april():
    with freeze_time("2027-02-01 12:00+03:00"):
        services.refresh_duties()
        services.refresh_duties()
        first, second = duties("declaration")
        assert (first.due_on, first.warn_on, second.due_on) == (date(2027, 4, 30), date(2027, 1, 1), date(2028, 4, 30))
        assert "2026" in first.title
    LegalDuty.objects.all().delete()
    with freeze_time("2027-11-01 12:00+03:00"):  # a panel that begins then knows nothing of what was given in April
        services.refresh_duties()
        assert [each.due_on.year for each in duties("declaration")] == [2028]
    with freeze_time("2028-11-01 12:00+03:00"):  # but what it knew of and nobody did stays late
        services.refresh_duties()
        assert [(each.due_on.year, each.state) for each in duties("declaration")] == [(2028, "open"), (2029, "open")]


def test_the_result_of_an_assembly_is_told_by_the_term(make_user):
    clerk = make_user("staff")
    meeting = make_meeting(clerk, kind="general_ordinary", ago=timedelta(days=2), title="Olağan genel kurul")
    services.refresh_duties()
    (duty,) = duties("assembly_result")
    assert (duty.due_on - meeting.day, duty.warn_on - meeting.day) == (timedelta(days=45), timedelta(days=30))
    assert duty.pointer == ("meeting", meeting.pk)
    (coming,) = duties("next_assembly")
    assert coming.due_on.year == meeting.day.year + 3
    TermRule.objects.create(key="result_notice", valid_from=today(), value=30, source="5253 sayılı kanun 23")
    services.refresh_duties()
    duty.refresh_from_db()
    assert duty.due_on - meeting.day == timedelta(days=30)
    Meeting.objects.all().update(kind="board")
    services.refresh_duties()
    duty.refresh_from_db()
    assert duty.state == "dropped"
    Meeting.objects.all().update(kind="general_extra")
    services.refresh_duties()
    duty.refresh_from_db()
    assert (duty.state, duty.state_reason) == ("open", "")


def test_rooms_bring_their_own_and_whoever_lacks_the_verb_does_not_see_it(make_user):
    person, board, auditor = make_user("staff", full_name="Elif Tahsildar"), make_user("board"), make_user("auditor")
    valid = {"person": person, "decision": "2026/3", "valid_from": today() - timedelta(days=300)}
    CollectorAuthorization.objects.create(valid_to=today() + timedelta(days=10), **valid)
    Campaign.objects.create(
        name="Kış 2026",
        code="kis",
        purpose="Yakacak",
        starts_on=today(),
        ends_on=today() + timedelta(days=5),
        permit_number="38-1",
        permit_from=today(),
        permit_until=today() + timedelta(days=5),
    )
    Membership.objects.filter(user=person).update(until=today() + timedelta(days=9))
    services.refresh_duties()
    assert duties("collector")[0].title == "Tahsil yetkisi bitiyor: Elif Tahsildar"
    assert duties("permit_result")[0].due_on == today() + timedelta(days=95)
    assert "Elif Tahsildar" in duties("role_end")[0].title
    seen = set(LegalDuty.objects.visible_to(auditor).values_list("kind", flat=True))
    assert "collector" in seen
    assert "role_end" not in seen  # which takes the verb of the people's page
    assert not LegalDuty.objects.visible_to(make_user("volunteer")).exists()
    CollectorAuthorization.objects.create(valid_to=today() + timedelta(days=60), **valid)
    services.refresh_duties()
    states = {each.due_on - today(): each.state for each in duties("collector")}
    assert states == {timedelta(days=10): "dropped", timedelta(days=60): "open"}
    assert LegalDuty.objects.visible_to(board).filter(kind="collector").count() == 2


def test_a_duty_written_by_hand_reckons_its_day(client, make_user):
    board, owner = make_user("board"), make_user("accounting")
    client.force_login(board)
    happened = today() - timedelta(days=5)
    data = {"kind": "organ_change", "title": "Yeni yönetim kurulu", "happened_on": f"{happened:%d.%m.%Y}"}
    url = reverse("meetings:duty_add")
    assert client.post(url, data | {"happened_on": ""}).status_code == 422
    assert client.post(url, data | {"owner": make_user("volunteer").pk}).status_code == 422
    assert client.post(url, data | {"owner": owner.pk}).status_code == 302
    duty = LegalDuty.objects.get()
    assert (duty.due_on - happened, duty.owner) == (timedelta(days=45), owner)
    assert told(owner) == ["meetings.duty"]
    page = client.get(duty.get_absolute_url()).content.decode()
    assert "Organ değişikliği bildirimi" in page


def test_what_was_done_has_its_proof(client, make_user):
    owner = make_user("accounting")
    duty = make_duty(owner=owner)
    client.force_login(owner)
    url = reverse("meetings:duty_state", args=[duty.pk, "done"])
    day = f"{today():%d.%m.%Y}"
    assert client.post(url, {"done_on": day}).status_code == 422
    nasty = SimpleUploadedFile("x.pdf", b"<script>", "application/pdf")
    assert client.post(url, {"done_on": day, "upload": nasty}).status_code == 422
    assert client.post(url, {"done_on": f"{today() + timedelta(days=1):%d.%m.%Y}", "note": "EK-3"}).status_code == 422
    proof = SimpleUploadedFile("alındı.pdf", b"%PDF-1.7 EK-3")
    assert client.post(url, {"done_on": day, "note": "DERBİS 123", "upload": proof}).status_code == 302
    duty.refresh_from_db()
    assert (duty.state, duty.proof_note, duty.proof_name) == ("done", "DERBİS 123", "alındı.pdf")
    answer = client.get(reverse("meetings:duty_proof", args=[duty.pk]))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 EK-3"
    reopen = reverse("meetings:duty_state", args=[duty.pk, "open"])
    assert client.post(reopen, {"reason": "Yanlış evrak"}).status_code == 403  # whose duty it is does not take it back
    board = make_user("board")
    client.force_login(board)
    assert client.post(reopen).status_code == 422
    assert client.post(reopen, {"reason": "Yanlış evrak"}).status_code == 302
    duty.refresh_from_db()
    assert (duty.state, duty.done_on, bool(duty.proof)) == ("open", None, False)
    assert client.get(reverse("meetings:duty_proof", args=[duty.pk])).status_code == 404
    with pytest.raises(IllegalTransition):
        services.change_duty_state(duty=duty, target="open", by=board)
    with pytest.raises(IntegrityError, match="duty_done_with_proof"):
        LegalDuty.objects.filter(pk=duty.pk).update(state="done", done_on=today())


def test_nobody_else_completes_or_gives_it(make_user):
    duty, clerk = make_duty(), make_user("staff")
    with pytest.raises(PermissionDenied):
        services.complete_duty(duty=duty, done_on=today(), note="x", by=clerk)
    with pytest.raises(PermissionDenied):
        services.give_duty(duty=duty, owner=clerk, warn_on=today(), by=clerk)
    with pytest.raises(PermissionDenied):
        services.add_duty(duty=LegalDuty(), by=clerk)
    with pytest.raises(ValidationError):
        services.give_duty(duty=duty, owner=None, warn_on=duty.due_on + timedelta(days=1), by=make_user("board"))


def test_reminders_come_in_steps_and_go_to_who_minds_it(make_user):
    with freeze_time("2027-03-01 12:00+03:00") as clock:
        owner, board = make_user("accounting"), make_user("board")
        make_duty(owner=owner, due_on=date(2027, 4, 30), warn_on=date(2027, 3, 31))
        nobodys = make_duty(title="Kimsede değil", due_on=date(2027, 4, 30), warn_on=date(2027, 4, 1))
        counts = []
        for day in ("03-30", "03-31", "03-31", "04-01", "04-23", "04-30", "05-01", "05-06", "05-08"):
            clock.move_to(f"2027-{day} 08:40+03:00")
            WorkflowNotification.objects.all().delete()
            services.remind_of_duties()
            counts.append(told(owner).count("meetings.duty_due"))
        assert counts == [0, 1, 0, 0, 1, 1, 1, 0, 1]
        assert "meetings.duty_due" in told(board)
        services.complete_duty(duty=nobodys, done_on=today(), note="Verildi", by=board)


def test_it_stands_in_the_calendar_the_feed_and_on_the_dashboard(client, make_user):
    auditor = make_user("auditor")
    duty = make_duty(title="Beyanname verilecek")
    (entry,) = entries_for(auditor, duty.due_on, duty.due_on, mine=False)
    assert (entry.title, entry.url) == ("Beyanname verilecek", duty.get_absolute_url())
    assert not list(entries_for(auditor, duty.due_on, duty.due_on, mine=True))
    (event,) = Calendar.from_ical(feed_of(auditor, lambda path: f"https://panel{path}")).walk("VEVENT")
    assert (event["summary"], event.decoded("dtstart"), event["transp"]) == (
        "Beyanname verilecek",
        duty.due_on,
        "TRANSPARENT",
    )
    assert not Calendar.from_ical(feed_of(make_user("volunteer"), str)).walk("VEVENT")
    client.force_login(auditor)
    assert "Yaklaşan yasal süre" in client.get("/").content.decode()
    assert "Beyanname verilecek" in client.get(reverse("meetings:duty_list") + "?clock=soon").content.decode()


def test_the_list_asks_no_more_for_many(client, make_user):
    client.force_login(make_user("board"))
    make_duty()
    client.get(reverse("meetings:duty_list"))
    counts = []
    for _each in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("meetings:duty_list"))
        counts.append(len(asked))
        for number in range(5):
            make_duty(title=f"Yükümlülük {number}")
    assert counts[0] == counts[1]
