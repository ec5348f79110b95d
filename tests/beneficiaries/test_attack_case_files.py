"""As a clumsy clerk writes a case file."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from beneficiaries import consents, services
from kafkasder.core.days import today

from ..factories import make_person, make_user
from .case_rows import make_consent

pytestmark = pytest.mark.django_db


def test_no_consent_is_taken_back_on_a_day_to_come_and_stands_until_then() -> None:
    person = make_person()
    make_consent(person, "photo")
    given = {"person": person, "purpose": "photo", "reason": "Söyledi", "by": make_user("staff")}
    with pytest.raises(ValidationError, match="Gelecekte bir gün"):
        services.withdraw_consent(on=today() + timedelta(days=365), **given)
    services.withdraw_consent(on=today(), **given)
    assert not consents.may(person, "photo")
