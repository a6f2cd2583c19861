"""What waits for whom in agreements and addenda, for one or for many at the same cost in queries."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import Count, OuterRef, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from convenios.models import Adenda, Convenio, Estado, EstadoDeAdenda, Fase, Instrumento, Observacion
from convenios.models.instrumento import Llave
from convenios.requeridos import Requerido, partes_de_todos, reglas_de_las_partes, requeridos_de
from expedientes.models import Aprobacion, Clase, Expediente, Visibilidad
from expedientes.permissions import RolDesignado
from instituciones.models import Institucion
from notificaciones.idiomas import frase
from notificaciones.models import Plazo

REGISTRO = "registro"
"""The granted role that numbers agreements and puts them in force."""


def objeto_buscable() -> Subquery:
    """The object of the outer case file's agreement, by which every reader finds it."""
    return Subquery(Convenio.objects.filter(expediente=OuterRef("pk")).values("objeto"))


@dataclass(frozen=True, kw_only=True)
class Espera:
    """Something that waits for a role of an institution: what, why, since when, until when, and where it is done."""

    instrumento: Instrumento
    institucion: Institucion
    rol: str
    lo_que: object
    el_porque: object
    """Sentences not written yet: who is told of it reads another language than who caused it."""
    desde: dt.date
    hasta: dt.date | None = None
    frase_del_plazo: str = ""
    clase: str = ""
    materia: str = ""
    puestos: tuple[int, ...] = ()
    """The very posts for which it waits, where it is not anybody's who holds the role."""
    es_interna: bool = False
    """Whether it tells of what is its institution's own matter."""

    @property
    def que(self) -> str:
        return str(self.lo_que)

    @property
    def por_que(self) -> str:
        return str(self.el_porque)

    @property
    def expediente(self) -> Expediente:
        return self.instrumento.expediente

    @property
    def url(self) -> str:
        return f"{self.instrumento.get_absolute_url()}#que-sigue"


Plazos = Mapping[tuple[Llave, str], Plazo]
"""Open deadlines by instrument and occasion."""


def esperas_de(
    instrumentos: Iterable[Instrumento],
    *,
    requeridos: Mapping[Llave, list[Requerido]] | None = None,
    plazos: Plazos | None = None,
) -> list[Espera]:
    """Everything that waits for somebody in these instruments, soonest due first. A constant number of queries.

    `requeridos` and `plazos` are read when the caller has not just done so.
    """
    lista = list(instrumentos)
    con_pedidos = [i for i in lista if i.fase in CON_PEDIDOS]
    if requeridos is None:
        requeridos = requeridos_de(con_pedidos)
    if plazos is None:
        plazos = plazos_de(con_pedidos)
    proponentes = {
        expediente: parte.institucion
        for expediente, partes in partes_de_todos(lista).items()
        for parte in partes
        if parte.es_proponente
    }
    abiertas = _observaciones_abiertas([i for i in lista if i.fase == Fase.OBSERVADO])
    esperas = _del_registro(
        [c for c in lista if isinstance(c, Convenio) and c.fase == Fase.SUSCRITO], proponentes
    )
    for instrumento in lista:
        if instrumento.fase in CON_PEDIDOS:
            esperas += _pedidas(instrumento, requeridos[instrumento.llave], plazos)
        proponente = proponentes.get(instrumento.expediente.pk)
        if proponente and (
            espera := _de_la_proponente(
                instrumento, proponente, abiertas, requeridos.get(instrumento.llave, [])
            )
        ):
            esperas.append(espera)
    return sorted(esperas, key=lambda e: (e.hasta or dt.date.max, e.desde, e.instrumento.llave))


CON_PEDIDOS = frozenset({Fase.EVALUACION, Fase.APROBACION, Fase.FIRMA})


