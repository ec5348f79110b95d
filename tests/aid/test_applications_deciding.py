"""Deciding about applications: its page, four eyes by every way, the committee, and many at once."""

from decimal import Decimal
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry, User
from aid import services
from aid.models import AidApplication, AidDecision, CommitteeVote, NeedScore
from aid.services import applications_bulk
from aid.states import Stage
from beneficiaries.models import SensitiveRecord

from ..factories import make_person, make_user
from ..pages import filled
from . import rows

pytestmark = pytest.mark.django_db
REASON = "Aile muhtaç"


@pytest.fixture
def board(client: Client) -> User:
    user = make_user("board")
    client.force_login(user)
    return user


def stage_url(application: AidApplication, target: str) -> str:
    return reverse("aid:application_stage", args=[application.pk, target])


def decide(client: Client, application: AidApplication, target: str = "approved", **data: Any) -> Any:
    address = stage_url(application, target)
    return client.post(address, filled(client.get(address).content.decode(), reason=REASON, **data))


def under_review(**fields: Any) -> AidApplication:
    return rows.make_application(Stage.REVIEW, **fields)


def bulk(action: str, *applications: AidApplication) -> str:
    keys = "&".join(f"row={each.pk}" for each in applications)
    return f"{reverse('aid:application_bulk', args=[action])}?{keys}"


def test_a_decision_begins_with_all_that_is_asked_for_and_may_be_less(client: Client, board: User) -> None:
    application = under_review()
    (asked,) = application.asked.all()
    assert decide(client, application, "partly_approved", **{f"amount-{asked.pk}": "1.250,50"}).status_code == 302
    asked.refresh_from_db()
    decision = AidDecision.objects.get()
    assert (asked.granted_amount, asked.granted_times) == (Decimal("1250.50"), 1)
    assert (decision.kind, decision.reason, decision.decided_by) == ("partly", REASON, board)
    page = client.get(application.get_absolute_url()).content.decode()
    assert REASON in page
    assert "Karar anındaki ihtiyaç puanı" in page


def test_a_rejection_says_why(client: Client, board: User) -> None:
    application = under_review()
    refused = decide(client, application, "rejected")
    assert refused.status_code == 422
    assert decide(client, application, "rejected", reject_reason="income_high").status_code == 302
    application.refresh_from_db()
    assert (application.stage, application.reject_reason) == (Stage.REJECTED, "income_high")


def test_what_matters_is_said_before_the_decision(client: Client, board: User) -> None:
    household = rows.home()
    rows.make_released([household])
    other = rows.make_application(household=household)
    application = rows.make_application(Stage.REVIEW, household=household, asked=False)
    rows.ask(application, amount=Decimal(20_000))
    page = client.get(stage_url(application, "approved")).content.decode()
    assert "20.000,00" in page
    assert "üstünü komisyon onaylar" in page
    assert "1 kez, sonuncusu" in page
    assert other.number in page
    assert "Genel fon" in page
    assert "komisyon karar verir" in decide(client, application).content.decode()
    assert not AidDecision.objects.exists()


@pytest.mark.parametrize("how", ["recorded", "changed", "asked", "changed before another"])
def test_nobody_decides_about_what_they_wrote(client: Client, board: User, how: str) -> None:
    by = board if how == "recorded" else make_user("staff")
    application = under_review(by=by)
    if how in ("changed", "changed before another"):
        services.save_application(application=application, by=board)
    if how == "asked":
        rows.ask(application, by=board, kind="rent")
    if how == "changed before another":
        application.refresh_from_db()
        services.save_application(application=application, by=make_user("staff"))
    application.refresh_from_db()
    assert client.get(stage_url(application, "approved")).status_code == 403
    assert client.post(stage_url(application, "approved"), {"reason": REASON}).status_code == 403
    answer = client.post(bulk("karar", application), {"kind": "approved", "reason": REASON, "whole": "1"})
    assert answer.status_code in (200, 302)
    with pytest.raises(PermissionDenied):
        services.decide(application=application, kind="approved", reason=REASON, by=board)
    assert services.decide_many(applications=[application], kind="approved", reason=REASON, by=board)[0] == 0
    assert not AidDecision.objects.exists()
    assert "kendi" in client.get(application.get_absolute_url()).content.decode().lower()


def test_what_was_withdrawn_is_decided_anew_and_both_decisions_stand(client: Client, board: User) -> None:
    application = under_review()
    assert decide(client, application).status_code == 302
    way = {"withdrawn": "Aile vazgeçti", "draft": "Yeniden istiyor", "submitted": "", "in_review": ""}
    for target, reason in way.items():
        assert client.post(stage_url(application, target), {"reason": reason}).status_code == 302
    application.refresh_from_db()
    (asked,) = application.asked.all()
    assert (application.stage, asked.granted_amount, asked.granted_times) == (Stage.REVIEW, None, None)
    assert decide(client, application, "rejected", reject_reason="income_high").status_code == 302
    assert list(application.decisions.values_list("kind", flat=True)) == ["rejected", "approved"]
    page = client.get(application.get_absolute_url()).content.decode()
    assert page.count('class="application-decision"') == 2


