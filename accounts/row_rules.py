"""Which rows a verb reaches, in words: the pages about rights tell it, the rooms' `visible_to` and `policy` do it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class RowRule:
    """What narrows `verbs` down for those who have not got the verb `unless`."""

    verbs: frozenset[str]
    text: str | Promise
    unless: str = ""


_rules: list[RowRule] = [
    RowRule(frozenset({"accounts.manage_users"}), _("Kendisinden fazla yetkisi olanları yönetemez.")),
    RowRule(
        frozenset({"accounts.manage_users", "accounts.give_extra_verbs"}),
        _("Kendisinde olmayan bir yetkiyi ya da kendi süresinden uzununu veremez."),
    ),
]


def register(*rules: RowRule) -> None:
    """Called by rooms in `AppConfig.ready`."""
    _rules.extend(rules)


def rules_for(verb: str, held: Collection[str]) -> list[str]:
    """Return what narrows `verb` down for somebody who has the verbs `held`."""
    return [str(rule.text) for rule in _rules if verb in rule.verbs and rule.unless not in held]


def registered() -> list[RowRule]:
    return list(_rules)
