"""The lists of households and people: who sees what, and which filter keeps what."""

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from beneficiaries.lists import HOUSEHOLDS
from beneficiaries.models import Beneficiary, District, Household, Province
from kafkasder.core.text import sort_key
from tests.factories import make_household, make_person, make_user

from .rows import pages, shown

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
EVERY_COLUMN = ".".join(column.key for column in HOUSEHOLDS.columns if not column.extra)
TODAY = datetime.date(2026, 11, 20)
IDENTITY_NUMBER = "10000000146"


class TestCost:
    @pytest.mark.parametrize("path", ["/haneler/", f"/haneler/?columns={EVERY_COLUMN}", "/kisiler/"])
    def test_three_rows_cost_as_many_queries_as_one(self, client: Client, staff: Any, path: str) -> None:
        self.add_row(staff)
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as one:
            assert len(shown(client, path)) == 1
        self.add_row(staff)
        self.add_row(staff)
        with CaptureQueriesContext(connection) as three:
            assert len(shown(client, path)) == 3
        assert len(one) == len(three) <= MOST_QUERIES

    @staticmethod
    def add_row(user: Any) -> None:
        place = District.objects.select_related("province").first()
        make_household(
            head={},
            province=place.province,
            district=place,
            assigned_to=user,
            categories=["widow", "debtor", "patient"],
        )

    @pytest.mark.parametrize("path", ["/haneler/", "/kisiler/"])
    def test_filters_and_search_stay_within_the_limit(self, client: Client, staff: Any, path: str) -> None:
        self.add_row(staff)
        household = Household.objects.get()
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            address = (
                f"{path}?q=ayse&province={household.province_id}&district={household.district_id}&assigned={staff.pk}"
            )
            assert len(shown(client, address)) == 1
        assert len(queries) <= MOST_QUERIES


class TestWhoSeesWhat:
    def test_strangers_are_asked_to_sign_in(self, client: Client) -> None:
        assert client.get("/haneler/").status_code == 302

    def test_without_the_verb_there_is_no_list(self, client: Client) -> None:
        client.force_login(make_user())
        assert client.get("/haneler/").status_code == 403
        assert client.get("/kisiler/").status_code == 403

    def test_volunteers_see_only_what_is_theirs(self, client: Client) -> None:
        volunteer = make_user("volunteer")
        mine, other = make_household(assigned_to=volunteer), make_household()
        person = make_person(mine)
        make_person(other)
        client.force_login(volunteer)
        assert shown(client, "/haneler/") == [mine.pk]
        assert shown(client, "/kisiler/") == [person.pk]

    def test_files_need_their_own_verb(self, client: Client) -> None:
        client.force_login(make_user("volunteer"))
        assert client.post("/haneler/disa-aktar/", {"form": "csv"}).status_code == 403
        assert client.post("/kisiler/disa-aktar/", {"form": "csv"}).status_code == 403


def form_of(html: str) -> dict[str, list[str]]:
    """Return what the form of the list would send if nobody touched it."""
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*form=\"list-form\"[^>]*>", html):
        if 'type="checkbox"' in tag and " checked" not in tag:
            continue
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value and value[1]:
            sent.setdefault(name[1], []).append(value[1])
    return sent


class TestForm:
    @pytest.mark.parametrize("opened", [{}, {"List-Drawer": "1"}])
    def test_a_search_keeps_the_filters_whether_their_drawer_was_opened_or_not(
        self, client: Client, staff: Any, opened: dict[str, str]
    ) -> None:
        query = "priority=high&priority=urgent&emergency=1&created_from=01.02.2026&sort=head&size=50"
        html = client.get(f"/haneler/?{query}", headers=opened).content.decode()
        response = client.post("/haneler/", {**form_of(html), "q": "ay"})
        address = response.headers["Location"]
        assert sorted(address.removeprefix("/haneler/?").split("&")) == sorted([*query.split("&"), "q=ay"])


