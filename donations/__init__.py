"""Donors, and the campaigns that they give to."""
