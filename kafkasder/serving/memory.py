"""When the garbage collector comes, and what it is spared."""

import gc

COLLECTED_AFTER = (20_000, 10, 10)  # objects, then collections of each younger generation


def collect_late() -> None:
    """Have the collector come rarely from now on: called before a program loads.

    Nearly all that a module makes stays; to look through it every 700 objects takes a fifth of the time to start.
    """
    gc.set_threshold(*COLLECTED_AFTER)


def settle() -> None:
    """Take all that is loaded by now out of the collector's sight, and have it come where it costs least.

    A full collection walks hundreds of thousands of modules, classes and templates, which takes a tenth of a second
    and comes every few pages; whoever waits for that page waits for it too. What a page leaves behind in circles (the
    prefetched rows of a board are thousands) is found by a young collection in 10 ms if that one comes after the page
    rather than in the middle of it, as it does by default after 700 objects; it is a full one's work otherwise.
    """
    from django.urls import resolve

    resolve("/")  # reads all addresses, which the first page would do
    gc.collect()
    gc.freeze()
    collect_late()
