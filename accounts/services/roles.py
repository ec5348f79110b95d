"""Keeping Django's groups and permissions in step with the roles and verbs that the code declares."""

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.db import transaction

from ..roles import ROLES, verbs_of
from ..verbs import all_verbs, own_models


@transaction.atomic
def sync_roles() -> None:
    """Give each role's group exactly the verbs that the role names, and forget verbs that left the code."""
    _forget_verbs_that_left()
    rows = Permission.objects.select_related("content_type").order_by("pk")
    permissions = {f"{row.content_type.app_label}.{row.codename}": row.pk for row in rows}
    known = permissions.keys() & all_verbs().keys()
    for role in ROLES:
        group, _ = Group.objects.get_or_create(name=role.slug)
        group.permissions.set([permissions[verb] for verb in verbs_of([role.slug], known)])


def _forget_verbs_that_left() -> None:
    """Delete our models' permissions that no model declares any more; Django itself never does."""
    declared = {(model._meta.app_label, codename) for model in own_models() for codename in _codenames(model)}
    rooms = {app_label for app_label, _ in declared}
    rows = Permission.objects.filter(content_type__app_label__in=rooms).select_related("content_type")
    left = [row.pk for row in rows if (row.content_type.app_label, row.codename) not in declared]
    Permission.objects.filter(pk__in=left).delete()


def _codenames(model: type) -> list[str]:
    meta = model._meta  # type: ignore[attr-defined]
    built_in = [get_permission_codename(action, meta) for action in meta.default_permissions]
    return built_in + [codename for codename, _ in meta.permissions]
