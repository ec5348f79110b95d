"""A written visit is corrected with a reason; its former words stay readable, and what was decided by stays."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from aid import policy, services
from aid.models import HomeVisit, VisitCorrection
from aid.retention import forget_visit
from aid.states import Stage
from aid.visit_paper import write_visit_paper
from kafkasder.core.days import today
from notifications.models import WorkflowNotification

from ..donations.pdf_text import words_of
from ..factories import make_user
from . import rows
from .clients import client_of

pytestmark = pytest.mark.django_db
REASON = "Soba yoktu, kombi vardı"


def corrected(visit: HomeVisit, by: Any = None, **changes: Any) -> HomeVisit:
    row = HomeVisit.objects.get(pk=visit.pk)
    for name, value in changes.items():
        setattr(row, name, value)
    return services.correct_visit(visit=row, reason=REASON, by=by or make_user("staff"))


def page(name: str, visit: HomeVisit) -> str:
    return reverse(f"aid:{name}", args=[visit.pk])


def test_a_correction_keeps_the_former_words_with_who_and_why() -> None:
    volunteer = client_of("volunteer")
    visit = rows.make_written_visit(visitor=volunteer.user)  # type: ignore[attr-defined]
    assert "Düzelt" in volunteer.get(page("visit_detail", visit)).content.decode()
    form = volunteer.get(page("visit_correct", visit)).context["form"]
    data = form.typed() | {"stamp": form["stamp"].value(), "findings": "İki oda, kombi var.", "people_seen": "5"}
    assert volunteer.post(page("visit_correct", visit), data).status_code == 422  # no reason
    assert volunteer.post(page("visit_correct", visit), data | {"reason": REASON}).status_code == 302
    told = client_of("staff").get(page("visit_detail", visit)).content.decode()
    assert "İki oda, kombi var." in told
    assert "<del>İki oda, soba var.</del>" in told
    assert "<del>4</del>" in told
    assert (REASON in told, "Odun</del>" in told) == (True, False)
    correction = visit.corrections.get()
    assert correction.former == {"people_seen": 4, "findings": "İki oda, soba var."}
    entry = AuditEntry.objects.filter(table_name="aid_homevisit", row_pk=str(visit.pk)).latest("pk")
    assert (entry.reason, entry.actor) == (REASON, volunteer.user)  # type: ignore[attr-defined]
    assert WorkflowNotification.objects.filter(
        recipient=visit.created_by, title__startswith="Ziyaret düzeltildi"
    ).exists()


def test_each_correction_is_told_the_newest_first_and_on_paper() -> None:
    visit = rows.make_written_visit()
    corrected(visit, findings="Kombi var.")
    corrected(visit, findings="Doğalgaz yok.", advice="no_help", visited_on=today() - timedelta(days=1))
    told = client_of("staff").get(page("visit_detail", visit)).content.decode()
    assert told.index("<del>Kombi var.</del>") < told.index("<del>İki oda, soba var.</del>")
    paper = BytesIO()
    write_visit_paper(paper, HomeVisit.objects.get(pk=visit.pk), shows_address=False)
    words = words_of(paper.getvalue())
    assert "Düzeltme" in words
    assert "Kombi var." in words
    assert REASON in words


def test_what_did_not_change_or_lies_ahead_is_no_correction() -> None:
    visit = rows.make_written_visit()
    with pytest.raises(ValidationError, match="bir şey değişmedi"):
        corrected(visit)
    with pytest.raises(ValidationError, match="Gelecekte"):
        corrected(visit, visited_on=today() + timedelta(days=1))
    assert not VisitCorrection.objects.exists()


@pytest.mark.parametrize("role", ["accounting", "auditor", "volunteer"])
def test_whoever_neither_reviews_nor_went_there_corrects_nothing(role: str) -> None:
    visit = rows.make_written_visit()
    with pytest.raises(PermissionDenied):
        corrected(visit, by=make_user(role), findings="Başka")
    assert client_of(role).get(page("visit_correct", visit)).status_code in (403, 404)


def test_what_was_decided_by_stays() -> None:
    application = rows.make_application(Stage.REVIEW)
    visit = rows.make_written_visit(application.household, application=application)
    corrected(visit, findings="Kombi var.")
    services.decide(application=application, kind="approved", reason="Uygun", by=make_user("board"))
    score = application.decisions.get().score
    before = score.details
    with pytest.raises(PermissionDenied, match="karar verildi"):
        corrected(visit, findings="Başka")
    assert "Düzelt</" not in client_of("staff").get(page("visit_detail", visit)).content.decode()
    later = rows.make_written_visit(application.household)
    assert policy.can_correct_visit(make_user("staff"), later)  # it was written after the decision
    corrected(later, findings="Başka")
    score.refresh_from_db()
    assert score.details == before


def test_what_lies_before_the_committee_stays() -> None:
    application = rows.make_application(Stage.COMMITTEE)
    visit = rows.make_written_visit(application.household)
    with pytest.raises(PermissionDenied, match="komisyonda"):
        corrected(visit, findings="Başka")


def test_a_visit_of_old_is_held_to_its_day() -> None:
    application = rows.make_granted()
    visit = rows.make_written_visit(application.household)
    HomeVisit.objects.filter(pk=visit.pk).update(written_at=None)
    visit.refresh_from_db()
    assert not policy.can_correct_visit(make_user("staff"), visit)
    HomeVisit.objects.filter(pk=visit.pk).update(visited_on=today() + timedelta(days=1))
    visit.refresh_from_db()
    assert policy.can_correct_visit(make_user("staff"), visit)


def test_two_who_correct_at_once_see_each_other() -> None:
    visit = rows.make_written_visit()
    first, second = client_of("staff"), client_of("staff")
    forms = [client.get(page("visit_correct", visit)).context["form"] for client in (first, second)]
    sent = [form.typed() | {"stamp": form["stamp"].value(), "reason": REASON} for form in forms]
    assert first.post(page("visit_correct", visit), sent[0] | {"findings": "Kombi var."}).status_code == 302
    answer = second.post(page("visit_correct", visit), sent[1] | {"findings": "Klima var."})
    assert (answer.status_code, "Kombi var." in answer.content.decode()) == (422, True)
    assert second.post(page("visit_correct", visit), sent[1] | {"needs": "Kömür"}).status_code == 302
    visit.refresh_from_db()
    assert (visit.findings, visit.needs) == ("Kombi var.", "Kömür")


def test_a_correction_stays_until_it_is_forgotten_with_its_visit() -> None:
    visit = rows.make_written_visit()
    corrected(visit, findings="Gizli değil")
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitCorrection.objects.update(reason="Başka")
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitCorrection.objects.all().delete()
    forget_visit(HomeVisit.objects.get(pk=visit.pk))
    correction = VisitCorrection.objects.get()
    assert (correction.former, "soba" in correction.reason.lower()) == ({}, False)
    assert client_of("staff").get(page("visit_detail", visit)).status_code == 200
    assert timezone.now() >= correction.at