def plazos_de(instrumentos: Sequence[Instrumento]) -> Plazos:
    """The open deadlines of what these instruments require; of several texts, the latest."""
    if not instrumentos:
        return {}
    llaves = {i.llave for i in instrumentos}
    filas = Plazo.objects.abiertos().filter(
        modelo__in={m for m, _pk in llaves},
        objeto__in={pk for _m, pk in llaves},
        tipo__in=("opinion", "aprobacion"),
    )
    return por_ocasion(p for p in filas if (p.modelo, p.objeto) in llaves)


def por_ocasion(plazos: Iterable[Plazo]) -> Plazos:
    """Deadlines by instrument and what is owed; of several texts, the latest."""
    return {
        ((p.modelo, p.objeto), p.ocasion.rpartition(":")[0]): p
        for p in sorted(plazos, key=lambda p: (p.vence, p.pk or 0))
    }


def _pedidas(instrumento: Instrumento, requeridos: Sequence[Requerido], plazos: Plazos) -> list[Espera]:
    """What is still owed in the present phase. Signatures are asked for when everything before them is given."""
    esperas = []
    for requerido in requeridos:
        if requerido.vigente or not _se_pide(instrumento, requerido):
            continue
        plazo = plazos.get((instrumento.llave, requerido.ocasion))
        esperas.append(
            Espera(
                instrumento=instrumento,
                institucion=requerido.institucion,
                rol=requerido.rol,
                clase=requerido.clase,
                materia=requerido.materia,
                puestos=requerido.puestos,
                lo_que=frase(partial(_que_se_pide, requerido)),
                el_porque=frase(partial(_por_que_se_pide, requerido)),
                desde=max(
                    instrumento.asiento.fecha_hecho,
                    instrumento.version.fecha if instrumento.version else dt.date.min,
                ),
                hasta=plazo.vence if plazo else None,
                frase_del_plazo=plazo.como_se_conto if plazo else "",
            )
        )
    return esperas


def _se_pide(instrumento: Instrumento, requerido: Requerido) -> bool:
    if requerido.clase == Clase.OPINION:
        return instrumento.fase in (Fase.EVALUACION, Fase.APROBACION)
    if requerido.clase == Clase.FIRMA:
        return instrumento.fase == Fase.FIRMA
    return instrumento.fase == Fase.APROBACION


def _que_se_pide(requerido: Requerido) -> str:
    nombre = requerido.nombre
    en_frase = nombre if requerido.clase == Clase.VISTO_BUENO else nombre.lower()
    match requerido.clase:
        case Clase.OPINION if requerido.caduca:
            return _("Ratificar o cambiar la %(opinion)s") % {"opinion": en_frase}
        case Clase.OPINION:
            return _("Dar la %(opinion)s") % {"opinion": en_frase}
        case Clase.VISTO_BUENO if requerido.caduca:
            return _("Ratificar el %(visto_bueno)s") % {"visto_bueno": en_frase}
        case Clase.VISTO_BUENO:
            return _("Dar el %(visto_bueno)s") % {"visto_bueno": en_frase}
        case Clase.APROBACION if requerido.caduca:
            return _("Aprobar otra vez el texto, que cambió")
        case Clase.APROBACION:
            return _("Aprobar el texto")
        case _:
            return _("Firmar")


def _por_que_se_pide(requerido: Requerido) -> str:
    de = {"institucion": requerido.institucion}
    if requerido.caduca:
        return _("El texto cambió después de lo que dijo %(institucion)s, que ya no cuenta.") % de
    if requerido.contestada and requerido.contestada.visibilidad == Visibilidad.COMPARTIDA:
        # of an internal one it does not tell that it is contested: everybody may read this
        return _("%(institucion)s contestó lo que se registró por documento, que no cuenta.") % de
    match requerido.clase:
        case Clase.OPINION:
            return _("Las reglas de %(institucion)s exigen esta opinión sobre el texto actual.") % de
        case Clase.VISTO_BUENO:
            return _("Las reglas de %(institucion)s exigen el visto bueno de esta área.") % de
        case Clase.APROBACION:
            return _("Cada parte aprueba el mismo texto antes de firmarlo: falta %(institucion)s.") % de
        case _:
            return _("Todas las partes aprobaron este texto: falta la firma de %(institucion)s.") % de


