"""Rows of this room for tests."""

from typing import Any

from accounts.models import User
from privacy.models import DataRequest, NoticeDelivery, NoticeVersion
from privacy.services import notices, requests
from privacy.subjects import SUBJECTS

from ..factories import make_user


def make_notice(by: User | None = None, **fields: Any) -> NoticeVersion:
    fields.setdefault("audience", "beneficiary")
    fields.setdefault("text", "Verileriniz şunun için işlenir.")
    return notices.write_notice(version=NoticeVersion(**fields), by=by or make_user("admin"))


def deliver(version: NoticeVersion, *people: Any, by: User | None = None, **fields: Any) -> int:
    kind = next(each for each in SUBJECTS.values() if each.audience == version.audience)
    keys = [person.pk for person in people]
    delivery = NoticeDelivery(version=version, **fields)
    return notices.record_delivery(kind=kind, people=keys, delivery=delivery, by=by or make_user("admin"))


def make_request(by: User | None = None, **fields: Any) -> DataRequest:
    fields = {"kind": "access", "channel": "petition"} | fields
    if "subject_pk" not in fields:
        fields.setdefault("applicant", "Fatma Yılmaz")
    return requests.record_request(request=DataRequest(**fields), by=by or make_user("admin"))
