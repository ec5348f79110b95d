"""Rows of case files for tests."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from beneficiaries import services
from beneficiaries.models import BankAccount, Beneficiary, CaseNote, ConsentText, Paper, PersonConsent, Referral

from ..factories import make_head, make_user

IBAN = "TR420001000000000000000001"
PDF = b"%PDF-1.4 bir belge"


def upload(content: bytes = PDF, name: str = "kira.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def photo(size: tuple[int, int] = (1200, 800), exif: Any = None, kind: str = "JPEG") -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, format=kind, **({"exif": exif} if exif else {}))
    return out.getvalue()


def make_account(of: Beneficiary | None = None, **fields: Any) -> BankAccount:
    of = of or make_head()
    account = BankAccount(**{"household": of.household, "person": of, "iban": IBAN} | fields)
    account.save()
    return account


def make_paper(of: Beneficiary | None = None, content: bytes = PDF, name: str = "kira.pdf", **fields: Any) -> Paper:
    of = of or make_head()
    paper = Paper(**{"household": of.household, "person": of, "kind": "rent"} | fields)
    return services.add_paper(paper=paper, upload=upload(content, name), by=make_user("staff"))


def make_text(purpose: str = "share_partner") -> ConsentText:
    found = ConsentText.objects.filter(purpose=purpose).first()
    return found or ConsentText.objects.create(purpose=purpose, number=1, text="Rıza metni")


def make_consent(of: Beneficiary | None = None, purpose: str = "share_partner", **fields: Any) -> PersonConsent:
    text = make_text(purpose)
    return PersonConsent.objects.create(
        **{"person": of or make_head(), "purpose": purpose, "text": text, "way": "signed"} | fields
    )


def make_note(of: Beneficiary | None = None, **fields: Any) -> CaseNote:
    of = of or make_head()
    return CaseNote.objects.create(
        **{"household": of.household, "person": of, "kind": "phone", "text": "Arandı"} | fields
    )


def make_referral(of: Beneficiary | None = None, **fields: Any) -> Referral:
    of = of or make_head()
    given = {"kind": "legal", "institution": "Baro", "reason": "Nafaka", "without_consent": "Acil"}
    return Referral.objects.create(household=of.household, person=of, **given | fields)
