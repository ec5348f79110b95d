"""A person who signs in with Google, against a provider on this machine that speaks the real protocol."""

import requests

EMAIL = "ayse@example.org"
START, BACK = "/giris/google/", "/giris/google/donus/"


def credentials(server_url, client_id="panel"):
    app = {
        "provider_id": "google",
        "name": "Google",
        "client_id": client_id,
        "secret": "gizli",
        "settings": {"server_url": server_url, "fetch_userinfo": False},
    }
    options = {"provider_class": "accounts.google.GoogleProvider", "OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    return {"openid_connect": options}


def go(client, **data):
    answer = client.post(START, data)
    assert answer.status_code == 302
    return answer.url


def consent(address, sub="1", **fields):
    """Press the button at the provider; return the address to which it sends the browser."""
    answer = requests.post(address, data={"sub": sub, **fields}, allow_redirects=False, timeout=5)
    assert answer.status_code in (302, 303)
    return answer.headers["Location"].removeprefix("http://testserver")


def come_back(client, address):
    return client.generic("GET", address)  # not `get`, which refuses to write: this one signs in


def sign_in(client, sub="1", **data):
    return come_back(client, consent(go(client, **data), sub))
