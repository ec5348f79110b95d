"""The filters of a list: how parameters of an address become conditions, chips and form controls."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db.models import Choices, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Parameters = Mapping[str, Sequence[str]]
Label = str | Promise

MOST_FOUND = 50
ALL = "all"
NONE = "none"
ME = "me"
_KEY = re.compile(r"[0-9]{1,18}")


class BadValue(Exception):
    """A parameter that says nothing a filter understands; the message tells the reader what was ignored."""

    def __init__(self, label: Label, value: str) -> None:
        hint = _("“%(value)s”, %(filter)s filtresi için geçerli değil; dikkate alınmadı.")
        super().__init__(hint % {"value": value[:40], "filter": label})


@dataclass(frozen=True)
class Option:
    value: str
    label: Label
    chosen: bool = False


@dataclass
class Chosen:
    """A filter in use: the condition, and the words and parameters of each of its chips."""

    condition: Q
    parameters: dict[str, list[str]] = field(default_factory=dict)
    chips: list[tuple[str, dict[str, str]]] = field(default_factory=list)


@dataclass(frozen=True)
class Filter:
    """A way to narrow a list; `default` is the condition while the filter is not in use.

    A filter with a `verb` is offered to those who have it. For others there is none: neither its options nor what an
    address says of them.
    """

    key: str
    label: Label
    default: Q = field(default_factory=Q, kw_only=True)
    verb: str = field(default="", kw_only=True)
    waiting: Label = field(default="", kw_only=True)  # what stands in place of options while there are none
    template: ClassVar[str]

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters that belong to this filter."""
        return (self.key,)

    @property
    def placeholders(self) -> tuple[Label, ...]:
        """What stands in the empty controls of these parameters."""
        return ("",)

    def read(self, given: Parameters) -> Chosen | None:
        """Return the filter as `given` uses it, None if it does not; raise BadValue for what makes no sense."""
        raise NotImplementedError

    def options(self, given: Parameters) -> Iterable[tuple[str, Label]]:
        return ()

    def chip(self, text: Label) -> str:
        return f"{self.label}: {text}"


class Bound:
    """A filter of one request: its parameters, and its options, which are fetched once."""

    def __init__(self, declared: Filter, given: Parameters) -> None:
        self.filter = declared
        self._given = given
        self._options: list[tuple[str, Label]] | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.filter, name)

    @property
    def labels(self) -> list[tuple[str, Label]]:
        if self._options is None:
            self._options = list(self.filter.options(self._given))
        return self._options

    @property
    def options(self) -> list[Option]:
        return [Option(value, label, value in self.values) for value, label in self.labels]

    @property
    def values(self) -> Sequence[str]:
        return self._given.get(self.filter.key, ())

    @property
    def ends(self) -> list[tuple[str, str, str]]:
        """Name, value and label of both ends of a range."""
        labels = zip(self.filter.names, self.filter.placeholders, strict=True)
        return [(name, next(iter(self._given.get(name, ())), ""), label) for name, label in labels]

    @property
    def in_use(self) -> bool:
        return any(self._given.get(name) for name in self.filter.names)

    def read(self) -> Chosen | None:
        return self.filter.read(self._given)


@dataclass(frozen=True)
class Choice(Filter):
    """One of several values, or with `multiple` any of some.

    `choices` are pairs or a Choices class. The condition is `lookup` on the list of values (`"status__in"`,
    `"categories__overlap"`), or whatever `condition` makes of them. `everything` names a further choice that lifts the
    `default` condition.
    """

    choices: type[Choices] | Sequence[tuple[str, Label]] = ()
    lookup: str = ""
    condition: Callable[[list[str]], Q] | None = None
    multiple: bool = True
    everything: Label = ""
    template = "lists/filters/choice.html"

    def options(self, given: Parameters) -> Iterable[tuple[str, Label]]:
        choices = self.choices.choices if isinstance(self.choices, type) else self.choices
        yield from choices
        if self.everything:
            yield ALL, self.everything

    def read(self, given: Parameters) -> Chosen | None:
        values = list(dict.fromkeys(value for value in given.get(self.key, ()) if value))
        if not values:
            return None  # as mostly; the labels of all its choices are many
        labels = dict(self.options(given))
        for value in values:
            if value not in labels:
                raise BadValue(self.label, value)
        values = values if self.multiple else values[:1]
        chips = [(self.chip(labels[value]), {self.key: value}) for value in values]
        return Chosen(self._condition(values), {self.key: values}, chips)

    def _condition(self, values: list[str]) -> Q:
        if ALL in values:
            return Q()
        return self.condition(values) if self.condition else Q(**{self.lookup: values})