class TestHouseholdFilters:
    def test_archived_ones_hide_until_asked_for(self, client: Client, staff: Any) -> None:
        active, archived = make_household(), make_household(status="archived")
        assert shown(client, "/haneler/") == [active.pk]
        assert shown(client, "/haneler/?status=archived") == [archived.pk]
        assert set(shown(client, "/haneler/?status=all")) == {active.pk, archived.pk}

    def test_by_status_priority_emergency_and_category(self, client: Client, staff: Any) -> None:
        make_household()
        wanted = make_household(status="pending", priority="urgent", is_emergency=True, categories=["widow", "patient"])
        for query in (
            "status=pending",
            "priority=urgent",
            "emergency=1",
            "category=widow",
            "category=debtor&category=patient",
        ):
            assert shown(client, f"/haneler/?{query}") == [wanted.pk], query

    def test_by_place(self, client: Client, staff: Any) -> None:
        district = District.objects.filter(province=34).first()
        wanted = make_household(province_id=34, district=district)
        same_province = make_household(province_id=34)
        make_household(province_id=6)
        assert set(shown(client, "/haneler/?province=34")) == {wanted.pk, same_province.pk}
        assert shown(client, f"/haneler/?province=34&district={district.pk}") == [wanted.pk]

    def test_districts_wait_for_a_province(self, client: Client, staff: Any) -> None:
        opened = {"List-Drawer": "1"}
        assert "Önce il seçin" in client.get("/haneler/", headers=opened).content.decode()
        assert "Kadıköy" in client.get("/haneler/?province=34", headers=opened).content.decode()

    def test_choices_are_fetched_when_the_filters_are_opened(self, client: Client, staff: Any) -> None:
        assert "Ardahan" not in client.get("/haneler/").content.decode()
        assert "Ardahan" in client.get("/haneler/?drawer=1").content.decode()

    def test_by_who_is_responsible(self, client: Client, staff: Any) -> None:
        other = make_user("staff")
        mine, theirs, nobodys = make_household(assigned_to=staff), make_household(assigned_to=other), make_household()
        assert shown(client, "/haneler/?assigned=me") == [mine.pk]
        assert shown(client, f"/haneler/?assigned={other.pk}") == [theirs.pk]
        assert shown(client, "/haneler/?assigned=none") == [nobodys.pk]

    def test_mine_becomes_an_address_that_means_the_same_for_all(self, client: Client, staff: Any) -> None:
        assert client.get("/haneler/?assigned=me").headers["Location"] == f"/haneler/?assigned={staff.pk}"

    def test_by_day_of_creation_both_days_included(self, client: Client, staff: Any) -> None:
        old, new = make_household(), make_household()
        Household.objects.filter(pk=old.pk).update(created_at="2026-03-15T23:30:00+03:00")
        Household.objects.filter(pk=new.pk).update(created_at="2026-03-16T00:30:00+03:00")
        assert shown(client, "/haneler/?created_from=15.03.2026&created_to=15.03.2026") == [old.pk]
        assert shown(client, "/haneler/?created_from=2026-03-16") == [new.pk]

    def test_search_by_file_number_neighbourhood_and_member(self, client: Client, staff: Any) -> None:
        wanted = make_household(
            head={"first_name": "Işıl", "last_name": "Çağ"}, file_number="H-77", neighbourhood="Şirinyalı"
        )
        make_household(head={})
        for text in ("H-77", "sirin", "ISIL", "çağ ışıl"):
            assert shown(client, f"/haneler/?q={text}") == [wanted.pk], text


