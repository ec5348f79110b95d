"""Calls of assemblies and boards: in time, whole, put off once, and the second meeting within its days."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from accounts.models import OrganisationProfile
from kafkasder.core.days import today
from meetings import services
from meetings.calls import call_of
from meetings.models import Meeting, TermRule
from meetings.seeds import load
from meetings.terms import term

from .pdf_words import words_of
from .rows import bring_its_day, make_meeting, make_participant

pytestmark = pytest.mark.django_db


def make_assembly(by=None, *, days=30, **fields):
    fields = {"place": "Dernek merkezi", "kind": "general_ordinary", "title": "Olağan genel kurul"} | fields
    return make_meeting(by, ahead=timedelta(days=days), agenda=["Açılış", "Seçimler"], **fields)


def call(meeting, *, ago=0, second=14, ways=("letter", "website"), by=None):
    return services.announce(
        meeting=meeting,
        called_on=today() - timedelta(days=ago),
        call_ways=ways,
        second_at=meeting.starts_at + timedelta(days=second) if second else None,
        by=by or meeting.organiser,
    )


def fields_of(refusal):
    return set(getattr(refusal.value, "error_dict", {"__all__": None}))


def test_an_assembly_is_called_fifteen_days_before(make_user):
    assert term("assembly_notice") == 15
    clerk, now = make_user("staff"), timezone.now()

    def called(days):
        row = Meeting(title="Genel kurul", kind="general_extra", starts_at=now + timedelta(days=days))
        row.ends_at = row.starts_at + timedelta(hours=2)
        return services.create_meeting(meeting=row, by=clerk)

    with pytest.raises(ValidationError, match="en az 15 gün") as refusal:
        called(14)
    assert fields_of(refusal) == {"starts_at"}
    assert called(15).pk
    TermRule.objects.create(key="assembly_notice", valid_from=today(), value=20, source="Tüzük 9")
    with pytest.raises(ValidationError, match="en az 20 gün"):
        called(19)
    assert make_meeting(clerk, kind="general_ordinary", ago=timedelta(days=3)).recorded_afterwards


def test_a_call_says_all_that_the_law_wants_and_in_time():
    meeting = make_assembly(days=16)
    for late in (2, 15):
        with pytest.raises(ValidationError) as refusal:
            services.announce(
                meeting=meeting,
                called_on=today() + timedelta(days=late),
                call_ways=["sms"],
                second_at=meeting.starts_at + timedelta(days=10),
                by=meeting.organiser,
            )
        assert fields_of(refusal) == {"called_on"}
    for second, field in ((6, "second_at"), (61, "second_at"), (0, "__all__")):
        with pytest.raises(ValidationError) as refusal:
            call(meeting, second=second)
        assert fields_of(refusal) == {field}
    with pytest.raises(ValidationError) as refusal:
        call(meeting, ways=())
    assert fields_of(refusal) == {"call_ways"}
    for second in (7, 60):
        assert call(meeting, second=second).second_at
    meeting.agenda.all().delete()
    Meeting.objects.update(place="")
    with pytest.raises(ValidationError, match="yeri, Gündem"):
        call(meeting)
    Meeting.objects.update(starts_at=timezone.now() + timedelta(days=14), place="Hunat")
    with pytest.raises(ValidationError) as refusal:
        call(meeting)
    assert fields_of(refusal) == {"called_on"}


def test_what_was_called_is_put_off_once_and_never_brought_forward():
    meeting = make_assembly()
    call(meeting, second=20)

    def move(days):
        meeting.refresh_from_db()
        for name in ("starts_at", "ends_at"):
            setattr(meeting, name, getattr(meeting, name) + timedelta(days=days))
        return services.save_meeting(meeting=meeting, by=meeting.organiser)

    with pytest.raises(ValidationError, match="öne alınamaz"):
        move(-5)
    assert move(10).put_off_at
    with pytest.raises(ValidationError, match="bir kez"):
        move(3)
    meeting.refresh_from_db()
    assert (meeting.called_on, meeting.second_at is None) == (today(), False)


def test_a_second_meeting_is_opened_as_the_call_said(client, make_user):
    clerk = make_user("staff")
    meeting = make_assembly(clerk)
    member = make_participant(meeting).user
    services.add_guest(meeting=meeting, name="Panel Dışı Üye", by=clerk, role="member")
    second_at = call(meeting).second_at
    with pytest.raises(ValidationError):
        services.open_second(meeting=meeting, by=clerk)  # the first was not held yet
    bring_its_day(meeting)
    services.change_state(meeting=meeting, target="ongoing", by=clerk)
    client.force_login(clerk)
    assert "İkinci toplantıyı aç" not in client.get(meeting.get_absolute_url()).content.decode()  # nobody was counted
    services.mark_attendance(participant=meeting.participants.get(user=clerk), attendance="present", by=clerk)
    assert "İkinci toplantıyı aç" in client.get(meeting.get_absolute_url()).content.decode()
    page = client.post(reverse("meetings:second_open", args=[meeting.pk]), follow=True).content.decode()
    assert "İkinci toplantı: kurulların asıl üye sayısının iki katı yeter." in page
    second = Meeting.objects.get(first_call=meeting)
    assert (second.starts_at, second.is_second_call) == (second_at, True)
    assert list(second.agenda.values_list("title", flat=True)) == ["Açılış", "Seçimler"]
    assert second.participants.count() == 3
    assert Meeting.objects.visible_to(member).filter(pk=second.pk).exists()
    assert call_of(second).warning == ""
    with pytest.raises(ValidationError):
        services.open_second(meeting=meeting, by=clerk)  # once
    second.starts_at = meeting.starts_at + timedelta(days=62)
    second.ends_at = second.starts_at + timedelta(hours=1)
    with pytest.raises(ValidationError, match="en çok 60"):
        services.save_meeting(meeting=second, by=clerk)


def test_an_assembly_does_not_begin_before_its_day(client, make_user):
    clerk = make_user("staff")
    meeting = make_assembly(clerk)
    client.force_login(clerk)
    begin = reverse("meetings:meeting_state", args=[meeting.pk, "ongoing"])
    assert begin not in client.get(meeting.get_absolute_url()).content.decode()
    assert client.post(begin).status_code == 403
    with pytest.raises(PermissionDenied):
        services.change_state(meeting=meeting, target="ongoing", by=clerk)
    bring_its_day(meeting)
    assert begin in client.get(meeting.get_absolute_url()).content.decode()
    assert client.post(begin).status_code == 302


def test_a_quorate_assembly_has_no_second():
    meeting = make_assembly()
    call(meeting)
    bring_its_day(meeting)
    services.change_state(meeting=meeting, target="ongoing", by=meeting.organiser)
    services.mark_attendance(participant=meeting.participants.get(), attendance="present", by=meeting.organiser)
    with pytest.raises(ValidationError):
        services.open_second(meeting=meeting, by=meeting.organiser)


def test_a_board_is_warned_as_its_own_statute_says(client):
    meeting = make_meeting(ahead=timedelta(days=2))
    client.force_login(meeting.organiser)
    assert "önceden çağrılır" not in client.get(meeting.get_absolute_url()).content.decode()
    TermRule.objects.create(key="board_notice", valid_from=today() - timedelta(days=1), value=3, source="Tüzük 12")
    told = "Bu toplantı en az 3 gün önceden çağrılır; 2 gün önce çağrıldı."
    assert told in client.get(meeting.get_absolute_url()).content.decode()
    data = {"called_on": f"{today() - timedelta(days=1):%d.%m.%Y}", "call_ways": ["email"]}
    assert client.post(reverse("meetings:call", args=[meeting.pk]), data).status_code == 302
    assert told not in client.get(meeting.get_absolute_url()).content.decode()


def test_the_call_is_printed(client):
    OrganisationProfile.objects.create(name="Kafkas Yardım Derneği")
    meeting = make_assembly()
    call(meeting)
    client.force_login(meeting.organiser)
    paper = words_of(client.get(reverse("meetings:meeting_paper", args=[meeting.pk, "cagri"])).getvalue())
    for words in ("Kafkas Yardım Derneği", "Genel kurul çağrısı", "1. Açılış", "2. Seçimler", "Dernek merkezi"):
        assert words in paper
    assert "Çoğunluk sağlanamazsa ikinci toplantı" in paper


def test_only_who_holds_a_meeting_calls_it(make_user):
    with pytest.raises(PermissionDenied):
        call(make_assembly(), by=make_user("volunteer"))


def test_the_database_refuses_half_a_call():
    meeting = make_assembly()
    with pytest.raises(IntegrityError, match="meeting_call_whole"):
        Meeting.objects.filter(pk=meeting.pk).update(called_on=today())


def test_terms_are_added_and_those_in_force_stay(client, make_user):
    board = make_user("board")
    client.force_login(board)
    data = {
        "key": "board_notice",
        "value": "5",
        "source": "Tüzük 12",
        "valid_from": f"{today() + timedelta(1):%d.%m.%Y}",
    }
    assert client.post(reverse("meetings:term_add"), data).status_code == 302
    assert client.post(reverse("meetings:term_add"), data).status_code == 422  # once a day
    coming = TermRule.objects.get(key="board_notice")
    assert term("board_notice") is None
    client.post(reverse("meetings:term_remove", args=[coming.pk]))
    assert not TermRule.objects.filter(pk=coming.pk).exists()
    holds = TermRule.objects.get(key="assembly_notice")
    assert client.post(reverse("meetings:term_remove", args=[holds.pk])).status_code == 403
    with pytest.raises(PermissionDenied):
        services.add_term(
            rule=TermRule(key="board_notice", valid_from=today(), value=1, source="x"), by=make_user("staff")
        )
    TermRule.objects.filter(key="assembly_notice").delete()
    load()
    assert term("assembly_notice") is None  # what people changed stays changed
