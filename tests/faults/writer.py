"""`python -m tests.faults.writer`: a process that changes a household's head over and over.

It goes on when a save fails. Told to stop, it says how it went.
"""

import json
import signal
import sys
import time

import django

PAUSE = 0.03


def main() -> None:
    going = True

    def stop(*_: object) -> None:
        nonlocal going
        going = False

    signal.signal(signal.SIGTERM, stop)
    django.setup()
    from beneficiaries.models import Beneficiary

    account = {"saves": 0, "faults": 0, "slowest": 0.0}
    print("writing", flush=True)
    while going:
        begun = time.monotonic()
        try:
            head = Beneficiary.objects.earliest("pk")
            head.first_name = f"Zehra{account['saves']}"
            head.save()
            account["saves"] += 1
        except Exception as fault:
            print(type(fault).__name__, file=sys.stderr)
            account["faults"] += 1
        account["slowest"] = max(account["slowest"], time.monotonic() - begun)
        time.sleep(PAUSE)
    print(json.dumps(account), flush=True)


if __name__ == "__main__":
    main()
