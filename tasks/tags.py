"""Tags: few short words that people give a task, compared without regard to Turkish letters."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kafkasder.core.text import fold, squeeze

MOST_TAGS = 10
TAG_LENGTH = 30
_ALLOWED = re.compile(r"[^\W_][\w \-]*")
_BETWEEN = re.compile(r"[,;\n]")


def tags_of(text: str) -> list[str]:
    """Return the tags that `text` names between commas, in order and each once."""
    tags: dict[str, str] = {}
    for tag in map(squeeze, _BETWEEN.split(text)):
        if tag:
            tags.setdefault(fold(tag), tag)
    return list(tags.values())


def validate_tags(tags: Iterable[str]) -> None:
    """Refuse what is no list of tags: too many, too long, repeated, or with other signs in them."""
    tags = list(tags)
    if len(tags) > MOST_TAGS:
        raise ValidationError(_("En çok 10 etiket verilebilir."), code="tags_many")
    if len({fold(tag) for tag in tags}) < len(tags):
        raise ValidationError(_("Aynı etiket iki kez verilemez."), code="tags_repeated")
    for tag in tags:
        if len(tag) > TAG_LENGTH:
            raise ValidationError(_("“%(tag)s” çok uzun; etiket en çok 30 karakterdir."), params={"tag": tag})
        if not _ALLOWED.fullmatch(tag):
            told = _("“%(tag)s” etiket olamaz: harf, rakam, boşluk, - ve _ kullanılabilir.")
            raise ValidationError(told, params={"tag": tag})
