"""Expenses that together pass the limit of four eyes, each below it."""

import pytest
from django.urls import reverse

from finance import services
from finance.models import FinanceRecord
from notifications.models import WorkflowNotification

from ..factories import make_user
from .book_rows import account, booked, entry, four_eyes_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return make_user("accounting")


@pytest.fixture
def boss():
    return make_user("board")


@pytest.fixture
def box(clerk):
    four_eyes_over(100)
    box = account("bank")
    booked(5000, box)
    return box


def spend(amount, box, by, party="Işık Kırtasiye", **fields):
    record = entry(-amount, box, counterparty=party, **fields).record(by)
    return services.save_record(record=record, by=by)


def split():
    return [*FinanceRecord.objects.filter(is_split=True).order_by("pk")]


def test_parts_are_marked_and_those_who_approve_hear_of_it(clerk, boss, box):
    first = spend(60, box, clerk)
    spend(60, box, clerk, party="Başka biri")
    spend(101, box, clerk)  # waits by itself, and is no part
    assert split() == []
    second = spend(60, box, clerk, party="IŞIK KIRTASİYE")
    assert split() == [first, second]
    told = WorkflowNotification.objects.get(recipient=boss, kind="finance.split")
    assert "120,00" in told.title
    assert not WorkflowNotification.objects.filter(recipient=clerk, kind="finance.split").exists()


def test_what_is_taken_back_withdrawn_or_changed_is_no_part_any_more(clerk, boss, box):
    first, second = spend(60, box, clerk), spend(60, box, clerk)
    services.reverse_record(record=second, day=second.day, reason="Yanlış", by=clerk)
    assert split() == []
    third = spend(150, box, clerk)
    third.amount = 90
    services.save_record(record=third, by=clerk)
    assert split() == [first, third]
    third.counterparty = "Veli Şahin"
    services.save_record(record=third, by=clerk)
    assert split() == []
    third.counterparty = first.counterparty
    services.save_record(record=third, by=clerk)
    services.withdraw(row=third, reason="İki kez", by=clerk)
    assert split() == []


def test_pages_say_so(client, clerk, box):
    client.force_login(clerk)
    first = spend(60, box, clerk)
    page = client.get(reverse("finance:expense_create")).content.decode()
    assert "Bölünmüş" not in page
    data = {
        "category": "out_rent",
        "amount": "50",
        "account": box.pk,
        "method": "bank",
        "fund": first.fund_id,
        "day": first.day.strftime("%d.%m.%Y"),
        "document_type": "invoice",
        "counterparty": "Işık Kırtasiye",
        "description": "İkinci fatura",
    }
    answer = client.post(reverse("finance:expense_create"), data, follow=True).content.decode()
    assert "onaylayanlara bildirildi" in answer
    assert first.get_absolute_url() in answer
    rows = client.get(reverse("finance:record_list") + "?split=1").content.decode()
    assert "İkinci fatura" in rows
    assert "Bölünmüş olabilir" in rows
    assert "5.000" not in rows
