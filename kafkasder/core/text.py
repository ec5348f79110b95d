"""Turkish text: folding for search, sorting, and letter case; the same tables as the SQL functions of `sql`."""

import re
import unicodedata
from collections.abc import Iterator

from django.utils.translation import get_language

_FOLD = str.maketrans("İIıŞşĞğÜüÖöÇçÂâÎîÛû", "iiissgguuooccaaiiuu", "'’`")
_LOWER = str.maketrans("İI", "iı")
_UPPER = str.maketrans("iı", "İI")
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
_WORD = re.compile(r"[^\s\-'’.(/]+")
_RUN = re.compile("[A-Za-z0-9\u212aİıŞşĞğÜüÖöÇçÂâÎîÛû'’`]+")  # \u212a is the sign of Kelvin, whose small letter is k

SORT_ALPHABET = "abcçdefgğhıijklmnoöpqrsştuüvwxyz"
SORT_KEYS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"
_SORT = str.maketrans(SORT_ALPHABET, SORT_KEYS)
_SORT_LOWER = str.maketrans("İIŞĞÜÖÇÂÎÛâîû", "iışğüöçaiuaiu")

# Letters and signs that are drawn as nothing: Hangul's fillers, the blank of Braille, an empty head of a note.
_BLANK_SIGNS = frozenset("\u115f\u1160\u2800\u3164\uffa0\U0001d159")
# What may stand in the middle of a word without being seen. Joiners part and join letters, and the parts of a sign.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e"
    "\ufeff\uffa0\U000e0000-\U000e0fff]"
)


def fold(text: str) -> str:
    """Return `text` in the plain small letters in which search compares: `Işık` and `ISIK` are both `isik`."""
    return text.translate(_FOLD).lower()


def fold_words(text: str) -> list[str]:
    """Return the folded words and numbers of `text`, in order: `Işık, 0532-111` gives `isik`, `0532`, `111`."""
    return [word for word in _NOT_A_LETTER.split(fold(text)) if word]


def words_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each of the `fold_words` stands in `text`, and the folded word."""
    for run in _RUN.finditer(text):
        if word := fold(run[0]):
            yield run.start(), run.end(), word


def sort_key(text: str) -> str:
    """Return a key that sorts by code point as the Turkish alphabet sorts `text` (ç after c, ı before i)."""
    return text.translate(_SORT_LOWER).lower().translate(_SORT)


def lower(text: str) -> str:
    """Return `text` in small letters by Turkish rules: `IĞDIR` gives `ığdır`, `İZMİR` gives `izmir`."""
    return text.translate(_LOWER).lower()


def upper(text: str) -> str:
    """Return `text` in capitals by Turkish rules: `izmir` gives `İZMİR`."""
    return text.translate(_UPPER).upper()


def capitalised(words: str) -> str:
    """Return words of the panel with a capital at their start, by the rules of the language that is shown."""
    first = words[:1]
    return (upper(first) if (get_language() or "tr").startswith("tr") else first.upper()) + words[1:]


def title(text: str) -> str:
    """Return `text` with a capital at each word's start: `ŞÜKRÜ EL-HAMAD` gives `Şükrü El-Hamad`."""
    return _WORD.sub(lambda word: upper(word[0][0]) + lower(word[0][1:]), text)


def says_something(text: str) -> bool:
    """Whether anything is to be seen of a text: more than blanks, marks without a letter, and what only steers."""
    return any(unicodedata.category(each)[0] not in "ZCM" and each not in _BLANK_SIGNS for each in text)


def without_unseen(text: str) -> str:
    """Return `text` without the characters that are drawn as nothing and take no room, but for those that join."""
    return _UNSEEN.sub("", text)


def squeeze(text: str) -> str:
    """Return `text` without outer blanks and with every run of white space made one blank."""
    return " ".join(text.split())
