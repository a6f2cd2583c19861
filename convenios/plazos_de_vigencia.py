"""Until when an agreement runs, as a deadline of each of its parties: opened, moved and closed as the term changes."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from convenios.models import Convenio
from convenios.plazos import reglas_y_calendarios
from convenios.vigencia import CORRE, ultimo_dia_de_prorroga
from expedientes.facultades import partes_vigentes
from expedientes.models import Expediente
from flujo.oyentes import Oido
from instituciones.models import Institucion
from notificaciones.idiomas import Dicho, en_cada_idioma
from notificaciones.models import Plazo
from notificaciones.reglas import Calendario, fecha_fija
from notificaciones.services import abrir_plazos, anular_plazos_de, preparar_plazo

VENCIMIENTO, PRORROGA = "vencimiento", "prorroga"
ASUNTOS = {VENCIMIENTO: _l("Fin del convenio"), PRORROGA: _l("Último día para pedir la prórroga")}


def seguir(convenio: Convenio) -> None:
    """Open, for each party that has none, the deadlines of the term as it now is; those of an earlier end, and those of
    a party that leaves before it, are over."""
    seguir_varios([convenio])


_seguidores: list[str] = []


def registrar_seguidor(ruta: str) -> None:
    """Have the function at the dotted path `ruta` be given the agreements whose term may have changed: in the
    transaction of the act and under its lock. What follows the term lives above this layer (the schedule of reports).
    """
    if ruta not in _seguidores:
        _seguidores.append(ruta)


def seguir_varios(convenios: Sequence[Convenio]) -> None:
    """The same of several agreements: what is opened is so in one statement."""
    for ruta in _seguidores:
        import_string(ruta)(convenios)
    modelo = Convenio._meta.label_lower
    abiertos: dict[int, dict[int, dt.date]] = defaultdict(dict)
    for objeto, institucion, vence in (
        Plazo.objects.abiertos()
        .filter(modelo=modelo, objeto__in=[c.pk for c in convenios], tipo=VENCIMIENTO)
        .values_list("objeto", "institucion", "vence")
    ):
        abiertos[objeto][institucion] = vence
    por_abrir: list[tuple[Convenio, Institucion, dt.date]] = []
    for convenio in convenios:
        fin, fines = convenio.fin_vigente if convenio.estado in CORRE else None, abiertos[convenio.pk]
        if any(vence != fin for vence in fines.values()):
            fines = {}
            _anular([convenio.pk], motivo=_("El fin vigente del convenio cambió."))
        if fin is not None:
            hasta_el_fin = _partes_hasta(convenio, fin)
            if salieron := fines.keys() - hasta_el_fin.keys():
                motivo = _("Deja de ser parte antes del fin del convenio.")
                _anular([convenio.pk], motivo=motivo, instituciones=salieron)
            if fin >= convenio.expediente.hoy():
                por_abrir += [(convenio, i, fin) for pk, i in hasta_el_fin.items() if pk not in fines]
    if por_abrir:
        abrir_plazos(_plazos(por_abrir))


def _partes_hasta(convenio: Convenio, fin: dt.date) -> dict[int, Institucion]:
    """Those that do not leave before that end."""
    partes = partes_vigentes(convenio.expediente).values()
    return {p.institucion_id: p.institucion for p in partes if p.hasta is None or p.hasta >= fin}


def _anular(convenios: Collection[int], *, motivo: str, instituciones: Collection[int] | None = None) -> None:
    """The deadlines of their terms are due no more, by anybody or by these."""
    anular_plazos_de(
        Convenio._meta.label_lower,
        convenios,
        (VENCIMIENTO, PRORROGA),
        motivo=motivo,
        instituciones=instituciones,
    )


def al_asentar(oidos: Sequence[Oido]) -> None:
    """The term of an agreement whose case file is annulled is nobody's deadline any more."""
    anulados = [o.objeto for o in oidos if o.asiento.accion == "anular" and isinstance(o.objeto, Expediente)]
    if not anulados:
        return
    convenios = Convenio.objects.filter(expediente__in=anulados).values_list("pk", flat=True)
    _anular(list(convenios), motivo=_("El expediente se anuló."))


def _plazos(por_abrir: Sequence[tuple[Convenio, Institucion, dt.date]]) -> list[Plazo]:
    """Those of each party of an agreement, given with its end. The calendars of a country are read once."""
    de: dict[tuple[str, dt.date], list[tuple[Convenio, Institucion, dt.date]]] = defaultdict(list)
    for convenio, institucion, fin in por_abrir:
        expediente = convenio.expediente
        de[expediente.pais_de_reglas, expediente.hoy()].append((convenio, institucion, fin))
    asuntos = {tipo: en_cada_idioma(asunto) for tipo, asunto in ASUNTOS.items()}
    plazos: list[Plazo] = []
    for (pais, hoy), deben in de.items():
        reglas = reglas_y_calendarios({i.pk: i for _c, i, _f in deben}.values(), pais, hoy)
        for convenio, institucion, fin in deben:
            plazos += _de_la_parte(convenio, institucion, fin, reglas[institucion.pk][1], hoy, asuntos)
    return plazos


def _de_la_parte(
    convenio: Convenio,
    institucion: Institucion,
    fin: dt.date,
    calendario: Calendario,
    hoy: dt.date,
    asuntos: Mapping[str, Dicho],
) -> Iterator[Plazo]:
    expediente = convenio.expediente
    calculos = [(VENCIMIENTO, fecha_fija(fin, calendario=calendario))]
    if ultimo := ultimo_dia_de_prorroga(convenio):
        calculos.append((PRORROGA, ultimo))
    for tipo, calculo in calculos:
        if calculo.fecha >= hoy:
            yield preparar_plazo(
                cadena=expediente.cadena_id,
                modelo=convenio._meta.label_lower,
                objeto=convenio.pk,
                tipo=tipo,
                # with the end: an addendum moves it and leaves the agreement's own row as it was
                ocasion=f"{institucion.pk}:{convenio.asiento_id}:{fin}",
                asunto=asuntos[tipo],
                referencia=str(expediente),
                ruta=convenio.get_absolute_url(),
                institucion_id=institucion.pk,
                zona_horaria=expediente.zona_horaria,
                calculo=calculo,
                calendario=calendario,
            )
