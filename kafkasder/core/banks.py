"""The banks that a Turkish IBAN names by its five digits; as they were known in November 2026.

A bank that is not here is shown without a name: a code is no reason to refuse an account.
"""

BANKS = {
    "00010": "Ziraat Bankası",
    "00012": "Halkbank",
    "00015": "VakıfBank",
    "00032": "TEB",
    "00046": "Akbank",
    "00059": "Şekerbank",
    "00062": "Garanti BBVA",
    "00064": "İş Bankası",
    "00067": "Yapı Kredi",
    "00099": "ING",
    "00111": "QNB",
    "00134": "DenizBank",
    "00203": "Albaraka Türk",
    "00205": "Kuveyt Türk",
    "00206": "Türkiye Finans",
    "00209": "Ziraat Katılım",
    "00210": "Vakıf Katılım",
    "99999": "Örnek Bankası",  # no bank's code: what invented accounts have
}


def bank_code_of(iban: str) -> str:
    """Return the five digits that name the bank in a Turkish IBAN, and nothing for any other text."""
    return iban[4:9] if iban.startswith("TR") and len(iban) == 26 else ""


def bank_name(code: str) -> str:
    """Return what the bank with this code is called, and nothing for one that is not known."""
    return BANKS.get(code, "")
