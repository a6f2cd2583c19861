"""What belongs to one party: who may read it; no page, download, notice or log row shows it to anybody else."""

import pytest
from django.apps import apps
from django.db.models import Q
from django.urls import reverse

from auditoria.models import Asiento
from expedientes.models import Confidencial
from expedientes.visibilidad import asientos_visibles
from flujo.acto import Acto
from instituciones import services
from instituciones.models import Usuario
from tests.acceso.gente import CLASES
from tests.acceso.mundo import Mundo
from tests.acceso.tabla import leer
from tests.acceso.visita import Visita, deshecho

pytestmark = pytest.mark.django_db

#  v: may read it, and some page or download shows it. f: may read it, but none of their pages shows it. -: never.
CONFIDENCIAL = """
                                                     aj fu pa ti ts al as of at re pe ob co ac au ax ay ad ct pl
expedientes.aprobacion   OPINION-INTERNA-DE-MIN      -  -  -  v  v  v  v  v  v  v  v  v  -  -  v  -  v  -  -  v
documentos.documento     DOCUMENTO-INTERNO-DE-MIN    -  -  -  v  v  v  v  v  v  v  v  v  -  -  v  -  v  -  -  v
documentos.documento     DOCUMENTO-INTERNO-DE-CONF   -  -  -  -  -  -  -  -  -  -  -  -  v  v  v  -  v  -  -  v
documentos.documento     DOCUMENTO-COMPARTIDO        -  -  -  v  v  v  v  v  v  v  v  v  v  v  v  -  v  -  -  v
documentos.papel         PAPEL-INTERNO-DE-MIN        -  -  -  v  v  v  v  v  v  v  v  v  -  -  v  -  v  -  -  v
expedientes.gestion      GESTION-INTERNA-DE-MIN      -  -  -  v  v  v  v  v  v  v  v  v  -  -  v  -  v  -  -  v
expedientes.gestion      GESTION-INTERNA-DE-CONF     -  -  -  -  -  -  -  -  -  -  -  -  v  v  v  -  v  -  -  v
expedientes.gestion      GESTION-COMPARTIDA          -  -  -  v  v  v  v  v  v  v  v  v  v  v  v  -  v  -  -  v
convenios.versiondetexto BORRADOR-DE-MIN             -  -  -  v  f  v  v  f  v  f  f  f  -  -  f  -  f  -  -  f
convenios.versiondetexto BORRADOR-DE-CONF            -  -  -  -  -  -  -  -  -  -  -  -  v  v  f  -  f  -  -  f
expedientes.contestacion CONTESTACION-DE-MIN         -  -  -  v  v  v  v  v  v  v  v  v  v  v  v  -  v  -  -  v
convenios.textorecibido  RECIBIDO-DE-MIN             -  -  -  v  v  v  v  v  v  v  v  v  -  -  v  -  v  -  -  v
convenios.comentario     COMENTARIO-INTERNO-DE-MIN   -  -  -  v  v  v  v  v  v  v  v  v  -  -  v  -  v  -  -  v
convenios.comentario     COMENTARIO-INTERNO-DE-CONF  -  -  -  -  -  -  -  -  -  -  -  -  v  v  v  -  v  -  -  v
convenios.comentario     COMENTARIO-COMPARTIDO       -  -  -  v  v  v  v  v  v  v  v  v  v  v  v  -  v  -  -  v
convenios.observacion    OBSERVACION-DE-MIN          -  -  -  v  v  v  v  v  v  v  v  v  v  v  v  -  v  -  -  v
"""
PALABRAS = {
    "OPINION-INTERNA-DE-MIN": ("expedientes.aprobacion", Q(opinion__fundamento="OPINION-INTERNA-DE-MIN")),
    "DOCUMENTO-INTERNO-DE-MIN": ("documentos.documento", Q(titulo="DOCUMENTO-INTERNO-DE-MIN")),
    "DOCUMENTO-INTERNO-DE-CONF": ("documentos.documento", Q(titulo="DOCUMENTO-INTERNO-DE-CONF")),
    "DOCUMENTO-COMPARTIDO": ("documentos.documento", Q(titulo="DOCUMENTO-COMPARTIDO")),
    "PAPEL-INTERNO-DE-MIN": ("documentos.papel", Q(titulo="PAPEL-INTERNO-DE-MIN")),
    "GESTION-INTERNA-DE-MIN": ("expedientes.gestion", Q(resumen="GESTION-INTERNA-DE-MIN")),
    "GESTION-INTERNA-DE-CONF": ("expedientes.gestion", Q(resumen="GESTION-INTERNA-DE-CONF")),
    "GESTION-COMPARTIDA": ("expedientes.gestion", Q(resumen="GESTION-COMPARTIDA")),
    "BORRADOR-DE-MIN": ("convenios.versiondetexto", Q(clausulas__texto="BORRADOR-DE-MIN")),
    "BORRADOR-DE-CONF": ("convenios.versiondetexto", Q(clausulas__texto="BORRADOR-DE-CONF")),
    "CONTESTACION-DE-MIN": ("expedientes.contestacion", Q(motivo="CONTESTACION-DE-MIN")),
    "RECIBIDO-DE-MIN": ("convenios.textorecibido", Q(documento__nombre="recibido.docx")),
    "COMENTARIO-INTERNO-DE-MIN": ("convenios.comentario", Q(texto="COMENTARIO-INTERNO-DE-MIN")),
    "COMENTARIO-INTERNO-DE-CONF": ("convenios.comentario", Q(texto="COMENTARIO-INTERNO-DE-CONF")),
    "COMENTARIO-COMPARTIDO": ("convenios.comentario", Q(texto="COMENTARIO-COMPARTIDO")),
    "OBSERVACION-DE-MIN": ("convenios.observacion", Q(texto="OBSERVACION-DE-MIN")),
}


