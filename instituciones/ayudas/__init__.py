"""The helps of institutions, posts, people and accounts, and of one's own account: one module per chapter."""

from instituciones.ayudas import cuenta, instituciones, mandatos

__all__ = ["cuenta", "instituciones", "mandatos"]
