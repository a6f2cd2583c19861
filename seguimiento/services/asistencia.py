"""Who comes to a session and who leaves, and when: written in seconds, corrected while no vote loses its voter."""

import datetime as dt
import json
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from documentos.models import Documento
from expedientes.facultades import partes_vigentes
from flujo.acto import Acto, Capacidad
from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from flujo.services import asentar_acto, bloquear, releer
from flujo.textos import exigir_una_linea
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion, Ocupacion
from instituciones.services.escritura import SIN_VALOR_AUN, exigir_valido, ya_hecho
from seguimiento.models import EN_SESION, Asistencia, EstadoDeSesion, MiembroDeOrgano, Sesion
from seguimiento.permissions import SECRETARIA
from seguimiento.votos import votos_sin_pie

LLEGADA, SALIDA, CORRECCION, BORRADO = (
    "registrar_llegada",
    "registrar_salida",
    "corregir_asistencia",
    "quitar_asistencia",
)
SE_ANOTA = (EstadoDeSesion.CONVOCADA, EstadoDeSesion.SIN_QUORUM, *EN_SESION, EstadoDeSesion.FINALIZADA)


def registrar_llegada(
    sesion: Sesion,
    miembro: MiembroDeOrgano,
    *,
    acto: Acto,
    llega_at: dt.datetime | None = None,
    nombre: str = "",
    es_virtual: bool = False,
) -> Asistencia:
    """A member came, by default now; by default whoever exercises its post that day.

    The same act again gives the same row. Raises SinPermiso, CondicionesIncumplidas, DatosInvalidos.
    """
    return _llegar(
        sesion,
        acto,
        llega_at,
        es_virtual,
        lambda actual, momento: {
            "miembro": _miembro(actual, miembro),
            "nombre": nombre or quien_ejerce(miembro, _su_dia(actual, momento)),
            "cargo": miembro.puesto.nombre,
            "institucion": miembro.institucion,
        },
    )


def registrar_invitado(
    sesion: Sesion,
    *,
    nombre: str,
    acto: Acto,
    cargo: str = "",
    de: str = "",
    institucion: Institucion | None = None,
    llega_at: dt.datetime | None = None,
    es_virtual: bool = False,
) -> Asistencia:
    """Somebody without a vote came. Raises as `registrar_llegada` does."""
    return _llegar(
        sesion,
        acto,
        llega_at,
        es_virtual,
        lambda _actual, _momento: {
            "nombre": nombre,
            "cargo": exigir_una_linea(_("el cargo"), cargo, maximo=200),
            "de": "" if institucion else exigir_una_linea(_("de dónde viene"), de, maximo=200),
            "institucion": institucion,
        },
    )


@en_transaccion
def _llegar(
    sesion: Sesion, acto: Acto, llega_at: dt.datetime | None, es_virtual: bool, quien: Any
) -> Asistencia:
    actual, capacidad = _abierta(sesion, acto)
    if hecha := ya_hecho(Sesion, actual.expediente, LLEGADA, acto):
        return _la_de(hecha, acto)
    momento = _mientras_duro(actual, llega_at or timezone.now())
    asistencia = Asistencia(sesion=actual, llega_at=momento, es_virtual=es_virtual, **quien(actual, momento))
    asistencia.nombre = exigir_una_linea(_("el nombre"), asistencia.nombre, maximo=200)
    if not asistencia.nombre:
        raise DatosInvalidos(_("Escriba el nombre de quien asiste: nadie ejerce ese puesto ese día."))
    exigir_valido(asistencia, excepto=SIN_VALOR_AUN)
    asistencia.save()
    return _anotada(asistencia, actual, LLEGADA, acto, capacidad)


@en_transaccion
def registrar_salida(asistencia: Asistencia, *, acto: Acto, sale_at: dt.datetime | None = None) -> Asistencia:
    """Whoever came left, by default now; once, for what was noted is corrected and not noted again. Raises as
    `registrar_llegada`, also when a vote would lose its voter."""
    return _escribir(asistencia, SALIDA, acto, {"sale_at": sale_at or timezone.now()})


@en_transaccion
def corregir_asistencia(
    asistencia: Asistencia,
    *,
    acto: Acto,
    llega_at: dt.datetime,
    sale_at: dt.datetime | None,
    nombre: str,
    es_virtual: bool,
) -> Asistencia:
    """Write anew when somebody came and left, and by what name. Raises as `registrar_salida` does."""
    campos = {"llega_at": llega_at, "sale_at": sale_at, "nombre": nombre, "es_virtual": es_virtual}
    return _escribir(asistencia, CORRECCION, acto, campos)


