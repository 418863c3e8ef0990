"""How often something may be asked for, counted in the cache that all processes share."""

from datetime import timedelta
from ipaddress import ip_address, ip_network
from time import time

from django.core.cache import cache
from django.utils.crypto import salted_hmac

_IPV6_NETWORK = 64


def may_ask(what: str, who: str, *, most: int, within: timedelta) -> bool:
    """Whether somebody may do this once more; who it is cannot be read from what is kept.

    Counted in windows that all begin at the same moments, so that nothing has to be locked.
    """
    seconds = int(within.total_seconds())
    window = int(time()) // seconds
    mark = salted_hmac("prevenio.subscriptions.limits", who, algorithm="sha256").hexdigest()
    key = f"subscriptions.limit.{what}.{window}.{mark}"
    asked = int(cache.get(key, 0))
    if asked >= most:
        return False
    cache.set(key, asked + 1, seconds)
    return True


def network_of(client: str) -> str:
    """The client for counting: whoever has one IPv6 address has a whole network of them."""
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if address.version == 4:
        return client
    return str(ip_network((address, _IPV6_NETWORK), strict=False))
