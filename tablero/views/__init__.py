"""Pages that look across everything: one module per page."""
