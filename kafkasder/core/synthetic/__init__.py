"""Names and numbers of people who do not exist, for the demo data of every room and for measuring.

Names follow the registry's frequencies; numbers are right in form and belong to nobody.
"""
