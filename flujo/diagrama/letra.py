"""How wide a text will be, near enough to break lines and keep labels apart."""

ESTRECHAS = frozenset("iljtfrI.,;:'|!()[] ")
ANCHAS = frozenset("mwMWQGOÓ@%—")


def ancho(texto: str, cuerpo: float) -> float:
    """Width in px of `texto` in Public Sans at `cuerpo` px, a little generous."""
    unidades = 0.0
    for letra in texto:
        if letra in ESTRECHAS:
            unidades += 0.36
        elif letra in ANCHAS:
            unidades += 0.88
        elif letra.isupper():
            unidades += 0.72
        else:
            unidades += 0.59
    return unidades * cuerpo


def en_lineas(texto: str, maximo: float, cuerpo: float) -> tuple[str, ...]:
    """`texto` in as few lines as fit in `maximo` px, as even as can be; a longer word stays whole."""
    palabras = texto.split()
    lineas = _llenar(palabras, maximo, cuerpo)
    meta = maximo
    while meta > 24 and len(_llenar(palabras, meta - 8, cuerpo)) == len(lineas):
        meta -= 8
    return tuple(_llenar(palabras, meta, cuerpo))


def _llenar(palabras: list[str], maximo: float, cuerpo: float) -> list[str]:
    lineas: list[str] = []
    for palabra in palabras:
        if lineas and ancho(f"{lineas[-1]} {palabra}", cuerpo) <= maximo:
            lineas[-1] = f"{lineas[-1]} {palabra}"
        else:
            lineas.append(palabra)
    return lineas