def test_stages_are_not_jumped_by_address(client: Client, board: User) -> None:
    draft, submitted = rows.make_application(), rows.make_application(Stage.SUBMITTED)
    for application, target in (
        (draft, "approved"),
        (draft, "ongoing"),
        (submitted, "committee"),
        (submitted, "rejected"),
    ):
        assert client.get(stage_url(application, target)).status_code == 404
        assert client.post(stage_url(application, target), {"reason": REASON}).status_code == 302  # told, not done
        application.refresh_from_db()
    assert client.post(stage_url(draft, "nowhere"), {}).status_code == 404
    assert (draft.stage, submitted.stage) == (Stage.DRAFT, Stage.SUBMITTED)
    with pytest.raises(ValidationError, match="karardır"):
        services.change_stage(application=under_review(), target=Stage.APPROVED, by=board)


def test_who_was_overtaken_is_told(client: Client, board: User) -> None:
    application = under_review()
    address = stage_url(application, "approved")
    data = filled(client.get(address).content.decode(), reason=REASON)
    services.decide(
        application=application, kind="rejected", reject_reason="duplicate", reason="Var", by=make_user("admin")
    )
    answer = client.post(address, data, follow=True)
    assert "Bu arada başkası ilerletti" in answer.content.decode()
    assert AidDecision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_one_stands() -> None:
    application = under_review()
    line, said = Barrier(2), []

    def run(user: User, target: str, data: dict[str, str]) -> None:
        client = Client(raise_request_exception=False)
        client.force_login(user)
        try:
            line.wait()
            answer = client.post(stage_url(application, target), data, follow=True)
            said.append((answer.status_code, "Bu arada başkası" in answer.content.decode()))
        finally:
            connections.close_all()

    (asked,) = application.asked.all()
    works: list[tuple[User, str, dict[str, str]]] = [
        (make_user("board"), "approved", {"reason": REASON, f"amount-{asked.pk}": "3000"}),
        (make_user("admin"), "rejected", {"reason": REASON, "reject_reason": "no_funds"}),
    ]
    threads = [Thread(target=run, args=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == [(200, False), (200, True)]
    assert AidDecision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_numbers_given_at_once_are_all_different() -> None:
    household, clerks = rows.home(), [make_user("staff") for _ in range(4)]
    line = Barrier(len(clerks))

    def run(user: User) -> None:
        try:
            line.wait()
            services.save_application(application=rows.new_application(household=household), by=user)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[clerk]) for clerk in clerks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = sorted(AidApplication.objects.values_list("number", flat=True))
    assert [number[-5:] for number in numbers] == ["00001", "00002", "00003", "00004"]


def test_the_committee_votes_with_dissent_and_its_decision_follows_the_votes(client: Client, board: User) -> None:
    application = rows.make_application(Stage.COMMITTEE)
    vote = reverse("aid:application_vote", args=[application.pk])
    assert client.post(vote, {"vote": "against"}).status_code == 422
    assert client.post(vote, {"vote": "against", "dissent": "Geliri var"}).status_code == 302
    page = client.get(application.get_absolute_url()).content.decode()
    assert "Geliri var" in page
    assert "en az 3 oy gerekir" in page
    assert "henüz karar verecek kadar oy" in decide(client, application).content.decode()
    for member in (make_user("board"), make_user("admin")):
        services.vote(application=application, vote="for", by=member)
    assert "Çoğunluk kabul diyor" in client.get(application.get_absolute_url()).content.decode()
    assert "kabul oyu verdi" in decide(client, application, "rejected", reject_reason="other_support").content.decode()
    assert decide(client, application, reference="2026/14").status_code == 302
    page = client.get(application.get_absolute_url()).content.decode()
    assert "2026/14" in page
    assert "Geliri var" in page  # kept with the decision
    assert CommitteeVote.objects.count() == 3
    with pytest.raises(PermissionDenied):
        services.vote(application=application, vote="for", by=board)


def test_many_are_decided_in_portions_and_the_rest_is_told_why(
    client: Client, board: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applications_bulk, "PORTION", 2)
    good = [under_review() for _ in range(3)]
    costly = under_review(asked=False)
    rows.ask(costly, amount=Decimal(8000), frequency="monthly", times=12)
    own, draft = under_review(by=board), rows.make_application()
    committee, nothing = rows.make_application(Stage.COMMITTEE), under_review(asked=False)
    address = bulk("karar", *good, costly, own, draft, committee, nothing)
    facts = client.get(address).context["preview"]
    assert (facts.whole, facts.may, facts.may_approve) == (8, 5, 3)
    assert (facts.elsewhere, facts.before_committee, facts.own, facts.over_limit, facts.nothing_asked) == (
        1,
        1,
        1,
        1,
        1,
    )
    data: dict[str, Any] = {"kind": "approved", "reason": "Kış yardımı", "whole": "5"}
    for seen in (2, 4):
        page = client.post(address, data)
        assert page.context["so_far"].seen == seen
        data = filled(page.content.decode().split('id="bulk-progress"')[1])
    end = client.post(address, data)
    assert (end.context["so_far"].decided, end.context["so_far"].left_count) == (3, 2)
    told = end.content.decode()
    assert f"{costly.number}: " in told
    assert f"{nothing.number}: Hiçbir yardım onaylanmadı" in told
    assert set(AidDecision.objects.values_list("application", flat=True)) == {each.pk for each in good}
    assert not AidApplication.objects.filter(pk__in=[own.pk, draft.pk, committee.pk]).filter(stage="approved").exists()


def test_a_bulk_decision_takes_the_whole_filter_and_asks_for_a_reason(client: Client, board: User) -> None:
    urgent, other = under_review(priority="urgent"), under_review()
    address = f"{reverse('aid:application_bulk', args=['karar'])}?priority=urgent&all=1"
    assert client.post(address, {"kind": "rejected", "whole": "1"}).status_code == 422
    data = {"kind": "rejected", "reason": "Kaynak yok", "reject_reason": "no_funds", "whole": "1"}
    assert client.post(address, data).status_code == 302
    urgent.refresh_from_db()
    other.refresh_from_db()
    assert (urgent.stage, other.stage) == (Stage.REJECTED, Stage.REVIEW)


def test_staff_who_decide_nothing_are_told_so(client: Client) -> None:
    client.force_login(make_user("staff"))
    application = under_review()
    answer = client.post(bulk("karar", application), {"kind": "approved", "reason": REASON}, follow=True)
    assert "karar verme yetkiniz yok" in answer.content.decode()
    assert not AidDecision.objects.exists()


def test_responsible_and_priority_of_many_change_and_come_back(client: Client, board: User) -> None:
    clerk = make_user("staff")
    first, second = under_review(), under_review(priority="high")
    closed = rows.make_application(Stage.COMPLETED)
    for action, data in (("sorumlu", {"assigned_to": clerk.pk}), ("oncelik", {"priority": "urgent"})):
        answer = client.post(bulk(action, first, second, closed), data)
        assert answer.status_code == 302
    rows_now = AidApplication.objects.order_by("pk").values_list("priority", "assigned_to")
    assert list(rows_now) == [("urgent", clerk.pk), ("urgent", clerk.pk), ("normal", None)]
    request_id = AuditEntry.objects.filter(changes__has_key="priority", action="update").latest("pk").request_id
    assert client.post(reverse("aid:undo_application_bulk", args=[request_id])).status_code == 302
    rows_now = AidApplication.objects.order_by("pk").values_list("priority", "assigned_to")
    assert list(rows_now) == [("normal", clerk.pk), ("high", clerk.pk), ("normal", None)]
    assert first.pk  # whoever gave them to somebody wrote nothing of what is asked for, and may still decide
    assert decide(client, AidApplication.objects.get(pk=first.pk)).status_code == 302


def test_health_is_told_for_a_reason_and_recorded(client: Client, board: User) -> None:
    household = rows.home()
    person = make_person(household=household)
    SensitiveRecord.objects.create(person=person, health_flags="diabetes", disability_group="physical")
    application = under_review(household=household)
    assert decide(client, application).status_code == 302
    score = NeedScore.objects.get()
    address = reverse("aid:score_health", args=[score.pk])
    page = client.get(application.get_absolute_url()).content.decode()
    assert "sağlıkla ilgili nedenler: 25 puan" in page
    assert "1 engelli" not in page
    assert "1 engelli" not in client.get(address).content.decode()
    assert client.post(address, {"reason": "x"}).status_code == 422
    shown = client.post(address, {"reason": "Komisyon sordu"})
    assert "1 engelli (en az 1): 15 puan" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    entry = AuditEntry.objects.filter(action="view", table_name="aid_needscore").get()
    assert (entry.actor, entry.reason) == (board, "Komisyon sordu")
    client.force_login(make_user("accounting"))
    assert client.post(address, {"reason": "Komisyon sordu"}).status_code == 403
    page = client.get(application.get_absolute_url()).content.decode()
    assert "sağlıkla ilgili nedenler: 25 puan" in page
    assert address not in page
