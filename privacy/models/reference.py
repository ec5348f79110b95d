"""A row's pointer at a person of any room."""

from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..subjects import SUBJECTS, Subject, kinds


class SubjectReference(models.Model):
    """A person whom another room keeps, named by kind and key: this room knows none of them."""

    subject_kind = models.CharField(_("kişinin türü"), max_length=30, blank=True, editable=False, choices=kinds)
    subject_pk = models.BigIntegerField(_("kişinin kayıt no'su"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def subject_type(self) -> Subject | None:
        """The kind of person, None for one whom no room keeps."""
        return SUBJECTS.get(self.subject_kind)

    @cached_property
    def subject(self) -> Any:
        """The person's row, None if there is none."""
        kind = self.subject_type
        return kind.model._default_manager.filter(pk=self.subject_pk).first() if kind else None
