"""Signing in: what slows down guessing, whose second factor is required, what allauth tells us."""
