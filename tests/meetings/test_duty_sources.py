"""What the rooms bring to the calendar of the law, with what lies ready for each, and when it is no more."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from freezegun import freeze_time

from accounts.models import ExtraVerb, OrganisationProfile
from beneficiaries.deadlines import _consents
from beneficiaries.services import record_consent, withdraw_consent
from donations.models import BookHandover
from kafkasder.core.days import today
from meetings import services
from meetings.models import LegalDuty, Meeting
from notifications.models import WorkflowNotification

from ..beneficiaries.case_rows import make_consent, make_text
from ..donations.rows_receipts import make_book
from ..factories import make_head
from .matrix_duties import make_duty
from .pdf_words import words_of
from .rows import make_decision, make_meeting

pytestmark = pytest.mark.django_db


def duties(kind, **fields):
    services.refresh_duties()
    return list(LegalDuty.objects.filter(kind=kind, **fields).order_by("due_on", "pk"))


def page_of(client, duty):
    return client.get(duty.get_absolute_url()).content.decode()


@pytest.fixture
def board(client, make_user):
    board = make_user("board")
    client.force_login(board)
    return board


# Consents


def test_consents_that_end_are_one_duty_for_who_minds_the_households(client, board, make_user):
    clerk = make_user("staff", full_name="Elif Işık")
    with freeze_time("2027-03-10 12:00+03:00"):
        head = make_head()
        head.household.assigned_to = clerk
        head.household.save()
        for day in (date(2027, 3, 28), date(2027, 3, 25), date(2027, 4, 5), date(2027, 6, 1)):
            other = make_head()
            other.household.assigned_to = clerk
            other.household.save()
            make_consent(other, given_on=date(2026, 3, 1), expires_on=day)
        make_consent(given_on=date(2026, 3, 1), expires_on=date(2027, 3, 20))  # nobody minds this household
        nobodys, march, april = duties("consent_end")
        assert (march.title, march.due_on, march.owner) == (
            "2 açık rızanın süresi doluyor: Mart 2027",
            date(2027, 3, 25),
            clerk,
        )
        assert (nobodys.due_on, nobodys.owner) == (date(2027, 3, 20), None)
        assert (april.due_on, april.warn_on) == (date(2027, 4, 5), date(2027, 3, 6))
        services.remind_of_duties()
        assert WorkflowNotification.objects.filter(recipient=clerk, kind="meetings.duty_due").count() == 2
    page = page_of(client, march)
    assert f"{reverse('beneficiaries:consent_list')}?ends=over&amp;ends=soon" in page
    assert not LegalDuty.objects.visible_to(make_user("accounting")).filter(kind="consent_end").exists()
    assert not LegalDuty.objects.visible_to(make_user("volunteer")).exists()


def test_a_renewed_or_withdrawn_consent_drops_its_duty(make_user):
    clerk, first, second = make_user("staff"), make_head(), make_head()
    given, ends = today() - timedelta(days=300), today() + timedelta(days=3)
    make_consent(first, given_on=given, expires_on=ends)
    ending = make_consent(second, given_on=given, expires_on=ends)
    (duty,) = duties("consent_end")
    assert duty.title.startswith("2 ")
    renewed = type(ending)(person=first, purpose="share_partner", text=make_text(), way="signed")
    record_consent(consent=renewed, by=clerk)
    assert duties("consent_end")[0].title.startswith("1 ")
    withdraw_consent(person=second, purpose="share_partner", reason="İstemiyor", by=clerk)
    (duty,) = duties("consent_end")
    assert (duty.state, duty.state_reason) == ("dropped", "")


def test_who_left_asks_for_nothing_and_what_ended_unrenewed_stays(make_user):
    with freeze_time("2027-03-10 12:00+03:00") as clock:
        stays, gone = make_head(), make_head()
        for head in (stays, gone):
            make_consent(head, given_on=date(2026, 3, 1), expires_on=date(2027, 3, 20))
        gone.status = "deceased"
        gone.save()
        (duty,) = duties("consent_end")
        assert duty.title.startswith("1 ")
        clock.move_to("2027-05-02 12:00+03:00")
        (duty,) = duties("consent_end")
        assert duty.is_late


def test_a_thousand_consents_ask_as_much_as_one():
    counts = []
    for more in (1, 30):
        for _each in range(more):
            make_consent(given_on=today() - timedelta(days=90), expires_on=today() + timedelta(days=20))
        with CaptureQueriesContext(connection) as asked:
            assert len(list(_consents(today()))) == 1
        counts.append(len(asked))
    assert counts == [1, 1]


# Assemblies


def test_an_assembly_that_is_not_called_yet_is_to_be_called_in_time(client, board):
    meeting = make_meeting(board, kind="general_ordinary", title="Olağan genel kurul", agenda=["Seçimler"], place="Van")
    (duty,) = duties("assembly_call")
    assert (meeting.day - duty.due_on, duty.owner) == (timedelta(days=15), board)
    assert reverse("meetings:meeting_paper", args=[meeting.pk, "cagri"]) in page_of(client, duty)
    services.announce(
        meeting=meeting,
        called_on=today(),
        call_ways=["sms"],
        second_at=meeting.starts_at + timedelta(days=10),
        by=board,
    )
    assert duties("assembly_call")[0].state == "dropped"
    other = make_meeting(board, kind="general_extra", title="Olağanüstü")
    assert len(duties("assembly_call", state="open")) == 1
    services.change_state(meeting=other, target="cancelled", reason="Ertelendi", by=board)
    assert not duties("assembly_call", state="open")


def test_the_result_of_an_assembly_is_ready_to_print(client, board):
    OrganisationProfile.objects.update_or_create(
        pk=1, defaults={"name": "Işık Derneği", "registry_number": "65-001-002"}
    )
    meeting = make_meeting(board, kind="general_ordinary", ago=timedelta(days=2), title="Olağan genel kurul 2026")
    make_decision(meeting, board, title="Yönetim kurulu seçildi", text="Seçildi.")
    (duty,) = duties("assembly_result")
    paper = reverse("meetings:meeting_paper", args=[meeting.pk, "sonuc"])
    assert paper in page_of(client, duty)
    told = words_of(client.get(paper).getvalue())
    for words in ("Işık Derneği", "65-001-002", "Yönetim kurulu seçildi", "Denetim kurulu, yedek üyeler"):
        assert words in told
    of_board = make_meeting(board)
    assert client.get(reverse("meetings:meeting_paper", args=[of_board.pk, "sonuc"])).status_code == 404
    Meeting.objects.filter(pk=meeting.pk).update(kind="board")
    assert client.get(paper).status_code == 404


def test_what_is_written_by_hand_has_its_letter(client, board):
    duty = make_duty(kind="organ_change", title="Yeni başkan seçildi")
    paper = reverse("meetings:duty_paper", args=[duty.pk])
    assert paper in page_of(client, duty)
    told = words_of(client.get(paper).getvalue())
    for words in ("Organ değişikliği bildirimi", "Yeni başkan seçildi", "Yönetim kurulu, asıl üyeler"):
        assert words in told
    seat = make_duty(kind="seat_change", title="Yeni adres")
    assert "Yönetim kurulu, asıl" not in words_of(client.get(reverse("meetings:duty_paper", args=[seat.pk])).getvalue())
    assert client.get(reverse("meetings:duty_paper", args=[make_duty().pk])).status_code == 404


# Others


def test_the_declaration_leads_to_the_sums_of_its_year(client, board):
    duty = duties("declaration")[-1]
    assert f"{reverse('finance:year_table')}?yil={int(duty.cause) - 1}" in page_of(client, duty)


def test_a_verb_that_ends_and_a_book_that_is_out(client, board, make_user):
    person = make_user("volunteer", full_name="Ümit Çınar")
    verb = ExtraVerb.objects.create(
        user=person, permission=Permission.objects.get(codename="view_duties"), until=today() + timedelta(days=9)
    )
    (duty,) = duties("role_end")
    assert duty.title == f"Ek yetki bitiyor: Ümit Çınar, {verb.permission.name}"
    book = make_book()
    lent = BookHandover.objects.create(
        book=book,
        holder=person,
        delivered_on=today(),
        delivered_by=board,
        due_on=today() + timedelta(days=30),
        first_number=book.first,
    )
    (out,) = duties("book_return")
    assert (out.due_on, "Ümit Çınar" in out.title) == (lent.due_on, True)
    assert book.get_absolute_url() in page_of(client, out)
    lent.returned_on = today()
    lent.save()
    assert duties("book_return")[0].state == "dropped"


def test_whoever_may_not_open_what_lies_ready_is_not_led_there(client, make_user):
    client.force_login(make_user("staff"))  # who sees the calendar and no money
    duty = duties("declaration")[-1]
    assert reverse("finance:year_table") not in page_of(client, duty)
