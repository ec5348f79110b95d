"""The rows that the lists of households and people show."""

import re

from django.test import Client


def shown(client: Client, url: str) -> list[int]:
    """Return the keys of the rows that the page at `url` shows, in order."""
    response = client.get(url, follow=True)
    assert response.status_code == 200
    return [int(key) for key in re.findall(r'id="row-(\d+)"', response.content.decode())]


def pages(client: Client, url: str) -> list[int]:
    """Return the rows of all pages, one after the other, as the link to the next page leads through them."""
    rows: list[int] = []
    address: str | None = url
    while address:
        html = client.get(address).content.decode()
        rows += [int(key) for key in re.findall(r'id="row-(\d+)"', html)]
        link = re.search(r'rel="next" href="([^"]+)"', html)
        address = link[1].replace("&amp;", "&") if link else None
    return rows
