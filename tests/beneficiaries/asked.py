"""What the services of a household's case file are asked by somebody who may do nothing."""

from collections.abc import Callable
from typing import Any

from beneficiaries.models import BankAccount, CaseNote, ConsentText, Paper, PersonConsent, Referral

from ..factories import make_head
from .case_rows import IBAN, make_account, make_consent, make_note, make_paper, make_referral, upload

REASON = "Komisyon için"


def _of_household() -> dict[str, Any]:
    return {"household": make_head().household}


CALLS: dict[str, Callable[[], dict[str, Any]]] = {
    "beneficiaries.accounts.save_account": lambda: {"account": BankAccount(**_of_household(), iban=IBAN)},
    "beneficiaries.accounts.make_primary": lambda: {"account": make_account()},
    "beneficiaries.accounts.change_account_state": lambda: {
        "account": make_account(),
        "target": "closed",
        "reason": REASON,
    },
    "beneficiaries.papers.add_paper": lambda: {"paper": Paper(**_of_household(), kind="rent"), "upload": upload()},
    "beneficiaries.papers.save_paper": lambda: {"paper": make_paper()},
    "beneficiaries.papers.add_version": lambda: {"paper": make_paper(), "upload": upload()},
    "beneficiaries.papers.restore_version": lambda: {"version": make_paper().versions.get()},
    "beneficiaries.papers.remove_paper": lambda: {"paper": make_paper(), "reason": REASON},
    "beneficiaries.papers.open_version": lambda: {"version": make_paper().versions.get()},
    "beneficiaries.consents.write_consent_text": lambda: {"text": ConsentText(purpose="photo", text="Metin")},
    "beneficiaries.consents.record_consent": lambda: {
        "consent": PersonConsent(person=make_head(), purpose="photo", way="signed")
    },
    "beneficiaries.consents.withdraw_consent": lambda: {
        "person": make_consent().person,
        "purpose": "share_partner",
        "reason": REASON,
    },
    "beneficiaries.notes.write_note": lambda: {"note": CaseNote(**_of_household(), kind="phone", text="Arandı")},
    "beneficiaries.notes.withdraw_note": lambda: {"note": make_note(), "reason": REASON},
    "beneficiaries.referrals.refer": lambda: {
        "referral": Referral(person=make_head(), kind="legal", institution="Baro", reason="Nafaka")
    },
    "beneficiaries.referrals.change_referral_state": lambda: {"referral": make_referral(), "target": "accepted"},
}
# These ask nobody: what calls them did.
PARTS = {"beneficiaries.case_telling.tell_withdrawn"}
