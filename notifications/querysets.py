"""Reading notifications and deliveries: whose they are, and what waits."""

from datetime import date, datetime
from typing import Any, Self

from django.apps import apps
from django.contrib.postgres.search import SearchVectorExact
from django.db.models import Exists, OuterRef, Q, QuerySet

from kafkasder.core.references import cards_for
from kafkasder.core.sql import TurkishWords, prefix_query

from .kinds import KINDS, list_card
from .states import AnnouncementState, DeliveryState, NotificationState

ANNOUNCE = "notifications.announce"


class NotificationQuerySet(QuerySet[Any]):
    card_viewer: Any = None

    def visible_to(self, viewer: Any) -> Self:
        """Keep what `viewer` was told in the panel, of kinds whose verb they still have.

        Nobody reads what others are told.
        """
        lost = [kind.key for kind in KINDS.values() if kind.verb and not viewer.has_perm(kind.verb)]
        own = self.filter(recipient_id=viewer.pk, in_panel=True)
        return own.exclude(kind__in=lost) if lost else own

    def unread(self) -> Self:
        return self.exclude(state=NotificationState.READ)

    def search(self, text: str) -> Self:
        """Keep those in whose words every word of `text` begins one.

        One person's notifications are few: no index, which every notification would pay for as it is written.
        """
        if not text.strip():
            return self
        query = prefix_query(text)
        return self.filter(SearchVectorExact(TurkishWords("title", "body"), query)) if query else self.none()

    def with_cards(self, viewer: Any) -> Self:
        """Have each row bear `card`: that of the row it is about, None where `viewer` does not see it."""
        rows = self.all()
        rows.card_viewer = viewer
        return rows

    def _clone(self) -> Self:
        copy = super()._clone()  # type: ignore[misc]
        copy.card_viewer = self.card_viewer
        return copy  # type: ignore[no-any-return]

    def _fetch_all(self) -> None:
        is_new = self._result_cache is None  # type: ignore[has-type]
        super()._fetch_all()  # type: ignore[misc]
        if is_new and self.card_viewer is not None:
            rows: list[Any] = self._result_cache or []  # type: ignore[assignment]
            cards = cards_for(self.card_viewer, {row.pointer for row in rows if row.pointer})
            for row in rows:
                row.card = cards.get(row.pointer) or list_card(row)


class DeliveryQuerySet(QuerySet[Any]):
    def visible_to(self, viewer: Any) -> Self:
        return self if viewer.has_perm("notifications.view_deliveries") else self.none()

    def waiting(self) -> Self:
        return self.filter(state=DeliveryState.WAITING)

    def next(self, now: datetime) -> Self:
        """Keep what may be sent now, the longest due first; of somebody's digest only its first, which stands for it.

        So two senders that each take another row never send two digests to the same person.
        """
        digest = self.model._default_manager.filter(
            state=DeliveryState.WAITING,
            in_digest=True,
            due_at__lte=now,
            recipient=OuterRef("recipient"),
            channel=OuterRef("channel"),
            pk__lt=OuterRef("pk"),
        )
        first = Q(in_digest=False) | ~Exists(digest)
        return self.filter(first, state=DeliveryState.WAITING, due_at__lte=now).order_by("due_at", "pk")

    def of_digest(self, first: Any, now: datetime) -> Self:
        """Keep what goes in the digest that `first` stands for."""
        return self.filter(
            state=DeliveryState.WAITING,
            in_digest=True,
            due_at__lte=now,
            recipient=first.recipient_id,
            channel=first.channel,
        ).order_by("pk")

    def failed(self) -> Self:
        return self.filter(state=DeliveryState.FAILED)


class AnnouncementQuerySet(QuerySet[Any]):
    def visible_to(self, viewer: Any) -> Self:
        """Keep what was said to `viewer` and stands; those who announce see all."""
        if viewer.has_perm(ANNOUNCE):
            return self
        return self.said_to(viewer).filter(state=AnnouncementState.PUBLISHED)

    def said_to(self, user: Any) -> Self:
        """Keep what was said to everyone, or to a role that `user` holds today."""
        return self.filter(Q(roles=[]) | Q(roles__overlap=[role.slug for role in user.roles]))

    def valid(self, on: date) -> Self:
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=on), state=AnnouncementState.PUBLISHED)

    def with_mine(self, user: Any) -> Self:
        """Annotate `is_asked`, whether `user` is to read it, and `is_read`, whether they said that they did."""
        receipts = apps.get_model("notifications", "AnnouncementReceipt").objects
        own = self.model._default_manager.said_to(user).exclude(by=user.pk).filter(pk=OuterRef("pk"))
        return self.annotate(
            is_asked=Exists(own), is_read=Exists(receipts.filter(announcement=OuterRef("pk"), user=user.pk))
        )

    def search(self, text: str) -> Self:
        """Keep those in whose words every word of `text` begins one."""
        if not text.strip():
            return self
        query = prefix_query(text)
        return self.filter(words=query) if query else self.none()
