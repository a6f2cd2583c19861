"""What every file goes out with."""

CABECERAS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}
"""A stranger's file is never a page of this site: it is saved, not shown, and may do nothing where it is shown."""
