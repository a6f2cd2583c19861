"""What waits for whom in actas: to be circulated, approved, answered, signed, entered in the book, executed."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from expedientes.espera import Espera
from expedientes.facultades import partes_vigentes_de
from expedientes.models import Aprobacion, Clase
from expedientes.ocupantes import puestos_que_actuan
from expedientes.permissions import RolDesignado
from notificaciones.idiomas import frase
from notificaciones.models import Plazo
from seguimiento.acuerdos import por_ejecutar
from seguimiento.models import Acta, Acuerdo, EstadoDeActa, EstadoDeSesion, FirmanteDeActa, MiembroDeOrgano
from seguimiento.permissions import Cargo
from seguimiento.queries.esperas.mesas import mesa_al, sin_mesa

TITULAR = RolDesignado.COORDINADOR_TITULAR.value
MODELO = Acta._meta.label_lower
Partes = Mapping[int, Mapping[int, Any]]
SE_CELEBRA = (EstadoDeSesion.INSTALADA, EstadoDeSesion.EN_CURSO)
"""Its session runs at this moment: the minutes are written meanwhile."""


def con_lo_que_espera(filas: Any) -> Any:
    """Those of these actas in which something may wait: not those handed out with nothing left to execute."""
    pendientes = Acuerdo.objects.filter(por_ejecutar()).values("acta")
    return (
        filas.filter(~Q(estado=EstadoDeActa.DISTRIBUIDA) | Q(pk__in=pendientes))
        .select_related("expediente", "organo", "sesion__organo", "sesion__reglas", "asiento")
        .order_by("sesion__fecha", "pk")
    )


def esperas_de_actas(actas: Sequence[Acta]) -> list[Espera]:
    """Each with its `expediente`, `organo`, `sesion` and `asiento` read. Nine queries at most, whatever there is."""
    if not actas:
        return []
    mesas, plazos = _mesas(actas), _plazos(actas)
    partes = partes_vigentes_de(
        a.expediente for a in actas if not mesas[a.organo_id] or a.estado == EstadoDeActa.EN_FIRMA
    )
    firman, por_hacer, observadas = _por_firmar(actas, partes), _por_hacer(actas), _observadas(actas)
    esperas: list[Espera] = []
    for acta in actas:
        acta.sesion.expediente = acta.organo.expediente = acta.expediente
        mesa = partial(_de_la_mesa, acta, mesas[acta.organo_id], partes)
        if pide := _de_la_secretaria(acta, observadas.get(acta.pk, 0)):
            esperas += mesa(pide, plazos.get((acta.pk, "acta_por_enviar"), [None])[0])
        if acta.estado == EstadoDeActa.BORRADOR and acta.sesion.estado in SE_CELEBRA:
            esperas += mesa(lambda: _("Escribir el acta"), ruta=acta.pagina_para_escribir)
        if acta.estado == EstadoDeActa.CIRCULADA:
            por_decir = plazos.get((acta.pk, "acta_por_observar"), [])
            paso_el_plazo = acta.observar_hasta is not None and acta.observar_hasta < acta.expediente.hoy()
            if not (paso_el_plazo and acta.la_aprueba_el_silencio):  # who kept silent is asked nothing more
                esperas += _por_aprobar(acta, por_decir)
            if not por_decir or paso_el_plazo:
                esperas += mesa(lambda: _("Llevar el acta a su aprobación"))
        if acta.estado == EstadoDeActa.EN_FIRMA:
            hasta = {p.puesto_id: p for p in plazos.get((acta.pk, "acta_por_firmar"), [])}
            esperas += [
                _espera(acta, f.miembro, lambda: _("Firmar el acta"), hasta.get(f.miembro.puesto_id))
                for f in firman[acta.pk]
            ] or mesa(lambda: _("Dar por firmada el acta"))
        if n := por_hacer.get(acta.pk, 0):
            esperas += mesa(_ejecutar(n))
    return _de_quien_actua(esperas)


def _de_la_mesa(
    acta: Acta,
    miembros: Sequence[MiembroDeOrgano],
    partes: Partes,
    lo_que: Callable[[], str],
    plazo: Plazo | None = None,
    ruta: str = "",
) -> list[Espera]:
    """Of whoever keeps the minutes of the body; where it has nobody, of each party."""
    if miembros:
        return [_espera(acta, m, lo_que, plazo, ruta) for m in miembros]
    suyas = [p.institucion for p in partes[acta.expediente_id].values()]
    return sin_mesa(acta, lo_que, suyas, desde=acta.asiento.fecha_hecho)


def _de_quien_actua(esperas: Sequence[Espera]) -> list[Espera]:
    """The same, each for whoever acts today in the post for which it waits."""
    actuan = puestos_que_actuan([(e.expediente.cadena_id, puesto) for e in esperas for puesto in e.puestos])
    return [
        replace(e, puestos=tuple(actuan[e.expediente.cadena_id, puesto] for puesto in e.puestos))
        for e in esperas
    ]


def _ejecutar(n: int) -> Callable[[], str]:
    return lambda: _("Ejecutar acuerdos del acta: %(n)s") % {"n": n}


def _de_la_secretaria(acta: Acta, sin_responder: int) -> Callable[[], str] | None:
    """What its state asks of the secretaría, as a sentence not written yet."""
    if acta.estado == EstadoDeActa.OBSERVADA and sin_responder:
        return lambda: _("Responder las observaciones del acta: %(n)s") % {"n": sin_responder}
    if acta.estado in (EstadoDeActa.BORRADOR, EstadoDeActa.OBSERVADA):
        return (lambda: _("Circular el acta")) if acta.sesion.estado == EstadoDeSesion.FINALIZADA else None
    return {
        EstadoDeActa.APROBADA: lambda: _("Enviar a firma el acta"),
        EstadoDeActa.FIRMADA: lambda: _("Incorporar el acta al libro"),
        EstadoDeActa.INCORPORADA_AL_LIBRO: lambda: _("Distribuir el acta"),
    }.get(EstadoDeActa(acta.estado))


def _por_aprobar(acta: Acta, plazos: Sequence[Plazo]) -> Iterator[Espera]:
    """Whoever has an open term to say whether it is right: it was opened for the seat, and is met by its yes."""
    for plazo in plazos:
        yield Espera(
            objeto=acta,
            institucion=plazo.institucion,
            rol=TITULAR,
            lo_que=frase(lambda: _("Aprobar u observar el acta")),
            el_porque=frase(lambda: str(acta.sesion)),
            desde=acta.circulada_el or acta.asiento.fecha_hecho,
            hasta=plazo.vence,
            frase_del_plazo=plazo.frase,
            puestos=(plazo.puesto_id,) if plazo.puesto_id else (),
        )


def _mesas(actas: Sequence[Acta]) -> Mapping[int, list[MiembroDeOrgano]]:
    """Who keeps the minutes of each body today."""
    hoy = {a.organo_id: a.expediente.hoy() for a in actas}
    de: dict[int, list[MiembroDeOrgano]] = defaultdict(list)
    filas = MiembroDeOrgano.objects.filter(organo__in=hoy, cargo__in=[Cargo.SECRETARIA, Cargo.PRESIDENCIA])
    for m in filas.select_related("institucion", "puesto").order_by("orden", "pk"):
        de[m.organo_id].append(m)
    return {organo: mesa_al(de[organo], dia) for organo, dia in hoy.items()}


def _plazos(actas: Sequence[Acta]) -> Mapping[tuple[int, str], list[Plazo]]:
    de: dict[tuple[int, str], list[Plazo]] = defaultdict(list)
    filas = Plazo.objects.abiertos().filter(
        modelo=MODELO, objeto__in=[a.pk for a in actas], tipo__startswith="acta_por_"
    )
    for plazo in filas.select_related("institucion").order_by("pk"):
        de[plazo.objeto, plazo.tipo].append(plazo)
    return de


def _por_firmar(actas: Sequence[Acta], partes: Partes) -> Mapping[int, list[FirmanteDeActa]]:
    """Who has still to sign each, as `conditions.actas.sin_firmar` asks of one."""
    en_firma = {a.pk: a for a in actas if a.estado == EstadoDeActa.EN_FIRMA}
    dadas = Aprobacion.objects.filter(modelo=MODELO, objeto__in=en_firma, clase=Clase.FIRMA)
    firmaron = set(dadas.values_list("objeto", "puesto_id"))
    alguien = {objeto for objeto, _puesto in firmaron}
    de: dict[int, list[FirmanteDeActa]] = defaultdict(list)
    filas = FirmanteDeActa.objects.filter(acta__in=en_firma).select_related(
        "miembro__institucion", "miembro__puesto"
    )
    for f in filas:
        salio = f.miembro.institucion_id not in partes[en_firma[f.acta_id].expediente_id]
        if (f.acta_id, f.miembro.puesto_id) not in firmaron and not (salio and f.acta_id in alguien):
            de[f.acta_id].append(f)
    return de


def _por_hacer(actas: Sequence[Acta]) -> Mapping[int, int]:
    filas = Acuerdo.objects.filter(por_ejecutar(), acta__in=[a.pk for a in actas])
    return dict(filas.order_by().values("acta").annotate(n=Count("pk")).values_list("acta", "n"))


def _observadas(actas: Sequence[Acta]) -> Mapping[int, int]:
    observadas = [a.pk for a in actas if a.estado == EstadoDeActa.OBSERVADA]
    filas = Acta.objects.filter(pk__in=observadas, observaciones__respondida_el__isnull=True)
    return dict(filas.order_by().annotate(n=Count("observaciones")).values_list("pk", "n"))


def _espera(
    acta: Acta,
    miembro: MiembroDeOrgano,
    lo_que: Callable[[], str],
    plazo: Plazo | None = None,
    ruta: str = "",
) -> Espera:
    return Espera(
        objeto=acta,
        institucion=miembro.institucion,
        rol=TITULAR,
        lo_que=frase(lo_que),
        el_porque=frase(lambda: str(acta.sesion)),
        desde=acta.asiento.fecha_hecho,
        hasta=plazo.vence if plazo else None,
        frase_del_plazo=plazo.frase if plazo else "",
        puestos=(miembro.puesto_id,),
        ruta=ruta,
    )
