"""Whether all who have somebody's verbs see a record's page alike, with what other rooms show on it."""

from kafkasder.core.sections import same_for_equal_verbs
from kafkasder.core.viewer import Viewer
from tasks.querysets import sees_as_its_verbs_say

from .querysets import sees_all

HOUSEHOLD_PAGE, PERSON_PAGE, HOUSEHOLD_CARD = "household", "person", "household_card"


def sees_household_alike(viewer: Viewer) -> bool:
    """Whether the viewer sees every household, and what is beside it no more and no less than their verbs say."""
    return _sees_alike(HOUSEHOLD_PAGE, viewer)


def sees_person_alike(viewer: Viewer) -> bool:
    """Whether the viewer sees every person, and what is beside them no more and no less than their verbs say."""
    return _sees_alike(PERSON_PAGE, viewer)


def _sees_alike(page: str, viewer: Viewer) -> bool:
    return sees_all(viewer) and sees_as_its_verbs_say(viewer) and same_for_equal_verbs(page, viewer)
