"""Find the texts that people see: those marked for translation, and those that somebody forgot to mark."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from html.parser import HTMLParser
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
ROOMS = (*sorted(apps.parent.name for apps in CHECKOUT.glob("*/apps.py")), "kafkasder")
# Data and tables of letters, which are Turkish in every language.
UNTRANSLATED = (
    "*/demo.py",
    "*/demo/*.py",
    "*/seeds.py",  # rows that every database begins with
    "*/gallery.*",  # for developers
    "*/imports/gifts/columns.py",
    "*/imports/columns.py",  # the headings that sheets have …
    "*/imports/words.py",  # … and the words in them
    "*/imports/results.py",
    "*/synthetic/*",
    "messaging/demo_talk.py",
    "messaging/identifying.py",
    "messaging/masking.py",
    "messaging/number_words.py",
    "messaging/prompts.py",
    "kafkasder/core/money_words.py",
    "kafkasder/core/places.py",
    "privacy/forgotten.py",
    "kafkasder/core/sql.py",
    "kafkasder/core/text.py",
    "tasks/day_words.py",
)
NAMES = {"Ctrl", "CSV", "Django", "English", "Enter", "Excel", "Kafkasder", "PDF", "PostgreSQL", "Türkçe", "XLSX", "ÖL"}

_TURKISH = re.compile(r"[çğıöşüÇĞİÖŞÜ]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"\b(_|n?p?gettext)\(\s*({_LITERAL}(?:\s*,\s*{_LITERAL})*)")
_TEMPLATE_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_TRANSLATED_BLOCK = re.compile(r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)
_TEMPLATE_COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?\{%\s*endcomment\s*%\}", re.DOTALL)
_SPOKEN_ATTRIBUTES = {"alt", "aria-label", "placeholder", "title"}
_SCRIPT_COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)


@dataclass(frozen=True)
class Text:
    """A text to translate, as a catalogue knows it."""

    singular: str
    plural: str = ""
    context: str | None = None
    files: set[str] = field(default_factory=set, compare=False)


def marked_texts() -> list[Text]:
    """Return every marked text once, in the order of the files."""
    found: dict[Text, Text] = {}
    for path in [*python_files(), *template_files()]:
        read = _marked_in_python if path.suffix == ".py" else _marked_in_template
        for text in read(path.read_text()):
            found.setdefault(text, text).files.add(str(path.relative_to(CHECKOUT)))
    return list(found.values())


def forgotten_texts() -> list[str]:
    """Return where visible text stands outside of gettext, as far as a program can tell: `file:line: text`."""
    finders = {".py": _forgotten_in_python, ".html": _forgotten_in_template, ".js": _forgotten_in_script}
    places = []
    for path in [*python_files(), *template_files(), *sorted((CHECKOUT / "static" / "js").rglob("*.js"))]:
        name = str(path.relative_to(CHECKOUT))
        if path.suffix in finders and not any(fnmatch(name, pattern) for pattern in UNTRANSLATED):
            places += [f"{name}:{line}: {text}" for line, text in finders[path.suffix](path.read_text())]
    return places


def python_files() -> list[Path]:
    files = [path for room in ROOMS for path in (CHECKOUT / room).rglob("*.py")]
    return sorted(path for path in files if "migrations" not in path.parts)


def template_files() -> list[Path]:
    return sorted(path for path in (CHECKOUT / "templates").rglob("*") if path.suffix in (".html", ".txt"))


def _marked_in_python(source: str) -> Iterator[Text]:
    for call in _gettext_calls(ast.parse(source)):
        literals = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if literals:
            yield _text(_function(call), literals)


def _gettext_calls(tree: ast.AST) -> list[ast.Call]:
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [call for call in calls if re.fullmatch(r"_|n?p?gettext(_lazy|_noop)?", _function(call))]


def _function(call: ast.Call) -> str:
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _text(function: str, literals: list[str]) -> Text:
    context = literals.pop(0) if "pgettext" in function else None
    return Text(literals[0], literals[1] if function.startswith("n") else "", context)


def _marked_in_template(source: str) -> Iterator[Text]:
    from django.utils.translation.template import templatize

    for function, arguments in _CALL.findall(templatize(source)):
        yield _text(function, [ast.literal_eval(literal) for literal in re.findall(_LITERAL, arguments)])


def _forgotten_in_python(source: str) -> Iterator[tuple[int, str]]:
    tree = ast.parse(source)
    excused = {id(node) for call in _gettext_calls(tree) for node in ast.walk(call)} | _docstrings(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in excused:
            continue
        if _TURKISH.search(node.value) and node.value not in NAMES:
            yield node.lineno, node.value


def _docstrings(tree: ast.AST) -> set[int]:
    """Return the ids of strings that stand as statements: docstrings and nothing that anybody sees."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _forgotten_in_template(source: str) -> Iterator[tuple[int, str]]:
    for hidden in (_TEMPLATE_COMMENT, _TRANSLATED_BLOCK, _TEMPLATE_CODE):
        source = hidden.sub(lambda match: "\n" * match[0].count("\n") or " ", source)
    reader = _VisibleText()
    reader.feed(source)
    yield from ((line, text) for line, text in reader.found if set(_WORD.findall(text)) - NAMES)


class _VisibleText(HTMLParser):
    """Collects what a page says: text, and the attributes that are read or shown."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in _SPOKEN_ATTRIBUTES and value:
                self.found.append((self.getpos()[0], value.strip()))

    def handle_data(self, data: str) -> None:
        if text := data.strip():
            self.found.append((self.getpos()[0], text))


def _forgotten_in_script(source: str) -> Iterator[tuple[int, str]]:
    code = _SCRIPT_COMMENT.sub(lambda match: "\n" * match[0].count("\n"), source)
    for number, line in enumerate(code.splitlines(), start=1):
        if _TURKISH.search(line):
            yield number, line.strip()
