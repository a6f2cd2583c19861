"""The text as a Word file: out (`escritura`), back in with what was done to it (`lectura`), against what went out
(`cotejo`), and what is taken of it (`eleccion`).

Nothing here knows the database, and what reads (`confinado`, `lectura`, `recorrido`, `paquete`) knows nothing of
Django: it runs in the confined process of `documentos.puerta.recinto`.
"""
