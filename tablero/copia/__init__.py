"""The copy of a case file that leaves the system: one ZIP with everything its reader may read, and what verifies it.

The format is described field by field in `docs/copia.md`. It is versioned and does not change under a version.
"""
