"""Addresses: mostly in Kayseri, where the association sits, the rest wherever people have moved."""

from dataclasses import dataclass
from random import Random

from ..models import District

_HOME = "Kayseri"
_HOME_SHARE = 0.86
_WEIGHTS = {"Melikgazi": 42, "Kocasinan": 33, "Talas": 13}
_NEIGHBOURHOODS = {
    "Melikgazi": "Hunat, Kılıçaslan, Alpaslan, Gesi, Yıldırım Beyazıt, Danişmentgazi, Köşk, Battalgazi, Esenyurt",
    "Kocasinan": "Sahabiye, Ziya Gökalp, Mevlana, Argıncık, Erkilet, Yunus Emre, Oruç Reis",
    "Talas": "Yenidoğan, Bahçelievler, Mevlana, Başakpınar",
}
_ELSEWHERE = "Cumhuriyet, Atatürk, Fatih, Yeni, Hürriyet, Zafer, Bahçelievler, Mimar Sinan"
_STREETS = ("Gül Sok.", "Çınar Cad.", "Lale Sok.", "Okul Cad.", "İstasyon Cad.", "1234. Sok.", "Kardeşler Sok.")


@dataclass(frozen=True)
class Address:
    district: District
    neighbourhood: str
    text: str


class Addresses:
    """Draws addresses; the districts are read once."""

    def __init__(self) -> None:
        districts = list(District.objects.select_related("province").order_by("province_id", "name"))
        self._near = [district for district in districts if district.province.name == _HOME]
        self._weights = [_WEIGHTS.get(district.name, 1) for district in self._near]
        self._far = [district for district in districts if district.province.name != _HOME]

    def draw(self, random: Random) -> Address:
        if random.random() < _HOME_SHARE:
            district = random.choices(self._near, self._weights)[0]
        else:
            district = random.choice(self._far)
        names = _NEIGHBOURHOODS.get(district.name, _ELSEWHERE).split(", ")
        text = f"{random.choice(_STREETS)} No: {random.randint(1, 180)}/{random.randint(1, 24)}"
        return Address(district, random.choice(names), text)
