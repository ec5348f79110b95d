"""Rows of this room for tests."""

from datetime import date
from itertools import count
from typing import Any

from accounts.models import User
from donations import services
from donations.models import Campaign, Consent, Donor

from ..factories import make_user

NUMBER, TAX_NUMBER = "10000000146", "1234567890"
_numbers = count(1)


def make_donor(by: User | None = None, **fields: Any) -> Donor:
    donor = Donor(**{"name": "Işıl Şahin"} | fields)
    return services.save_donor(donor=donor, by=by or make_user("staff"))


def make_consent(donor: Donor, channel: str = "phone", *, given: bool = True, **fields: Any) -> Consent:
    by = fields.pop("by", None) or make_user("staff")
    return services.record_consent(donor=donor, channel=channel, given=given, by=by, **{"way": "form"} | fields)


def make_campaign(by: User | None = None, **fields: Any) -> Campaign:
    code = f"kis-{next(_numbers)}"
    given = {"name": "Kış yardımı", "code": code, "purpose": "Kömür ve battaniye", "starts_on": date(2026, 1, 5)}
    return services.save_campaign(campaign=Campaign(**given | fields), by=by or make_user("board"))
