"""Registers of agreements kept elsewhere, read cell by cell: knows files and notations, nothing of the database."""