class TestPersonFilters:
    def test_search_by_name_and_neighbourhood_in_any_order(self, client: Client, staff: Any) -> None:
        wanted, namesake, neighbour = (
            make_household(head={"first_name": first, "last_name": "Çağ", "phone": phone}, neighbourhood=place).head
            for first, phone, place in (
                ("Işıl Nur", "+905339876543", "Şirin Yalı"),
                ("Işıl", "+905336543987", "Hunat"),
                ("Zehra", "", "Şirin Yalı"),
            )
        )
        for text in ("isil sirin", "ışıl nur çağ ŞİRİN yalı", "şirin ışıl", "6543", "765 43"):
            assert shown(client, f"/kisiler/?q={text}") == [wanted.pk], text
        assert shown(client, "/haneler/?q=sirin isil") == [wanted.household_id]
        for text, found in (("çağ şirin", {wanted, neighbour}), ("ışıl", {wanted, namesake}), ("ışıl yal", {wanted})):
            assert set(shown(client, f"/kisiler/?q={text}")) == {each.pk for each in found}, text
        for text in ("isil si", "sirin", "543", "6543 ışıl", "zehra hunat"):  # too short, or no name in it
            assert shown(client, f"/kisiler/?q={text}") == [], text

    def test_oldest_first_and_youngest_first_put_last_whose_day_nobody_knows(self, client: Client, staff: Any) -> None:
        unknown = make_person()
        young, old = make_person(birth_date=datetime.date(2015, 2, 1)), make_person(birth_year=1950)
        middle = make_person(birth_date=datetime.date(1950, 2, 1))
        assert shown(client, "/kisiler/?sort=-age") == [old.pk, middle.pk, young.pk, unknown.pk]
        assert shown(client, "/kisiler/?sort=age") == [young.pk, middle.pk, old.pk, unknown.pk]

    @pytest.mark.parametrize(
        ("band", "born", "is_in"),
        [
            ("0-5", datetime.date(2020, 11, 21), True),
            ("0-5", datetime.date(2020, 11, 20), False),
            ("6-11", datetime.date(2020, 11, 20), True),
            ("65+", datetime.date(1961, 11, 20), True),
            ("65+", datetime.date(1961, 11, 21), False),
        ],
    )
    def test_by_age_to_the_day(
        self, client: Client, staff: Any, monkeypatch: pytest.MonkeyPatch, band: str, born: datetime.date, is_in: bool
    ) -> None:
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: TODAY)
        person = make_person(birth_date=born)
        assert shown(client, "/kisiler/?age=" + band.replace("+", "%2B")) == ([person.pk] if is_in else [])

    def test_by_age_where_only_the_year_is_known(
        self, client: Client, staff: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: TODAY)
        person = make_person(birth_year=2014)
        assert shown(client, "/kisiler/?age=12-17") == [person.pk]
        assert shown(client, "/kisiler/?age=6-11&age=12-17") == [person.pk]
        assert shown(client, "/kisiler/?age=6-11") == []

    def test_by_orphan_nationality_and_status(self, client: Client, staff: Any) -> None:
        make_person()
        wanted = make_person(orphan_type="father_dead", nationality="SY", status="moved")
        for query in ("orphan=father_dead", "orphan=any", "nationality=SY", "status=moved"):
            assert shown(client, f"/kisiler/?{query}") == [wanted.pk], query

    def test_by_what_is_known_of_the_household(self, client: Client, staff: Any) -> None:
        make_person()
        home = make_household(
            province_id=34, categories=["widow"], priority="high", is_emergency=True, assigned_to=staff
        )
        wanted = make_person(home)
        for query in ("province=34", "category=widow", "priority=high", "emergency=1", "assigned=me"):
            assert shown(client, f"/kisiler/?{query}") == [wanted.pk], query

    def test_several_filters_narrow_together(self, client: Client, staff: Any) -> None:
        home = make_household(province_id=34)
        wanted = make_person(home, nationality="SY")
        make_person(home)
        make_person(nationality="SY")
        assert shown(client, "/kisiler/?province=34&nationality=SY") == [wanted.pk]


class TestOrder:
    NAMES = ("Zeki", "Şule", "Sude", "Ümit", "Umut", "Öykü", "Ozan", "İpek", "Irmak", "Ğ", "Gül", "Çiğdem", "Cem")

    def test_names_sort_by_the_turkish_alphabet(self, client: Client, staff: Any) -> None:
        home = make_household()
        for name in self.NAMES:
            make_person(home, first_name=name, last_name="A")
        expected = [
            "Cem",
            "Çiğdem",
            "Gül",
            "Ğ",
            "Irmak",
            "İpek",
            "Ozan",
            "Öykü",
            "Sude",
            "Şule",
            "Umut",
            "Ümit",
            "Zeki",
        ]
        names = dict(Beneficiary.objects.values_list("pk", "first_name"))
        assert [names[key] for key in shown(client, "/kisiler/")] == expected
        assert [names[key] for key in shown(client, "/kisiler/?sort=-name")] == expected[::-1]

    def test_provinces_sort_by_the_turkish_alphabet(self, client: Client, staff: Any) -> None:
        homes = [make_household(province=province) for province in Province.objects.all()]
        expected = sorted((home.province.name for home in homes), key=sort_key)
        names = dict(Household.objects.values_list("pk", "province__name"))
        assert [names[key] for key in shown(client, "/haneler/?sort=place&size=100")] == expected

    @pytest.mark.parametrize("sort", ["assigned", "-assigned"])
    def test_rows_without_a_value_come_last_either_way(self, client: Client, staff: Any, sort: str) -> None:
        nobodys, mine = make_household(), make_household(assigned_to=staff)
        assert shown(client, f"/haneler/?sort={sort}") == [mine.pk, nobodys.pk]


