"""The catalogues of translations: gather the texts, check that all are translated, compile. Needs no GNU gettext."""

import argparse
import re
import sys
from pathlib import Path

import polib

from .texts import Text, forgotten_texts, marked_texts

CHECKOUT = Path(__file__).resolve().parent.parent
LOCALE = CHECKOUT / "locale"
CATALOGUE = LOCALE / "en" / "LC_MESSAGES" / "django.po"
Key = tuple[str, str, str | None]
_PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|%[a-z%]|\{(\w*)\}")
_HEADER = {
    "Project-Id-Version": "kafkasder",
    "Language": "en",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tools.messages", description=__doc__)
    arguments.add_argument("action", choices=("gather", "check", "compile"))
    faults = {"gather": gather, "check": check, "compile": compile_catalogues}[arguments.parse_args().action]()
    print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
    return 1 if faults else 0


def gather() -> list[str]:
    """Write the catalogue anew with every marked text; translations stay, those of vanished texts go."""
    old = {_key(entry): entry for entry in polib.pofile(str(CATALOGUE))} if CATALOGUE.exists() else {}
    new = polib.POFile(wrapwidth=110)
    new.metadata = _HEADER
    new.extend(_entry(text, old) for text in marked_texts())
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    new.save(str(CATALOGUE))
    print(f"{len(new)} texts, {len(new.untranslated_entries())} of them without a translation")
    return []


def check() -> list[str]:
    """Return what is missing: texts that are not marked, not gathered, not translated, or translated wrongly."""
    catalogue = {_key(entry): entry for entry in polib.pofile(str(CATALOGUE))} if CATALOGUE.exists() else {}
    faults = [f"not marked for translation: {place}" for place in forgotten_texts()]
    for text in marked_texts():
        entry = catalogue.get((text.singular, text.plural, text.context))
        if entry is None:
            faults.append(f"not gathered (make messages): {text.singular!r} in {min(text.files)}")
        else:
            faults += [f"{fault}: {text.singular!r} in {min(text.files)}" for fault in _faults(entry)]
    return faults


def compile_catalogues() -> list[str]:
    """Compile every catalogue, at once for whoever reads it at this moment."""
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        unfinished = source.with_suffix(".unfinished")
        polib.pofile(str(source)).save_as_mofile(str(unfinished))
        unfinished.rename(source.with_suffix(".mo"))
    return []


def _key(entry: polib.POEntry) -> Key:
    return entry.msgid, entry.msgid_plural, entry.msgctxt


def _entry(text: Text, old: dict[Key, polib.POEntry]) -> polib.POEntry:
    known = old.get((text.singular, text.plural, text.context))
    return polib.POEntry(
        msgid=text.singular,
        msgid_plural=text.plural,
        msgctxt=text.context,
        msgstr=known.msgstr if known else "",
        msgstr_plural=(known.msgstr_plural if known else {0: "", 1: ""}) if text.plural else {},
        occurrences=[(file, "") for file in sorted(text.files)],
        flags=["python-format"] if "%" in text.singular else [],
    )


def _faults(entry: polib.POEntry) -> list[str]:
    translations = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not all(translations) or entry.fuzzy:
        return ["not translated"]
    wanted = _placeholders(entry.msgid_plural or entry.msgid)
    if _placeholders(translations[-1]) != wanted:
        return ["translated with other placeholders"]
    return []


def _placeholders(text: str) -> list[str]:
    return sorted(match[0] for match in _PLACEHOLDER.finditer(text) if match[0] != "%%")


if __name__ == "__main__":
    sys.exit(main())