def paginas(m: Mundo) -> list[str]:
    """Every address that shows something of the two case files that hold these rows, and the lists."""
    opinado, observado = m.opinado.expediente.codigo, m.observado.expediente.codigo
    de_uno = [
        *("tablero:expediente", "tablero:historia", "tablero:linea", "tablero:lecturas"),
        *("documentos:lista", "documentos:incorporar", "documentos:papeles", "tablero:gestiones_de"),
        *("convenios:editar", "convenios:requisitos", "convenios:designaciones", "convenios:partes"),
        *("convenios:observar", "convenios:recibir"),
    ]
    propias = [
        *(
            reverse(f"documentos:{pagina}", args=[opinado, papel.pk])
            for papel in (m.papel, m.papel_de_otra, m.papel_compartido)
            for pagina in ("descargar", "compartir")
        ),
        *(
            reverse(f"tablero:gestion_{pagina}", args=[opinado, gestion.pk])
            for gestion in (m.gestion, m.gestion_de_otra, m.gestion_compartida)
            for pagina in ("compartir", "anular")
        ),
        *(
            reverse("convenios:editar", args=[opinado]) + f"?borrador={borrador.pk}"
            for borrador in (m.borrador, m.borrador_de_otra)
        ),
        *(reverse("convenios:version", args=[opinado, n]) for n in (1, 2)),
        *(
            reverse("convenios:opinar", args=[opinado, "tecnica"]) + consulta
            for consulta in ("", "?por=documento")
        ),
        *(
            reverse(f"convenios:{pagina}", args=[opinado, m.opinion.pk])
            for pagina in ("ratificar", "compartir")
        ),
        reverse("convenios:comparar", args=[opinado]) + "?de=1&a=2",
        reverse("convenios:paso", args=[opinado, "no_suscribir"]),
        reverse("convenios:recibido", args=[opinado, m.recibido.pk]),
        reverse("convenios:responder", args=[observado, m.observacion.pk]),
        reverse("convenios:contestar", args=[observado, m.de_papel.pk]),
        reverse("convenios:retirar_contestacion", args=[observado, m.contestacion.contestado_id]),
        *(
            reverse("tablero:historia", args=[opinado]) + f"?al=2099-01-01&lectura={lectura}"
            for lectura in ("hecho", "registro")
        ),
    ]
    de_todos = [
        reverse("tablero:escritorio"),
        reverse("tablero:lista"),
        reverse("tablero:exportar", args=["csv"]),
        reverse("tablero:cartera"),
        reverse("tablero:exportar_cartera", args=["csv"]),
        reverse("tablero:gestiones"),
        reverse("tablero:exportar_gestiones", args=["csv"]),
        *(reverse("tablero:pregunta", args=[p]) for p in ("evidencia-repetida", "registro-tardio")),
        reverse("instituciones:historia", args=[m.propone.pk]),
        reverse("instituciones:puesto", args=[m.puestos["unidad_tecnica"].pk]),
    ]
    return [*(reverse(n, args=[c]) for n in de_uno for c in (opinado, observado)), *propias, *de_todos]


