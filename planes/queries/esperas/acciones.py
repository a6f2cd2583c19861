"""What waits for whom in the actions of a plan that runs: to begin, to conclude, to resume, to complete, to verify."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expedientes.espera import Espera
from expedientes.models import Clase
from expedientes.permissions import RolDesignado
from instituciones.models import Institucion
from notificaciones.idiomas import frase
from notificaciones.models import Plazo
from planes.estados import EstadoDeAccion
from planes.lectura import motivo_de
from planes.models import AccionConjunta, EstadoDeMedio, MedioDeVerificacion, Responsable

ANTES_DE_VENCER = dt.timedelta(days=15)
"""How long before its end an action that runs is somebody's matter to conclude."""
UN_DIA = dt.timedelta(days=1)
ACEPTAR, OTRO_MEDIO, SIN_VERIFICAR = "aceptar", "otro_medio", "sin_verificar"
"""What tells, of the waits in an action, those that no step of the action itself brings about."""
TITULAR = RolDesignado.COORDINADOR_TITULAR.value
SIN_EMPEZAR = frozenset({EstadoDeAccion.APROBADA.value, EstadoDeAccion.REPROGRAMADA.value})


def de_la_accion(
    accion: AccionConjunta, partes: Sequence[Institucion], plazos: Mapping[tuple[int, int], Plazo]
) -> Iterator[Espera]:
    """Of one read with its `asiento`, `responsables` and `medios`, these with theirs; `partes`: those in force;
    `plazos`: to verify it."""
    responsables = {r.institucion_id: r for r in accion.responsables.all()}
    yield from _por_aceptar(accion, partes)
    if accion.estado == EstadoDeAccion.CONCLUIDA:
        yield from _por_verificar(accion, partes, plazos)
        yield from _sin_verificar(accion, partes, plazos)
        return
    if (devuelto := _sin_ninguno_que_valga(accion)) is not None:
        yield from por_presentar_otro(devuelto, responsables.values())
    que = _de_quien_responde(accion)
    if que is None:
        return
    for responsable in responsables.values():
        yield Espera(
            objeto=accion,
            institucion=responsable.institucion,
            rol=TITULAR,
            puestos=(responsable.puesto_id,)
            if responsable.puesto_id and accion.estado != EstadoDeAccion.SUSPENDIDA
            else (),
            lo_que=que[0],
            el_porque=que[1],
            desde=max(accion.asiento.fecha_hecho, accion.desde)
            if accion.estado in SIN_EMPEZAR
            else accion.asiento.fecha_hecho,
            hasta=accion.hasta,
        )


def _sin_ninguno_que_valga(accion: AccionConjunta) -> MedioDeVerificacion | None:
    """The last that was returned of an action that runs, when no other was presented that stands."""
    medios = list(accion.medios.all())
    if accion.estado != EstadoDeAccion.EN_EJECUCION or not medios:
        return None
    if any(m.estado != EstadoDeMedio.DEVUELTO for m in medios):
        return None
    ultimo = max(medios, key=attrgetter("asiento.pk"))
    ultimo.accion = accion
    return ultimo


def _de_quien_responde(accion: AccionConjunta) -> tuple[object, object] | None:
    datos, hoy = {"n": accion.numero, "nombre": accion.nombre}, accion.expediente.hoy()
    if accion.estado in SIN_EMPEZAR and accion.desde <= hoy:
        return (
            frase(lambda: _("Iniciar la acción %(n)s: %(nombre)s") % datos),
            frase(lambda: _("Su institución responde de ella y ya llegó su fecha.")),
        )
    if accion.estado == EstadoDeAccion.EN_EJECUCION and accion.hasta <= hoy + ANTES_DE_VENCER:
        return (
            frase(lambda: _("Dar por concluida la acción %(n)s: %(nombre)s") % datos),
            frase(lambda: _("Con los medios de verificación que muestran lo que se hizo.")),
        )
    if accion.estado == EstadoDeAccion.SUSPENDIDA and accion.hasta <= hoy + ANTES_DE_VENCER:
        return (
            frase(lambda: _("Reanudar la acción %(n)s, o darle un final: %(nombre)s") % datos),
            frase(lambda: _("Está suspendida y se acerca su fecha, o ya pasó.")),
        )
    if accion.estado == EstadoDeAccion.OBSERVADA:
        return (
            frase(lambda: _("Completar la acción %(n)s: %(nombre)s") % datos),
            frase(lambda: _por_que_se_observo(accion)),
        )
    return None


def _por_que_se_observo(accion: AccionConjunta) -> str:
    motivo = motivo_de(accion)
    return (
        _("Otra parte la observó: %(motivo)s") % {"motivo": motivo} if motivo else _("Otra parte la observó.")
    )


