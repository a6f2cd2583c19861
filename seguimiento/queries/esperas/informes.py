"""What waits for whom in reports, until they are published, and in observations, until they are verified."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from expedientes.espera import Espera, quienes_dan
from expedientes.facultades import partes_vigentes_de
from expedientes.models import Aprobacion, Clase, esta_contestada
from expedientes.permissions import RolDesignado
from instituciones.models import Institucion
from notificaciones.idiomas import frase
from notificaciones.models import Plazo
from notificaciones.queries import plazos_por_parte
from seguimiento.conditions.informes import reservados
from seguimiento.models import (
    POR_CORREGIR,
    EstadoDeInforme,
    EstadoDeObservacion,
    InformeDeSeguimiento,
    ObservacionDeSeguimiento,
)
from seguimiento.plazos.preparacion import recortado
from seguimiento.queries.esperas.compromisos import Partes

TITULAR = RolDesignado.COORDINADOR_TITULAR.value
Dadas = Mapping[tuple[int, str], set[int]]


def esperas_de_informes(
    informes: Iterable[InformeDeSeguimiento], observaciones: Iterable[ObservacionDeSeguimiento]
) -> list[Espera]:
    """Everything that waits for somebody in these reports and observations, soonest due first. At most four queries.

    A report whose period runs waits for its cut-off; one that is signed by all, while some party keeps the agreement
    from the public, for that to end.

    Both come with what `informes_de` and `observaciones_de` read with them.
    """
    lista, notadas = list(informes), list(observaciones)
    subsanadas = [o for o in notadas if o.estado == EstadoDeObservacion.SUBSANADA]
    de_todos = [i for i in lista if i.esta_ante_las_partes]
    firmados = _por_publicar(lista)
    partes = partes_vigentes_de(
        [i.expediente for i in [*de_todos, *firmados]] + [o.expediente for o in subsanadas]
    )
    dadas, plazos = _dadas(de_todos), plazos_por_parte(de_todos, "conformidad_de_informe")
    esperas = [e for i in lista for e in _de_informe(i, partes, dadas, plazos)]
    esperas += [e for i in firmados for e in _de_publicar(i, partes)]
    esperas += [_por_corregir(o) for o in notadas if o.estado in POR_CORREGIR]
    esperas += [e for o in subsanadas for e in _por_verificar(o, partes)]
    return sorted(esperas, key=lambda e: e.orden)


def _dadas(informes: Sequence[InformeDeSeguimiento]) -> Dadas:
    """Which parties conformed or signed each, in the content that it has."""
    if not informes:
        return {}
    hashes = {i.pk: i.hash_de_contenido() for i in informes}
    filas = Aprobacion.objects.filter(
        ~esta_contestada(),
        modelo=InformeDeSeguimiento._meta.label_lower,
        objeto__in=hashes,
        clase__in=(Clase.APROBACION, Clase.FIRMA),
    )
    dadas: dict[tuple[int, str], set[int]] = {}
    for objeto, clase, institucion, contenido in filas.values_list(
        "objeto", "clase", "institucion_id", "hash_contenido"
    ):
        if contenido == hashes[objeto]:
            dadas.setdefault((objeto, clase), set()).add(institucion)
    return dadas


def _de_informe(
    informe: InformeDeSeguimiento, partes: Partes, dadas: Dadas, plazos: Mapping[tuple[int, int], Plazo]
) -> list[Espera]:
    estado, hoy = EstadoDeInforme(informe.estado), informe.expediente.hoy()
    if estado == EstadoDeInforme.ESPERADO:
        return [_de_quien_presenta(informe)] if informe.corte < hoy else []
    if estado in (EstadoDeInforme.EN_ELABORACION, EstadoDeInforme.OBSERVADO):
        return [_de_quien_presenta(informe)]
    if estado not in (EstadoDeInforme.PRESENTADO, EstadoDeInforme.CONFORME):
        return []
    if estado == EstadoDeInforme.CONFORME and not partes[informe.expediente_id].keys() - dadas.get(
        (informe.pk, Clase.FIRMA), set()
    ):
        return _por_dar_por_firmado(informe, partes)
    clase = Clase.APROBACION if estado == EstadoDeInforme.PRESENTADO else Clase.FIRMA
    hechas = dadas.get((informe.pk, clase), set())
    if estado == EstadoDeInforme.PRESENTADO:
        hechas = hechas | {informe.presenta_id}
    suyas = partes[informe.expediente_id]
    faltan = suyas.keys() - hechas
    if (
        estado == EstadoDeInforme.PRESENTADO and not faltan
    ):  # who was missing left: any other party completes it
        faltan = suyas.keys() - {informe.presenta_id}
    return [
        _de_una_parte(informe, parte.institucion, plazos.get((informe.pk, pk)))
        for pk, parte in suyas.items()
        if pk in faltan
    ]


def _por_publicar(informes: Sequence[InformeDeSeguimiento]) -> list[InformeDeSeguimiento]:
    firmados = [i for i in informes if i.estado == EstadoDeInforme.FIRMADO]
    callados = reservados({i.expediente_id for i in firmados}) if firmados else set()
    return [i for i in firmados if i.expediente_id not in callados]


def _de_publicar(informe: InformeDeSeguimiento, partes: Partes) -> list[Espera]:
    por_que = _l("Lo firmaron todas las partes: falta decir que puede darse a conocer. Basta una parte.")
    return _de_cualquiera(informe, "publicar", _l("Publicar: %(informe)s"), por_que, partes)


def _por_dar_por_firmado(informe: InformeDeSeguimiento, partes: Partes) -> list[Espera]:
    """Whose signature was missing left: any party says that it is signed."""
    por_que = _l("La parte cuya firma faltaba ya no lo es, y las demás firmaron. Basta una parte.")
    return _de_cualquiera(informe, "firmar", _l("Dar por firmado: %(informe)s"), por_que, partes)


def _de_cualquiera(
    informe: InformeDeSeguimiento, paso: str, lo_que: Any, por_que: Any, partes: Partes
) -> list[Espera]:
    """Of whoever may take a step, as it declares: with the first that does, it waits for nobody."""
    return [
        Espera(
            objeto=informe,
            institucion=institucion,
            rol=rol,
            lo_que=frase(lambda: lo_que % {"informe": informe}),
            el_porque=frase(lambda: str(por_que)),
            desde=informe.asiento.fecha_hecho,
        )
        for institucion, rol in quienes_dan(informe, paso, partes[informe.expediente_id].values())
    ]


def _de_quien_presenta(informe: InformeDeSeguimiento) -> Espera:
    observado = informe.estado == EstadoDeInforme.OBSERVADO
    return Espera(
        objeto=informe,
        institucion=informe.presenta,
        rol=TITULAR,
        lo_que=frase(
            lambda: (
                (_("Responder lo observado: %(informe)s") if observado else _("Presentar: %(informe)s"))
                % {"informe": informe}
            )
        ),
        el_porque=frase(
            lambda: (
                _("Otra parte pidió corregir algo: atienda cada observación y preséntelo otra vez.")
                if observado
                else _("Cubre hasta el corte, y sus cifras son las de ese día.")
            )
        ),
        desde=informe.asiento.fecha_hecho,
        hasta=None if observado else informe.vence,
    )


def _de_una_parte(informe: InformeDeSeguimiento, institucion: Institucion, plazo: Plazo | None) -> Espera:
    por_firmar = informe.estado == EstadoDeInforme.CONFORME
    return Espera(
        objeto=informe,
        institucion=institucion,
        rol=TITULAR,
        lo_que=frase(
            lambda: (
                (_("Firmar: %(informe)s") if por_firmar else _("Dar conformidad: %(informe)s"))
                % {"informe": informe}
            )
        ),
        el_porque=frase(
            lambda: (
                _("Las demás partes le dieron su conformidad: falta la firma de su institución.")
                if por_firmar
                else _("%(institucion)s lo presentó: dele su conformidad u obsérvelo.")
                % {"institucion": informe.presenta}
            )
        ),
        desde=informe.asiento.fecha_hecho,
        hasta=plazo.vence if plazo else None,
        frase_del_plazo=plazo.frase if plazo else "",
    )


def _por_corregir(observacion: ObservacionDeSeguimiento) -> Espera:
    return Espera(
        objeto=observacion,
        institucion=observacion.responsable,
        rol=TITULAR,
        lo_que=frase(lambda: _("Corregir la observación %(n)s") % {"n": observacion.numero}),
        el_porque=frase(
            lambda: (
                _("%(de)s: %(texto)s")
                % {"de": observacion.de_quien, "texto": recortado(observacion.texto, 300)}
            )
        ),
        desde=observacion.asiento.fecha_hecho,
        hasta=observacion.vence,
        puestos=(observacion.puesto_id,) if observacion.puesto_id else (),
    )


def _por_verificar(observacion: ObservacionDeSeguimiento, partes: Partes) -> list[Espera]:
    ajenas = [
        parte.institucion
        for pk, parte in partes[observacion.expediente_id].items()
        if pk != observacion.responsable_id
    ]
    if not ajenas:
        return [_por_cerrar_sin_verificacion(observacion)]
    return [
        Espera(
            objeto=observacion,
            institucion=institucion,
            rol=TITULAR,
            lo_que=frase(lambda: _("Verificar la corrección %(n)s") % {"n": observacion.numero}),
            el_porque=frase(
                lambda: (
                    _("%(quien)s dice que corrigió: %(respuesta)s")
                    % {"quien": observacion.corrige, "respuesta": recortado(observacion.respuesta, 300)}
                )
            ),
            desde=observacion.asiento.fecha_hecho,
        )
        for institucion in ajenas
    ]


def _por_cerrar_sin_verificacion(observacion: ObservacionDeSeguimiento) -> Espera:
    return Espera(
        objeto=observacion,
        institucion=observacion.responsable,
        rol=TITULAR,
        lo_que=frase(lambda: _("Cerrar sin verificación la observación %(n)s") % {"n": observacion.numero}),
        el_porque=frase(lambda: _("Ninguna otra parte del expediente puede verificar la corrección.")),
        desde=observacion.asiento.fecha_hecho,
    )
