"""How often something may be done, in one place. Normal work never meets these limits; floods and guessing do.

A limit lets `amount` through at once and after that one each `seconds / amount`, so that over any longer time no more
than `amount` in `seconds` get through. Each is counted for one key: a person, an address or an account, as told here.
How many wrong passwords lock an account is no constant but a setting of the association (`SecuritySettings`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

MINUTE = 60
HOUR = 60 * MINUTE


@dataclass(frozen=True)
class Limit:
    amount: int
    seconds: int


LIMITS: Final[Mapping[str, Limit]] = MappingProxyType(
    {
        # For one address, an IPv6 network of 64 bits being one; a whole office may share it
        "stranger": Limit(60, MINUTE),  # forms sent by whoever has not signed in
        "wrong_password": Limit(50, 15 * MINUTE),  # sign-ins that failed; those that succeed are given back
        "reset_address": Limit(20, HOUR),  # mails with a link to choose a new password
        # For one account, whether it exists or not
        "reset_account": Limit(5, HOUR),
        "second_factor": Limit(10, 15 * MINUTE),  # codes
        # For one person who is signed in
        "password": Limit(10, 15 * MINUTE),  # one's own password, asked for once more
        "search": Limit(240, MINUTE),  # asked at each pause while typing
        "export": Limit(30, 10 * MINUTE),
        "upload": Limit(60, 10 * MINUTE),
        "change": Limit(240, MINUTE),  # any other form
        "feed": Limit(60, 10 * MINUTE),  # looks of their calendars, of which each asks a few times an hour
        "refusal": Limit(60, 10 * MINUTE),  # refused pages that become events; the rest is refused without one
    }
)
