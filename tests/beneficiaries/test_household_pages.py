"""The household's page and its forms."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from beneficiaries.models import Beneficiary, BudgetLine, District, Household, StateChange
from beneficiaries.services import change_household_state, move_person
from beneficiaries.states import HouseholdStatus

pytestmark = pytest.mark.django_db
KAYSERI, ANKARA = 38, 6


def url(name: str, *args: Any) -> str:
    return reverse(f"beneficiaries:{name}", args=args)


def page(client: Client, household: Household, **query: str) -> str:
    return client.get(household.get_absolute_url(), query).content.decode()


# The page


def test_the_page_tells_who_lives_there_and_on_what(clerk: Client, make_household: Any, make_person: Any) -> None:
    household = make_household(
        head={"first_name": "Şükrü", "last_name": "Işık", "phone": "+905321234567"},
        neighbourhood="Hunat",
        categories=["widow"],
        is_emergency=True,
    )
    make_person(household, first_name="Elif", identity_number="10000000146", birth_year=2015, relation="daughter")
    for kind, source, amount, currency in [
        ("income", "wage", 1000, "TRY"),
        ("expense", "rent", 400, "TRY"),
        ("income", "relatives", 50, "EUR"),
    ]:
        BudgetLine.objects.create(household=household, kind=kind, source=source, amount=amount, currency=currency)
    html = page(clerk, household)
    for shown in ("Şükrü Işık", "Hane reisi", "Elif", "Kızı", "Hunat", "Dul kadın", "Acil durum", "2 üye"):
        assert shown in html
    assert "100******46" in html
    assert "0532 *** ** 67" in html
    assert "10000000146" not in html
    assert "1234567" not in html
    assert "600,00" in html
    assert "50,00" in html
    assert "650,00" not in html


def test_a_rented_home_is_an_expense_and_a_let_one_an_income(make_household: Any) -> None:
    household = make_household()
    income, expense = (BudgetLine(household=household, kind=kind, source="rent") for kind in ("income", "expense"))
    assert (income.source_label, expense.source_label) == ("Kira geliri", "Kira")


def test_as_many_queries_for_one_member_as_for_three(
    clerk: Client, make_household: Any, make_person: Any, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for size in (1, 3):
        household = make_household(head={})
        for _ in range(size):
            make_person(household, relation="son")
            BudgetLine.objects.create(household=household, kind="income", source="wage", amount=1)
        with CaptureQueriesContext(connection) as queries:
            page(clerk, household)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_who_sees_only_given_households_sees_no_other(as_role: Any, make_household: Any) -> None:
    volunteer = as_role("volunteer")
    theirs, other = make_household(assigned_to=volunteer.user), make_household()
    assert volunteer.get(theirs.get_absolute_url()).status_code == 200
    assert volunteer.get(other.get_absolute_url()).status_code == 404


def test_buttons_are_there_for_those_who_may(as_role: Any, make_household: Any) -> None:
    household = make_household(head={}, phone="+905321234567")
    offers = (
        url("household_edit", household.pk),
        url("household_state", household.pk, "suspended"),
        url("household_reveal", household.pk, "phone"),
        url("member_create", household.pk),
    )
    for role, expected in (("staff", True), ("auditor", False)):
        html = page(as_role(role), household)
        assert [offer in html for offer in offers] == [expected] * len(offers), role


def test_the_card_is_masked_on_paper_too(clerk: Client, make_household: Any) -> None:
    household = make_household(head={"identity_number": "10000000146"}, phone="+905321234567")
    html = clerk.get(url("household_card", household.pk)).content.decode()
    assert "100******46" in html
    assert "0532 *** ** 67" in html
    assert "10000000146" not in html


# The history


def test_the_history_tells_states_moves_changes_and_reads(clerk: Client, make_household: Any, make_person: Any) -> None:
    household, other = make_household(head={}), make_household(head={})
    son = make_person(household, first_name="Emre", relation="son")
    clerk.post(url("household_state", household.pk, "suspended"), {"reason": "Adreste yok"})
    move_person(person=son, target=other, moved_on=timezone.localdate(), by=clerk.user, reason="Evlendi")
    clerk.post(url("person_reveal", household.head_id, "phone"), {"reason": "Aranacak"})
    Household.objects.filter(pk=household.pk).update(neighbourhood="Hunat", assigned_to=clerk.user)
    html = page(clerk, household)
    for told in ("Aktif → Askıda", "Adreste yok", "Emre", "Evlendi", "Aranacak", "Hunat", clerk.user.full_name):
        assert told in html
    assert "Hane bilgileri değişti" in html


@pytest.mark.parametrize(
    ("kind", "there", "absent"),
    [
        ("durum", "Aktif → Askıda", "Hane kaydedildi"),
        ("degisiklik", "Hane kaydedildi", "Aktif → Askıda"),
        ("goruntuleme", "Aranacak", "Hane kaydedildi"),
        ("uydurma", "Hane kaydedildi", "undefined"),
    ],
)
def test_the_history_is_narrowed(clerk: Client, make_household: Any, kind: str, there: str, absent: str) -> None:
    household = make_household(head={})
    clerk.post(url("household_state", household.pk, "suspended"), {"reason": "Adreste yok"})
    clerk.post(url("person_reveal", household.head_id, "phone"), {"reason": "Aranacak"})
    html = page(clerk, household, tur=kind)
    assert there in html
    assert absent not in html


def test_a_change_of_state_is_told_once(clerk: Client, make_household: Any) -> None:
    household = make_household(head={})
    change_household_state(household=household, target="suspended", by=clerk.user, reason="Adreste yok")
    assert page(clerk, household, tur="degisiklik").count("Hane bilgileri değişti") == page(
        clerk, make_household(head={}), tur="degisiklik"
    ).count("Hane bilgileri değişti")


def test_a_long_history_is_opened_further(clerk: Client, make_household: Any) -> None:
    household = make_household()
    for number in range(35):
        Household.objects.filter(pk=household.pk).update(neighbourhood=f"Mahalle {number}")
    html = page(clerk, household)
    assert "?son=60" in html
    assert html.count("timeline-entry") == 30
    assert page(clerk, household, son="60").count("timeline-entry") == 36


# Registering


def new_household(**fields: Any) -> dict[str, Any]:
    blank = {"TOTAL_FORMS": 2, "INITIAL_FORMS": 0, "0-currency": "TRY", "1-currency": "TRY"}
    formsets = {f"{side}-{name}": value for side in ("incomes", "expenses") for name, value in blank.items()}
    return formsets | {"priority": "normal", "head-nationality": "TR", "head-legal_status": "citizen"} | fields


def test_an_empty_form_registers_nothing(clerk: Client) -> None:
    response = clerk.post(url("household_create"), new_household())
    assert response.status_code == 422
    assert "Form boş" in response.content.decode()
    assert not Household.objects.exists()


def test_a_household_is_registered_with_head_and_budget(clerk: Client) -> None:
    district = District.objects.filter(province=KAYSERI).first()
    data = new_household(
        province=KAYSERI,
        district=district.pk,
        neighbourhood="Hunat Mah.",
        phone="0352 222 33 44",
        categories=["widow", "family_orphan"],
        **{
            "head-first_name": "AYŞE",
            "head-last_name": "yılmaz",
            "head-identity_number": "10000000146",
            "head-birth_date": "15.03.1985",
            "incomes-0-source": "wage",
            "incomes-0-amount": "12.500,50",
        },
    )
    answer = clerk.post(url("household_create"), data)
    household = Household.objects.get()
    assert answer.headers["Location"] == household.get_absolute_url()
    assert (household.status, household.neighbourhood) == (HouseholdStatus.DRAFT, "Hunat")
    assert (household.phone, household.categories) == ("+903522223344", ["family_orphan", "widow"])
    assert (str(household.head), household.head.birth_year, household.head.relation) == ("Ayşe Yılmaz", 1985, "self")
    line = household.budget_lines.get()
    assert (line.kind, line.source, line.amount) == ("income", "wage", Decimal("12500.50"))


def test_a_household_may_begin_without_anybody(clerk: Client) -> None:
    assert clerk.post(url("household_create"), new_household(neighbourhood="Hunat")).status_code == 302
    assert Household.objects.get().head is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"head-first_name": "Ayşe"}, "Soyad"),
        ({"head-first_name": "A", "head-last_name": "B"}, "nedenini seçin"),
        ({"phone": "123"}, "Telefon numarası eksik"),
        ({"incomes-0-source": "wage", "incomes-0-amount": "bin"}, "Gelir ve giderlerdeki"),
        ({"head-identity_number": "10000000146", "head-first_name": ""}, "Ad"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_stored(clerk: Client, wrong: dict[str, Any], said: str) -> None:
    answer = clerk.post(url("household_create"), new_household(**wrong))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Household.objects.exists()
    assert not Beneficiary.objects.exists()


def test_a_district_of_another_province_is_refused(clerk: Client) -> None:
    district = District.objects.filter(province=ANKARA).first()
    answer = clerk.post(url("household_create"), new_household(province=KAYSERI, district=district.pk))
    assert answer.status_code == 422


def test_districts_come_without_a_script(clerk: Client) -> None:
    data = new_household(province=KAYSERI, districts="1", phone="123", **{"head-first_name": "Ayşe"})
    answer = clerk.post(url("household_create"), data)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Melikgazi" in html
    assert "Ayşe" in html
    assert "123" in html
    assert "field-errors" not in html


def test_districts_come_with_a_script(clerk: Client) -> None:
    html = clerk.get(url("district_options"), {"province": KAYSERI}).content.decode()
    assert "Melikgazi" in html
    assert "Çankaya" not in html
    assert "option value" in clerk.get(url("district_options"), {"province": "x"}).content.decode()


# Changing


def test_untouched_values_stay_as_they_are(clerk: Client, make_household: Any, filled: Any) -> None:
    household = make_household(
        province_id=KAYSERI,
        phone="+905321234567",
        categories=["widow", "debtor"],
        notes="iki\nsatır",
        is_emergency=True,
    )
    line = BudgetLine.objects.create(household=household, kind="income", source="wage", amount="12500.5")
    before = Household.objects.filter(pk=household.pk).values().get()
    edit = url("household_edit", household.pk)
    assert clerk.post(edit, filled(clerk.get(edit).content.decode())).status_code == 302
    after = Household.objects.filter(pk=household.pk).values().get()
    assert sorted(before.pop("categories")) == sorted(after.pop("categories"))
    assert before | {"updated_at": 0} == after | {"updated_at": 0}
    assert household.budget_lines.get() == line


def test_a_masked_phone_is_never_in_the_form_and_goes_only_by_its_tick(
    clerk: Client, make_household: Any, filled: Any
) -> None:
    household = make_household(phone="+905339876543")
    edit = url("household_edit", household.pk)
    html = clerk.get(edit).content.decode()
    assert "9876543" not in html.replace(" ", "")
    assert "0533 *** ** 43" in html
    clerk.post(edit, filled(html, **{"phone-remove": "on"}))
    household.refresh_from_db()
    assert household.phone == ""


def test_a_changed_line_is_changed_and_not_replaced(clerk: Client, make_household: Any, filled: Any) -> None:
    household = make_household()
    wage, rent = (
        BudgetLine.objects.create(household=household, kind=kind, source=source, amount=100)
        for kind, source in (("income", "wage"), ("expense", "rent"))
    )
    edit = url("household_edit", household.pk)
    data = filled(clerk.get(edit).content.decode(), **{"incomes-0-amount": "250,00", "expenses-0-DELETE": "on"})
    clerk.post(edit, data)
    assert list(household.budget_lines.values_list("pk", "amount")) == [(wage.pk, 250)]
    assert not BudgetLine.objects.filter(pk=rent.pk).exists()


def test_an_archived_household_is_not_changed(clerk: Client, make_household: Any) -> None:
    household = make_household(status=HouseholdStatus.ARCHIVED)
    assert clerk.get(url("household_edit", household.pk)).status_code == 403


# States


def test_a_state_changes_with_its_reason_and_is_taken_back(clerk: Client, make_household: Any) -> None:
    household = make_household(head={})
    state = url("household_state", household.pk, "suspended")
    assert clerk.post(state, {"reason": " "}).status_code == 422
    answer = clerk.post(state, {"reason": "Adreste yok"}, follow=True)
    household.refresh_from_db()
    assert household.status == HouseholdStatus.SUSPENDED
    undo = url("undo_state_change", StateChange.objects.get().pk)
    assert undo in answer.content.decode()
    clerk.post(undo)
    household.refresh_from_db()
    assert household.status == HouseholdStatus.ACTIVE


def test_a_state_that_does_not_follow_is_not_there(clerk: Client, make_household: Any) -> None:
    household = make_household(head={})
    assert clerk.get(url("household_state", household.pk, "draft")).status_code == 404
    assert clerk.post(url("household_state", household.pk, "draft"), {"reason": "Deneme"}).status_code == 404


def test_approving_without_a_head_says_why_not(clerk: Client, make_household: Any) -> None:
    household = make_household(status=HouseholdStatus.PENDING)
    answer = clerk.post(url("household_state", household.pk, "active"))
    assert answer.status_code == 422
    assert "reis" in answer.content.decode()


def test_a_new_head_is_chosen_among_the_active_members(clerk: Client, make_household: Any, make_person: Any) -> None:
    household = make_household(head={})
    former, son = household.head, make_person(household, relation="son")
    stranger = make_person()
    choose = url("head_choose", household.pk)
    assert clerk.post(choose, {"person": stranger.pk, "former_relation": "father"}).status_code == 422
    assert clerk.post(choose, {"person": son.pk, "former_relation": "father"}).status_code == 302
    household.refresh_from_db()
    former.refresh_from_db()
    assert (household.head, former.relation) == (son, "father")


def test_a_page_that_is_not_there_watches_nothing(client, make_user, make_household):
    client.force_login(make_user("staff"))
    assert 'data-live="' in main_part(client.get(make_household().get_absolute_url()))
    answer = client.get("/haneler/999999/")
    assert answer.status_code == 404
    assert "data-live=" not in main_part(answer)


def main_part(answer) -> str:
    """What stands in the frame; the bell in it is watched on every page."""
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]
