"""Code lists of the registry: stable codes, Turkish labels; codes are stored and never shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """Why a household is supported; a household may have several."""

    FAMILY_NEEDY = "family_needy", _("İhtiyaç sahibi aile")
    FAMILY_ORPHAN = "family_orphan", _("Yetim ailesi")
    FAMILY_REFUGEE = "family_refugee", _("Mülteci aile")
    FAMILY_DISABLED = "family_disabled", _("Engelli ailesi")
    FAMILY_DISASTER = "family_disaster", _("Afetzede aile")
    CHILD_ORPHAN = "child_orphan", _("Yetim çocuk")
    CHILD_NEEDY = "child_needy", _("İhtiyaç sahibi çocuk")
    CHILD_REFUGEE = "child_refugee", _("Mülteci çocuk")
    STUDENT = "student", _("Öğrenci")
    ELDERLY_ALONE = "elderly_alone", _("Kimsesiz yaşlı")
    SINGLE_PARENT = "single_parent", _("Tek ebeveyn")
    WIDOW = "widow", _("Dul kadın")
    PATIENT = "patient", _("Hasta")
    DISABLED = "disabled", _("Engelli birey")
    HOMELESS = "homeless", _("Evsiz")
    CONVICT_FAMILY = "convict_family", _("Hükümlü/tutuklu ailesi")
    MARTYR_FAMILY = "martyr_family", _("Şehit/gazi ailesi")
    DEBTOR = "debtor", _("Borçlu")
    TRAVELLER = "traveller", _("Yolda kalmış")
    INSTITUTION = "institution", _("Kurum/okul")


class Priority(models.TextChoices):
    """How soon a household needs attention."""

    LOW = "low", _("Düşük")
    NORMAL = "normal", _("Normal")
    HIGH = "high", _("Yüksek")
    URGENT = "urgent", _("Acil")


class OrphanType(models.TextChoices):
    """Which parent a child has lost."""

    FATHER_DEAD = "father_dead", _("Yetim (babası vefat)")
    MOTHER_DEAD = "mother_dead", _("Öksüz (annesi vefat)")
    BOTH_DEAD = "both_dead", _("Hem yetim hem öksüz")
    ABANDONED = "abandoned", _("Terk edilmiş")
    PROTECTED = "protected", _("Koruma altında")


class LegalStatus(models.TextChoices):
    """On what ground a person stays in Türkiye."""

    CITIZEN = "citizen", _("T.C. vatandaşı")
    TEMP_PROTECTION = "temp_protection", _("Geçici koruma")
    INTL_PROTECTION = "intl_protection", _("Uluslararası koruma")
    RESIDENCE = "residence", _("İkamet izinli")
    BLUE_CARD = "blue_card", _("Mavi kart")
    UNREGISTERED = "unregistered", _("Kayıtsız")


class Relation(models.TextChoices):
    """What a person is to the head of the household."""

    SELF = "self", _("Kendisi")
    SPOUSE = "spouse", _("Eşi")
    SON = "son", _("Oğlu")
    DAUGHTER = "daughter", _("Kızı")
    MOTHER = "mother", _("Annesi")
    FATHER = "father", _("Babası")
    SIBLING = "sibling", _("Kardeşi")
    GRANDCHILD = "grandchild", _("Torunu")
    GRANDMOTHER = "grandmother", _("Büyükanne")
    GRANDFATHER = "grandfather", _("Büyükbaba")
    MOTHER_IN_LAW = "mother_in_law", _("Kayınvalide")
    FATHER_IN_LAW = "father_in_law", _("Kayınpeder")
    DAUGHTER_IN_LAW = "daughter_in_law", _("Gelini")
    SON_IN_LAW = "son_in_law", _("Damadı")
    NEPHEW_NIECE = "nephew_niece", _("Yeğeni")
    AUNT_UNCLE = "aunt_uncle", _("Amca/dayı/hala/teyze")
    STEP_CHILD = "step_child", _("Üvey çocuk")
    FOSTER = "foster", _("Koruyucu aile çocuğu")
    GUARDIAN = "guardian", _("Vasi")
    OTHER = "other", _("Diğer")


class MaritalStatus(models.TextChoices):
    """Marital status as people tell it; `religious_only` has no legal effect."""

    SINGLE = "single", _("Bekâr")
    MARRIED = "married", _("Evli")
    DIVORCED = "divorced", _("Boşanmış")
    WIDOWED = "widowed", _("Dul (eşi vefat)")
    SEPARATED = "separated", _("Ayrı yaşıyor")
    RELIGIOUS_ONLY = "religious_only", _("Dinî nikâhlı")
    UNKNOWN = "unknown", _("Bilinmiyor")


class Education(models.TextChoices):
    """The last school finished."""

    NONE = "none", _("Okuryazar değil")
    LITERATE = "literate", _("Okuryazar")
    PRESCHOOL = "preschool", _("Okul öncesi")
    PRIMARY = "primary", _("İlkokul")
    MIDDLE = "middle", _("Ortaokul")
    HIGH = "high", _("Lise")
    ASSOCIATE = "associate", _("Ön lisans")
    BACHELOR = "bachelor", _("Lisans")
    MASTER = "master", _("Yüksek lisans")
    DOCTORATE = "doctorate", _("Doktora")
    DROPOUT = "dropout", _("Okul terk")


class Work(models.TextChoices):
    """How a person earns."""

    WORKING = "working", _("Çalışıyor")
    DAILY = "daily", _("Gündelik işçi")
    UNREGISTERED = "unregistered", _("Kayıt dışı")
    UNEMPLOYED = "unemployed", _("İşsiz")
    HOMEMAKER = "homemaker", _("Ev hanımı")
    RETIRED = "retired", _("Emekli")
    STUDENT = "student", _("Öğrenci")
    UNABLE = "unable", _("Çalışamaz")
    MILITARY = "military", _("Askerde")


class SocialSecurity(models.TextChoices):
    """Which public cover a person has."""

    SGK_4A = "sgk_4a", _("SGK 4/a")
    SGK_4B = "sgk_4b", _("Bağ-Kur 4/b")
    SGK_4C = "sgk_4c", _("4/c")
    GSS = "gss", _("Genel sağlık sigortası")
    GREEN = "green", _("Yeşil kart (G0)")
    NONE = "none", _("Yok")


class Housing(models.TextChoices):
    """How a household lives."""

    OWNED = "owned", _("Kendi evi")
    RENTED = "rented", _("Kira")
    FAMILY = "family", _("Aile yanı")
    RELATIVE = "relative", _("Akraba evi")
    FREE_USE = "free_use", _("Bedelsiz oturuyor")
    LODGING = "lodging", _("Lojman")
    CONTAINER = "container", _("Konteyner")
    TENT = "tent", _("Çadır")
    DORM = "dorm", _("Yurt")
    SHELTER = "shelter", _("Barınma evi")
    SHANTY = "shanty", _("Gecekondu")
    STREET = "street", _("Sokakta")


class Heating(models.TextChoices):
    """How a home is heated."""

    GAS = "gas", _("Doğalgaz")
    COAL = "coal", _("Kömür sobası")
    WOOD = "wood", _("Odun sobası")
    ELECTRIC = "electric", _("Elektrikli")
    CENTRAL = "central", _("Merkezi")
    NONE = "none", _("Yok")


class IncomeSource(models.TextChoices):
    """Where a household's monthly income comes from."""

    WAGE = "wage", _("Maaş/ücret")
    DAILY = "daily", _("Gündelik")
    PENSION = "pension", _("Emekli aylığı")
    SURVIVOR = "survivor", _("Dul-yetim aylığı")
    DISABILITY_2022 = "disability_2022", _("2022 engelli aylığı")
    OLD_AGE_2022 = "old_age_2022", _("65 yaş aylığı")
    HOME_CARE = "home_care", _("Evde bakım aylığı")
    SED = "sed", _("SED (çocuk desteği)")
    SYDV = "sydv", _("SYDV yardımı")
    SUY = "suy", _("Kızılaykart/SUY")
    ALIMONY = "alimony", _("Nafaka")
    RENT = "rent", _("Kira geliri")
    FARMING = "farming", _("Tarım-hayvancılık")
    RELATIVES = "relatives", _("Akraba desteği")
    NGO = "ngo", _("Diğer dernekler")
    NONE = "none", _("Geliri yok")


