"""May this person bring sheets into the room?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kafkasder.core.policy import ALLOWED, Decision, refused


def can_import_donations(user: Any, *, new_donors: bool = False) -> Decision:
    """Who imports gifts takes them in, sees who gives, and registers givers if the sheet may bring new ones."""
    verbs = ["import_donations", "record_donations", "view_donors", *(["change_donors"] if new_donors else [])]
    allowed = user.has_perms([f"donations.{verb}" for verb in verbs])
    return ALLOWED if allowed else refused(_("Bu kullanıcının bağışları içe aktarma yetkisi yok."))
