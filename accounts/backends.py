"""Signing in as allauth does it, and rights that end by themselves on their last day."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import QuerySet

from kafkasder.core.days import lasting, today

# Nearly every request begins with it: to have Django put it together takes ten times as long as to ask it.
_WITH_RIGHTS = """
SELECT person.*,
    ARRAY(
        SELECT kind.app_label || '.' || permission.codename
        FROM accounts_user_user_permissions AS given
        JOIN auth_permission AS permission ON permission.id = given.permission_id
        JOIN django_content_type AS kind ON kind.id = permission.content_type_id
        WHERE given.user_id = person.id AND (given.until IS NULL OR given.until >= %(today)s)
    ) AS own_verbs,
    ARRAY(
        SELECT kind.app_label || '.' || permission.codename
        FROM accounts_user_groups AS role
        JOIN auth_group_permissions AS given ON given.group_id = role.group_id
        JOIN auth_permission AS permission ON permission.id = given.permission_id
        JOIN django_content_type AS kind ON kind.id = permission.content_type_id
        WHERE role.user_id = person.id AND (role.until IS NULL OR role.until >= %(today)s)
    ) AS verbs_of_roles
FROM accounts_user AS person
WHERE person.id = %(id)s
"""


class RightsBackend(AuthenticationBackend):
    """Django asks these for what a person may do; `live.standing` asks the same for many people at once."""

    def get_user(self, user_id: Any) -> Any:
        """Return whose session it is, with their rights, by one statement."""
        people = get_user_model()._default_manager.raw(_WITH_RIGHTS, {"today": today(), "id": user_id})
        user: Any = next(iter(people), None)
        if user is None or not self.user_can_authenticate(user):
            return None
        if not user.is_superuser:  # who may do all, whatever is given to them
            user._user_perm_cache, user._group_perm_cache = set(user.own_verbs), set(user.verbs_of_roles)
        return user

    def _get_user_permissions(self, user_obj: Any) -> QuerySet[Permission]:
        return Permission.objects.filter(lasting(today(), "verb_grants__"), verb_grants__user=user_obj)

    def _get_group_permissions(self, user_obj: Any) -> QuerySet[Permission]:
        return Permission.objects.filter(lasting(today(), "group__memberships__"), group__memberships__user=user_obj)
