"""What somebody with a form open is told of what others save, and what saving makes of their answer."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEntry
from beneficiaries.models import Beneficiary, BudgetLine, District, Household, IdentityDocument, SensitiveRecord

from ..pages import told

pytestmark = pytest.mark.django_db
EDIT = {Household: "household_edit", Beneficiary: "person_edit", IdentityDocument: "document_edit"}


@pytest.fixture
def other(as_role: Any) -> Client:
    return as_role("board", full_name="Zeynep Koç")


@pytest.fixture
def household(make_household: Any) -> Household:
    return make_household(neighbourhood="Hunat", housing="rented", notes="eski", phone="+905339876543")


class Form:
    """A form that stands open: what it would send, and the news at its foot."""

    def __init__(self, client: Client, row: Any, filled: Any) -> None:
        self.client, self.filled = client, filled
        self.address = reverse(f"beneficiaries:{EDIT[type(row)]}", args=[row.pk])
        self.show(client.get(self.address))

    def show(self, answer: Any) -> None:
        self.html = answer.content.decode()
        self.status = answer.status_code
        self.news_address = unescape(re.findall(r'data-live-url="([^"]+/degisenler/[^"]+)"', self.html)[0])

    def news(self) -> dict[str, dict[str, str]]:
        """Return the attributes of each item by its field, with its text."""
        answer = self.client.get(reverse("live:fragments"), {"url": self.news_address})
        assert answer.status_code == 200
        self.fragment = answer.json()["news"]["html"]
        items = re.findall(r"<li(.*?)>(.*?)</li>", self.fragment, flags=re.DOTALL)
        found = [
            dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) | {"text": unescape(re.sub(r"<[^>]+>", " ", text))}
            for tag, text in items
        ]
        return {item["data-news-item"]: item for item in found}

    def inputs(self, field: str) -> dict[str, Any]:
        return json.loads(unescape(self.news()[field]["data-inputs"]))

    def decided(self, *fields: str) -> dict[str, str]:
        """Return what the form sends when the person saw these fields' news and decided."""
        news = self.news()
        return {news[field]["data-seen"]: news[field]["data-digest"] for field in fields}

    def save(self, **typed: Any) -> Any:
        answer = self.client.post(self.address, self.filled(self.html, **typed))
        if answer.status_code == 422:
            self.show(answer)
        return answer.status_code


@pytest.fixture
def open_form(filled: Any) -> Any:
    def opened(client: Client, row: Any) -> Form:
        return Form(client, row, filled)

    return opened


def test_nothing_is_told_while_nothing_changes(clerk: Client, household: Household, open_form: Any) -> None:
    assert open_form(clerk, household).news() == {}


def test_the_changed_fields_are_told_with_value_and_name(
    clerk: Client, other: Client, household: Household, open_form: Any
) -> None:
    form = open_form(clerk, household)
    open_form(other, household).save(neighbourhood="Fatih", housing="tent", is_emergency="on")
    news = form.news()
    assert news.keys() == {"neighbourhood", "housing", "is_emergency"}
    for field, value in (("neighbourhood", "Fatih"), ("housing", "Çadır/konteyner"), ("is_emergency", "Evet")):
        assert "Zeynep Koç" in news[field]["text"]
        assert value.split("/")[0] in news[field]["text"]
    assert form.inputs("neighbourhood") == {"neighbourhood": {"values": ["Fatih"], "text": "Fatih"}}
    assert form.inputs("housing")["housing"]["values"] == ["tent"]
    assert form.inputs("is_emergency")["is_emergency"]["values"] == ["on"]


def test_of_several_who_change_each_is_named_for_what_they_did(
    clerk: Client, other: Client, as_role: Any, household: Household, open_form: Any
) -> None:
    form = open_form(clerk, household)
    open_form(other, household).save(neighbourhood="Fatih", notes="onun")
    open_form(as_role("admin", full_name="Işıl Yönetici"), household).save(notes="benim")
    news = form.news()
    assert "Zeynep Koç" in news["neighbourhood"]["text"]
    assert "Işıl Yönetici" in news["notes"]["text"]
    assert "benim" in news["notes"]["text"]


