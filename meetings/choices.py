"""What can be chosen about meetings; the stored codes never change."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeetingKind(models.TextChoices):
    BOARD = "board", _("Yönetim kurulu")
    AUDIT = "audit", _("Denetim kurulu")
    GENERAL = "general_ordinary", _("Olağan genel kurul")
    GENERAL_EXTRA = "general_extra", _("Olağanüstü genel kurul")
    AID_COMMITTEE = "aid_committee", _("Yardım komisyonu")
    COMMITTEE = "committee", _("Komite")
    STAFF = "staff", _("Ekip toplantısı")
    EXTERNAL = "external", _("Dış toplantı")
    OTHER = "other", _("Diğer")


ASSEMBLIES = (MeetingKind.GENERAL, MeetingKind.GENERAL_EXTRA)
# In assemblies members vote in person, and board members cannot be represented either.
PROXY_KINDS = (MeetingKind.COMMITTEE, MeetingKind.STAFF, MeetingKind.EXTERNAL, MeetingKind.OTHER)


class VoteChoice(models.TextChoices):
    """How somebody voted. Who has an interest of their own in a decision does not vote on it (Civil Code 82)."""

    FOR = "for", _("Kabul")
    AGAINST = "against", _("Ret")
    ABSTAIN = "abstain", _("Çekimser")
    CONFLICT = "conflict", _("Çıkar ilişkisi: oy kullanmaz")


class Book(models.TextChoices):
    """The books in which decisions are numbered: each organ has its own."""

    BOARD = "board", _("Yönetim kurulu karar defteri")
    AUDIT = "audit", _("Denetim kurulu karar defteri")
    ASSEMBLY = "assembly", _("Genel kurul kararları")
    OTHER = "other", _("Diğer kararlar")


BOOK_OF: dict[str, Book] = {
    MeetingKind.BOARD: Book.BOARD,
    MeetingKind.AUDIT: Book.AUDIT,
    MeetingKind.GENERAL: Book.ASSEMBLY,
    MeetingKind.GENERAL_EXTRA: Book.ASSEMBLY,
}


class Attendance(models.TextChoices):
    """Whether somebody was there."""

    UNKNOWN = "", _("Yoklama alınmadı")
    PRESENT = "present", _("Katıldı")
    PROXY = "proxy", _("Vekâleten katıldı")
    EXCUSED = "excused", _("Mazeretli")
    ABSENT = "absent", _("Katılmadı")


class MeetingRole(models.TextChoices):
    """What somebody does in a meeting. Chair and clerks bring it forward as its organiser does."""

    CHAIR = "chair", _("Başkan")
    CLERK = "clerk", _("Yazman")
    MEMBER = "member", _("Üye")
    SUBSTITUTE = "substitute", _("Yedek üye")
    GUEST = "guest", _("Konuk")


LEADING = (MeetingRole.CHAIR, MeetingRole.CLERK)


class Answer(models.TextChoices):
    """What somebody said to their invitation."""

    INVITED = "invited", _("Yanıt bekleniyor")
    ACCEPTED = "accepted", pgettext_lazy("to an invitation", "Katılacak")
    TENTATIVE = "tentative", pgettext_lazy("to an invitation", "Belki")
    DECLINED = "declined", pgettext_lazy("to an invitation", "Katılmayacak")
