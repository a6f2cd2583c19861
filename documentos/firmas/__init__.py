"""Signing a PDF in increments: the visible stamp, the place that is kept free, the signature, the archive's timestamps.

Knows bytes, keys and authorities; neither case files nor persons. What is signed is never written again: each function
takes a file and gives it back longer.
"""