def test_a_change_that_was_taken_back_is_no_news(
    clerk: Client, other: Client, household: Household, open_form: Any
) -> None:
    form = open_form(clerk, household)
    open_form(other, household).save(neighbourhood="Fatih", phone="0533 111 22 33")
    assert form.news().keys() == {"neighbourhood", "phone"}
    open_form(other, household).save(neighbourhood="Hunat", phone="0533 987 65 43")
    assert form.news() == {}


def test_who_only_looked_did_not_change(clerk: Client, other: Client, household: Household, open_form: Any) -> None:
    form = open_form(clerk, household)
    open_form(other, household).save(phone="0533 111 22 33")
    clerk.post(reverse("beneficiaries:household_reveal", args=[household.pk, "phone"]), {"reason": "Arayacağım"})
    assert "Zeynep Koç" in form.news()["phone"]["text"]


# What a decision does


@pytest.mark.parametrize("typed", ["Hunat", "Selçuk"], ids=["untouched", "typed"])
def test_a_value_that_was_seen_and_left_is_not_asked_again(
    clerk: Client, other: Client, household: Household, open_form: Any, typed: str
) -> None:
    form = open_form(clerk, household)
    open_form(other, household).save(neighbourhood="Fatih")
    assert form.save(neighbourhood=typed, **form.decided("neighbourhood")) == 302
    household.refresh_from_db()
    assert household.neighbourhood == typed


def test_a_value_taken_over_is_saved_without_a_question(
    clerk: Client, other: Client, household: Household, open_form: Any
) -> None:
    form = open_form(clerk, household)
    open_form(other, household).save(neighbourhood="Fatih", notes="onun")
    assert form.save(neighbourhood="Fatih", notes="benim", **form.decided("neighbourhood", "notes")) == 302
    household.refresh_from_db()
    assert (household.neighbourhood, household.notes) == ("Fatih", "benim")


def test_a_further_change_is_put_again(clerk: Client, other: Client, household: Household, open_form: Any) -> None:
    form = open_form(clerk, household)
    open_form(other, household).save(neighbourhood="Fatih")
    decided = form.decided("neighbourhood")
    open_form(other, household).save(neighbourhood="Erkilet")
    assert form.news()["neighbourhood"]["data-digest"] not in decided.values()
    assert form.save(neighbourhood="Selçuk", **decided) == 422
    assert "Erkilet" in form.html
    household.refresh_from_db()
    assert household.neighbourhood == "Erkilet"


def test_what_was_taken_over_and_then_changed_again_follows(
    clerk: Client, other: Client, household: Household, open_form: Any
) -> None:
    """The person never typed anything of their own there."""
    form = open_form(clerk, household)
    open_form(other, household).save(neighbourhood="Fatih")
    decided = form.decided("neighbourhood")
    open_form(other, household).save(neighbourhood="Hunat")
    assert form.save(neighbourhood="Fatih", notes="yeni", **decided) == 302
    household.refresh_from_db()
    assert (household.neighbourhood, household.notes) == ("Hunat", "yeni")


def test_a_refused_form_remembers_what_was_decided(
    clerk: Client, other: Client, household: Household, open_form: Any
) -> None:
    form = open_form(clerk, household)
    open_form(other, household).save(neighbourhood="Fatih", notes="onun")
    assert form.save(neighbourhood="Selçuk", phone="12", **form.decided("neighbourhood")) == 422
    assert form.news().keys() == {"notes"}
    assert form.save(phone="") == 302
    household.refresh_from_db()
    assert (household.neighbourhood, household.notes) == ("Selçuk", "onun")


def test_a_clash_that_the_page_puts_is_no_news_until_it_changes_again(
    clerk: Client, other: Client, household: Household, open_form: Any
) -> None:
    form = open_form(clerk, household)
    open_form(other, household).save(neighbourhood="Fatih")
    assert form.save(neighbourhood="Selçuk") == 422
    assert form.news() == {}
    open_form(other, household).save(neighbourhood="Erkilet")
    assert "Erkilet" in form.news()["neighbourhood"]["text"]
    assert form.save(**form.decided("neighbourhood")) == 302
    household.refresh_from_db()
    assert household.neighbourhood == "Selçuk"


