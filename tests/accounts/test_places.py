"""Devices and places in words."""

from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from mmdb_writer import MMDBWriter
from netaddr import IPSet

from accounts import places
from accounts.devices import device_in_words
from accounts.places import place_in_words

CITY = {
    "city": {"names": {"en": "Istanbul", "tr": "İstanbul"}},
    "country": {"names": {"en": "Türkiye"}},
}


@pytest.fixture
def geoip_file(tmp_path: Path, settings: Any) -> Path:
    file = tmp_path / "places.mmdb"
    writer = MMDBWriter(ip_version=4, database_type="GeoLite2-City", languages=["en", "tr"])
    writer.insert_network(IPSet(["78.160.0.0/16"]), CITY)
    writer.insert_network(IPSet(["8.8.0.0/16"]), {"country": {"names": {"en": "United States"}}})
    writer.insert_network(IPSet(["9.9.0.0/16"]), {"city": "odd", "country": {}})
    writer.to_db_file(str(file))
    settings.GEOIP_FILE = str(file)
    return file


@pytest.mark.usefixtures("geoip_file")
@pytest.mark.parametrize(
    ("ip", "words"),
    [
        ("78.160.1.2", "İstanbul, Türkiye"),
        ("8.8.8.8", "United States"),
        ("9.9.9.9", ""),
        ("1.1.1.1", ""),
        ("2a00:1450::1", ""),
        ("192.168.1.20", "Yerel ağ"),
        ("fe80::1", "Yerel ağ"),
        (None, ""),
    ],
)
def test_a_place_in_words(ip: str | None, words: str) -> None:
    assert place_in_words(ip) == words


@pytest.mark.usefixtures("geoip_file")
def test_a_place_in_the_language_of_the_page() -> None:
    with override("en"):
        assert place_in_words("78.160.1.2") == "Istanbul, Türkiye"


def test_without_a_file_no_place_is_known(settings: Any) -> None:
    settings.GEOIP_FILE = ""
    assert (place_in_words("78.160.1.2"), place_in_words("10.0.0.1")) == ("", "Yerel ağ")


@pytest.mark.parametrize("content", [None, b"no such format"])
def test_a_file_that_cannot_be_read_is_told_in_the_log_once(
    content: bytes | None, tmp_path: Path, settings: Any, caplog: Any
) -> None:
    file = tmp_path / "broken.mmdb"
    if content:
        file.write_bytes(content)
    settings.GEOIP_FILE = str(file)
    places._reader.cache_clear()
    assert [place_in_words("8.8.8.8") for _ in range(2)] == ["", ""]
    assert len(caplog.records) == 1


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E148 Safari/604.1",
            "Safari, iOS",
        ),
        ("", "Bilinmeyen cihaz"),
        ("<script>", "Bilinmeyen cihaz"),
    ],
)
def test_a_device_in_words(agent: str, words: str) -> None:
    assert device_in_words(agent) == words
