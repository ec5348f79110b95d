"""People who do not exist, for demo data and for measuring: families as associations in Türkiye meet them.

Names follow the registry's frequencies. Identity numbers, phones, IBANs and e-mail addresses are right in form and
belong to nobody: low number blocks, the prefix 500, a bank that does not exist, example.org.
"""

from .families import draw_families
from .store import generate_people

__all__ = ["draw_families", "generate_people"]