COLUMNAS, FILAS = leer(CONFIDENCIAL)


@pytest.mark.parametrize("clase", COLUMNAS)
def test_each_person_reads_what_the_table_says_and_nothing_else(visita: Visita, clase: str):
    m, quien = visita.mundo, CLASES[clase].quien(visita.mundo)
    assert isinstance(quien, Usuario)
    with deshecho():
        CLASES[clase].antes(m)
        leibles = {p for p, (modelo, es) in PALABRAS.items() if _visibles(modelo, quien).filter(es).exists()}
        mostradas = _en_las_paginas(visita, clase)
        contadas = _en_la_historia(m, quien) | _en_los_avisos(quien)
    obtenido = {p: "v" if p in mostradas & leibles else "f" if p in leibles else "-" for p in PALABRAS}
    assert obtenido == {fila.metodo: fila.fines[COLUMNAS.index(clase)] for fila in FILAS}
    assert mostradas | contadas <= leibles


def _visibles(modelo: str, quien: Usuario):
    return apps.get_model(modelo)._default_manager.visible_to(quien)


def _en(texto: str) -> set[str]:
    return {palabra for palabra in PALABRAS if palabra in texto}


def _en_las_paginas(visita: Visita, clase: str) -> set[str]:
    visita.renovar(clase)
    return set().union(*(_en(visita.enviar(clase, "GET", pagina).texto) for pagina in paginas(visita.mundo)))


def _en_la_historia(m: Mundo, quien: Usuario) -> set[str]:
    """In the log rows that this account may read."""
    de = [m.opinado.expediente, m.observado.expediente]
    filas = [a for e in de for a in Asiento.objects.filter(asientos_visibles(quien, e), cadena=e.cadena)]
    return _en(" ".join(f"{a.cuerpo} {a.personal}" for a in filas)) if _ve(m, quien) else set()


def _ve(m: Mundo, quien: Usuario) -> bool:
    return type(m.opinado.expediente).objects.visible_to(quien).filter(pk=m.opinado.expediente.pk).exists()


def _en_los_avisos(quien: Usuario) -> set[str]:
    return _en(" ".join(str(contexto) for contexto in quien.envios.values_list("contexto", flat=True)))


def test_every_confidential_model_has_its_rows():
    modelos = {m._meta.label_lower for m in apps.get_models() if issubclass(m, Confidencial)}
    assert {fila.nombre for fila in FILAS} == modelos - {"taller.nota"}


#  Who finds an auditor's reading on the page of readings: before the control body releases it, after; and an
#  administrator's, at once.
LECTURAS = """
                                                     ti ts al as of at re pe ob co ac au ay pl
auditoria antes                                      -  -  -  -  -  -  -  -  -  -  -  v  -  -
auditoria después                                    v  v  v  v  v  v  v  v  v  v  v  v  v  v
plataforma enseguida                                 v  v  v  v  v  v  v  v  v  v  v  v  v  v
"""


@pytest.mark.parametrize(("lee", "cuando"), [("au", "antes"), ("au", "después"), ("pl", "enseguida")])
def test_an_auditors_reading_is_hidden_until_it_is_released(visita: Visita, lee: str, cuando: str):
    m = visita.mundo
    quien = CLASES[lee].quien(m)
    columnas, filas = leer(LECTURAS)
    with deshecho():
        visita.renovar(lee)
        assert visita.enviar(
            lee, "GET", reverse("tablero:expediente", args=[m.opinado.expediente.codigo])
        ).lecturas
        if cuando == "después":
            services.liberar_lecturas(m.mandato, acto=Acto(registra=m.auditora))
        lecturas = reverse("tablero:lecturas", args=[m.opinado.expediente.codigo])
        obtenido = []
        for clase in columnas:
            visita.renovar(clase)
            pagina = visita.enviar(clase, "GET", lecturas)
            obtenido.append("v" if f"{quien} leyó" in pagina.texto else "-")
    assert obtenido == next(list(f.fines) for f in filas if f.metodo == cuando)
