"""Numbers of people and organisations, telephones and IBANs that are right in form and belong to nobody.

Each serial gives its own.
"""

CITIZENS = 100_000_000
FOREIGNERS = 990_000_000
_BLOCK = 9_000_000
_NO_BANK = "99999"


def identity_number(serial: int, block: int = CITIZENS) -> str:
    """Return the number with the right check digits whose first nine digits are the block's plus `serial`."""
    digits = [int(digit) for digit in str(block + serial % _BLOCK)]
    tenth = (sum(digits[0::2]) * 7 - sum(digits[1::2])) % 10
    return "".join(map(str, [*digits, tenth, (sum(digits) + tenth) % 10]))


def phone(serial: int) -> str:
    return f"+90500{serial % 10_000_000:07d}"


def iban(serial: int) -> str:
    account = f"{_NO_BANK}0{serial:016d}"
    return f"TR{98 - int(f'{account}292700') % 97:02d}{account}"


def tax_number(serial: int) -> str:
    """Return the number with the right check digit that begins with the nine digits of `serial`."""
    digits = f"{serial % 1_000_000_000:09d}"
    total = 0
    for place, digit in enumerate(digits, 1):
        moved = (int(digit) + 10 - place) % 10
        total += 9 if moved == 9 else moved * 2 ** (10 - place) % 9
    return f"{digits}{-total % 10}"