def test_a_digest_that_is_none_decides_nothing(
    clerk: Client, other: Client, household: Household, open_form: Any
) -> None:
    form = open_form(clerk, household)
    open_form(other, household).save(neighbourhood="Fatih")
    assert form.save(neighbourhood="Selçuk", **{"seen-neighbourhood": "x" * 5000, "seen-gibt": "0" * 22}) == 422


# Fields that are more than a text


def test_a_masked_value_is_told_masked_and_taken_over_unseen(
    clerk: Client, other: Client, household: Household, open_form: Any
) -> None:
    form = open_form(clerk, household)
    open_form(other, household).save(phone="0533 111 22 33")
    item = form.news()["phone"]
    assert "0533 *** ** 33" in item["text"]
    assert "111" not in told(form.fragment)
    inputs = form.inputs("phone")
    assert inputs["phone"]["values"] == [""]
    assert inputs["phone-remove"] == {"values": []}
    assert form.save(**form.decided("phone")) == 302
    household.refresh_from_db()
    assert household.phone == "+905331112233"


def test_a_typed_phone_is_kept_against_theirs(
    clerk: Client, other: Client, household: Household, open_form: Any
) -> None:
    form = open_form(clerk, household)
    open_form(other, household).save(phone="0533 111 22 33")
    assert form.save(phone="0533 444 55 66", **form.decided("phone")) == 302
    household.refresh_from_db()
    assert household.phone == "+905334445566"


def test_province_and_district_are_one_item(clerk: Client, other: Client, household: Household, open_form: Any) -> None:
    ankara = District.objects.filter(province=6).first()
    form = open_form(clerk, household)
    open_form(other, household).save(province="6", district=str(ankara.pk))
    assert f"Ankara / {ankara}" in form.news()["place"]["text"]
    inputs = form.inputs("place")
    assert inputs["province"] == {"values": ["6"], "text": "Ankara"}
    assert inputs["district"] == {"values": [str(ankara.pk)], "text": str(ankara)}


def test_lines_of_the_budget_are_told_with_who_deleted_them(
    clerk: Client, other: Client, as_role: Any, household: Household, open_form: Any
) -> None:
    for source, amount in (("wage", 100), ("pension", 50)):
        BudgetLine.objects.create(household=household, kind="income", source=source, amount=amount)
    form = open_form(clerk, household)
    open_form(other, household).save(**{"incomes-0-amount": "1250", "incomes-1-DELETE": "on"})
    rent = {"expenses-0-source": "rent", "expenses-0-amount": "4000", "expenses-0-currency": "TRY"}
    open_form(as_role("admin", full_name="Işıl Yönetici"), household).save(**rent)
    news = form.news()
    assert news.keys() == {"incomes", "expenses"}
    assert "Zeynep Koç" in news["incomes"]["text"]
    assert "Işıl Yönetici" in news["expenses"]["text"]
    (line,) = form.inputs("expenses")["expenses"]["lines"]
    assert line == {"source": "rent", "amount": "4.000,00", "currency": "TRY", "note": ""}


def test_a_line_taken_over_into_a_blank_row_is_stored(
    clerk: Client, other: Client, household: Household, open_form: Any
) -> None:
    """The row is as the stored one is by then; it must not count as unchanged, and so as not there."""
    line = {"incomes-0-source": "wage", "incomes-0-amount": "1.250,00", "incomes-0-currency": "TRY"}
    form = open_form(clerk, household)
    open_form(other, household).save(**line)
    assert form.save(notes="yeni", **line, **form.decided("incomes")) == 302
    assert household.budget_lines.get().amount == 1250


