"""What was opined, observed and proved, as the person may read it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from convenios.direcciones import direccion
from convenios.models import Fase, Instrumento, Opinion, Requisito
from convenios.requeridos import Requerido
from convenios.services.evaluacion import SE_OPINA
from expedientes.models import Aprobacion, Clase, Metodo, Visibilidad
from tablero.ficha.datos import Datos
from tablero.ficha.por_documento import marcas_de


def opiniones(datos: Datos) -> list[dict[str, Any]]:
    """One row for each required opinion: given, stale, pending, or another party's own matter."""
    return _filas(datos, datos.opiniones)


def aprobaciones(datos: Datos) -> list[dict[str, Any]]:
    """One row for each V°B°, approval and signature that the text needs or has."""
    return _filas(datos, [r for r in datos.requeridos if r.clase != Clase.OPINION])


def _filas(datos: Datos, requeridos: Sequence[Requerido]) -> list[dict[str, Any]]:
    if datos.instrumento is None:
        return []
    legibles = [r.dada for r in requeridos if r.dada and r.dada.pk in datos.visibles]
    detalles = _detalles(datos, legibles)
    return [_fila(requerido, datos, datos.instrumento, detalles) for requerido in requeridos]


def _detalles(datos: Datos, aprobaciones: Sequence[Aprobacion]) -> Mapping[int, dict[str, Any]]:
    """Grounds, version, and the mark «Por documento», by opinion. A constant number of queries."""
    textos = Opinion.objects.filter(aprobacion__in=aprobaciones).select_related("version").in_bulk()
    con_papel = [a.asiento_id for a in aprobaciones if a.metodo == Metodo.POR_DOCUMENTO]
    asientos = Asiento.objects.in_bulk(con_papel)
    marcas = marcas_de(asientos.values(), datos.expediente, datos.usuario)
    return {
        a.pk: {
            "opinion": textos.get(a.pk),
            "by_document": marcas.de(asientos[a.asiento_id]) if a.asiento_id in asientos else None,
        }
        for a in aprobaciones
    }


def _fila(
    requerida: Requerido, datos: Datos, instrumento: Instrumento, detalles: Mapping[int, dict[str, Any]]
) -> dict[str, Any]:
    dada = requerida.dada
    fila: dict[str, Any] = {
        "titulo": requerida.nombre,
        "institucion": str(requerida.institucion),
        "quien": "",
        "acciones": [],
        "by_document": None,
        "nota": "",
        "fundamento": "",
        "interna": False,
    }
    if requerida.dispensa:
        return fila | {
            "estado": "favorable",
            "estado_text": _("No hace falta"),
            "nota": requerida.por_que_no_hace_falta,
            "quien": _quien_opino(requerida.dispensa),
        }
    if dada is None:
        return fila | {"estado": "pendiente", "estado_text": _("Pendiente")}
    if dada.pk not in datos.visibles:
        nota = _("Es materia interna de %(institucion)s hasta que la comparta.")
        return fila | {
            "estado": "",
            "estado_text": _("Interna"),
            "nota": nota % {"institucion": requerida.institucion},
        }
    opinion: Opinion | None = detalles[dada.pk]["opinion"]
    sentido = _sentido(dada)
    return fila | {
        **_como_esta(requerida, sentido),
        "quien": _quien_opino(dada, como=instrumento.fase == Fase.SUSCRITO),
        "fundamento": opinion.fundamento if opinion else "",
        "by_document": detalles[dada.pk]["by_document"],
        "interna": dada.visibilidad == Visibilidad.INTERNA,
        "acciones": list(_acciones(requerida, dada, opinion, datos, instrumento)),
    }


def _sentido(dada: Aprobacion) -> tuple[str, str]:
    """The badge of what was said, by its class."""
    if not dada.es_favorable:
        return "desfavorable", _("Desfavorable")
    return "favorable", {
        Clase.OPINION: _("Favorable"),
        Clase.VISTO_BUENO: _("Dado"),
        Clase.FIRMA: _("Firmado"),
    }.get(Clase(dada.clase), _("Aprobado"))


