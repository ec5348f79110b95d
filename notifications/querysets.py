"""Reading notifications and deliveries: whose they are, and what waits."""

from typing import Any, Self

from django.db.models import QuerySet

from kafkasder.core.sql import prefix_query

from .states import DeliveryState, NotificationState


class NotificationQuerySet(QuerySet[Any]):
    def visible_to(self, viewer: Any) -> Self:
        """Keep what `viewer` was told in the panel: nobody reads what others are told."""
        return self.filter(recipient_id=viewer.pk, in_panel=True)

    def unread(self) -> Self:
        return self.exclude(state=NotificationState.READ)

    def search(self, text: str) -> Self:
        """Keep those in whose words every word of `text` begins one."""
        if not text.strip():
            return self
        query = prefix_query(text)
        return self.filter(words=query) if query else self.none()


class DeliveryQuerySet(QuerySet[Any]):
    def visible_to(self, viewer: Any) -> Self:
        return self if viewer.has_perm("notifications.view_deliveries") else self.none()

    def waiting(self) -> Self:
        return self.filter(state=DeliveryState.WAITING)

    def failed(self) -> Self:
        return self.filter(state=DeliveryState.FAILED)
