"""Undertaking something, and saying that it is done. Every other step of a commitment is `perform`'s alone."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Max
from django.utils.translation import gettext as _

from expedientes.facultades import partes_vigentes
from expedientes.models import Expediente
from expedientes.permissions import needs
from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos
from flujo.services import Nuevo, bloquear, crear_varios, perform
from flujo.textos import exigir_legible, exigir_una_linea
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion, Puesto
from instituciones.services.escritura import SIN_VALOR_AUN, exigir_valido, ya_hecho
from seguimiento.avisos import compromisos as avisos
from seguimiento.lineas import Linea
from seguimiento.models import Acta, Compromiso, Origen, Parrafo, Reunion
from seguimiento.plazos.compromisos import verificar_hasta


@en_transaccion
def anotar_compromiso(
    expediente: Expediente,
    *,
    texto: str,
    acto: Acto,
    institucion: Institucion | None = None,
    puesto: Puesto | None = None,
    responsable: str = "",
    vence: dt.date | None = None,
    origen: str = Origen.A_MANO,
    referencia: str = "",
) -> Compromiso:
    """Note what a party of the case file, or somebody who is none (`responsable`, in words), undertook to do.

    What was undertaken in a meeting is noted by its ayuda memoria. The same act again gives the same commitment. Raises
    SinPermiso or DatosInvalidos.
    """
    expediente = bloquear(expediente)
    if hecho := ya_hecho(Compromiso, expediente, "crear", acto):
        return hecho
    capacidad = needs("editar").capacidad(expediente, acto)
    hoy = expediente.hoy()
    if vence and vence < hoy:
        raise DatosInvalidos(_("Esa fecha ya pasó: anote lo que está por hacerse."))
    nuevo = Compromiso(
        texto=exigir_legible(_("el compromiso"), texto, maximo=1000),
        institucion=institucion,
        puesto=puesto,
        responsable=exigir_una_linea(_("el responsable"), responsable, maximo=200),
        vence=vence,
        origen=origen,
        referencia=exigir_una_linea(_("dónde consta"), referencia, maximo=200),
    )
    return _crear(expediente, [nuevo], acto, capacidad)[0]


def anotar_de_la_reunion(
    reunion: Reunion, lineas: Sequence[Linea], *, acto: Acto, capacidad: Capacidad
) -> list[Compromiso]:
    """The commitments that were undertaken in a meeting, in the order in which they were written.

    The caller holds the lock of the case file, and has closed the ayuda memoria by the same act.
    """
    nuevos = [
        Compromiso(
            texto=exigir_legible(_("el compromiso"), linea.texto, maximo=1000),
            institucion=linea.institucion,
            puesto=linea.puesto,
            responsable=linea.responsable,
            vence=linea.vence,
            origen=Origen.REUNION,
            reunion=reunion,
        )
        for linea in lineas
    ]
    return _crear(reunion.expediente, nuevos, acto.con(clave=None, hash_mostrado=None), capacidad)


def anotar_del_acta(
    acta: Acta, lineas: Sequence[tuple[Parrafo, Linea]], *, acto: Acto, capacidad: Capacidad
) -> list[Compromiso]:
    """The commitments that these paragraphs of an acta say, in their order. The caller holds the lock of the case file,
    and has checked who may."""
    nuevos = [
        Compromiso(
            texto=exigir_legible(_("el compromiso"), linea.texto, maximo=1000),
            institucion=linea.institucion,
            puesto=linea.puesto,
            responsable=linea.responsable,
            vence=linea.vence,
            origen=Origen.ACTA,
            acta=acta,
            parrafo=parrafo,
        )
        for parrafo, linea in lineas
    ]
    return _crear(acta.expediente, nuevos, acto, capacidad)


@en_transaccion
def dar_por_cumplido(compromiso: Compromiso, *, nota: str, cumplido_el: dt.date, acto: Acto) -> Compromiso:
    """Say that it is done, what was done and when, and ask the other parties to verify it within their term.

    Raises what `perform` raises, and DatosInvalidos without `nota` or for a day that has not come.
    """
    nota = exigir_legible(_("lo que se hizo"), nota, maximo=2000)
    if not nota:
        raise DatosInvalidos(_("Diga qué se hizo."))
    return perform(
        compromiso,
        "dar_por_cumplido",
        acto=acto,
        nota=nota,
        cumplido_el=cumplido_el,
        verificar_hasta=verificar_hasta(compromiso),
    ).objeto


def _crear(
    expediente: Expediente, nuevos: Sequence[Compromiso], acto: Acto, capacidad: Capacidad
) -> list[Compromiso]:
    """Number, check and insert them, in the statements of one, and tell whoever is to do them."""
    partes = partes_vigentes(expediente)
    ultimo = expediente.compromisos.aggregate(n=Max("numero"))["n"] or 0
    for numero, nuevo in enumerate(nuevos, ultimo + 1):
        nuevo.expediente, nuevo.numero = expediente, numero
        nuevo.anotado_por = partes[acto.institucion_id or capacidad.institucion_id or 0].institucion
        nuevo.anotado_el, nuevo.vence_original = expediente.hoy(), nuevo.vence
        _exigir_de_quien(nuevo, partes)
        exigir_valido(nuevo, excepto=(*SIN_VALOR_AUN, "dia"))
    creados = [
        resultado.objeto
        for resultado in crear_varios(
            [
                Nuevo(objeto=nuevo, acto=acto, capacidad=capacidad, datos=_lo_que_consta(nuevo))
                for nuevo in nuevos
            ]
        )
    ]
    avisos.al_anotar(creados, acto)
    return creados


def _lo_que_consta(compromiso: Compromiso) -> dict[str, object]:
    return {
        "numero": compromiso.numero,
        "de": compromiso.institucion_id,
        "del_puesto": compromiso.puesto_id,
        "vence": compromiso.vence,
        "origen": str(compromiso.origen),
        "reunion": compromiso.reunion_id,
        "acta": compromiso.acta_id,
        "texto": compromiso.texto,
        "nota": compromiso.responsable,
    }


def _exigir_de_quien(compromiso: Compromiso, partes: "dict[int, object]") -> None:
    if compromiso.institucion and compromiso.institucion.pk not in partes:
        raise DatosInvalidos(
            _("%(institucion)s no es parte del expediente: escriba quién lo hará en palabras.")
            % {"institucion": compromiso.institucion}
        )
    if compromiso.puesto and compromiso.puesto.institucion_id != compromiso.institucion_id:
        raise DatosInvalidos(
            _("El puesto «%(puesto)s» es de otra institución.") % {"puesto": compromiso.puesto.nombre}
        )
