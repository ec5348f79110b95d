"""`python -m tests.faults.deliverer FILE THREADS`: a worker that sends what waits, by several connections at once.

It writes the name of each message into FILE, in the moment in which a mail server would take it.
"""

import os
import sys
from threading import Thread

import django
from django.core.mail.backends.base import BaseEmailBackend


class Recorder(BaseEmailBackend):
    """The mail server: one line for each mail, written at once and whole."""

    def send_messages(self, messages):
        for message in messages:
            name = message.extra_headers["Message-ID"]
            taken = os.open(os.environ["TAKEN"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            os.write(taken, f"{name}\n".encode())
            os.close(taken)
        return len(messages)


def main() -> None:
    os.environ["TAKEN"] = sys.argv[1]
    django.setup()
    from django.conf import settings
    from django.db import connection

    from notifications.services.delivery import deliver_due

    settings.MAIL_TRANSPORT = "tests.faults.deliverer.Recorder"

    def deliver() -> None:
        deliver_due()
        connection.close()

    print("delivering", flush=True)
    threads = [Thread(target=deliver) for _ in range(int(sys.argv[2]))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
