"""What decisions settle in other rooms, said with the adoption or afterwards, and taken back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from finance.models import MoneyAccount, MoneyRule
from kafkasder.core.decided import choices_for, decisions_on
from meetings import services
from meetings.models import Decision, DecisionLink

from ..aid import rows as aid_rows
from ..pages import filled
from .rows import make_decision, make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def box():
    return MoneyAccount.objects.get(name="Merkez kasa")


def test_a_decision_settles_a_row_as_it_is_adopted(client, make_user, box):
    board = make_user("board")
    client.force_login(board)
    meeting = make_meeting(board, state="ongoing")
    url = reverse("meetings:decision_adopt", args=[meeting.pk])
    data = filled(client.get(url).content.decode()) | {"title": "Kasa limiti", "text": "20.000 TL ile sınırlıdır."}
    assert client.post(url, data | {"settles": "cash_limit:999999"}).status_code == 422
    assert not Decision.objects.exists()  # and no number is lost
    assert client.post(url, data | {"settles": f"cash_limit:{box.pk}"}).status_code == 302
    decision = Decision.objects.get()
    box.refresh_from_db()
    assert box.limit_decision == f"{decision.adopted_on:%d.%m.%Y}, {decision.year}/1"
    page = client.get(decision.get_absolute_url()).content.decode()
    assert box.get_absolute_url() in page
    assert decision.get_absolute_url() in client.get(box.get_absolute_url()).content.decode()
    link = DecisionLink.objects.get()
    assert client.post(reverse("meetings:decision_unlink", args=[link.pk])).status_code == 302
    box.refresh_from_db()
    assert (box.limit_decision, DecisionLink.objects.count()) == ("", 0)


def test_what_was_written_by_hand_since_stays(make_user, box):
    board = make_user("board")
    link = services.link_decision(decision=make_decision(), kind="cash_limit", row_pk=box.pk, by=board)
    MoneyAccount.objects.update(limit_decision="Eski karar 7")
    services.unlink_decision(link=link, by=board)
    box.refresh_from_db()
    assert box.limit_decision == "Eski karar 7"


def test_who_lacks_the_rows_own_verb_settles_nothing(make_user, box):
    clerk, board = make_user("staff"), make_user("board")
    decision = make_decision(make_meeting(clerk, state="ongoing"))
    offered = {value for _label, rows in choices_for(clerk) for value, _name in rows}
    assert not any(value.startswith("cash_limit") for value in offered)
    with pytest.raises(ValidationError):
        services.link_decision(decision=decision, kind="cash_limit", row_pk=box.pk, by=clerk)
    with pytest.raises(PermissionDenied):
        services.link_decision(decision=decision, kind="cash_limit", row_pk=box.pk, by=make_user("volunteer"))
    with pytest.raises(ValidationError):
        services.link_decision(decision=decision, kind="unknown", row_pk=1, by=board)
    link = services.link_decision(decision=decision, kind="cash_limit", row_pk=box.pk, by=board)
    with pytest.raises(ValidationError):
        services.unlink_decision(link=link, by=clerk)
    assert [card.url for card in decisions_on(board, "cash_limit", box.pk)] == [decision.get_absolute_url()]
    assert decisions_on(make_user("accounting"), "cash_limit", box.pk) == []


def test_a_decision_settles_a_figure_which_stays_as_it_is(client, make_user):
    board, clerk = make_user("board"), make_user("staff")
    rule = MoneyRule.objects.create(key="four_eyes_over", valid_from="2026-01-01", value=30_000, source="Kurul")
    offered = dict(pair for _label, rows in choices_for(board) for pair in rows)
    assert offered[f"money_rule:{rule.pk}"].startswith(f"{rule.get_key_display()}: 30.000,00")
    assert not any(value.startswith("money_rule") for _label, rows in choices_for(clerk) for value, _name in rows)
    decision = make_decision()
    with pytest.raises(ValidationError):
        services.link_decision(decision=decision, kind="money_rule", row_pk=rule.pk, by=clerk)
    link = services.link_decision(decision=decision, kind="money_rule", row_pk=rule.pk, by=board)
    client.force_login(board)
    assert decision.get_absolute_url() in client.get(rule.get_absolute_url()).content.decode()
    assert rule.get_absolute_url() in client.get(decision.get_absolute_url()).content.decode()
    rule.refresh_from_db()
    assert (rule.value, rule.source) == (30_000, "Kurul")
    client.force_login(make_user("accounting"))  # who minds figures, and does not see all meetings
    assert decision.get_absolute_url() not in client.get(rule.get_absolute_url()).content.decode()
    services.unlink_decision(link=link, by=board)
    assert decisions_on(board, "money_rule", rule.pk) == []


@pytest.mark.parametrize("kind", ["aid_application", "payment_list"])
def test_a_decision_settles_what_is_given(client, make_user, kind):
    board, clerk = make_user("board"), make_user("staff")
    row = aid_rows.make_granted() if kind == "aid_application" else aid_rows.make_locked()
    offered = {value for _label, rows in choices_for(board) for value, _name in rows}
    assert f"{kind}:{row.pk}" in offered
    assert f"{kind}:{row.pk}" not in {value for _label, rows in choices_for(clerk) for value, _name in rows}
    decision = make_decision(make_meeting(board, state="ongoing", kind="aid_committee"))
    link = services.link_decision(decision=decision, kind=kind, row_pk=row.pk, by=board)
    client.force_login(board)
    assert decision.get_absolute_url() in client.get(row.get_absolute_url()).content.decode()
    assert row.get_absolute_url() in client.get(decision.get_absolute_url()).content.decode()
    client.force_login(make_user("accounting"))  # who sees the row, and does not see all meetings
    page = client.get(row.get_absolute_url())
    assert page.status_code == 200
    assert decision.get_absolute_url() not in page.content.decode()
    services.unlink_decision(link=link, by=board)
    assert decisions_on(board, kind, row.pk) == []
