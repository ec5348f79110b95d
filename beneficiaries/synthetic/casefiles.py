"""What the demo's case files hold: consents with their texts, notes, referrals, and a few documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from random import Random
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from ..ages import age_on
from ..case_choices import ConsentPurpose, ConsentWay, NoteKind, PaperKind, ReferralKind
from ..choices import Category
from ..models import Beneficiary, CaseNote, ConsentText, Paper, PersonConsent, Referral
from ..services import Family, add_paper
from ..services.consents import OF_AGE
from ..states import HouseholdStatus, ReferralState

TEXTS = {
    ConsentPurpose.HEALTH: "Yardımın planlanması için sağlık bilgilerimin işlenmesine onay veriyorum.",
    ConsentPurpose.PHOTO: "Fotoğraflarımın derneğin yayınlarında kullanılmasına onay veriyorum.",
    ConsentPurpose.SMS: "Dernek çalışmalarından SMS ile haberdar edilmeye onay veriyorum.",
    ConsentPurpose.SHARE: "Bilgilerimin, yönlendirildiğim kurumla paylaşılmasına onay veriyorum.",
}
_SHARES = {ConsentPurpose.HEALTH: 0.35, ConsentPurpose.PHOTO: 0.15, ConsentPurpose.SMS: 0.5, ConsentPurpose.SHARE: 0.3}
_WAYS = (ConsentWay.SIGNED, ConsentWay.SIGNED, ConsentWay.MESSAGE)
_NOTES: tuple[tuple[NoteKind, str], ...] = (
    (NoteKind.PHONE, "Arandı; kömür desteği istediler, kış başında yeniden aranacak."),
    (NoteKind.PHONE, "Telefona çıkan olmadı, mesaj bırakıldı."),
    (NoteKind.VISIT, "Ev ziyareti yapıldı. Ev nemli, soba çalışıyor. Okula giden çocuklar var."),
    (NoteKind.VISIT, "Adreste bulundu; kira sözleşmesinin aslı görüldü."),
    (NoteKind.OFFICE, "Derneğe geldi, gelir belgesini teslim etti."),
    (NoteKind.MESSAGE, "Okul kıyafeti için bedenleri mesajla bildirdi."),
    (NoteKind.THIRD, "Mahalle muhtarı ailenin durumunu doğruladı."),
)
_REFERRALS: tuple[tuple[ReferralKind, str, str], ...] = (
    (ReferralKind.SOCIAL_AID, "Sosyal Yardımlaşma ve Dayanışma Vakfı", "Düzenli nakdi yardım başvurusu"),
    (ReferralKind.WORK, "İŞKUR", "Mesleki eğitim kursu"),
    (ReferralKind.LEGAL, "Baro Adli Yardım Bürosu", "Nafaka davası"),
    (ReferralKind.EDUCATION, "Halk Eğitimi Merkezi", "Okuma yazma kursu"),
    (ReferralKind.PSYCHOSOCIAL, "Sosyal Hizmet Merkezi", "Psikososyal destek"),
)
_ANSWERS = {ReferralState.COMPLETED: "Başvurusu sonuçlandı.", ReferralState.DECLINED: "Koşulları taşımıyor."}
_PAPERS = (PaperKind.RENT, PaperKind.INCOME, PaperKind.RESIDENCE, PaperKind.PHOTO, PaperKind.STUDENT, PaperKind.BILL)


@dataclass(frozen=True)
class CaseFiles:
    """Draws what the staff put into the families' case files up to `today`."""

    random: Random
    today: date
    staff: Sequence[Any]

    def texts(self) -> list[ConsentText]:
        return [ConsentText(purpose=purpose, number=1, text=text) for purpose, text in TEXTS.items()]

    def consents(self, families: Sequence[Family], texts: Sequence[ConsentText]) -> Iterator[PersonConsent]:
        """Heads and some others let some purposes; for a child its head does, and a few took theirs back."""
        by_purpose = {text.purpose: text for text in texts}
        for family in families:
            for person in family.members[:2]:
                for purpose, share in _SHARES.items():
                    if self.random.random() < share:
                        yield self._consent(family, person, by_purpose[purpose])

    def _consent(self, family: Family, person: Beneficiary, text: ConsentText) -> PersonConsent:
        given, head = self._day_since(family), family.members[0]
        age = age_on(given, person.birth_date, person.birth_year)
        consent = PersonConsent(
            person=person,
            purpose=text.purpose,
            text=text,
            given_on=given,
            way=self.random.choice(_WAYS),
            guardian=head if age is not None and age < OF_AGE and person is not head else None,
            by=self.random.choice(self.staff),
        )
        if text.purpose == ConsentPurpose.PHOTO:
            consent.expires_on = given + timedelta(days=365)
        if self.random.random() < 0.05:
            consent.withdrawn_on, consent.withdrawn_reason = self.today, "Telefonda vazgeçtiğini söyledi."
            consent.withdrawn_by = consent.by
        return consent

    def notes(self, families: Sequence[Family]) -> Iterator[CaseNote]:
        for family in families:
            for kind, text in self.random.sample(_NOTES, self.random.choice((0, 1, 1, 2))):
                yield CaseNote(
                    household=family.household,
                    kind=kind,
                    happened_on=self._day_since(family),
                    text=text,
                    author=self.random.choice(self.staff),
                )
            if Category.FAMILY_DISABLED in family.household.categories and self.random.random() < 0.3:
                yield CaseNote(
                    household=family.household,
                    kind=NoteKind.OFFICE,
                    happened_on=self._day_since(family),
                    is_sensitive=True,
                    secret_text="Tedavi için şehir dışına gidip geliyorlar.",
                    author=self.random.choice(self.staff),
                )

    def referrals(self, consents: Sequence[PersonConsent], count: int) -> Iterator[Referral]:
        """People who let their data be shared, sent on; some still wait for an answer."""
        sharing = [each for each in consents if each.purpose == ConsentPurpose.SHARE and not each.withdrawn_on]
        for consent in self.random.sample(sharing, min(count, len(sharing))):
            kind, institution, reason = self.random.choice(_REFERRALS)
            state = self.random.choices(list(ReferralState)[:4], (4, 3, 1, 4))[0]
            sent = consent.given_on + timedelta(days=self.random.randint(0, (self.today - consent.given_on).days))
            yield Referral(
                household_id=consent.person.household_id,
                person=consent.person,
                kind=kind,
                institution=institution,
                reason=reason,
                sent_on=sent,
                answer_by=sent + timedelta(days=30),
                consent=consent,
                state=state,
                answer=_ANSWERS.get(state, ""),
                by=consent.by,
            )

    def store_papers(self, families: Sequence[Family], count: int) -> None:
        """Give some open households a document, drawn as a picture."""
        open_families = [family for family in families if family.household.status == HouseholdStatus.ACTIVE]
        for family in self.random.sample(open_families, min(count, len(open_families))):
            kind = self.random.choice(_PAPERS)
            expires = self.today + timedelta(days=self.random.randint(-20, 300)) if kind == PaperKind.RENT else None
            paper = Paper(household=family.household, person=family.members[0], kind=kind, expires_on=expires)
            picture = ContentFile(_drawn(str(PaperKind(kind).label)), name="ornek.jpg")
            add_paper(paper=paper, upload=picture, by=self.random.choice(self.staff))

    @staticmethod
    def moment_of(day: date) -> datetime:
        """Return when something of that day was recorded."""
        return timezone.make_aware(datetime.combine(day, time(11, 30)))

    def _day_since(self, family: Family) -> date:
        first = family.household.created_at.date()
        return first + timedelta(days=self.random.randint(0, max((self.today - first).days, 0)))


def _drawn(words: str) -> bytes:
    """Return a sheet of paper as a picture that says it is an example."""
    sheet = Image.new("RGB", (420, 594), "#f4f1e8")
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((20, 20, 400, 574), outline="#7a8b84", width=2)
    for line in range(120, 540, 30):
        pen.line((50, line, 370 - line % 70, line), fill="#b9c2bd", width=4)
    pen.text((50, 60), f"{words} (ÖRNEK)", fill="#2f4a40")
    out = BytesIO()
    sheet.save(out, format="JPEG", quality=80)
    return out.getvalue()
