"""The rows of the room."""

from .campaign import Campaign
from .consent import Consent
from .donation import Batch, Donation, DonationItem, Refund, Settlement
from .donor import Donor
from .flow import FundFlow, FundMove
from .receipt import BookHandover, CollectorAuthorization, Receipt, ReceiptBook
from .sums import DonationTotal, DonorTotal, GiverDecade, MonthTotal

__all__ = [
    "Batch",
    "BookHandover",
    "Campaign",
    "CollectorAuthorization",
    "Consent",
    "Donation",
    "DonationItem",
    "DonationTotal",
    "Donor",
    "DonorTotal",
    "FundFlow",
    "FundMove",
    "GiverDecade",
    "MonthTotal",
    "Receipt",
    "ReceiptBook",
    "Refund",
    "Settlement",
]
