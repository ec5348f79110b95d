"""Every component on one page, for those who build pages; served in DEBUG only."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.response import TemplateResponse

from kafkasder.core import toasts
from kafkasder.core.editing import News
from kafkasder.core.fields import IbanField, IdentityNumberField, MoneyField, PhoneField, TurkishDateField
from kafkasder.core.policy import ALLOWED
from kafkasder.core.timeline import Change, Entry

MOMENT = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
TIMELINE = [
    Entry(at=MOMENT, title="Durum değişti", actor="Ayşe Yılmaz", icon="flag", tone="success", text="Belgeler tamam."),
    Entry(
        at=MOMENT,
        title="Hane düzenlendi",
        actor="Mehmet Kaya",
        icon="edit",
        tone="info",
        changes=[Change("Mahalle", "Cumhuriyet", "Yeni"), Change("Telefon", "", "0532 *** ** 67")],
    ),
    Entry(
        at=MOMENT, title="Kimlik numarası görüldü", actor="Elif Demir", icon="eye", tone="warning", text="Belge eşleme"
    ),
]

NEWS = [
    News(field, label, theirs, f"seen-{field}", digest, {}, False, who, MOMENT)
    for field, label, theirs, digest, who in (
        ("neighbourhood", "Mahalle", "Cumhuriyet", "1", "Mehmet Kaya"),
        ("phone", "Telefon", "0532 *** ** 67", "2", "Ayşe Yılmaz"),
        ("notes", "Gizli notlar", "", "", "Ayşe Yılmaz"),
    )
]


class SampleForm(forms.Form):
    name = forms.CharField(label="Ad soyad", help_text="Kimlikte yazdığı gibi.")
    identity_number = IdentityNumberField(label="TC kimlik no", required=False)
    phone = PhoneField(label="Telefon", required=False)
    iban = IbanField(label="IBAN", required=False)
    amount = MoneyField(label="Aylık gelir", required=False)
    born_on = TurkishDateField(label="Doğum tarihi", required=False)
    category = forms.ChoiceField(label="Öncelik", choices=[("a", "Normal"), ("b", "Yüksek"), ("c", "Acil")])
    housing = forms.ChoiceField(
        label="Konut",
        choices=[("own", "Kendi evi"), ("rent", "Kira"), ("kin", "Akraba yanı")],
        widget=forms.RadioSelect,
        required=False,
    )
    kinds = forms.MultipleChoiceField(
        label="Kategoriler",
        choices=[("orphan", "Yetim"), ("elder", "Yaşlı"), ("disabled", "Engelli")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    emergency = forms.BooleanField(label="Acil durum", required=False, help_text="Listelerin başında görünür.")
    file = forms.FileField(label="Belge", required=False)
    note = forms.CharField(label="Not", widget=forms.Textarea, required=False)


def gallery(request: HttpRequest) -> TemplateResponse:
    if "toast" in request.GET:
        messages.warning(request, "Bağlantı yavaş görünüyor.")
        toasts.undo(request, "3 hane arşive taşındı.", request.path)
    return TemplateResponse(request, "dashboard/gallery.html", _samples())


def _samples() -> dict[str, Any]:
    wrong = SampleForm({"wrong-phone": "123", "wrong-amount": "1,234"}, prefix="wrong")
    return {
        "form": SampleForm(),
        "wrong": wrong,
        "timeline": TIMELINE,
        "news": NEWS,
        "author": "",
        "may_change": ALLOWED,
        "moment": MOMENT,
        "day": date(1985, 3, 15),
        "amount": Decimal("1234567.5"),
        "page": Paginator(range(1000), 25).page(7),
        "names": ["Ayşe Yılmaz", "Mehmet Kaya", "Zeynep Şahin", "İbrahim Öztürk", "Elif Çelik"],
        "icons": _icon_names(),
    }


def _icon_names() -> list[str]:
    sprite = Path(str(finders.find("icons/sprite.svg"))).read_text()
    return re.findall(r'<symbol id="([^"]+)"', sprite)