class HealthFlag(models.TextChoices):
    """What the association must know of a person's health; never a diagnosis."""

    NONE = "none", _("Bildirilen sorun yok")
    CHRONIC = "chronic", _("Süreğen hastalık")
    DISABLED = "disabled", _("Engelli")
    BEDRIDDEN = "bedridden", _("Yatağa bağımlı")
    CANCER = "cancer", _("Kanser tedavisi")
    DIALYSIS = "dialysis", _("Diyaliz")
    PREGNANT = "pregnant", _("Gebe")
    MENTAL = "mental", _("Ruh sağlığı")
    SURGERY = "surgery", _("Ameliyat bekliyor")
    DEVICE = "device", _("Cihaz ihtiyacı")


class DisabilityGroup(models.TextChoices):
    """The group that a disability report names."""

    PHYSICAL = "physical", _("Bedensel")
    MENTAL = "mental", _("Zihinsel")
    VISUAL = "visual", _("Görme")
    HEARING = "hearing", _("İşitme")
    SPEECH = "speech", _("Dil ve konuşma")
    AUTISM = "autism", _("Otizm")
    PSYCHOSOCIAL = "psychosocial", _("Ruhsal")
    CHRONIC = "chronic", _("Süreğen")


class Gender(models.TextChoices):
    """A person's gender as in the register."""

    FEMALE = "female", _("Kadın")
    MALE = "male", _("Erkek")


class NoIdentityReason(models.TextChoices):
    """Why a person has no identity number."""

    UNREGISTERED = "unregistered", _("Kayıtsız")
    PASSPORT_ONLY = "passport_only", _("Yalnız pasaportu var")
    APPLIED = "applied", _("Başvurusu sürüyor")
    NEWBORN = "newborn", _("Yeni doğan")
    REFUSED = "refused", _("Vermek istemedi")
    UNKNOWN = "unknown", _("Bilinmiyor")


class DocumentKind(models.TextChoices):
    """Identity documents other than the identity number."""

    PASSPORT = "passport", _("Pasaport")
    TEMP_PROTECTION_CARD = "temp_protection_card", _("Geçici koruma kimlik belgesi")
    RESIDENCE_PERMIT = "residence_permit", _("İkamet izni")
    BLUE_CARD = "blue_card", _("Mavi kart")
    DRIVING_LICENCE = "driving_licence", _("Sürücü belgesi")
    OTHER = "other", _("Diğer")


class ExpenseKind(models.TextChoices):
    """What a household's monthly expense goes to."""

    RENT = "rent", _("Kira")
    BILLS = "bills", _("Faturalar")
    FOOD = "food", _("Gıda")
    EDUCATION = "education", _("Eğitim")
    HEALTH = "health", _("Sağlık")
    TRANSPORT = "transport", _("Ulaşım")
    DEBT = "debt", _("Borç ödemesi")
    OTHER = "other", _("Diğer")
