"""Numbers of documents that are written after a record, which stays as it was approved.

A room whose rows make records says where the number of their document is kept; the ledger reads it there, as long as
the record has none of its own::

    documents.register("donation", lambda: Subquery(Receipt.objects.issued().filter(donation=OuterRef("source_pk"))…))
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

_NUMBERS: dict[str, Callable[[], Any]] = {}


def register(source_kind: str, number: Callable[[], Any]) -> None:
    """Have `number()`, an expression over a record of this kind of source, give the number of its document."""
    if source_kind in _NUMBERS:
        raise ValueError(f"{source_kind!r} is registered twice")
    _NUMBERS[source_kind] = number


def with_documents(records: QuerySet[Any]) -> QuerySet[Any]:
    """Add `document` to records: the number of the document that proves each, empty where there is none."""
    nothing = Value("", output_field=CharField())
    written = [When(source_kind=kind, then=Coalesce(number(), nothing)) for kind, number in _NUMBERS.items()]
    own = When(~Q(document_number=""), then="document_number")
    return records.annotate(document=Case(own, *written, default=nothing, output_field=CharField()))
