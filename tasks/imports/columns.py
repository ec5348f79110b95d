"""The columns of a sheet of tasks."""

from django.utils.translation import gettext_lazy as _

from kafkasder.core.imports import Column
from kafkasder.core.imports.cells import coming_day_of, hour_of, line_of, one_of, said_of, text_of

from ..models import Priority
from ..states import TaskState

_PRIORITY_WORDS = {"çok acil": "urgent", "önemli": "high", "orta": "normal", "medium": "normal", "az": "low"}
_STATE_WORDS = {
    "açık": "pending",
    "yeni": "pending",
    "yapılacak": "pending",
    "todo": "pending",
    "başladı": "in_progress",
    "sürüyor": "in_progress",
    "bitti": "completed",
    "yapıldı": "completed",
    "kapandı": "completed",
    "done": "completed",
    "iptal": "cancelled",
    "vazgeçildi": "cancelled",
}

COLUMNS = (
    Column("title", _("Başlık"), "Görev, Görev adı, İş, Konu, Yapılacak, Yapılacak iş, Task, Subject", line_of),
    Column("description", _("Açıklama"), "Detay, Ayrıntı, Not, Notlar, İçerik, Details, Note", text_of),
    Column("responsible", _("Sorumlu"), "Kim, Atanan, Görevli, Yapacak, Yapacak kişi, Assignee, Assigned to", said_of),
    Column("priority", _("Öncelik"), "Önem, Aciliyet, Priority", one_of(Priority, _PRIORITY_WORDS)),
    Column("due_on", _("Son gün"), "Son tarih, Bitiş, Bitiş tarihi, Termin, Tarih, Vade, Due, Deadline", coming_day_of),
    Column("due_time", _("Saat"), "Bitiş saati, Time, Due time", hour_of),
    Column("repeat", _("Tekrar"), "Sıklık, Periyot, Recurrence, RRULE", said_of),
    Column("category", _("Kategori"), "Tür, Alan, Grup, Birim, Type", said_of),
    Column("tags", _("Etiketler"), "Etiket, Anahtar kelimeler, Labels", said_of),
    Column("state", _("Durum"), "Durumu, Aşama, Status, State", one_of(TaskState, _STATE_WORDS)),
    Column("state_reason", _("Neden"), "İptal nedeni, Durum nedeni, Reason", said_of),
)
