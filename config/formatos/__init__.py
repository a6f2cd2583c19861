"""How dates and numbers are written, where this site departs from Django's habit for a language."""
