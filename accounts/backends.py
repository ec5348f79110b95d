"""Signing in as allauth does it, and rights that end by themselves on their last day."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Permission
from django.db.models import QuerySet

from kafkasder.core.days import lasting, today


class RightsBackend(AuthenticationBackend):
    """Django asks these two for what a person may do; `live.standing` asks the same for many people at once."""

    def _get_user_permissions(self, user_obj: Any) -> QuerySet[Permission]:
        return Permission.objects.filter(lasting(today(), "verb_grants__"), verb_grants__user=user_obj)

    def _get_group_permissions(self, user_obj: Any) -> QuerySet[Permission]:
        return Permission.objects.filter(lasting(today(), "group__memberships__"), group__memberships__user=user_obj)
