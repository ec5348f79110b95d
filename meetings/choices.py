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


class CallWay(models.TextChoices):
    """The ways by which the members may be called to an assembly."""

    NEWSPAPER = "newspaper", _("Gazete")
    WEBSITE = "website", _("İnternet sayfası")
    LETTER = "letter", _("Mektup")
    EMAIL = "email", _("E-posta")
    SMS = "sms", _("SMS")


class TermKey(models.TextChoices):
    """Terms of the law and the statute: days, or months where the label says so."""

    ASSEMBLY_NOTICE = "assembly_notice", _("Genel kurul en az bu kadar gün önce çağrılır")
    SECOND_CALL_FROM = "second_call_from", _("İkinci toplantı ilkinden en az bu kadar gün sonradır")
    SECOND_CALL_UNTIL = "second_call_until", _("İkinci toplantı ilkinden en çok bu kadar gün sonradır")
    BOARD_NOTICE = "board_notice", _("Yönetim kurulu en az bu kadar gün önce çağrılır (tüzük)")
    AUDIT_NOTICE = "audit_notice", _("Denetim kurulu en az bu kadar gün önce çağrılır (tüzük)")
    ASSEMBLY_EVERY = "assembly_every", _("Olağan genel kurul en geç bu kadar ayda bir toplanır")
    AUDIT_EVERY = "audit_every", _("Denetim kurulu en geç bu kadar ayda bir rapor verir")
    DECLARATION = "declaration", _("Beyanname yılın ilk bu kadar ayında verilir")
    RESULT_NOTICE = "result_notice", _("Genel kurul sonuç bildiriminin süresi (gün)")
    RESULT_NOTICE_WARN = "result_notice_warn", _("Genel kurul sonuç bildirimi bu günden sonra hatırlatılır")
    ORGAN_CHANGE = "organ_change", _("Organ değişikliği bildiriminin süresi (gün)")
    SEAT_CHANGE = "seat_change", _("Yerleşim yeri değişikliği bildiriminin süresi (gün)")
    MEMBER_NOTICE = "member_notice", _("Üye kabul ve çıkış bildiriminin süresi (gün)")
    REAL_ESTATE = "real_estate", _("Taşınmaz bildiriminin süresi (gün)")
    ABROAD_RESULT = "abroad_result", _("Yurt dışına yardım sonuç bildiriminin süresi (gün)")
    PERMIT_RESULT = "permit_result", _("Yardım toplama sonuç bildiriminin süresi (gün)")
    WARN_BEFORE = "warn_before", _("Yükümlülükler bu kadar gün önce hatırlatılmaya başlar")


MONTHS = (TermKey.ASSEMBLY_EVERY, TermKey.AUDIT_EVERY, TermKey.DECLARATION)
NOTICE_OF: dict[str, TermKey] = {
    MeetingKind.BOARD: TermKey.BOARD_NOTICE,
    MeetingKind.AUDIT: TermKey.AUDIT_NOTICE,
    MeetingKind.GENERAL: TermKey.ASSEMBLY_NOTICE,
    MeetingKind.GENERAL_EXTRA: TermKey.ASSEMBLY_NOTICE,
}


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
