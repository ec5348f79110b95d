"""The list of provinces and districts is whole, and places are found however they are written."""

import unicodedata

import pytest

from kafkasder.core import places
from kafkasder.core.places import NO_DISTRICT, Place, find_district, find_place, find_province
from kafkasder.core.text import fold, sort_key, upper

METROPOLITAN = {
    *(1, 6, 7, 9, 10, 16, 20, 21, 25, 26, 27, 31, 33, 34, 35),
    *(38, 41, 42, 44, 45, 46, 47, 48, 52, 54, 55, 59, 61, 63, 65),
}


def every_district():
    return [(plate, name) for plate in places.provinces() for name in places.districts(plate)]


def aliases():
    return [(int(row["plate"]), row["alias"], row["district"]) for row in places._rows("place_aliases.csv")]


class TestList:
    def test_holds_all_provinces_and_districts(self):
        assert list(places.provinces()) == list(range(1, 82))
        assert len(every_district()) == 973

    def test_names_nothing_twice(self):
        assert len(set(places.provinces().values())) == 81
        assert len({(plate, fold(name)) for plate, name in every_district()}) == 973

    def test_has_a_central_district_only_outside_of_the_metropolitan_provinces(self):
        with_centre = {plate for plate, name in every_district() if name == "Merkez"}
        assert with_centre == set(places.provinces()) - METROPOLITAN
        assert len(METROPOLITAN) == 30

    def test_is_in_the_order_of_plates_and_of_the_turkish_alphabet(self):
        rows = [(row["plate"], sort_key(row["district"])) for row in places._rows("districts.csv")]
        assert rows == sorted(rows)

    @pytest.mark.parametrize(
        ("plate", "count"),
        [(34, 39), (6, 25), (42, 31), (35, 30), (38, 16), (27, 9), (63, 13), (69, 3)],
    )
    def test_knows_how_many_districts_a_province_has(self, plate, count):
        assert len(places.districts(plate)) == count

    def test_has_clean_names(self):
        assert all(name == " ".join(name.split()) == unicodedata.normalize("NFC", name) for _, name in every_district())


class TestAliases:
    def test_every_alias_of_a_province_finds_it(self):
        for plate, alias, district in aliases():
            if not district:
                assert find_province(alias) == plate, alias

    def test_every_alias_of_a_district_finds_it(self):
        for plate, alias, district in aliases():
            if district:
                assert district in places.districts(plate), alias
                assert find_district(plate, alias) == district, alias

    def test_no_alias_stands_twice_or_hides_an_official_name(self):
        names = [(plate, fold(alias)) for plate, alias, _ in aliases()]
        assert len(names) == len(set(names))
        official = {(plate, fold(name)) for plate, name in every_district()}
        assert not official & {(plate, fold(alias)) for plate, alias, district in aliases() if district}
        provinces = [fold(alias) for _, alias, district in aliases() if not district]
        assert not set(provinces) & {fold(name) for name in places.provinces().values()}
        assert len(provinces) == len(set(provinces))


class TestFindProvince:
    def test_finds_each_by_name_and_by_plate(self):
        for plate, name in places.provinces().items():
            for text in (name, upper(name), fold(name), f" {name} ili ", str(plate), f"{plate:02}", f"{plate} {name}"):
                assert find_province(text) == plate, text

    @pytest.mark.parametrize(
        ("text", "plate"),
        [
            ("Hakkari", 30),
            ("Kahraman Maraş", 46),
            ("K.Maraş", 46),
            ("Ş.URFA", 63),
            ("Mersin (İçel)", 33),
            ("38.0", 38),
            ("TR-38", 38),
            ("Kocasinan/Kayseri", 38),
            ("KAYSERİ - MELİKGAZİ", 38),
            ("Kayseri / Bilinmeyen", 38),
            ("Afyon Karahisar Sandıklı", 3),
            ("38 Melikgazi", 38),
            ("19 Mayıs / Samsun", 55),
            (unicodedata.normalize("NFD", "Iğdır"), 76),
            ("i̇stanbul", 34),
        ],
    )
    def test_understands(self, text, plate):
        assert find_province(text) == plate

    @pytest.mark.parametrize(
        "text", ["", "  ", "-", "Şam", "0", "00", "82", "380", "38 Bilinmeyen", "19 Mayıs", "Melikgazi"]
    )
    def test_does_not_guess(self, text):
        assert find_province(text) is None