@en_transaccion
def quitar_asistencia(asistencia: Asistencia, *, acto: Acto) -> None:
    """Take away a row that was a mistake; the log keeps it. Raises as `registrar_salida` does."""
    actual, capacidad = _abierta(asistencia.sesion, acto)
    if ya_hecho(Sesion, actual.expediente, BORRADO, acto):
        return
    fila = _fila(asistencia, actual)
    datos = _lo_que_consta(fila)
    _con_los_votos_en_pie(actual, fila.delete)
    asentar_acto(actual, BORRADO, acto=acto, capacidad=capacidad, datos=datos)


@en_transaccion
def guardar_lista(sesion: Sesion, documento: Documento, *, acto: Acto) -> Sesion:
    """Keep the photographed list of attendance: a paper of the case file. Raises SinPermiso, DatosInvalidos."""
    actual, capacidad = _abierta(sesion, acto)
    if ya_hecho(Sesion, actual.expediente, "guardar_lista", acto):
        return actual
    if documento.expediente_id != actual.expediente_id:
        raise DatosInvalidos(_("Ese documento es de otro expediente."))
    if not documento.esta_compartido:
        raise DatosInvalidos(_("Ese documento es interno: compártalo primero, para que todos puedan leerlo."))
    actual.lista = documento
    actual.save(update_fields=["lista"])
    asentar_acto(
        actual,
        "guardar_lista",
        acto=acto,
        capacidad=capacidad,
        datos={"lista": documento.pk, "archivo_de_la_lista": documento.archivo.sha256},
    )
    return actual


def despedir(sesion: Sesion, dia: dt.date) -> None:
    """It was moved from that day: whoever had come left when that day ended, or just now. The caller holds the lock."""
    ahora, medianoche = timezone.now(), fin_del_dia(sesion, dia)
    for fila in sesion.asistencias.filter(sale_at__isnull=True):
        fila.sale_at = min(ahora, medianoche) if fila.llega_at < medianoche else ahora
        fila.save(update_fields=["sale_at"])


def fin_del_dia(sesion: Sesion, dia: dt.date) -> dt.datetime:
    """Midnight after it, where the case file lives."""
    return timezone.make_aware(
        dt.datetime.combine(dia + dt.timedelta(days=1), dt.time.min), ZoneInfo(sesion.expediente.zona_horaria)
    )


def retirar_a_todos(sesion: Sesion, momento: dt.datetime) -> None:
    """Whoever is still there leaves at that moment; who came later than it was not there. The caller holds the lock."""
    for fila in sesion.asistencias.filter(sale_at__isnull=True):
        if fila.llega_at >= momento:
            raise DatosInvalidos(
                _("%(quien)s llegó después de esa hora: corrija su llegada, o la hora.")
                % {"quien": fila.nombre}
            )
        fila.sale_at = momento
        fila.save(update_fields=["sale_at"])


def quien_ejerce(miembro: MiembroDeOrgano, dia: dt.date) -> str:
    """The name of whoever exercises a member's post that day; empty when nobody does."""
    ocupacion = (
        Ocupacion.objects.efectivas(dia).filter(puesto=miembro.puesto_id).select_related("persona").first()
    )
    return str(ocupacion.persona) if ocupacion else ""


def momento_posible(sesion: Sesion, momento: dt.datetime) -> dt.datetime:
    """Not to come, and not before the day of the session. Raises DatosInvalidos."""
    if momento > timezone.now():
        raise DatosInvalidos(_("Esa hora todavía no llega."))
    if _su_dia(sesion, momento) < sesion.fecha:
        raise DatosInvalidos(_("Eso es anterior al día de la sesión."))
    return momento


def _mientras_duro(sesion: Sesion, momento: dt.datetime) -> dt.datetime:
    """Nobody comes to what is over, nor leaves it. Raises DatosInvalidos."""
    if sesion.terminada_at and momento > sesion.terminada_at:
        raise DatosInvalidos(_("A esa hora la sesión ya había terminado."))
    return momento_posible(sesion, momento)


def _su_dia(sesion: Sesion, momento: dt.datetime) -> dt.date:
    """The day that it then is where the case file lives."""
    return momento.astimezone(sesion.comienza_at.tzinfo).date()


