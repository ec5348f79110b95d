"""The list component by itself, over the provinces: reading of addresses, order, pages and files."""

import csv
import io
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import QueryDict

from beneficiaries.models import District, Province
from kafkasder.core.lists import (
    BulkAction,
    Choice,
    Column,
    DateRange,
    Flag,
    Format,
    List,
    Listing,
    NumberBand,
    Related,
    is_personal,
    write_export,
)
from kafkasder.core.lists.filters import Parameters
from kafkasder.core.lists.paging import Page, elided
from kafkasder.core.lists.state import read_state


def begins_with(letters: list[str]) -> Q:
    return Q(name__regex=f"^[{''.join(letters)}]")


def districts(given: Parameters) -> QuerySet[District]:
    return District.objects.filter(province=given["province"][0])


PROVINCES = List(
    key="iller",
    label="İller",
    rows=lambda viewer: Province.objects.order_by(),
    search=lambda rows, text: rows.filter(name__istartswith=text),
    row_url=None,
    sort="name",
    export_url="beneficiaries:household_export",
    export_verb="iller.export",
    reveal_verb="iller.reveal",
    bulk=[BulkAction("oncelik", "Öncelik", "flag", "beneficiaries:household_bulk")],
    bulk_verb="iller.change",
    columns=[
        Column("name", "Ad", "name", sort="name_key"),
        Column("plate", "Plaka", "plate", sort="plate", numeric=True, descending_first=True),
        Column("initial", "Harf", lambda row: row.name[0], shown=False),
        Column("whisper", "Fısıltı", "name", sort="name", verb="iller.hear"),
        Column("secret", "Sır", lambda row: "***", extra=True, reveal=lambda row: row.name),
    ],
    filters=[
        Choice("letter", "Harf", choices=[("A", "A"), ("B", "B")], condition=begins_with),
        Choice("one", "Tek", choices=[("1", "Bir"), ("2", "İki")], lookup="plate__in", multiple=False),
        Flag("big", "Büyük", condition=Q(plate__in=[6, 34, 35])),
        NumberBand("plate", "Plaka", field="plate"),
        Related("province", "İl", field="plate", rows=lambda given: Province.objects.all(), nobody="Hiçbiri"),
        Related("district", "İlçe", field="districts", rows=districts, depends_on="province"),
    ],
)


class Somebody:
    """A viewer with these verbs."""

    def __init__(self, *verbs: str) -> None:
        self._verbs = verbs

    def has_perm(self, perm: str, obj: Any = None, /) -> bool:
        return perm in self._verbs


READER_OF_FILES = Somebody("iller.export", "iller.reveal")


def listing(query: str = "", viewer: Somebody = READER_OF_FILES) -> Listing:
    return Listing(PROVINCES, viewer, read_state(PROVINCES, QueryDict(query), "/iller/", viewer))


def plates(query: str = "") -> list[int]:
    return [row.pk for row in listing(query).objects]


class TestPersonalNumbers:
    @pytest.mark.parametrize("text", ["10000000146", "1000000", "0532 111 22 33", "+90 (532) 111-22-33", "1234.567"])
    def test_whatever_may_become_one_is_one(self, text: str) -> None:
        assert is_personal(text)

    @pytest.mark.parametrize("text", ["", "123456", "H-0001234", "ayşe", "0532 11", "10000000146a", "٠١٢٣٤٥٦٧٨"])
    def test_anything_else_is_not(self, text: str) -> None:
        assert not is_personal(text)