def por_presentar_otro(medio: MedioDeVerificacion, responsables: Iterable[Responsable]) -> Iterator[Espera]:
    """A means of verification that was returned, and its action still runs: to whoever answers for it, and why."""
    accion = medio.accion
    datos = {
        "n": accion.numero,
        "nombre": accion.nombre,
        "medio": medio.descripcion,
        "motivo": motivo_de(medio),
    }
    for responsable in responsables:
        yield Espera(
            objeto=accion,
            institucion=responsable.institucion,
            rol=TITULAR,
            puestos=(responsable.puesto_id,) if responsable.puesto_id else (),
            lo_que=frase(
                lambda: _("Presentar otro medio de verificación de la acción %(n)s: %(nombre)s") % datos
            ),
            el_porque=frase(
                lambda: (
                    (
                        _("Otra parte devolvió «%(medio)s», que ya no cuenta: %(motivo)s")
                        if datos["motivo"]
                        else _("Otra parte devolvió «%(medio)s», que ya no cuenta.")
                    )
                    % datos
                )
            ),
            desde=medio.asiento.fecha_hecho,
            hasta=accion.hasta,
            materia=OTRO_MEDIO,
        )


def _por_verificar(
    accion: AccionConjunta, partes: Sequence[Institucion], plazos: Mapping[tuple[int, int], Plazo]
) -> Iterator[Espera]:
    datos, la_hicieron = {"n": accion.numero, "nombre": accion.nombre}, accion.la_hicieron()
    ajenas = [p for p in partes if p.pk not in la_hicieron]
    if not ajenas:
        yield from _por_llevar_a_un_acta(accion, partes, plazos)
    for institucion in ajenas:
        plazo = plazos.get((accion.pk, institucion.pk))
        yield Espera(
            objeto=accion,
            institucion=institucion,
            rol=TITULAR,
            lo_que=frase(lambda: _("Verificar la acción %(n)s: %(nombre)s") % datos),
            el_porque=frase(lambda: _("La parte responsable la dio por concluida; la verifica otra parte.")),
            desde=accion.asiento.fecha_hecho,
            hasta=plazo.vence if plazo else None,
            frase_del_plazo=plazo.como_se_conto if plazo else "",
            clase=Clase.VERIFICACION,
        )


def _sin_verificar(
    accion: AccionConjunta, partes: Sequence[Institucion], plazos: Mapping[tuple[int, int], Plazo]
) -> Iterator[Espera]:
    """Once the term ran out it is for whoever answers for it to ask again, or to say that nobody verified it."""
    vencen = [plazo.vence for i in partes if (plazo := plazos.get((accion.pk, i.pk)))]
    if not vencen or max(vencen) >= accion.expediente.hoy():
        return
    datos = {"n": accion.numero, "nombre": accion.nombre}
    for responsable in accion.responsables.all():
        yield Espera(
            objeto=accion,
            institucion=responsable.institucion,
            rol=TITULAR,
            lo_que=frase(
                lambda: (
                    _("Pedir otra vez la verificación de la acción %(n)s, o cerrarla sin ella: %(nombre)s")
                    % datos
                )
            ),
            el_porque=frase(lambda: _("Se pidió y pasó el plazo sin que nadie la diera.")),
            desde=max(vencen) + UN_DIA,
            materia=SIN_VERIFICAR,
        )


def _por_aceptar(accion: AccionConjunta, partes: Sequence[Institucion]) -> Iterator[Espera]:
    """What was presented while it runs waits for the parties that neither answer for it nor presented it; once it is
    concluded they verify the action itself."""
    presentados = [m for m in accion.medios.all() if m.estado == EstadoDeMedio.PRESENTADO]
    if accion.estado == EstadoDeAccion.CONCLUIDA or not presentados:
        return
    responden = {r.institucion_id for r in accion.responsables.all()}
    for institucion in partes:
        suyos = [m for m in presentados if institucion.pk not in responden | {m.institucion_id}]
        if suyos:
            yield _aceptar(accion, institucion, suyos)


def _aceptar(
    accion: AccionConjunta, institucion: Institucion, presentados: Sequence[MedioDeVerificacion]
) -> Espera:
    datos, cuantos = {"n": accion.numero, "nombre": accion.nombre}, len(presentados)
    return Espera(
        objeto=accion,
        institucion=institucion,
        rol=TITULAR,
        lo_que=frase(lambda: _("Aceptar o devolver lo que muestra la acción %(n)s: %(nombre)s") % datos),
        el_porque=frase(
            lambda: (
                ngettext(
                    "Presentaron %(cuantos)s medio de verificación; lo mira otra parte.",
                    "Presentaron %(cuantos)s medios de verificación; los mira otra parte.",
                    cuantos,
                )
                % {"cuantos": cuantos}
            )
        ),
        desde=min(m.asiento.fecha_hecho for m in presentados),
        materia=ACEPTAR,
        ruta=f"{accion.get_absolute_url()}#medios",
    )


def _por_llevar_a_un_acta(
    accion: AccionConjunta, partes: Sequence[Institucion], plazos: Mapping[tuple[int, int], Plazo]
) -> Iterator[Espera]:
    """What all of them did waits for each of them to have it agreed on in a session."""
    datos = {"n": accion.numero, "nombre": accion.nombre}
    for institucion in partes:
        plazo = plazos.get((accion.pk, institucion.pk))
        yield Espera(
            objeto=accion,
            institucion=institucion,
            rol=TITULAR,
            lo_que=frase(
                lambda: _("Llevar a una sesión la verificación de la acción %(n)s: %(nombre)s") % datos
            ),
            el_porque=frase(
                lambda: _("La hicieron todas las partes: la da por verificada un acuerdo de acta.")
            ),
            desde=accion.asiento.fecha_hecho,
            hasta=plazo.vence if plazo else None,
            frase_del_plazo=plazo.como_se_conto if plazo else "",
        )
