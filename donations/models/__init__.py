"""The rows of the room."""

from .campaign import Campaign
from .consent import Consent
from .donor import Donor

__all__ = ["Campaign", "Consent", "Donor"]
