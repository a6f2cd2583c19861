"""Several things in one cell, with «;» in the middle."""

import csv


def juntar(partes: list[str]) -> str:
    """One text of several, so that `partir` gives them back; ends that say nothing are left out."""
    while partes and not partes[-1]:
        partes = partes[:-1]
    return "; ".join(f'"{p.replace(chr(34), chr(34) * 2)}"' if _se_confunde(p) else p for p in partes)


def _se_confunde(parte: str) -> bool:
    return parte != parte.strip() or any(signo in parte for signo in ';"\n')


def partir(texto: str) -> list[str]:
    """The parts between «;» or line ends, without blanks around; what stands between quotation marks is one."""
    lineas = csv.reader(
        texto.split("\n") if '"' not in texto else [texto], delimiter=";", skipinitialspace=True
    )
    try:
        partes = [parte.strip() for linea in lineas for parte in (linea or [""])]
    except csv.Error:
        partes = [parte.strip() for parte in texto.split(";")]
    while partes and not partes[-1]:
        partes.pop()
    return partes
