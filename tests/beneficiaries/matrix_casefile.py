"""What each role gets at the addresses of bank accounts, documents, consents, notes and referrals."""

from accounts.models import User
from beneficiaries.models import CaseNote, Household

from ..factories import make_head
from ..matrix import Row
from .case_rows import make_account, make_consent, make_note, make_paper, make_referral, photo

WRITERS = ("admin", "board", "staff")
SEE_FILES = ("admin", "board", "staff", "auditor")
REASON = {"reason": "Komisyon toplantısı için"}


def given_to(user: User) -> None:
    """Give every household of the test to `user`."""
    Household.objects.update(assigned_to=user)


def written_by(user: User) -> None:
    """Give `user` every household of the test, and have every note written by them."""
    given_to(user)
    CaseNote.objects.update(author=user)


def a_household() -> list[object]:
    return [make_head().household_id]


def a_person() -> list[object]:
    return [make_head().pk]


def an_account() -> list[object]:
    return [make_account().pk]


def a_paper() -> list[object]:
    return [make_paper().pk]


def a_version() -> list[object]:
    return [make_paper(content=photo((20, 10)), name="foto.jpg").versions.get().pk]


def a_note() -> list[object]:
    return [make_note().pk]


def a_secret_note() -> list[object]:
    return [make_note(text="", is_sensitive=True, secret_text="Gizli").pk]


ROWS = [
    Row("beneficiaries:account_create", WRITERS, post=422, arguments=a_household, own=given_to),
    Row("beneficiaries:account_edit", WRITERS, post=422, arguments=an_account, own=given_to),
    Row("beneficiaries:account_news", WRITERS, arguments=lambda: [*an_account(), "qrvM3e7_"], own=given_to),
    Row("beneficiaries:account_primary", WRITERS, get=405, post=302, arguments=an_account, own=given_to),
    Row(
        "beneficiaries:account_state",
        WRITERS,
        post=302,
        arguments=lambda: [*an_account(), "closed"],
        data=REASON,
        own=given_to,
    ),
    Row("beneficiaries:account_reveal", WRITERS, post=200, arguments=an_account, data=REASON, own=given_to),
    # Documents
    Row("beneficiaries:paper_list", SEE_FILES, post=302, confined=True),
    Row("beneficiaries:paper_create", WRITERS, post=422, arguments=a_household, own=given_to),
    Row("beneficiaries:paper_detail", SEE_FILES, arguments=a_paper, own=given_to),
    Row("beneficiaries:paper_edit", WRITERS, post=422, arguments=a_paper, own=given_to),
    Row("beneficiaries:paper_news", WRITERS, arguments=lambda: [*a_paper(), "qrvM3e7_"], own=given_to),
    Row("beneficiaries:version_add", WRITERS, post=422, arguments=a_paper, own=given_to),
    Row("beneficiaries:paper_remove", WRITERS, post=302, arguments=a_paper, data=REASON, own=given_to),
    Row("beneficiaries:version_download", SEE_FILES, get=405, post=200, arguments=a_version, own=given_to),
    Row("beneficiaries:version_preview", SEE_FILES, arguments=a_version, own=given_to),
    Row("beneficiaries:version_restore", WRITERS, get=405, post=302, arguments=a_version, own=given_to),
    # Consents
    Row("beneficiaries:consent_list", SEE_FILES, post=302, confined=True),
    Row("beneficiaries:consent_text_list", SEE_FILES, confined=True),
    Row("beneficiaries:consent_text_create", ("admin", "board"), post=422, confined=True),
    Row("beneficiaries:consent_create", WRITERS, post=422, arguments=a_person, own=given_to),
    Row(
        "beneficiaries:consent_withdraw",
        WRITERS,
        post=422,
        arguments=lambda: [make_consent().person_id, "share_partner"],
        own=given_to,
    ),
    # Notes
    Row(
        "beneficiaries:note_create",
        WRITERS,
        post=422,
        arguments=a_household,
        own=given_to,
        hidden=("volunteer",),
    ),
    # Whoever did not write it and may not change households either is refused
    Row(
        "beneficiaries:note_withdraw",
        WRITERS,
        post=302,
        arguments=a_note,
        data=REASON,
        own=written_by,
        hidden=("volunteer",),
    ),
    Row("beneficiaries:note_reveal", WRITERS, post=200, arguments=a_secret_note, data=REASON, own=given_to),
    # Referrals
    Row("beneficiaries:referral_list", SEE_FILES, post=302, confined=True),
    Row("beneficiaries:referral_create", WRITERS, post=422, arguments=a_person, own=given_to),
    Row(
        "beneficiaries:referral_state",
        WRITERS,
        post=302,
        arguments=lambda: [make_referral().pk, "accepted"],
        own=given_to,
    ),
]