class TestFindDistrict:
    def test_finds_each_in_any_letter_case(self):
        for plate, name in every_district():
            for text in (
                name,
                upper(name),
                name.upper(),
                fold(name),
                f"{name} ilçesi",
                f"{places.provinces()[plate]} {name}",
            ):
                assert find_district(plate, text) == name, (plate, text)

    @pytest.mark.parametrize(
        ("plate", "text", "district"),
        [
            (34, "Eyüp Sultan", "Eyüpsultan"),
            (34, "KAGITHANE", "Kâğıthane"),
            (34, "gop", "Gaziosmanpaşa"),
            (16, "Mustafa Kemal Paşa", "Mustafakemalpaşa"),
            (20, "Merkez Efendi", "Merkezefendi"),
            (38, "Develi Merkez", "Develi"),
            (38, "Kocasinan/Kayseri", "Kocasinan"),
            (38, "38 - Talas", "Talas"),
            (58, "Merkez", "Merkez"),
            (58, "Merkez ilçe", "Merkez"),
            (58, "Sivas Merkez", "Merkez"),
            (58, "Sivas", "Merkez"),
            (31, "Hatay Merkez", "Antakya"),
            (31, "Hatay", "Antakya"),
            (41, "Kocaeli / Merkez", "İzmit"),
            (54, "Adapazarı Merkez", "Adapazarı"),
            (61, "Trabzon Merkez", "Ortahisar"),
        ],
    )
    def test_understands(self, plate, text, district):
        assert find_district(plate, text) == district

    @pytest.mark.parametrize("text", ["Merkez", "MERKEZ", "Kayseri Merkez", "il merkezi", "Kayseri", ""])
    def test_a_stray_centre_in_a_metropolitan_province_names_no_district(self, text):
        assert find_district(38, text) == NO_DISTRICT

    def test_a_district_of_another_province_is_not_understood(self):
        assert find_district(38, "Çankaya") is None
        assert find_district(38, "Merkez Mahallesi") is None

    def test_refuses_a_plate_that_does_not_exist(self):
        with pytest.raises(KeyError):
            find_district(82, "Merkez")


class TestFindPlace:
    @pytest.mark.parametrize(
        ("province", "district", "place"),
        [
            ("Kayseri", "Melikgazi", Place(38, "Melikgazi")),
            ("İçel", "Tarsus", Place(33, "Tarsus")),
            ("", "Kocasinan/Kayseri", Place(38, "Kocasinan")),
            ("KAYSERİ - MELİKGAZİ", "", Place(38, "Melikgazi")),
            ("Kayseri ili", "Kayseri / Talas", Place(38, "Talas")),
            ("Sivas", "", Place(58, NO_DISTRICT)),
            ("58", "Merkez", Place(58, "Merkez")),
            ("Kayseri", "Merkez", Place(38, NO_DISTRICT)),
            ("Antakya", "", Place(31, "Antakya")),
            ("", "Antakya / Hatay", Place(31, "Antakya")),
            ("Adapazarı - Serdivan", "", Place(54, "Serdivan")),
            ("Ereğli / Konya", "", Place(42, "Ereğli")),
            ("", "19 Mayıs, Samsun", Place(55, "19 Mayıs")),
            ("Kayseri", "Bilinmeyen", Place(38, None)),
            ("Bilinmeyen", "Melikgazi", Place(None, None)),
            ("", "", Place(None, None)),
        ],
    )
    def test_reads_both_cells(self, province, district, place):
        assert find_place(province, district) == place