def _de_la_proponente(
    instrumento: Instrumento,
    proponente: Institucion,
    abiertas: Mapping[Llave, int],
    requeridos: Sequence[Requerido],
) -> Espera | None:
    """What the proposing party's coordination has to do next, if anything."""
    desfavorables = [
        r.vigente
        for r in requeridos
        if r.vigente and not r.vigente.es_favorable and _la_conoce(proponente, r.vigente)
    ]
    faltan = any(not r.esta_dado and _se_pide(instrumento, r) for r in requeridos)
    interna = False
    que: object
    por_que: object
    match instrumento.fase:
        case Fase.OBSERVADO if abiertas.get(instrumento.llave):
            n = abiertas[instrumento.llave]
            que = frase(partial(_responder, n))
            por_que = _l("El texto no vuelve a evaluación mientras quede una sin respuesta.")
        case Fase.OBSERVADO:
            que, por_que = (
                _l("Devolver el texto a evaluación"),
                _l("Todas las observaciones tienen respuesta."),
            )
        case Fase.EVALUACION | Fase.APROBACION if desfavorables:
            que, interna = _l("Atender una opinión desfavorable"), True
            por_que = _l(
                "Con una opinión desfavorable el convenio no avanza: cambie el texto o converse con quien opinó."
            )
        case Fase.EVALUACION if not faltan:
            que, interna = _l("Pasar el texto a aprobación"), True
            por_que = _l("Todas las opiniones que exigen las reglas son favorables.")
        case Fase.APROBACION if not faltan:
            que, por_que = _l("Pasar el texto a firma"), _l("Todas las partes aprobaron el mismo texto.")
        case _:
            propio = _de_su_estado(instrumento)
            if propio is None:
                return None
            que, por_que = propio
    return Espera(
        instrumento=instrumento,
        institucion=proponente,
        rol=RolDesignado.COORDINADOR_TITULAR,
        lo_que=que,
        el_porque=por_que,
        desde=instrumento.asiento.fecha_hecho,
        es_interna=interna,
    )


def _responder(n: int) -> str:
    return ngettext("Responder %(n)s observación", "Responder %(n)s observaciones", n) % {"n": n}


def _de_su_estado(instrumento: Instrumento) -> tuple[object, object] | None:
    """What the coordination of the proposing party does in a state that nobody else owes anything in."""
    match instrumento.estado:  # type: ignore[attr-defined]
        case Estado.CONTACTO:
            return (
                _l("Presentar la solicitud"),
                _l("El contacto está abierto y todavía no hay un pedido formal."),
            )
        case Estado.SOLICITUD:
            return _l("Enviar el texto a evaluación"), _l("La solicitud está presentada.")
        case EstadoDeAdenda.BORRADOR:
            return _l("Enviar la adenda a evaluación"), _l("La adenda está en borrador.")
        case Estado.SUSPENDIDO:
            return _l("Reanudar el convenio, o concluirlo"), _l("El convenio está suspendido.")
        case Estado.CONCLUIDO:
            return (
                _l("Declarar que no hay saldos, o iniciar la liquidación"),
                _l("El convenio concluyó y todavía no está cerrado."),
            )
        case Estado.EN_LIQUIDACION:
            return _l("Registrar el acta de liquidación y cerrar"), _l("El convenio está en liquidación.")
        case _:
            return None


