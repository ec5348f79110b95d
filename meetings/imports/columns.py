"""The columns of a sheet of meetings."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core.imports import Column
from kafkasder.core.imports.cells import coming_day_of, hour_of, line_of, one_of, said_of, text_of

from ..choices import MeetingKind

_KIND_WORDS = {
    "yk": "board",
    "yönetim": "board",
    "yönetim kurulu toplantısı": "board",
    "dk": "audit",
    "denetim": "audit",
    "genel kurul": "general_ordinary",
    "olağan": "general_ordinary",
    "olağanüstü": "general_extra",
    "komisyon": "aid_committee",
    "ekip": "staff",
    "personel": "staff",
    "genel": "other",
}

COLUMNS = (
    Column("title", _("Başlık"), "Toplantı, Toplantı adı, Konu, Title, Meeting, Subject", line_of),
    Column("day", _("Tarih"), "Gün, Toplantı tarihi, Date, Day", coming_day_of),
    Column("hour", _("Saat"), "Başlangıç, Başlama saati, Time, Start", hour_of),
    Column("until", _("Bitiş"), "Bitiş saati, Bitiş saat, End", hour_of),
    Column("kind", _("Tür"), "Toplantı türü, Kurul, Organ, Type, Kind", one_of(MeetingKind, _KIND_WORDS)),
    Column("place", _("Yer"), "Adres, Konum, Mekan, Place, Location", said_of),
    Column("description", _("Açıklama"), "Detay, Ayrıntı, Description", text_of),
    Column("agenda", _("Gündem"), "Gündem maddeleri, Maddeler, Agenda", text_of),
    Column("notes", _("Notlar"), "Not, Notes", text_of),
)