class TestPages:
    @pytest.mark.parametrize(
        "query", ["", "sort=-name", "sort=age", "sort=-age", "sort=household", "sort=place", "sort=-place", "q=ay"]
    )
    def test_all_pages_together_are_the_whole_list(
        self, client: Client, staff: Any, monkeypatch: pytest.MonkeyPatch, query: str
    ) -> None:
        homes = [make_household(province_id=number or None) for number in range(3)]
        for number in range(60):
            make_person(homes[number % 3], birth_year=1950 + number % 7 if number % 4 else None, last_name="Ay")
        by_number = pages(client, f"/kisiler/?{query}")
        assert len(by_number) == 60
        assert set(by_number) == set(Beneficiary.objects.values_list("pk", flat=True))
        monkeypatch.setattr("kafkasder.core.lists.paging.DEEP", 0)
        assert pages(client, f"/kisiler/?{query}") == by_number


class TestPersonalNumbers:
    def test_an_identity_number_leads_to_its_person_and_stays_out_of_the_address(
        self, client: Client, staff: Any
    ) -> None:
        person = make_person(identity_number=IDENTITY_NUMBER)
        response = client.post("/kisiler/", {"q": IDENTITY_NUMBER})
        assert response.headers["Location"] == person.get_absolute_url()

    def test_a_number_of_nobody_says_so_kindly(self, client: Client, staff: Any) -> None:
        response = client.post("/kisiler/", {"q": IDENTITY_NUMBER}, follow=True)
        assert response.redirect_chain == [("/kisiler/", 302)]
        assert "bir kayıt bulunamadı" in response.content.decode()

    def test_a_number_of_someone_out_of_sight_is_as_good_as_nobodys(self, client: Client) -> None:
        make_person(identity_number=IDENTITY_NUMBER)
        client.force_login(make_user("volunteer"))
        assert client.post("/kisiler/", {"q": IDENTITY_NUMBER}).headers["Location"] == "/kisiler/"

    def test_a_shared_phone_leads_to_all_whose_it_is(self, client: Client, staff: Any) -> None:
        home = make_household()
        both = {make_person(home, phone="+905321112233").pk for _number in range(2)}
        make_person(home)
        response = client.post("/kisiler/", {"q": "0532 111 22 33"})
        assert "1112233" not in re.sub(r"\D", "", response.headers["Location"])
        assert set(shown(client, response.headers["Location"])) == both

    def test_a_number_in_an_address_is_not_searched_and_not_repeated(self, client: Client, staff: Any) -> None:
        make_person()
        html = client.get(f"/kisiler/?q={IDENTITY_NUMBER}").content.decode()
        assert "Kimlik ve telefon numaraları adreste taşınmaz" in html
        assert f'value="{IDENTITY_NUMBER}"' not in html
        assert "row-" in html

    def test_other_words_are_answered_with_the_address_that_says_them(self, client: Client, staff: Any) -> None:
        response = client.post("/kisiler/", {"q": "ışık", "orphan": ["any"], "created_from": ""})
        assert response.headers["Location"] == "/kisiler/?q=%C4%B1%C5%9F%C4%B1k&orphan=any"


class TestColumns:
    def test_chosen_columns_stay_with_the_person(self, client: Client, staff: Any) -> None:
        make_household()
        response = client.post("/haneler/?status=active", {"choose-columns": "1", "column": ["status", "file_number"]})
        assert response.headers["Location"] == "/haneler/?status=active&columns=file_number.status"
        assert client.get("/haneler/").headers["Location"] == "/haneler/?columns=file_number.status"
        html = client.get("/haneler/", follow=True).content.decode()
        assert "sort=file_number" in html
        assert "sort=head" not in html

    def test_choosing_the_usual_ones_forgets(self, client: Client, staff: Any) -> None:
        client.post("/haneler/", {"choose-columns": "1", "column": ["file_number"]})
        client.post("/haneler/", {"choose-columns": "1"})
        assert client.get("/haneler/").status_code == 200


@pytest.mark.parametrize("page", ["/haneler/", "/kisiler/"])
def test_who_finds_nothing_by_a_part_of_a_number_learns_how_numbers_are_found(client, staff, page):
    make_household(head={"phone": "+905321234567"})
    help_text = "telefonun başı ya da son dört hanesi de yeter"
    assert help_text in client.get(page, {"q": "456"}).content.decode()
    assert help_text not in client.get(page, {"q": "zzz"}).content.decode()
