"""What waits for a second pair of eyes: who is told, how it changes and is withdrawn, and what a decision is about."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from finance import balances, services
from finance.models import Transfer
from kafkasder.core.references import card_for
from notifications.models import WorkflowNotification

from ..factories import make_user
from ..pages import filled
from .book_rows import account, booked, four_eyes_over, fund, transfer, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return make_user("accounting")


@pytest.fixture
def boss():
    return make_user("board")


@pytest.fixture
def boxes(clerk):
    four_eyes_over(50)
    boxes = account(), account()
    booked(500, boxes[0])
    return boxes


@pytest.fixture
def moved(clerk, boxes):
    return services.record_transfer(transfer=transfer(100, *boxes), by=clerk)


def told_to(user, kind):
    return WorkflowNotification.objects.filter(recipient=user, kind=kind)


def test_those_who_approve_hear_of_a_transfer_and_a_click_leads_to_it(client, clerk, boss, moved):
    (told,) = told_to(boss, "finance.waiting")
    assert not told_to(clerk, "finance.waiting").exists()
    assert "100,00" in told.title
    client.force_login(boss)
    assert client.post(reverse("notifications:open", args=[told.pk]), follow=True).context["transfer"] == moved
    other = make_user("admin")
    services.change_transfer(transfer=moved, by=clerk)
    assert told_to(other, "finance.waiting").count() == 1
    services.decide_transfer(transfer=moved, target="approved", by=boss)
    assert not told_to(other, "finance.waiting").exists()
    assert told_to(clerk, "finance.decided").get().reference_kind == "transfer"
    assert card_for(make_user("volunteer"), "transfer", moved.pk) is None


def test_two_editors_merge_and_the_second_one_answers_for_it(client, clerk, boss, moved):
    url = reverse("finance:transfer_edit", args=[moved.pk])
    client.force_login(boss)
    page = client.get(url).content.decode()
    moved.description = "Merkez şubeye"
    services.change_transfer(transfer=moved, by=clerk)
    answer = client.post(url, filled(page, amount="120"), follow=True).content.decode()
    assert "Açıklama" in answer
    moved.refresh_from_db()
    assert (moved.amount, moved.description, moved.created_by) == (120, "Merkez şubeye", boss)
    with pytest.raises(PermissionDenied):
        services.decide_transfer(transfer=moved, target="approved", by=boss)
    services.decide_transfer(transfer=moved, target="approved", by=clerk)
    assert balances.of_account(moved.to_account) == 120
    assert client.post(url, filled(page, amount="130")).status_code == 403


def test_two_who_change_the_amount_are_asked(client, clerk, boss, moved):
    url = reverse("finance:transfer_edit", args=[moved.pk])
    client.force_login(boss)
    page = client.get(url).content.decode()
    moved.amount = Decimal(90)
    services.change_transfer(transfer=moved, by=clerk)
    assert client.post(url, filled(page, amount="120")).status_code == 422
    moved.refresh_from_db()
    assert moved.amount == 90


def test_a_fund_transfer_keeps_its_rules_when_it_is_changed(client, clerk, boxes):
    bound, free = fund(), fund()
    booked(100, boxes[0], bound)
    moved = services.record_transfer(transfer=transfer(60, bound, free, decision="3 sayılı karar"), by=clerk)
    client.force_login(clerk)
    url = reverse("finance:transfer_edit", args=[moved.pk])
    page = client.get(url).content.decode()
    assert "decision" in page
    assert client.post(url, filled(page, decision="")).status_code == 422
    assert client.post(url, filled(page, amount="55")).status_code == 302
    assert Transfer.objects.get(pk=moved.pk).amount == 55


def test_a_decision_is_about_what_was_seen(client, clerk, boss, moved):
    client.force_login(boss)
    page = client.get(moved.get_absolute_url()).content.decode()
    approve = reverse("finance:transfer_state", args=[moved.pk, "approved"])
    assert f"{approve}?gorulen={moved.seen}" in page
    looked_at = moved.seen
    moved.amount = Decimal(400)
    services.change_transfer(transfer=moved, by=clerk)
    for address in (approve, f"{approve}?gorulen={looked_at}"):
        assert "Siz bakarken" in client.post(address, follow=True).content.decode()
    moved.refresh_from_db()
    assert moved.state == "pending"
    client.post(f"{approve}?gorulen={moved.seen}")
    assert balances.of_account(moved.to_account) == 400


def test_a_decision_about_an_expense_is_about_what_was_seen(client, clerk, boss, boxes):
    record = waiting(-100, boxes[0], clerk)
    reject = reverse("finance:record_state", args=[record.pk, "rejected"])
    client.force_login(boss)
    assert f"{reject}?gorulen={record.seen}" in client.get(record.get_absolute_url()).content.decode()
    looked_at, record.description = record.seen, "Kira değil"
    services.save_record(record=record, by=clerk)
    stale = client.post(f"{reject}?gorulen={looked_at}", {"reason": "Belgesi yok"}, follow=True)
    assert "Siz bakarken" in stale.content.decode()
    client.post(f"{reject}?gorulen={record.seen}", {"reason": "Belgesi yok"})
    record.refresh_from_db()
    assert record.state == "rejected"


@pytest.mark.parametrize("kind", ["transfer", "record"])
def test_whoever_wrote_it_withdraws_it_with_a_reason(client, clerk, boss, boxes, moved, kind):
    row = moved if kind == "transfer" else waiting(-100, boxes[0], clerk)
    url = reverse(f"finance:{kind}_withdraw", args=[row.pk])
    client.force_login(boss)
    assert url not in client.get(row.get_absolute_url()).content.decode()
    assert client.post(url, {"reason": "Yanlış"}).status_code == 403
    client.force_login(clerk)
    assert url in client.get(row.get_absolute_url()).content.decode()
    assert client.post(url, {"reason": " "}).status_code == 422
    assert "Geri çekildi" in client.post(url, {"reason": "İki kez yazmışım"}, follow=True).content.decode()
    row.refresh_from_db()
    assert (row.state, row.state_reason, row.decided_by) == ("withdrawn", "İki kez yazmışım", clerk)
    assert not told_to(boss, "finance.waiting").filter(reference_pk=row.pk).exists() or kind == "record"
    decide = services.decide_transfer if kind == "transfer" else services.decide
    with pytest.raises(PermissionDenied):
        decide(**{kind: row}, target="approved", by=boss)
    with pytest.raises(PermissionDenied):
        services.withdraw(row=row, reason="Yine", by=clerk)


def test_a_withdrawn_reversal_may_be_written_again(clerk, boxes):
    record = booked(100, boxes[0], by=clerk)
    back = services.reverse_record(record=record, day=record.day, reason="Yanlış", by=clerk)
    assert services.left_of(record) == 0
    services.withdraw(row=back, reason="Yanlış değilmiş", by=clerk)
    assert services.left_of(record) == 100


def test_what_was_decided_is_withdrawn_by_no_decision(clerk, boss, moved):
    with pytest.raises(ValidationError):
        services.decide_transfer(transfer=moved, target="withdrawn", by=boss, reason="Olmaz")