def _abierta(sesion: Sesion, acto: Acto) -> tuple[Sesion, Capacidad]:
    """The session while its attendance is written."""
    expediente = bloquear(sesion)
    actual = releer(sesion, expediente)
    capacidad = SECRETARIA.capacidad(actual, acto)
    if actual.estado not in SE_ANOTA:
        raise CondicionesIncumplidas(_("La asistencia se registra desde que la sesión se convoca."))
    acta = actual.acta_o_nada
    if acta is not None and not acta.se_escribe:
        raise CondicionesIncumplidas(_("El acta ya circuló: la asistencia cambia solo si la observan."))
    return actual, capacidad


def _miembro(sesion: Sesion, miembro: MiembroDeOrgano) -> MiembroDeOrgano:
    if miembro.pk not in {m.pk for m in sesion.miembros()}:
        raise DatosInvalidos(
            _("%(quien)s no es miembro del órgano el día de la sesión: regístrelo como invitado.")
            % {"quien": miembro}
        )
    if miembro.institucion_id not in partes_vigentes(sesion.expediente):
        raise DatosInvalidos(_("%(quien)s ya no es parte del expediente.") % {"quien": miembro.institucion})
    return miembro


def _fila(asistencia: Asistencia, sesion: Sesion) -> Asistencia:
    fila = (
        sesion.asistencias.select_related("miembro__puesto", "institucion").filter(pk=asistencia.pk).first()
    )
    if fila is None:
        raise DatosInvalidos(_("Ese registro ya no está: alguien lo quitó."))
    fila.sesion = sesion
    return fila


def _la_de(sesion: Sesion, acto: Acto) -> Asistencia:
    """The row that this very act wrote."""
    asiento = Asiento.objects.get(cadena=sesion.expediente.cadena_id, clave=acto.clave)
    cual = json.loads(asiento.cuerpo)["datos"]["asistencia"]
    return sesion.asistencias.filter(pk=cual).first() or Asistencia(sesion=sesion)


def _escribir(asistencia: Asistencia, accion: str, acto: Acto, campos: dict[str, Any]) -> Asistencia:
    actual, capacidad = _abierta(asistencia.sesion, acto)
    fila = _fila(asistencia, actual)
    if ya_hecho(Sesion, actual.expediente, accion, acto):
        return fila
    if accion == SALIDA and fila.sale_at:
        raise DatosInvalidos(_("Ya figura que salió: corrija la hora, si no es esa."))
    for campo, valor in campos.items():
        setattr(fila, campo, _mientras_duro(actual, valor) if isinstance(valor, dt.datetime) else valor)
    fila.nombre = exigir_una_linea(_("el nombre"), fila.nombre, maximo=200)
    if (
        fila.sale_at and fila.sale_at <= fila.llega_at
    ):  # said here: the database cannot even compare such a stay
        raise DatosInvalidos(_("La salida va después de la llegada."))
    exigir_valido(fila, excepto=SIN_VALOR_AUN)
    _con_los_votos_en_pie(actual, fila.save)
    return _anotada(fila, actual, accion, acto, capacidad)


def _con_los_votos_en_pie(sesion: Sesion, escribir: Any) -> None:
    """Refuse a change that would leave a vote without its voter, its quórum, or a seat without its vote."""
    try:
        with transaction.atomic():
            escribir()
    except IntegrityError as error:
        if "ya votó" not in str(error):
            raise
        raise DatosInvalidos(_("Con esa hora, una votación perdería a quien votó: quítela antes.")) from error
    olvidar(sesion)
    if caidos := votos_sin_pie(sesion):
        raise DatosInvalidos(*caidos)


def olvidar(sesion: Sesion) -> None:
    """What was read of the attendance is read anew."""
    if sesion.expediente.memoria is not None:
        sesion.expediente.memoria.pop(f"estancias:{sesion.pk}:{sesion.fecha}", None)


def _anotada(
    asistencia: Asistencia, sesion: Sesion, accion: str, acto: Acto, capacidad: Capacidad
) -> Asistencia:
    olvidar(sesion)
    if accion == LLEGADA and (caidos := votos_sin_pie(sesion)):
        raise DatosInvalidos(*caidos)
    asentar_acto(sesion, accion, acto=acto, capacidad=capacidad, datos=_lo_que_consta(asistencia))
    return asistencia


def _lo_que_consta(fila: Asistencia) -> dict[str, Any]:
    return {
        "asistencia": fila.pk,
        "miembro": fila.miembro_id,
        "llega_at": fila.llega_at.isoformat(),
        "sale_at": fila.sale_at.isoformat() if fila.sale_at else None,
        "es_virtual": fila.es_virtual,
        "nota": ", ".join(parte for parte in (fila.nombre, fila.cargo, fila.procedencia) if parte),
    }