def test_a_person_and_a_document_have_news_too(clerk: Client, other: Client, make_person: Any, open_form: Any) -> None:
    person = make_person(identity_number="10000000146", birth_year=1980)
    document = IdentityDocument.objects.create(person=person, kind="passport", number="U1234567")
    forms = open_form(clerk, person), open_form(clerk, document)
    open_form(other, person).save(birth_date="15.03.1985", birth_year="")
    open_form(other, document).save(number="U7654321", country="SY")
    assert forms[0].inputs("birth") == {
        "birth_date": {"values": ["15.03.1985"], "text": "15 Mart 1985"},
        "birth_year": {"values": [""], "text": "1985"},
    }
    assert forms[1].news().keys() == {"number", "country"}
    assert "*****321" in forms[1].news()["number"]["text"]


def test_sensitive_values_are_told_only_to_who_asks_and_is_recorded(
    clerk: Client, as_role: Any, make_person: Any, filled: Any
) -> None:
    """A page that is only looked at shows none of it, for nobody would be recorded as having seen it."""
    person = make_person()
    SensitiveRecord.objects.create(person=person, notes="Rampa gerekiyor")
    address = reverse("beneficiaries:sensitive_edit", args=[person.pk])
    mine = clerk.post(address).content.decode()
    colleague = as_role("admin", full_name="Işıl Yönetici")
    theirs = colleague.post(address).content.decode()
    assert colleague.post(address, filled(theirs, notes="Asansör bozuk", health_flags=["chronic"])).status_code == 302
    url = re.findall(r'data-live-url="([^"]+/degisenler/[^"]+)"', mine)[0]
    veiled = clerk.get(reverse("live:fragments"), {"url": url}).json()["news"]["html"]
    for shown in ("Gizli notlar", "Sağlık durumu", "Işıl Yönetici"):
        assert shown in veiled
    for secret in ("Asansör", "Rampa", "chronic", "Süreğen", "values"):
        assert secret not in veiled
    seen = AuditEntry.objects.filter(action="view", actor=clerk.user)  # type: ignore[attr-defined]
    before = seen.count()
    unveiled = clerk.post(url).content.decode()
    assert "Asansör bozuk" in unveiled
    assert seen.count() == before + 1
    (digest,) = re.findall(r'data-news-item="notes".*?data-digest="(\w+)"', unveiled, flags=re.DOTALL)
    assert clerk.post(address, filled(mine, notes="Asansör onarıldı", **{"seen-notes": digest})).status_code == 302
    record = SensitiveRecord.objects.get()
    assert (record.notes, record.health_flags) == ("Asansör onarıldı", "chronic")


# Who may


def test_an_archived_record_is_told(clerk: Client, household: Household, open_form: Any) -> None:
    form = open_form(clerk, household)
    Household.objects.filter(pk=household.pk).update(status="archived", neighbourhood="Fatih")
    assert form.news() == {}
    assert "önce arşivden çıkarın" in form.fragment
    assert "Fatih" not in form.fragment


def test_who_may_not_open_the_form_is_told_nothing(
    clerk: Client, as_role: Any, household: Household, open_form: Any
) -> None:
    url = open_form(clerk, household).news_address
    asked = {role: as_role(role).get(reverse("live:fragments"), {"url": url}) for role in ("auditor", "volunteer")}
    assert {answer.status_code for answer in asked.values()} == {403}


def test_the_same_queries_whatever_has_changed(
    clerk: Client, other: Client, household: Household, open_form: Any
) -> None:
    form, counts = open_form(clerk, household), []
    for changed in ({"neighbourhood": "Fatih"}, {"notes": "yeni", "address": "Sokak 3", "phone": "0533 111 22 33"}):
        open_form(other, household).save(**changed)
        with CaptureQueriesContext(connection) as queries:
            form.news()
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_address_of_news_gives_nothing_away(clerk: Client, household: Household, open_form: Any) -> None:
    first, second = open_form(clerk, household), open_form(clerk, household)
    assert first.news_address == second.news_address  # so that one render serves both
    assert len(first.news_address) < 150
    assert not {"Hunat", "eski", "9876543"} & set(re.split(r"[/-]", first.news_address))
