"""A typed line as a task: what `days` understood, with the person whom it names."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kafkasder.core.text import fold_words, squeeze

from .days import Understood, parse
from .models import Priority, Task
from .policy import assignable
from .tags import validate_tags

_SELF = (["ben"], ["bana"], ["me"])


@dataclass(frozen=True)
class Draft:
    """What a line would become: `problem` says why it cannot, in words for whoever typed it."""

    line: str
    understood: Understood
    responsible: Any = None
    problem: str = ""

    @property
    def tells_more(self) -> bool:
        """Whether anything but a title was understood, which the person has to see before it is saved."""
        said = self.understood
        return bool(said.day or said.at or said.priority or said.tags or said.responsible)

    @property
    def priority_label(self) -> str:
        return str(Priority(self.understood.priority).label) if self.understood.priority else ""

    def task(self) -> Task:
        """Return the task, unsaved. Without a name in the line it is for whoever typed it."""
        said = self.understood
        return Task(
            title=said.title,
            due_on=said.day,
            due_time=said.at,
            priority=said.priority or Priority.NORMAL,
            tags=list(said.tags),
            responsible=self.responsible,
        )


def draft_of(line: str, by: Any) -> Draft:
    """Read a line as `by` means it."""
    line = squeeze(line)
    understood = parse(line)
    try:
        responsible = _responsible(understood.responsible, by)
        validate_tags(understood.tags)
        return Draft(line, understood, responsible)
    except ValidationError as refusal:
        return Draft(line, understood, problem=" ".join(refusal.messages))


def _responsible(name: str, by: Any) -> Any:
    """Return the person of this name to whom `by` may give tasks; raise ValidationError for none and for several."""
    words = fold_words(name.replace("_", " "))
    if not words or words in _SELF:
        return by
    people: Any = assignable(by)
    found = [each for each in people.search(" ".join(words)) if _is_called(each.full_name, words)]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(each.full_name for each in found[:3])
        raise ValidationError(
            _("“@%(name)s” birden çok kişi olabilir: %(names)s. Soyadı da yazın: @ad.soyad")
            % {"name": name, "names": names}
        )
    raise ValidationError(_("“@%(name)s” adıyla görev verebileceğiniz biri yok.") % {"name": name})


def _is_called(full_name: str, words: list[str]) -> bool:
    """Whether each word begins a word of the name; the search looks at more than that."""
    return all(any(part.startswith(word) for part in fold_words(full_name)) for word in words)