def _del_registro(convenios: Sequence[Convenio], proponentes: Mapping[int, Institucion]) -> list[Espera]:
    """What waits for the register of each party: its number, then putting in force, then ending what expired."""
    por_numerar = [c for c in convenios if c.estado == Estado.SUSCRITO]
    faltan = _numeros_que_faltan(por_numerar)
    esperas: list[Espera] = []
    for convenio in convenios:
        proponente = proponentes.get(convenio.expediente_id)
        sin_numero = faltan.get(convenio.pk, [])
        esperas += [_espera_del_registro(convenio, i, *NUMERAR) for i in sin_numero]
        if proponente is None:
            continue
        hoy = convenio.expediente.hoy()
        if convenio.estado == Estado.SUSCRITO and not sin_numero:
            esperas.append(_espera_del_registro(convenio, proponente, *EJECUTAR))
        elif convenio.estado == Estado.PENDIENTE_ENTRADA_EN_VIGOR:
            esperas.append(_espera_del_registro(convenio, proponente, *PONER_EN_VIGOR))
        elif (
            convenio.estado in (Estado.EN_EJECUCION, Estado.SUSPENDIDO)
            and convenio.fin_vigente
            and convenio.fin_vigente < hoy
        ):
            vencio = frase(partial(_vencio, convenio.fin_vigente))
            esperas.append(_espera_del_registro(convenio, proponente, CONCLUIR, vencio))
        elif convenio.estado == Estado.CERRADO:
            esperas.append(_espera_del_registro(convenio, proponente, *ARCHIVAR))
    return esperas


NUMERAR = (_l("Dar número al convenio"), _l("Está suscrito y las reglas de su institución lo numeran."))
EJECUTAR = (_l("Poner el convenio en ejecución"), _l("Está suscrito y numerado."))
PONER_EN_VIGOR = (_l("Registrar su entrada en vigor"), _l("Espera el hecho que el texto nombra."))
CONCLUIR = _l("Concluir el convenio")
ARCHIVAR = (_l("Archivar el convenio"), _l("Está cerrado: falta su informe final o archivarlo."))


def _vencio(dia: dt.date) -> str:
    return _("Su plazo venció el %(dia)s.") % {"dia": date_format(dia, "j b Y")}


def _espera_del_registro(
    convenio: Convenio, institucion: Institucion, que: object, por_que: object
) -> Espera:
    return Espera(
        instrumento=convenio,
        institucion=institucion,
        rol=REGISTRO,
        lo_que=que,
        el_porque=por_que,
        desde=convenio.asiento.fecha_hecho,
    )


def _numeros_que_faltan(convenios: Sequence[Convenio]) -> Mapping[int, list[Institucion]]:
    """By agreement, the parties whose rules number it and that have not done so."""
    if not convenios:
        return {}
    con = set(
        Convenio.objects.filter(pk__in=[c.pk for c in convenios], numeros__isnull=False).values_list(
            "pk", "numeros__institucion"
        )
    )
    reglas = reglas_de_las_partes(convenios)
    return {
        convenio.pk: [
            institucion
            for institucion, suyas in reglas[convenio.llave]
            if suyas and suyas.numera_con != "ninguno" and (convenio.pk, institucion.pk) not in con
        ]
        for convenio in convenios
    }


def _la_conoce(institucion: Institucion, aprobacion: Aprobacion) -> bool:
    """Whether a party may know what was opined: an internal opinion is its own institution's matter."""
    return aprobacion.visibilidad == Visibilidad.COMPARTIDA or aprobacion.institucion_id == institucion.pk


def _observaciones_abiertas(instrumentos: Sequence[Instrumento]) -> Mapping[Llave, int]:
    """How many observations each instrument has yet to answer."""
    if not instrumentos:
        return {}
    filas = Observacion.objects.abiertas().filter(convenio__in=[i.el_convenio().pk for i in instrumentos])
    cuantas: dict[tuple[int, int | None], int] = {
        (convenio, adenda): n
        for convenio, adenda, n in filas.order_by()
        .values("convenio", "adenda")
        .annotate(n=Count("pk"))
        .values_list("convenio", "adenda", "n")
    }
    return {
        i.llave: cuantas.get((i.el_convenio().pk, i.pk if isinstance(i, Adenda) else None), 0)
        for i in instrumentos
    }
