"""Whether all who have somebody's verbs see a record's page alike, with what other rooms show on it."""

from kafkasder.core.viewer import Viewer
from tasks.querysets import sees_as_its_verbs_say

from .querysets import sees_all


def sees_all_beside(viewer: Viewer) -> bool:
    """Whether the viewer sees every household, and of the tasks beside it no more and no less than their verbs say."""
    return sees_all(viewer) and sees_as_its_verbs_say(viewer)
