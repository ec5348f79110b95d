"""What may be typed about donors, their consents and campaigns."""

from .actions import ArchiveForm, ConsentForm, LabelForm
from .campaign import CampaignForm
from .donor import DonorForm
from .report import ReportForm

__all__ = ["ArchiveForm", "CampaignForm", "ConsentForm", "DonorForm", "LabelForm", "ReportForm"]