@dataclass(frozen=True)
class Flag(Filter):
    """Yes, or no matter."""

    condition: Q = field(default_factory=Q)
    template = "lists/filters/flag.html"

    def read(self, given: Parameters) -> Chosen | None:
        match [value for value in given.get(self.key, ()) if value]:
            case []:
                return None
            case ["1"]:
                return Chosen(self.condition, {self.key: ["1"]}, [(str(self.label), {self.key: "1"})])
            case [value, *_others]:
                raise BadValue(self.label, value)
        return None


@dataclass(frozen=True)
class Related(Filter):
    """The row of another table, chosen from `rows(given)`, whose texts are the `text` of each.

    With `depends_on` there are options only while that other filter is in use, and `rows` may use its value. `nobody`
    and `mine` name the choices "without one" and "the viewer"; an address with `mine` is replaced by one with the
    viewer's key, because a page may be drawn once for several viewers.
    """

    field: str
    rows: Callable[[Parameters], QuerySet[Any]]
    text: str = "name"
    depends_on: str = ""
    nobody: Label = ""
    mine: Label = ""
    template = "lists/filters/related.html"

    def options(self, given: Parameters) -> Iterable[tuple[str, Label]]:
        yield from ((value, label) for value, label in ((ME, self.mine), (NONE, self.nobody)) if label)
        if not self._waits(given):
            yield from ((str(key), text) for key, text in self.rows(given).values_list("pk", self.text))

    def _waits(self, given: Parameters) -> bool:
        return bool(self.depends_on) and not any(given.get(self.depends_on, ()))

    def read(self, given: Parameters) -> Chosen | None:
        value = next((value for value in given.get(self.key, ()) if value), "")
        if not value:
            return None
        label = self._label(value, given)
        if not label:
            raise BadValue(self.label, value)
        condition = Q(**{f"{self.field}__isnull": True}) if value == NONE else Q(**{self.field: value})
        return Chosen(condition, {self.key: [value]}, [(self.chip(label), {self.key: value})])

    def _label(self, value: str, given: Parameters) -> Label:
        """Return the words of one option, without fetching the others; nothing if there is no such option."""
        if value == NONE:
            return self.nobody
        if self._waits(given) or not _KEY.fullmatch(value):
            return ""
        return next(iter(self.rows(given).filter(pk=value).values_list(self.text, flat=True)[:1]), "")


@dataclass(frozen=True)
class Linked(Related):
    """The row of another table from whose page a link leads here; there are too many of them to choose from."""

    template = "lists/filters/linked.html"

    def options(self, given: Parameters) -> Iterable[tuple[str, Label]]:
        value = next((value for value in given.get(self.key, ()) if value), "")
        if label := value and self._label(value, given):
            yield value, label


@dataclass(frozen=True)
class Typed(Filter):
    """One value that the reader types; `clean` gives the stored form or raises ValueError."""

    lookup: str = ""
    clean: Callable[[str], str] = str
    template = "lists/filters/typed.html"

    def read(self, given: Parameters) -> Chosen | None:
        typed = next((value.strip() for value in given.get(self.key, ()) if value.strip()), "")
        if not typed:
            return None
        try:
            value = self.clean(typed)
        except ValueError:
            raise BadValue(self.label, typed) from None
        return Chosen(Q(**{self.lookup: value}), {self.key: [value]}, [(self.chip(value), {self.key: value})])


class Found(Filter):
    """The rows that a search by a personal number found: their keys stand in the address, the number does not."""

    template = ""

    def __init__(self) -> None:
        super().__init__("found", gettext_lazy("Numara araması"))

    def read(self, given: Parameters) -> Chosen | None:
        text = next(iter(given.get(self.key, ())), "")
        if not text:
            return None
        keys = text.split(".")
        if len(keys) > MOST_FOUND or not all(_KEY.fullmatch(key) for key in keys):
            raise BadValue(self.label, text)
        words = _("%(count)d kayıt") % {"count": len(keys)}
        return Chosen(Q(pk__in=[int(key) for key in keys]), {self.key: [text]}, [(self.chip(words), {self.key: text})])
