"""Fetching a person's picture from the provider that they signed in with, and from nowhere else."""

import logging
import time
from io import BytesIO
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from .avatars import MOST_BYTES, clean_avatar

_CONNECT_SECONDS = 2
_READ_SECONDS = 3
_ALL_SECONDS = 5  # somebody waits to be signed in
_log = logging.getLogger(__name__)


def fetch_picture(address: str) -> ContentFile | None:
    """Return the picture, checked and drawn anew as an uploaded one; None if it cannot be had."""
    try:
        if not _is_providers(address):
            raise ValueError("a foreign address")
        return clean_avatar(BytesIO(_download(address)))
    except (requests.RequestException, ValidationError, ValueError) as error:
        _log.info("A picture could not be taken over: %s", type(error).__name__)
        return None


def _is_providers(address: str) -> bool:
    """Tell whether an address is at one of the origins that serve the provider's pictures, by its exact host."""
    url = urlsplit(address)
    return f"{url.scheme}://{url.netloc}" in settings.GOOGLE_PICTURE_ORIGINS


def _download(address: str) -> bytes:
    """Return what is there. No redirect is followed, for it may lead into our own network."""
    content, deadline = bytearray(), time.monotonic() + _ALL_SECONDS
    timeout = (_CONNECT_SECONDS, _READ_SECONDS)
    with requests.get(address, timeout=timeout, stream=True, allow_redirects=False) as answer:
        if answer.status_code != requests.codes.ok:
            raise ValueError("no picture")
        for piece in answer.iter_content(16 * 1024):
            content += piece
            if len(content) > MOST_BYTES or time.monotonic() > deadline:
                raise ValueError("too large or too slow")
    return bytes(content)
