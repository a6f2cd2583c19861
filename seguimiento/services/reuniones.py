"""Programming a meeting, writing its ayuda memoria as often as one wants, and closing it once."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _

from expedientes.facultades import partes_vigentes
from expedientes.models import Expediente
from expedientes.permissions import needs
from flujo.acto import Acto, Capacidad
from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from flujo.services import asentar_acto, bloquear, crear, exigir_texto_mostrado, perform, releer
from flujo.textos import exigir_legible, exigir_una_linea
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import SIN_VALOR_AUN, exigir_valido, ya_hecho
from seguimiento.avisos import reuniones as avisos
from seguimiento.lineas import MAXIMO_DE_LINEAS, Presente, Tratado, leer_compromisos
from seguimiento.models import Asistente, Punto, Reunion
from seguimiento.services.compromisos import anotar_de_la_reunion

GUARDAR = "guardar_ayuda_memoria"


@dataclass(frozen=True, kw_only=True)
class AyudaMemoria:
    """What is written of a meeting while its ayuda memoria is a draft."""

    titulo: str
    asistentes: Sequence[Presente] = ()
    puntos: Sequence[Tratado] = ()
    lineas: str = ""
    hora: dt.time | None = None
    hora_fin: dt.time | None = None
    lugar: str = ""
    enlace: str = ""
    proxima_fecha: dt.date | None = None
    proxima_nota: str = ""


@en_transaccion
def programar_reunion(
    expediente: Expediente,
    *,
    titulo: str,
    fecha: dt.date,
    acto: Acto,
    hora: dt.time | None = None,
    hora_fin: dt.time | None = None,
    lugar: str = "",
    enlace: str = "",
    anterior: Reunion | None = None,
) -> Reunion:
    """Give a working meeting its day, with or without an agreement in the case file; one already held enters the same
    way.

    The same act again gives the same meeting. Raises SinPermiso or DatosInvalidos.
    """
    expediente = bloquear(expediente)
    if hecha := ya_hecho(Reunion, expediente, "crear", acto):
        return hecha
    capacidad = needs("editar").capacidad(expediente, acto)
    return _programar(
        Reunion(
            expediente=expediente,
            titulo=exigir_una_linea(_("el título"), titulo, maximo=200),
            fecha=fecha,
            hora=hora,
            hora_fin=hora_fin,
            lugar=exigir_una_linea(_("el lugar"), lugar, maximo=300),
            enlace=enlace.strip(),
            anterior=anterior,
        ),
        acto,
        capacidad,
    )


@en_transaccion
def guardar_ayuda_memoria(reunion: Reunion, ayuda: AyudaMemoria, *, acto: Acto) -> Reunion:
    """Write the draft anew. What it says goes into nobody's hands yet: the log keeps its hash and how long it is.

    Saving what is already there changes nothing. Raises SinPermiso, TextoCambiado when somebody else wrote meanwhile,
    CondicionesIncumplidas when it is closed, DatosInvalidos.
    """
    expediente = bloquear(reunion)
    actual = releer(reunion, expediente)
    if ya_hecho(Reunion, expediente, GUARDAR, acto):
        return actual
    capacidad = needs("editar").capacidad(actual, acto)
    if not actual.esta_por_cerrar:
        raise CondicionesIncumplidas(_("La ayuda memoria de esta reunión está cerrada: ya no cambia."))
    exigir_texto_mostrado(actual, acto, obligatorio=False)
    antes = actual.hash_de_contenido(), _nombres(actual)
    _escribir(actual, ayuda)
    if (actual.hash_de_contenido(), _nombres(actual)) == antes:
        return actual
    asentar_acto(
        actual,
        GUARDAR,
        acto=acto,
        capacidad=capacidad,
        datos={
            "asistentes": len(ayuda.asistentes),
            "puntos": len(ayuda.puntos),
            "compromisos": len(leer_compromisos(actual)),
        },
    )
    return actual


@en_transaccion
def cerrar_ayuda_memoria(reunion: Reunion, *, acto: Acto) -> Reunion:
    """Close it for good: its lines become commitments, and the next meeting, where it has a day, is programmed.

    Raises what `perform` raises, with a sentence for each line that is not understood.
    """
    resultado = perform(reunion, "finalizar", acto=acto)
    cerrada = resultado.objeto
    if resultado.repetido:
        return cerrada
    capacidad = needs("editar").capacidad(cerrada, acto)
    anotar_de_la_reunion(cerrada, leer_compromisos(cerrada), acto=acto, capacidad=capacidad)
    if cerrada.proxima_fecha and cerrada.proxima_fecha >= cerrada.expediente.hoy():
        _programar(
            Reunion(
                expediente=cerrada.expediente,
                titulo=cerrada.titulo,
                fecha=cerrada.proxima_fecha,
                lugar="",
                anterior=cerrada,
            ),
            acto.con(clave=None, hash_mostrado=None),
            capacidad,
        )
    return cerrada


def _programar(reunion: Reunion, acto: Acto, capacidad: Capacidad) -> Reunion:
    """The caller holds the lock of the case file."""
    expediente = reunion.expediente
    partes = partes_vigentes(expediente)
    reunion.convoca = partes[acto.institucion_id or capacidad.institucion_id or 0].institucion
    reunion.numero = (expediente.reuniones.aggregate(n=Max("numero"))["n"] or 0) + 1
    reunion.fecha_original = reunion.fecha
    exigir_valido(reunion, excepto=SIN_VALOR_AUN)
    creada = crear(
        reunion,
        acto=acto,
        capacidad=capacidad,
        numero=reunion.numero,
        fecha=reunion.fecha,
        anterior=reunion.anterior_id,
        texto=reunion.titulo,
    ).objeto
    avisos.al_programar(creada, acto)
    return creada


def _escribir(reunion: Reunion, ayuda: AyudaMemoria) -> None:
    reunion.titulo = exigir_una_linea(_("el título"), ayuda.titulo, maximo=200)
    reunion.hora, reunion.hora_fin = ayuda.hora, ayuda.hora_fin
    reunion.lugar = exigir_una_linea(_("el lugar"), ayuda.lugar, maximo=300)
    reunion.enlace = ayuda.enlace.strip()
    reunion.lineas = exigir_legible(_("la lista de compromisos"), ayuda.lineas, maximo=8000)
    reunion.proxima_fecha = ayuda.proxima_fecha
    reunion.proxima_nota = exigir_una_linea(
        _("lo que dice de la próxima reunión"), ayuda.proxima_nota, maximo=300
    )
    exigir_valido(reunion, excepto=SIN_VALOR_AUN)
    for cuantos in (reunion.lineas.splitlines(), ayuda.asistentes, ayuda.puntos):
        if len(cuantos) > MAXIMO_DE_LINEAS:
            raise DatosInvalidos(
                _(
                    "Son demasiadas líneas para una ayuda memoria: hasta %(n)s en cada lista. Adjunte un documento."
                )
                % {"n": MAXIMO_DE_LINEAS}
            )
    reunion.save()
    reunion.asistentes.all().delete()
    reunion.puntos.all().delete()
    Asistente.objects.bulk_create(
        Asistente(
            reunion=reunion,
            orden=n,
            nombre=exigir_una_linea(_("el nombre de un asistente"), p.nombre, maximo=200),
            cargo=exigir_una_linea(_("el cargo de un asistente"), p.cargo, maximo=200),
            de=exigir_una_linea(_("de dónde es un asistente"), p.de, maximo=200),
            institucion=p.institucion,
        )
        for n, p in enumerate(ayuda.asistentes, 1)
    )
    Punto.objects.bulk_create(
        Punto(
            reunion=reunion,
            orden=n,
            titulo=exigir_una_linea(_("un punto"), p.titulo, maximo=300),
            dicho=exigir_legible(_("lo que se dijo de un punto"), p.dicho, maximo=8000),
        )
        for n, p in enumerate(ayuda.puntos, 1)
    )


def _nombres(reunion: Reunion) -> list[str]:
    """Whoever was there: no content, but to be saved all the same."""
    return list(reunion.asistentes.values_list("nombre", flat=True))
