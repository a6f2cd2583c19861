"""The whole installation in one file, and back: the database, the stored files, the keys, and whom it believes.

A backup is a tar archive that ends in a sealed manifest. `escritura` makes one, `lectura` says whether a file is one,
whole and whose, `restauracion` puts it into an empty database and says whether everything is as it was.
"""