class TestReading:
    def test_without_parameters_it_is_the_whole_list(self) -> None:
        state = read_state(PROVINCES, QueryDict(""), "/iller/", READER_OF_FILES)
        assert (state.url(), state.hints, state.size, state.page) == ("/iller/", [], 25, 1)
        assert [column.key for column in state.columns] == ["name", "plate"]

    @pytest.mark.django_db
    @pytest.mark.parametrize(
        "query",
        [
            "letter=Z", "one=3", "big=yes", "plate_min=abc", "plate_max=-1", "plate_min=99999999999999999999",
            "province=abc", "province=999", "province=99999999999999999999999", "district=1x",
            "district=1", "sort=nothing", "sort=-", "size=7", "size=999999999", "page=0", "page=-1", "page=1e9",
            "page=²", "after=x", "columns=nothing", "found=1.x", "found=99999999999999999999", "province=me",
        ],
    )  # fmt: skip
    def test_bad_values_are_left_out_with_a_hint(self, query: str) -> None:
        asked = listing(query)
        assert len(asked.state.hints) == 1
        assert asked.state.url() == "/iller/"
        assert asked.total == 81
        assert len(asked.objects) == 25

    @pytest.mark.django_db
    @pytest.mark.parametrize(
        "query", ["page=999999", "after=999999999999999999&page=2", "q=%00", "letter=%00", "letter=", "x=1&q="]
    )
    def test_what_is_merely_odd_never_fails(self, query: str) -> None:
        assert listing(query).objects

    @pytest.mark.django_db
    def test_each_link_says_the_whole_state(self) -> None:
        asked = listing("q=a&letter=A&letter=B&plate_min=5&sort=-plate&size=50&columns=name.initial&page=2")
        assert asked.state.hints == []
        address = "/iller/?q=a&letter=A&letter=B&plate_min=5&sort=-plate&size=50&columns=name.initial"
        assert asked.state.url() == address
        assert asked.page_url(2) == f"{address}&page=2"
        assert asked.clear_url == "/iller/?sort=-plate&size=50&columns=name.initial"
        assert [(chip.label, chip.url.count("letter=")) for chip in asked.chips] == [
            ("Arama: a", 2),
            ("Harf: A", 1),
            ("Harf: B", 1),
            ("Plaka: en az 5", 2),
        ]

    def test_days_are_read_as_people_and_browsers_write_them(self) -> None:
        days = DateRange("on", "Gün", field="on", moments=False)
        for text in ("15.03.2026", "2026-03-15", "15/3/2026"):
            chosen = days.read({"on_from": [text]})
            assert chosen
            assert chosen.parameters == {"on_from": ["15.03.2026"]}


