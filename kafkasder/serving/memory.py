"""Sparing the garbage collector what stays for the process's life anyway."""

import gc


def settle() -> None:
    """Take all that is loaded by now out of the collector's sight.

    A full collection walks hundreds of thousands of modules, classes and templates, which takes a tenth of a second
    and comes every few pages; whoever waits for that page waits for it too.
    """
    gc.collect()
    gc.freeze()
