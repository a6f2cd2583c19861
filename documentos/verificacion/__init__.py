"""Verifying signed PDFs: what was signed, by whom, when that is proven, and whether anything changed since."""
