"""How the commands of the demonstration tell how far they are: a line for each thing that was done."""

ANCHO = 24


def linea(hechos: int, total: int, marca: str, frase: str) -> str:
    lleno = ANCHO * hechos // total
    return f"[{'█' * lleno}{'░' * (ANCHO - lleno)}] {hechos:>3}/{total} {marca} {frase}"


def entre_medio(frase: str) -> str:
    """What happens before the next of them is done."""
    return f"{'':{ANCHO}}   … {frase}"
