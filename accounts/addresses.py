"""Where a request comes from, as a key to count by."""

from ipaddress import ip_address, ip_network

from django.http import HttpRequest

from .audit.middleware import address_of

_ONE_HOME = 64  # bits of IPv6 that one connection gets; whoever has it has all addresses below


def network_of(request: HttpRequest) -> str:
    """Return the client's address, or its network where one client has many; one text for all that are unknown."""
    text = address_of(request)
    if text is None:
        return "unknown"
    address = ip_address(text)
    if address.version == 4:
        return text
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, _ONE_HOME), strict=False))
