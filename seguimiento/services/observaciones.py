"""Observations: made on a presented report or by a control body, corrected by one party, verified by another."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from documentos.models import Documento
from expedientes.facultades import partes_vigentes
from expedientes.models import Expediente
from expedientes.permissions import needs
from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos
from flujo.services import (
    Nuevo,
    acto_repetido,
    asentar_acto,
    bloquear,
    crear_varios,
    perform,
    releer,
)
from flujo.textos import exigir_legible, exigir_una_linea
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion, Puesto
from instituciones.services.escritura import SIN_VALOR_AUN, exigir_valido, ya_hecho
from seguimiento.avisos import informes as avisos
from seguimiento.criterios import CORRIGE
from seguimiento.models import (
    TERMINADAS,
    Compromiso,
    EstadoDeObservacion,
    InformeDeSeguimiento,
    ObservacionDeSeguimiento,
    Origen,
)
from seguimiento.plazos import informes as plazos
from seguimiento.services.compromisos import anotar_compromiso

MAXIMO_DE_TEXTO = 4000
COMPROMETER = "comprometer"


@dataclass(frozen=True, kw_only=True)
class DatosDeObservacion:
    """One observation as somebody wrote it. Without `responsable` whoever presents the report corrects it; without
    `vence`, within ten business days."""

    texto: str
    seccion: str = ""
    responsable: Institucion | None = None
    puesto: Puesto | None = None
    vence: dt.date | None = None
    de_control: str = ""


@en_transaccion
def anotar_observacion(
    expediente: Expediente, datos: DatosDeObservacion, *, acto: Acto
) -> ObservacionDeSeguimiento:
    """Note what a control body observed, in whose words and for whom. Any party's coordination may.

    The same act again gives the same observation. Raises SinPermiso or DatosInvalidos.
    """
    expediente = bloquear(expediente)
    if hecha := ya_hecho(ObservacionDeSeguimiento, expediente, "crear", acto):
        return hecha
    capacidad = needs("editar").capacidad(expediente, acto)
    if not datos.de_control.strip():
        raise DatosInvalidos(_("Diga qué órgano de control la hizo."))
    if datos.responsable is None:
        raise DatosInvalidos(_("Diga qué institución la corrige."))
    return abrir_observaciones(expediente, [datos], informe=None, acto=acto, capacidad=capacidad)[0]


def abrir_observaciones(
    expediente: Expediente,
    observaciones: Sequence[DatosDeObservacion],
    *,
    informe: InformeDeSeguimiento | None,
    acto: Acto,
    capacidad: Capacidad,
) -> list[ObservacionDeSeguimiento]:
    """Number, check and insert them, and tell whoever is to correct them. The caller holds the case file's lock.

    Of several by one act, the first is remembered by its `clave`.
    """
    partes = partes_vigentes(expediente)
    ultimo = expediente.observaciones_de_seguimiento.aggregate(n=Max("numero"))["n"] or 0
    nuevas = [
        _nueva(
            expediente, datos, n, informe, partes[acto.institucion_id or capacidad.institucion_id or 0], acto
        )
        for n, datos in enumerate(observaciones, ultimo + 1)
    ]
    for nueva in nuevas:
        _exigir_valida(nueva, partes)
    creadas = [
        resultado.objeto
        for resultado in crear_varios(
            [
                Nuevo(
                    objeto=nueva,
                    acto=acto.con(clave=acto.clave if nueva is nuevas[0] else None),
                    capacidad=capacidad,
                    datos=_lo_que_consta(nueva),
                )
                for nueva in nuevas
            ]
        )
    ]
    avisos.al_observar(creadas, acto)
    return creadas


def _nueva(
    expediente: Expediente,
    datos: DatosDeObservacion,
    numero: int,
    informe: InformeDeSeguimiento | None,
    parte: "object",
    acto: Acto,
) -> ObservacionDeSeguimiento:
    responsable = datos.responsable or (informe.presenta if informe else None)
    if responsable is None:
        raise DatosInvalidos(_("Diga qué institución la corrige."))
    return ObservacionDeSeguimiento(
        expediente=expediente,
        numero=numero,
        informe=informe,
        version=informe.version if informe else None,
        institucion=parte.institucion,  # type: ignore[attr-defined]
        de_control=exigir_una_linea(_("el órgano de control"), datos.de_control, maximo=300),
        seccion=datos.seccion,
        texto=exigir_legible(_("la observación"), datos.texto, maximo=MAXIMO_DE_TEXTO),
        hecha_el=acto.fecha_hecho or expediente.hoy(),
        responsable=responsable,
        puesto=datos.puesto,
        vence=datos.vence or plazos.corregir_hasta(expediente, responsable),
    )


def _exigir_valida(observacion: ObservacionDeSeguimiento, partes: "dict[int, object]") -> None:
    if observacion.responsable_id not in partes:
        raise DatosInvalidos(
            _("%(institucion)s no es parte del expediente: no puede corregirla.")
            % {"institucion": observacion.responsable}
        )
    if observacion.puesto and observacion.puesto.institucion_id != observacion.responsable_id:
        raise DatosInvalidos(
            _("El puesto «%(puesto)s» es de otra institución.") % {"puesto": observacion.puesto.nombre}
        )
    if observacion.vence < observacion.expediente.hoy():
        raise DatosInvalidos(_("La fecha para corregirla ya pasó: elija hoy o un día que venga."))
    exigir_valido(observacion, excepto=SIN_VALOR_AUN)


def _lo_que_consta(observacion: ObservacionDeSeguimiento) -> dict[str, object]:
    return {
        "numero": observacion.numero,
        "informe": observacion.informe.numero if observacion.informe else None,
        "corrige": observacion.responsable_id,
        "del_puesto": observacion.puesto_id,
        "vence": observacion.vence,
        "texto": observacion.texto,
        "nota": observacion.de_control,
    }


@en_transaccion
def atender_observacion(
    observacion: ObservacionDeSeguimiento, texto: str, *, acto: Acto
) -> ObservacionDeSeguimiento:
    """Say how it will be corrected. Raises what `perform` raises, and DatosInvalidos without words."""
    limpio = exigir_legible(_("la acción correctiva"), texto, maximo=MAXIMO_DE_TEXTO)
    if not limpio:
        raise DatosInvalidos(_("Diga qué se hará para corregirlo."))
    return perform(observacion, "atender", acto=acto, texto=limpio).objeto


@en_transaccion
def subsanar_observacion(
    observacion: ObservacionDeSeguimiento,
    respuesta: str,
    *,
    acto: Acto,
    documento: Documento | None = None,
    enlace: str = "",
) -> ObservacionDeSeguimiento:
    """Say that it is corrected, what was, and where it is seen: in the report itself, in a paper that all parties read,
    or at an address.

    Raises what `perform` raises, and DatosInvalidos.
    """
    limpio = exigir_legible(_("lo que se corrigió"), respuesta, maximo=MAXIMO_DE_TEXTO)
    if not limpio:
        raise DatosInvalidos(_("Diga qué se corrigió."))
    expediente = bloquear(observacion)
    actual = releer(observacion, expediente)
    if acto_repetido(actual, expediente, "subsanar", acto):
        return actual
    if actual.estado == EstadoDeObservacion.EN_SUBSANACION and (documento or enlace):
        needs("editar", de=CORRIGE).capacidad(actual, acto)
        _adjuntar(actual, documento, enlace.strip())
    return perform(
        actual, "subsanar", acto=acto, respuesta=limpio, fecha=acto.fecha_hecho or expediente.hoy()
    ).objeto


def _adjuntar(observacion: ObservacionDeSeguimiento, documento: Documento | None, enlace: str) -> None:
    if documento and documento.expediente_id != observacion.expediente_id:
        raise DatosInvalidos(_("Ese documento es de otro expediente."))
    if documento and not documento.esta_compartido:
        raise DatosInvalidos(
            _(
                "El documento «%(titulo)s» es interno: compártalo primero, para que quien verifica pueda leerlo."
            )
            % {"titulo": documento.titulo}
        )
    observacion.documento, observacion.enlace = documento, enlace
    exigir_valido(observacion, excepto=SIN_VALOR_AUN)
    observacion.save(update_fields=["documento", "enlace"])


@en_transaccion
def comprometer(
    observacion: ObservacionDeSeguimiento, texto: str, *, vence: dt.date | None, acto: Acto
) -> Compromiso:
    """Note what its responsible party undertakes because of it, once, until it is verified.

    Raises what `anotar_compromiso` raises.
    """
    expediente = bloquear(observacion)
    if hecho := ya_hecho(Compromiso, expediente, "crear", acto):
        return hecho
    actual = releer(observacion, expediente)
    capacidad = needs("editar").capacidad(actual, acto)
    if actual.compromiso_id:
        raise DatosInvalidos(_("De esa observación ya se anotó un compromiso."))
    if actual.estado in TERMINADAS:
        raise DatosInvalidos(_("Esa observación ya terminó: no queda nada por hacer en ella."))
    de = _("Observación %(n)s") % {"n": actual.numero}
    compromiso = anotar_compromiso(
        expediente,
        texto=texto,
        institucion=actual.responsable,
        puesto=actual.puesto,
        vence=vence,
        origen=Origen.INFORME if actual.informe else Origen.AUDITORIA,
        referencia=f"{actual.informe.nombre}, {de.lower()}"
        if actual.informe
        else f"{actual.de_control}, {de.lower()}"[:200],
        acto=acto,
    )
    actual.compromiso = compromiso
    asentar_acto(
        actual,
        COMPROMETER,
        acto=acto.con(clave=None),
        capacidad=capacidad,
        datos={"numero": actual.numero, "compromiso": compromiso.numero},
    )
    actual.save(update_fields=["compromiso"])
    return compromiso
