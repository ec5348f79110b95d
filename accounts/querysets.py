"""Reading users: who is active, who may do something, and finding somebody by what is remembered of them."""

from datetime import date
from typing import Any, NoReturn, Self

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.postgres.search import SearchVectorExact
from django.db.models import Exists, OuterRef, ProtectedError, Q, QuerySet

from kafkasder.core.days import lasting, today
from kafkasder.core.identifiers import digits_of
from kafkasder.core.sight import SightQuerySet
from kafkasder.core.sql import TurkishWords, prefix_query

SHORTEST_PHONE_PART = 3
WHOLE_PHONE = 10


class UserQuerySet(SightQuerySet):
    def visible_to(self, viewer: Any) -> Self:
        return self.finding_by_parts(True) if viewer.has_perm("accounts.manage_users") else self.none()

    def active(self) -> Self:
        return self.filter(is_active=True)

    def with_role(self, *slugs: str) -> Self:
        """Keep those who hold one of these roles today."""
        memberships = apps.get_model("accounts", "Membership").objects.lasting()
        return self.filter(Exists(memberships.filter(group__name__in=slugs, user=OuterRef("pk"))))

    def with_verb(self, verb: str) -> Self:
        """Keep those who have `verb` today, by a role or of their own."""
        app_label, codename = verb.split(".")
        permission = Permission.objects.filter(content_type__app_label=app_label, codename=codename)
        by_role = Q(lasting(today(), "group__memberships__"), group__memberships__user=OuterRef("pk"))
        own = Q(lasting(today(), "verb_grants__"), verb_grants__user=OuterRef("pk"))
        return self.filter(Exists(permission.filter(by_role | own)))

    def search(self, text: str) -> Self:
        """Keep those of whose name, e-mail or title every word of `text` begins a word, or whose phone it is.

        A part of the phone is enough for those who see it.
        """
        if not text.strip():
            return self
        query = prefix_query(text)
        found = Q(words=query) if query else Q(pk__in=[])
        digits = digits_of(text).lstrip("0")
        if len(digits) >= (SHORTEST_PHONE_PART if self.parts_find else WHOLE_PHONE):
            found |= Q(phone__contains=digits)
        return self.filter(found)

    def delete(self) -> NoReturn:
        raise deletion_refused(self)


class GrantQuerySet(QuerySet[Any]):
    def lasting(self, on: date | None = None) -> Self:
        """Keep what has not ended on a day, without one today."""
        return self.filter(lasting(on or today()))


def deletion_refused(users: Any) -> ProtectedError:
    return ProtectedError("Users are never deleted, only deactivated.", set(users))


class AuditQuerySet(QuerySet[Any]):
    def search(self, text: str) -> Self:
        """Keep the entries of the record with this number, of the request with this one, or of records so named.

        Each has an index, and a search of its own that uses it: with one condition for all, the database may rather
        walk through the whole trail, newest first.
        """
        text = text.strip()
        if not text:
            return self
        trail = self.model._default_manager.order_by().values("pk")
        found = trail.filter(row_pk=text).union(trail.filter(~Q(request_id=""), request_id=text.upper()))
        if query := prefix_query(text):
            named = SearchVectorExact(TurkishWords("row_label"), query)
            found = found.union(trail.filter(named, ~Q(row_label="")))
        return self.filter(pk__in=found)
