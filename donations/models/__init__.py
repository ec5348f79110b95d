"""The rows of the room."""

from .campaign import Campaign
from .consent import Consent
from .donation import Batch, Donation, DonationItem, DonationTotal, DonorTotal, Refund, Settlement
from .donor import Donor
from .flow import FundFlow, FundMove
from .month import MonthTotal
from .receipt import BookHandover, CollectorAuthorization, Receipt, ReceiptBook

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
    "MonthTotal",
    "Receipt",
    "ReceiptBook",
    "Refund",
    "Settlement",
]
