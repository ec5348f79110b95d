"""The room's rows."""

from .application import AidApplication, ApplicationSeries, AskedAid, AskedDocument, StageDays, StageStep
from .assessment import HomeVisit, NeedScore, ScoreRule, ScoreRuleSet, VisitCorrection, VisitPhoto
from .decision import AidDecision, CommitteeVote
from .giving import Aid, AidPlan, AidProof
from .payment_list import BankTemplate, ListApproval, PaymentList, ReleaseOrder

__all__ = [
    "Aid",
    "AidApplication",
    "AidDecision",
    "AidPlan",
    "AidProof",
    "ApplicationSeries",
    "AskedAid",
    "AskedDocument",
    "BankTemplate",
    "CommitteeVote",
    "HomeVisit",
    "ListApproval",
    "NeedScore",
    "PaymentList",
    "ReleaseOrder",
    "ScoreRule",
    "ScoreRuleSet",
    "StageDays",
    "StageStep",
    "VisitCorrection",
    "VisitPhoto",
]
