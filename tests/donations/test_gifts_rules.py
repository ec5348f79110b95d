"""The rules of donations: what services and database refuse, and that a donation and its ledger agree at every step."""

from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connections, transaction
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st

from donations import services
from donations.models import Donation, DonationItem, DonationTotal, Refund
from donations.models.methods import FIELDS
from donations.services import giving
from donations.states import CHEQUE_STATES, DONATION_STATES
from donations.totals import GIFTS, GIVERS
from finance import balances
from finance.choices import PaymentMethod
from finance.models import FinanceRecord, MoneyRule
from finance.totals import BALANCES, LEDGER
from kafkasder.core.days import today
from notifications.models import WorkflowNotification
from privacy.retention import KINDS
from privacy.services.dossier import gather
from privacy.services.forgetting import forget
from privacy.subjects import SUBJECTS

from .gift_rows import an_account, general_fund, goods, make_gift, new_gift, own_fields, taken_in
from .rows import make_donor

pytestmark = pytest.mark.django_db
METHODS = PaymentMethod.values


def stored(donation):
    return Donation.objects.get(pk=donation.pk)


def agree(*donations):
    """Hold every donation against the ledger, and the ledger against funds, accounts and the kept sums."""
    for donation in donations:
        booked_as_it_stands(donation)
    for totals in (GIFTS, GIVERS, LEDGER, BALANCES):
        assert not totals.wrong()


def booked_as_it_stands(donation):
    donation = stored(donation)
    booked = FinanceRecord.objects.filter(source_kind="donation", source_pk=donation.pk)
    left = booked.aggregate(sum=Sum("amount"))["sum"] or 0
    counts = donation.state in ("completed", "refunded")
    assert left == (donation.amount - donation.refunded if counts else 0), donation.state
    assert donation.refunded == (donation.refunds.aggregate(sum=Sum("amount"))["sum"] or 0)
    assert (donation.record is not None) == (counts or booked.exists())


@pytest.mark.parametrize("method", METHODS)
def test_every_way_of_paying_goes_into_the_ledger(method):
    donation = taken_in(method)
    agree(donation)
    record = stored(donation).record
    assert (record.amount, record.method, record.fund) == (500, method, donation.fund)
    assert balances.of_account(donation.account) == 500