@pytest.mark.django_db
class TestRows:
    def test_each_kind_of_filter(self) -> None:
        assert set(plates("big=1")) == {6, 34, 35}
        assert plates("one=2") == [2]
        assert set(plates("plate_min=10&plate_max=12")) == {10, 11, 12}
        assert plates("province=34") == [34]
        assert plates("found=6.34") == [6, 34]
        assert len(plates("letter=A&letter=B&size=100")) == Province.objects.filter(name__regex="^[AB]").count()

    def test_a_dependent_filter_offers_what_the_other_one_allows(self) -> None:
        district = District.objects.filter(province=34).first()
        assert plates(f"province=34&district={district.pk}") == [34]
        assert listing(f"province=6&district={district.pk}").state.hints

    def test_pages_by_number_and_by_row_give_the_same(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for sort in ("name", "-name", "plate", "-plate"):
            whole = plates(f"sort={sort}&size=100")
            by_number = [pk for page in (1, 2, 3, 4) for pk in plates(f"sort={sort}&page={page}")]
            by_row: list[int] = []
            while len(by_row) < len(whole):
                by_row += plates(f"sort={sort}" + (f"&after={by_row[-1]}" if by_row else ""))
            assert whole == by_number == by_row

    def test_deep_pages_continue_from_the_last_row(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert "after" not in listing("page=2").next_url
        monkeypatch.setattr("kafkasder.core.lists.paging.DEEP", 10)
        asked = listing("page=2")
        assert asked.next_url == f"/iller/?page=3&after={asked.objects[-1].pk}"

    def test_a_page_after_a_row_that_is_gone_is_found_by_its_number(self) -> None:
        assert plates("page=2&after=12345") == plates("page=2")

    def test_headings_lead_to_the_other_direction(self) -> None:
        name, plate = listing("").headings
        assert (name.direction, name.url, plate.url) == ("ascending", "/iller/?sort=-name", "/iller/?sort=-plate")
        name, plate = listing("sort=-plate").headings
        assert (plate.direction, plate.url, name.url) == ("descending", "/iller/?sort=plate", "/iller/")


class TestPager:
    @pytest.mark.parametrize(
        ("number", "count", "expected"),
        [
            (1, 1, [1]),
            (1, 3, [1, 2, 3]),
            (1, 9, [1, 2, None, 9]),
            (4, 9, [1, 2, 3, 4, 5, None, 9]),
            (5, 9, [1, None, 4, 5, 6, None, 9]),
            (9, 9, [1, None, 8, 9]),
        ],
    )
    def test_gaps_stand_for_two_pages_at_least(self, number: int, count: int, expected: list[int | None]) -> None:
        assert list(elided(Page(number, 25, count * 25))) == expected


@pytest.mark.django_db
class TestFiles:
    def read(self, query: str = "", **options: Any) -> list[list[str]]:
        asked = listing(query)
        export = write_export(asked, Format.CSV, columns=PROVINCES.columns, **options)
        export.file.seek(0)
        text = export.file.read().decode("utf-8-sig")
        export.file.close()
        assert text.endswith("\r\n")
        rows = list(csv.reader(io.StringIO(text), delimiter=";"))
        assert export.rows == len(rows) - 1
        return rows

    @pytest.mark.parametrize(("verbs", "revealed"), [("", False), ("iller.reveal", True), ("iller.export", True)])
    def test_a_view_that_forgets_the_verb_gives_no_file(self, verbs: str, revealed: bool) -> None:
        asked = listing("", Somebody(verbs))
        with pytest.raises(PermissionDenied):
            write_export(asked, Format.CSV, columns=PROVINCES.columns, revealed=revealed)

    def test_a_view_that_forgets_the_verb_gets_no_ticked_rows(self) -> None:
        assert listing("", Somebody("iller.change")).picked(QueryDict("row=34")).get().name == "İstanbul"
        for given in ("row=34", "all=1"):
            with pytest.raises(PermissionDenied):
                listing("", Somebody("iller.export")).picked(QueryDict(given))

    def test_all_rows_in_the_order_of_the_list(self) -> None:
        heading, *rows = self.read("sort=-plate")
        assert heading == ["Ad", "Plaka", "Harf", "Sır"]
        assert [int(row[1]) for row in rows] == list(range(81, 0, -1))

    def test_a_column_with_a_verb_is_there_for_those_who_have_it(self) -> None:
        hearer, whispers = Somebody("iller.export", "iller.hear"), "columns=name.whisper&sort=-whisper"
        assert [column.key for column in listing(whispers, hearer).state.columns] == ["name", "whisper"]
        deaf = listing(whispers)
        assert [column.key for column in deaf.state.columns] == ["name"]
        assert deaf.state.sort
        assert deaf.state.sort.key == "name"
        assert "whisper" not in {column.key for column, _shown in deaf.column_choices}
        assert "Fısıltı" in self.heading(hearer)
        assert "Fısıltı" not in self.heading(READER_OF_FILES)

    def heading(self, viewer: Somebody) -> str:
        export = write_export(listing("", viewer), Format.CSV, columns=PROVINCES.columns)
        with export.file as file:
            file.seek(0)
            return file.readline().decode("utf-8-sig")

    def test_masks_come_off_only_on_demand(self) -> None:
        assert self.read("province=34")[1] == ["İstanbul", "34", "İ", "***"]
        assert self.read("province=34", revealed=True)[1] == ["İstanbul", "34", "İ", "İstanbul"]

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
    def test_no_cell_begins_a_formula(self, start: str) -> None:
        Province.objects.filter(pk=34).update(name=f"{start}1+1")
        assert self.read("province=34")[1][0] == f"'{start}1+1"


def test_a_room_above_adds_a_filter_for_those_who_have_its_verb() -> None:
    provinces = List(key="iller", label="İller", rows=PROVINCES.rows, sort="name", columns=PROVINCES.columns)
    provinces.extend(Flag("odd", "Tek plakalı", condition=Q(plate=1), verb="aid.view"))
    with pytest.raises(ValueError, match="odd"):
        provinces.extend(Flag("odd", "Yine", condition=Q()))
    assert [each.key for each in provinces.all_filters] == ["odd"]
    assert "odd" not in [each.key for each in PROVINCES.all_filters]
