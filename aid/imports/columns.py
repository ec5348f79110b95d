"""The columns of a sheet of applications: the five figures of the panels before ours, and how far each was."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from beneficiaries.choices import Priority
from kafkasder.core.identifiers import mask_identity_number
from kafkasder.core.imports import Column
from kafkasder.core.imports.cells import amount_of, day_of, line_of, number_of, one_of, said_of, text_of

from ..choices import ApplicantType, Source
from ..states import Stage


class OldStatus(models.TextChoices):
    """Whether an application was open still, beside its stage."""

    OPEN = "open", _("Açık")
    CLOSED = "closed", _("Kapalı")


_STAGE_WORDS = {
    "under_review": "in_review",
    "inceleme": "in_review",
    "inceleniyor": "in_review",
    "değerlendirme": "in_review",
    "yeni": "submitted",
    "alındı": "submitted",
    "beklemede": "submitted",
    "onay": "approved",
    "onaylı": "approved",
    "devam": "ongoing",
    "tamam": "completed",
    "bitti": "completed",
    "sonuçlandı": "completed",
    "ret": "rejected",
    "red": "rejected",
    "iptal": "withdrawn",
    "vazgeçti": "withdrawn",
}
_STATUS_WORDS = {"aktif": "open", "kapandı": "closed", "pasif": "closed"}
_PRIORITY_WORDS = {"çok acil": "urgent", "önemli": "high", "orta": "normal", "medium": "normal", "az": "low"}
_TYPE_WORDS = {
    "birey": "person",
    "hane": "person",
    "aile": "person",
    "dernek": "organisation",
    "organization": "organisation",
}


def figure_of(cell: Any) -> str:
    """Return an amount or a count; one of nothing is no help that is asked for."""
    said = amount_of(cell)
    text = "" if said is None else str(said)
    return "" if not text.strip("0.,- ") else text


COLUMNS = (
    Column("file_number", _("Dosya no"), "Hane no, Hane dosya no, Aile no, File number", number_of),
    Column(
        "identity_number",
        _("Kimlik no"),
        "TC, TCKN, TC no, TC kimlik no, T.C. kimlik numarası, Yabancı kimlik no, YKN, Identity number",
        number_of,
        mask=mask_identity_number,
    ),
    Column("applicant_type", _("Başvuran türü"), "Tür, Applicant type", one_of(ApplicantType, _TYPE_WORDS)),
    Column("applicant_name", _("Başvuran"), "Başvuran adı, Ad soyad, Kurum, Kurum adı, Applicant name", line_of),
    Column("applied_on", _("Başvuru tarihi"), "Tarih, Gün, Application date, Date", day_of),
    Column("one_time_aid", _("Tek seferlik nakdi"), "Tek seferlik, Nakdi yardım, Nakit, One time aid", figure_of),
    Column(
        "regular_financial_aid",
        _("Düzenli nakdi"),
        "Aylık nakdi, Düzenli nakit, Düzenli yardım, Regular financial aid",
        figure_of,
    ),
    Column("regular_food_aid", _("Düzenli gıda"), "Gıda, Gıda paketi, Koli, Erzak, Regular food aid", figure_of),
    Column("in_kind_aid", _("Ayni"), "Ayni yardım, Eşya, In kind aid", figure_of),
    Column("service_referral", _("Hizmet sevk"), "Sevk, Yönlendirme, Hizmet, Service referral", figure_of),
    Column("months", _("Kaç ay"), "Ay sayısı, Süre (ay), Süre, Months", number_of),
    Column("stage", _("Aşama"), "Aşaması, Süreç, Stage", one_of(Stage, _STAGE_WORDS)),
    Column("status", _("Durum"), "Durumu, Status", one_of(OldStatus, _STATUS_WORDS)),
    Column("stage_on", _("Aşama tarihi"), "Sonuç tarihi, Karar tarihi, Onay tarihi, İşlem tarihi, Stage date", day_of),
    Column("priority", _("Öncelik"), "Aciliyet, Önem, Priority", one_of(Priority, _PRIORITY_WORDS)),
    Column("source", _("Geliş yolu"), "Kaynak, Nereden, Source", one_of(Source)),
    Column("description", _("Açıklama"), "Detay, Talep, Konu, Description", text_of),
    Column("notes", _("Notlar"), "Not, İç notlar, Notes", said_of),
)
