"""The codes of a case file: what consents are for, what documents, notes and referrals are about."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ConsentPurpose(TextChoices):
    """What a person may let the association do; the law asks for a consent of its own for each."""

    HEALTH = "health_data", _("Sağlık verisini işleme")
    PHOTO = "photo", _("Fotoğraf ve video yayını")
    SMS = "sms", _("SMS ile bilgilendirme")
    EMAIL = "email", _("E-posta ile bilgilendirme")
    SHARE = "share_partner", _("Başka kurumla paylaşım")
    ABROAD = "abroad", _("Yurt dışına aktarım")


class ConsentWay(TextChoices):
    """How a consent was given, so that it can be proved."""

    SIGNED = "signed", _("Islak imzalı form")
    ONLINE = "online", _("Elektronik onay")
    MESSAGE = "message", _("Mesaj ya da e-posta")
    RECORDED = "recorded", _("Ses kaydı")


class PaperKind(TextChoices):
    """What a document shows. Health reports are seen and not kept, so there is none."""

    PETITION = "petition", _("Başvuru dilekçesi")
    FAMILY_REGISTER = "family_register", _("Nüfus kayıt örneği")
    RESIDENCE = "residence", _("Yerleşim yeri belgesi")
    IDENTITY = "identity", _("Kimlik fotokopisi")
    INCOME = "income", _("Gelir belgesi")
    SOCIAL_SECURITY = "social_security", _("SGK kaydı")
    RENT = "rent", _("Kira sözleşmesi")
    BILL = "bill", _("Fatura")
    DEBT = "debt", _("Borç ya da icra belgesi")
    STUDENT = "student", _("Öğrenci belgesi")
    COURT = "court", _("Mahkeme kararı")
    AUTHORITY = "authority", _("Vekâlet ya da vasilik belgesi")
    CONSENT = "consent", _("İmzalı rıza formu")
    PHOTO = "photo", _("Fotoğraf")
    OTHER = "other", _("Diğer belge")


class NoteKind(TextChoices):
    """On what occasion something was noted."""

    PHONE = "phone", _("Telefon görüşmesi")
    VISIT = "visit", _("Ev ziyareti")
    OFFICE = "office", _("Dernekte görüşme")
    MESSAGE = "message", _("Mesaj")
    THIRD = "third", _("Üçüncü kişiden bilgi")
    OTHER = "other", _("Diğer")


class ReferralKind(TextChoices):
    """What another institution is asked for."""

    SOCIAL_AID = "social_aid", _("Sosyal yardım")
    HEALTH = "health", _("Sağlık")
    PSYCHOSOCIAL = "psychosocial", _("Psikososyal destek")
    EDUCATION = "education", _("Eğitim")
    WORK = "work", _("İş ve meslek")
    LEGAL = "legal", _("Hukuki destek")
    HOUSING = "housing", _("Barınma")
    REGISTRATION = "registration", _("Kayıt ve kimlik işlemleri")
    OTHER = "other", _("Diğer")