def _como_esta(requerida: Requerido, sentido: tuple[str, str]) -> dict[str, str]:
    """Whether it counts and, when not, why."""
    if requerida.vigente:
        return {"estado": sentido[0], "estado_text": sentido[1]}
    if requerida.contestada:
        return {
            "estado": "contestada",
            "estado_text": _("%(sentido)s, contestada") % {"sentido": sentido[1]},
            "nota": _("No cuenta mientras %(institucion)s la conteste.")
            % {"institucion": requerida.institucion},
        }
    return {
        "estado": "caduca",
        "estado_text": _("%(sentido)s, ya no cuenta") % {"sentido": sentido[1]},
        "nota": _("El texto cambió después."),
    }


def _quien_opino(dada: Aprobacion, *, como: bool = False) -> str:
    """Who, in which post, for whom, when; and, where it is asked, that it was done here and by no paper."""
    partes = [str(dada.persona or ""), str(dada.puesto or "")]
    if dada.suple_a:
        partes.append(_("en suplencia de %(puesto)s") % {"puesto": dada.suple_a})
    aqui = _("en la aplicación") if como and dada.metodo == Metodo.EN_SISTEMA else ""
    return " · ".join(filter(None, [*partes, date_format(dada.fecha_hecho, "j b Y"), aqui]))


def _acciones(
    requerida: Requerido,
    dada: Aprobacion,
    opinion: Opinion | None,
    datos: Datos,
    instrumento: Instrumento,
) -> Iterable[tuple[str, str]]:
    version = instrumento.version
    if requerida.caduca and opinion and version and opinion.version.n and opinion.version.n != version.n:
        comparar = direccion(instrumento, "comparar")
        yield _("Ver la diferencia"), f"{comparar}?de={opinion.version.n}&a={version.n}"
    if dada.clase != Clase.OPINION:
        return
    evalua = instrumento.fase in SE_OPINA
    if requerida.caduca and evalua and datos.puede(f"opinar:{requerida.materia}", requerida.institucion.pk):
        yield _("Ratificar"), direccion(instrumento, "ratificar", dada.pk)
    if dada.visibilidad == Visibilidad.INTERNA and datos.puede("compartir", requerida.institucion.pk):
        yield _("Compartir"), direccion(instrumento, "compartir", dada.pk)


def requisitos(datos: Datos) -> list[dict[str, Any]]:
    """What each party has to prove, as `components/checklist.html` takes it; of a signed agreement, what it proved."""
    if datos.convenio is None:
        return []
    declarados = {
        (r.institucion_id, r.tipo): r for r in datos.convenio.requisitos.select_related("documento")
    }
    return [
        _requisito(f"{parte.institucion}: {nombre}", declarados.get((parte.institucion_id, tipo)), datos)
        for parte in datos.partes
        for tipo, nombre in Requisito.Tipo.choices
        if datos.convenio.fase != Fase.SUSCRITO or (parte.institucion_id, tipo) in declarados
    ]


def _requisito(texto: str, declarado: Requisito | None, datos: Datos) -> dict[str, Any]:
    if declarado is None:
        return {
            "text": texto,
            "ok": False,
            "detail": _("Falta adjuntarlo, o decir hasta cuándo se presentará."),
        }
    if declarado.documento:
        es_legible = declarado.documento.esta_compartido or declarado.documento.institucion_id in datos.lados
        return {
            "text": texto,
            "ok": True,
            "detail": str(declarado.documento) if es_legible else _("Adjunto."),
        }
    hasta = declarado.falta_hasta or datos.expediente.hoy()
    return {
        "text": texto,
        "ok": False,
        "detail": _("Se presentará hasta el %(dia)s.") % {"dia": date_format(hasta, "j b Y")},
    }
