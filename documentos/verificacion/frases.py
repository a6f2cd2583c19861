def frase(codigo):
    return f"El archivo más reciente: {codigo}."
