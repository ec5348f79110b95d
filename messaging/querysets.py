"""Reading threads: which are within somebody's sight, and their own list of them."""

from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from kafkasder.core.references import REFERENCES, visible_rows

USE = "messaging.use_messages"


class ThreadQuerySet(QuerySet[Any]):
    """Threads."""

    def visible_to(self, viewer: Any) -> Self:
        """Keep the threads that `viewer` takes part in, and those about records; of both, what points at a record is
        seen by those alone who see that."""
        if not viewer.has_perm(USE):
            return self.none()
        members = apps.get_model("messaging", "ThreadMember").objects
        takes_part = Exists(members.filter(thread=OuterRef("pk"), user=viewer))
        return self.filter(Q(kind="record") | Q(takes_part), Q(reference_kind="") | self._pointing_within(viewer))

    def about(self, kind: str, pk: int) -> Self:
        """Keep those that point at a record of the panel."""
        return self.filter(reference_kind=kind, reference_pk=pk)

    def _pointing_within(self, viewer: Any) -> Q:
        """The condition of pointing at a record that `viewer` sees, for the kinds that any thread points at."""
        threads = self.model._default_manager.order_by().exclude(reference_kind="")
        seen = Q(pk__in=[])
        for kind in threads.values_list("reference_kind", flat=True).distinct():
            if kind in REFERENCES and kind != self.model.REFERENCE:  # a room may be gone; threads are about no threads
                seen |= Q(reference_kind=kind, reference_pk__in=visible_rows(viewer, kind).values("pk"))
        return seen


class MemberQuerySet(QuerySet[Any]):
    """People in threads. What is asked here names rows of one person, so that others' messages wake nobody."""

    def of(self, user: Any) -> Self:
        return self.filter(user=user)

    def kept(self) -> Self:
        """All but those that were put into the archive."""
        return self.filter(archived_at__isnull=True)

    def archived(self) -> Self:
        return self.filter(archived_at__isnull=False)

    def waiting(self) -> Self:
        """Keep what holds something unread that its owner wants to hear of."""
        return self.kept().filter(unread__gt=0, muted=False)
