"""The tables of the personal data law."""

from .notices import Audience, Channel, NoticeDelivery, NoticeVersion
from .requests import DataRequest

__all__ = ["Audience", "Channel", "DataRequest", "NoticeDelivery", "NoticeVersion"]
