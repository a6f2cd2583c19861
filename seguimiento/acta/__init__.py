"""The content of an acta as plain data: what it is, what changed in it, and how it is said in words."""
