"""`python -m tests.faults.prober ADDRESS SESSION [PAUSE]`: asks for a page and saves something all the time.

Each is a connection of its own, as of another person. In the end it says what was answered and how long that took.
"""

import json
import signal
import sys
import time
from http.client import HTTPConnection
from urllib.parse import urlsplit

TOKEN = "k" * 32


def main() -> None:
    going = True

    def stop(*_: object) -> None:
        nonlocal going
        going = False

    signal.signal(signal.SIGTERM, stop)
    address, session, pause = urlsplit(sys.argv[1]).netloc, sys.argv[2], float(sys.argv[3])
    print("asking", flush=True)
    answers: list[tuple[str, str, float]] = []
    while going:
        for method in ("GET", "POST"):
            begun = time.monotonic()
            outcome = ask(address, session, method)
            answers.append((method, outcome, time.monotonic() - begun))
            time.sleep(pause)
    print(json.dumps(answers), flush=True)


def ask(address: str, session: str, method: str) -> str:
    """Load a page, or save what a person prefers; return the status or the fault."""
    try:
        if method == "GET":
            return str(request(address, session, "GET", "/haneler/"))
        return str(request(address, session, "POST", "/tercihler/", "density=compact"))
    except Exception as fault:
        return type(fault).__name__


def request(address: str, session: str, method: str, path: str, body: str = "") -> int:
    """Ask as a signed-in browser does that has loaded a form before; return the status."""
    headers = {
        "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "HX-Request": "true",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connection = HTTPConnection(address, timeout=20)
    try:
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


if __name__ == "__main__":
    main()
