"""A bucket of permissions that fills slowly."""

from time import monotonic


class Bucket:
    """Holds at most `size`, and gets `rate` a second."""

    def __init__(self, rate: float, size: float) -> None:
        self._rate, self._size = rate, float(size)
        self._left, self._at = self._size, monotonic()

    def take(self) -> bool:
        """Take one; also one that is not there, so that whoever goes on asking stays without."""
        self._fill()
        self._left -= 1
        return self._left >= 0

    def pause(self) -> float:
        """Take one if there is one and return 0, else return the seconds until there may be one."""
        self._fill()
        if self._left >= 1:
            self._left -= 1
            return 0.0
        return (1 - self._left) / self._rate

    def _fill(self) -> None:
        now = monotonic()
        self._left = min(self._size, self._left + (now - self._at) * self._rate)
        self._at = now
