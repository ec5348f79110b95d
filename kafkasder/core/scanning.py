"""The virus scanner that the association may have (SCANNER_URL): what it does not find clean is not kept.

A scanner that does not answer lets nothing through: whoever sent the file is asked to try again.
"""

import logging
from typing import Any
from urllib.parse import urlsplit

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PORT = 3310
PATIENCE = 30  # seconds for each step of the talk
INFECTED, AWAY = "file_infected", "scanner_away"

_log = logging.getLogger(__name__)


def scan(upload: Any) -> None:
    """Raise ValidationError if a scanner is set and does not say that a file is clean; the log tells no name of it."""
    if not settings.SCANNER_URL:
        return
    upload.seek(0)
    try:
        answers = list(_scanner(settings.SCANNER_URL).instream(upload).values())
    except (ClamdError, OSError, ValueError) as error:
        _log.error("The virus scanner does not answer, a file is refused: %s", type(error).__name__)
        raise _away() from None
    if not answers or any(status not in ("OK", "FOUND") for status, _found in answers):
        _log.error("The virus scanner could not scan a file, which is refused")
        raise _away()
    for status, found in answers:
        if status == "FOUND":
            _log.warning("A file is refused, the virus scanner found %s", found)
            raise ValidationError(
                _("Bu dosyada zararlı yazılım bulundu; alınmadı."), code=INFECTED, params={"found": found}
            )


def _away() -> ValidationError:
    said = _("Dosya şu an virüs taramasından geçirilemiyor; bu yüzden alınmadı. Biraz sonra yeniden deneyin.")
    return ValidationError(said, code=AWAY)


def _scanner(address: str) -> ClamdNetworkSocket:
    url = urlsplit(address)
    if url.hostname:
        return ClamdNetworkSocket(url.hostname, url.port or PORT, timeout=PATIENCE)
    return ClamdUnixSocket(url.path, timeout=PATIENCE)
