"""Setting a paper: from its template and data to bytes that are the same whoever sets them, and whenever.

`hoja` and what it imports load WeasyPrint: import it where the worker composes, never where the web process starts.
"""