@pytest.mark.parametrize("method", METHODS)
def test_the_database_wants_each_way_of_paying_whole(method):
    """Every field of a method is refused to the others, and what it must have may not be missing."""
    for other in METHODS:
        if other == method:
            continue
        for field, value in own_fields(other).items():
            if field in FIELDS[method]:
                continue
            donation = new_gift(method, cheque_state="held" if method == "cheque" else "", **{field: value})
            with pytest.raises(IntegrityError), transaction.atomic():
                donation.save()
    needed = {"cheque": FIELDS["cheque"], "pos": ("card_digits", "card_brand", "reference"), "in_kind": ("place",)}
    for field in needed.get(method, ()):
        empty = None if field.endswith("_on") else ""
        with pytest.raises(IntegrityError), transaction.atomic():
            new_gift(method, cheque_state="held" if method == "cheque" else "", **{field: empty}).save()


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"amount": 0}, "donation_amount_positive"),
        ({"currency": "USD", "rate": None}, "donation_rate_of_foreign_money"),
        ({"kind": "conditional"}, "donation_condition_told"),
        ({"tribute_kind": "in_memory"}, "donation_tribute_whole"),
        ({"from_abroad": True}, "donation_from_abroad_by_bank"),
        ({"refunded": 500}, "donation_refunded_in_part_or_whole"),
        ({"state": "cancelled"}, "donation_ended_for_a_reason"),
        ({"state": "completed"}, "donation_taken_in_is_recorded"),
    ],
)
def test_what_the_database_refuses_of_any_donation(fields, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        new_gift(**fields).save()


def test_a_cheque_in_the_database_follows_its_donation():
    cheque = make_gift("cheque")
    for state in ("presented", "cleared", "dishonoured"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Donation.objects.filter(pk=cheque.pk).update(cheque_state=state)


def test_nobody_approves_what_they_recorded(make_user):
    board = make_user("board")
    donation = make_gift("cheque", board)
    for target in ("approved", "rejected"):
        with pytest.raises(PermissionDenied):
            services.change_donation_state(donation=donation, target=target, by=board, reason="Neden")
    with pytest.raises(PermissionDenied):
        services.take_in(donation=donation, by=make_user("board"))
    with pytest.raises(PermissionDenied):
        services.change_donation_state(donation=donation, target="approved", by=make_user("staff"))
    services.change_donation_state(donation=donation, target="approved", by=make_user("board"))
    with pytest.raises(PermissionDenied):
        services.save_donation(donation=stored(donation), by=board)
    with pytest.raises(IntegrityError), transaction.atomic():
        Donation.objects.filter(pk=donation.pk).update(approved_by=board)


def test_a_cheque_is_paid_or_dishonoured_and_its_donation_follows(make_user):
    clerk, bank = make_user("staff"), an_account("cheque")
    paid, bounced = make_gift("cheque", clerk), make_gift("cheque", clerk)
    for donation in (paid, bounced):
        services.change_donation_state(donation=donation, target="approved", by=make_user("board"))
        with pytest.raises(ValidationError):
            services.change_cheque_state(donation=donation, target="cleared", by=clerk)
        services.change_cheque_state(donation=donation, target="presented", by=clerk)
        with pytest.raises(PermissionDenied):
            services.change_donation_state(donation=donation, target="cancelled", reason="İstedi", by=clerk)
    services.change_cheque_state(donation=bounced, target="dishonoured", reason="Karşılığı yok", by=clerk)
    bounced, paid = stored(bounced), stored(paid)
    assert (bounced.state, bounced.state_reason, bounced.record) == ("cancelled", "Karşılığı yok", None)
    with pytest.raises(ValidationError):
        services.change_cheque_state(donation=paid, target="cleared", by=clerk, day=today() + timedelta(days=1))
    services.change_cheque_state(donation=paid, target="cleared", by=clerk, account=bank)
    assert (stored(paid).cheque_state, balances.of_account(bank)) == ("cleared", 500)
    agree(paid, bounced)


def test_a_foreign_account_takes_nothing_and_nothing_is_half_done(make_user, monkeypatch):
    donation = make_gift("bank")
    with pytest.raises(ValidationError):
        services.take_in(donation=donation, by=make_user("staff"), account=an_account("cash"))

    def fail(*args, **options):
        raise RuntimeError("the power is gone")

    monkeypatch.setattr(Donation, "save", fail)
    with pytest.raises(RuntimeError):
        services.take_in(donation=donation, by=make_user("staff"))
    monkeypatch.undo()
    assert not FinanceRecord.objects.exists()
    done = taken_in("bank")
    monkeypatch.setattr(Refund, "save", fail)
    with pytest.raises(RuntimeError):
        services.refund(donation=done, amount=Decimal(1), day=done.day, reason="Fazla", by=make_user("board"))
    monkeypatch.undo()
    agree(donation, done)


def test_goods_make_the_amount_and_at_least_one_there_must_be():
    donation = make_gift("in_kind", items=goods(120, 30))
    assert (stored(donation).amount, donation.items.count()) == (150, 2)
    services.save_donation(donation=stored(donation), items=goods(70), by=donation.created_by)
    assert (stored(donation).amount, DonationItem.objects.count()) == (70, 1)
    with pytest.raises(ValidationError):
        services.save_donation(donation=stored(donation), items=[], by=donation.created_by)


def test_a_refund_is_of_its_day_and_its_money(make_user):
    board, donation = make_user("board"), taken_in("bank")
    ask = {"donation": donation, "amount": Decimal(5), "reason": "Fazla", "by": board}
    for wrong in (
        {"day": today() + timedelta(days=1)},
        {"day": today() - timedelta(days=1)},
        {"account": an_account("bank", "USD")},
        {"amount": Decimal("500.01")},
        {"amount": Decimal(0)},
        {"reason": " "},
    ):
        with pytest.raises(ValidationError):
            services.refund(**{"day": today()} | ask | wrong)
    agree(donation)


def test_a_receipt_or_a_refund_stands_in_the_way_of_cancelling(make_user):
    donation = taken_in("bank")
    services.refund(donation=donation, amount=Decimal(5), day=today(), reason="Fazla", by=make_user("board"))
    with pytest.raises(ValidationError):
        services.change_donation_state(donation=donation, target="cancelled", reason="Yanlış", by=make_user("board"))
    agree(donation)


def test_those_who_decide_are_told_and_then_who_recorded(make_user):
    board, clerk = make_user("board"), make_user("staff")
    donation = make_gift("in_kind", clerk)
    assert WorkflowNotification.objects.get(kind="donations.waiting").recipient == board
    services.change_donation_state(donation=donation, target="rejected", reason="Bozuk", by=board)
    assert WorkflowNotification.objects.get(kind="donations.decided").recipient == clerk


def test_cheques_are_reminded_of_once(make_user):
    make_user("accounting")
    make_gift("cheque", due_on=today() + timedelta(days=2))
    make_gift("cheque", due_on=today() - timedelta(days=1))
    make_gift("cheque", due_on=today() + timedelta(days=9))
    assert services.remind_of_cheques() == 2
    assert services.remind_of_cheques() == 0


_WAYS = ["take", "refund", "approved", "rejected", "cancelled", "presented", "cleared", "held", "dishonoured"]
STEPS = st.lists(st.tuples(st.sampled_from(_WAYS), st.booleans()), max_size=7)


def test_no_state_is_jumped_whoever_does_what(make_user):
    """Whatever is tried in whatever order: only the ways of the machines are gone, and the ledger goes along."""
    clerk, board = make_user("accounting"), make_user("board")
    gift = {"donor": make_donor(clerk), "fund": general_fund()}

    @settings(max_examples=25, deadline=None)
    @given(method=st.sampled_from(["cash", "cheque", "in_kind", "bank"]), steps=STEPS)
    def check(method, steps):
        donation = make_gift(method, clerk, **gift)
        for step, by_board in steps:
            before = stored(donation)
            try_step(donation, step, board if by_board else clerk)
            after = stored(donation)
            assert before.state == after.state or DONATION_STATES.leads(before.state, after.state)
            same = before.cheque_state == after.cheque_state
            assert same or CHEQUE_STATES.leads(before.cheque_state, after.cheque_state)
            if after.state in ("approved", "completed") and method in ("cheque", "in_kind"):
                assert after.approved_by == board
            booked_as_it_stands(donation)

    check()
    agree()


def try_step(donation, step, by):
    reason = {"reason": "Neden"}
    try:
        with transaction.atomic():
            if step == "take":
                services.take_in(donation=donation, by=by)
            elif step == "refund":
                services.refund(donation=donation, amount=Decimal(250), day=today(), by=by, **reason)
            elif step in ("presented", "cleared", "held", "dishonoured"):
                services.change_cheque_state(donation=donation, target=step, by=by, **reason)
            else:
                services.change_donation_state(donation=donation, target=step, by=by, **reason)
    except (PermissionDenied, ValidationError):
        pass


def at_once(*works):
    """Run all works at the same moment, each with a connection of its own; return how many were not refused."""
    line, done = Barrier(len(works)), []

    def run(work):
        try:
            line.wait()
            done.append(work())
        except (PermissionDenied, ValidationError):
            pass
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(done)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_take_in_cancel_and_give_back_but_once(make_user):
    boards = [make_user("board") for _ in range(2)]
    general_fund()
    waiting, wrong, back, half = make_gift("bank"), taken_in("bank"), taken_in("bank"), taken_in("bank")
    reason = {"reason": "Neden"}
    assert at_once(*(lambda by=by: services.take_in(donation=waiting, by=by) for by in boards)) == 1
    cancel = {"donation": wrong, "target": "cancelled", **reason}
    assert at_once(*(lambda by=by: services.change_donation_state(**cancel, by=by) for by in boards)) == 1
    give = {"day": today(), **reason}
    whole = {"donation": back, "amount": Decimal(300), **give}
    assert at_once(*(lambda by=by: services.refund(**whole, by=by) for by in boards)) == 1
    cancel |= {"donation": half}
    both = [
        lambda: services.refund(donation=half, amount=Decimal(500), by=boards[0], **give),
        lambda: services.change_donation_state(**cancel, by=boards[1]),
    ]
    assert at_once(*both) == 1
    agree(waiting, wrong, back, half)
    assert DonationTotal.objects.aggregate(sum=Sum("amount"))["sum"] >= 1000


def test_limits_are_of_their_day_and_of_the_value():
    donation = new_gift("cash", amount=Decimal(200), currency="USD", rate=Decimal("40"))
    assert giving.worth_of(donation) == 8000
    assert services.cash_limit(today()) == 7000
    assert services.cash_limit(date(2020, 12, 30)) is None
    assert not services.is_split(donation)


def test_gifts_of_a_day_that_pass_together_what_two_people_look_at_are_flagged(client, make_user):
    MoneyRule.objects.filter(key="four_eyes_over").delete()
    MoneyRule.objects.create(key="four_eyes_over", value=Decimal(1000), valid_from=date(2020, 1, 1))
    donor = make_donor()
    first = taken_in("bank", donor=donor, amount=Decimal(600))
    assert services.split_of(first) == services.Split.NONE
    second = taken_in("pos", donor=donor, amount=Decimal(400))
    assert services.split_of(second) == services.Split.NONE  # a thousand is not above a thousand
    third = taken_in("cash", donor=donor, amount=Decimal(1))
    goods = taken_in("in_kind", donor=donor)  # two people looked at it
    whole = taken_in("bank", donor=donor, amount=Decimal(1001))  # nobody split it
    day_before = taken_in("bank", donor=donor, amount=Decimal(600), day=today() - timedelta(days=1))
    unnamed = services.anonymous_donor(by=make_user("staff"))
    others = [taken_in("bank", donor=unnamed, amount=Decimal(600)) for _ in range(2)]
    flagged = [each for each in (first, second, third, goods, whole, day_before, *others) if services.split_of(each)]
    assert flagged == [first, second, third]
    client.force_login(make_user("board"))
    assert "bölünmüş tek bir bağış" in client.get(first.get_absolute_url()).content.decode()
    assert "bölünmüş tek bir bağış" not in client.get(whole.get_absolute_url()).content.decode()


def test_a_dossier_tells_the_gifts_and_forgetting_leaves_the_books(make_user):
    donation = taken_in("bank", notes="Işıl Hanım aradı", tribute_kind="in_memory", tribute_name="Annesi")
    message = taken_in("sms", donor=donation.donor)
    told = str(gather(SUBJECTS["donor"], donation.donor, by=make_user("admin"), reason="Başvuru").as_json())
    assert all(word in told for word in ("Işıl Hanım aradı", "Annesi", str(message)))
    forget(KINDS["donor"], donation.donor)
    donation, message = stored(donation), stored(message)
    assert (donation.notes, donation.sender_account, donation.tribute_name) == ("", "", "İmha edildi")
    assert message.sms_phone == "İmha edildi"
    agree(donation, message)
