"""What each kind of log row says, in a sentence."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from convenios.models import Requisito
from expedientes.models import Medio
from expedientes.permissions import ROLES
from flujo.declaracion import MAQUINAS
from instituciones.models import Institucion, Puesto, TipoDeOpinion
from tablero.ficha.frases_de_la_vida import FRASES_DE_LA_VIDA
from tablero.ficha.frases_de_papeles import FRASES_DE_PAPELES
from tablero.ficha.frases_de_planes import FRASES_DE_PLANES
from tablero.ficha.frases_del_trabajo import FRASES_DEL_TRABAJO
from tablero.ficha.personales import personales, se_borraron


@dataclass(frozen=True)
class Nombres:
    """What the ids of a page of rows are called today."""

    pais: str
    instituciones: Mapping[int, Institucion]
    puestos: Mapping[int, Puesto]

    def institucion(self, id_: int | None) -> str:
        return str(self.instituciones.get(id_ or 0, ""))

    def puesto(self, id_: int | None) -> str:
        return str(self.puestos.get(id_ or 0, ""))


Frase = Callable[[Mapping[str, Any], Nombres, Asiento], str]


def que_paso(asiento: Asiento, datos: Mapping[str, Any], nombres: Nombres) -> str:
    """The sentence of one row. What no sentence is written for is told by its own name, never hidden."""
    if asiento.desde:
        return _paso(asiento, nombres.pais)
    frase = FRASES.get((asiento.modelo, asiento.accion))
    if frase:
        return frase(datos, nombres, asiento)
    return _("%(accion)s (%(modelo)s)") % {
        "accion": asiento.accion.replace("_", " ").capitalize(),
        "modelo": asiento.modelo.rpartition(".")[2],
    }


def _paso(asiento: Asiento, pais: str) -> str:
    maquina = MAQUINAS[asiento.modelo]
    etiqueta = next(
        (t.custom["etiqueta"].en(pais) for t in maquina.transiciones() if t.name == asiento.accion),
        asiento.accion,
    )
    return _("%(paso)s: de «%(desde)s» a «%(hasta)s».") % {
        "paso": etiqueta,
        "desde": maquina.etiqueta(asiento.desde or "", pais),
        "hasta": maquina.etiqueta(asiento.hasta or "", pais),
    }


def _opinar(datos: Mapping[str, Any], nombres: Nombres, asiento: Asiento) -> str:
    plantilla = (
        _("%(institucion)s ratificó su %(opinion)s, %(sentido)s.")
        if datos.get("ratifica")
        else _("%(institucion)s dio su %(opinion)s, %(sentido)s.")
    )
    return plantilla % {
        "institucion": nombres.institucion(asiento.institucion_id),
        "opinion": str(TipoDeOpinion(datos["materia"]).label).lower(),
        "sentido": _("favorable") if datos["es_favorable"] else _("desfavorable"),
    }


def _comprobar(datos: Mapping[str, Any], nombres: Nombres, asiento: Asiento) -> str:
    return _("%(institucion)s llenó la lista de comprobación del modelo estándar.") % {
        "institucion": nombres.institucion(asiento.institucion_id)
    }


def _designar(datos: Mapping[str, Any], nombres: Nombres, asiento: Asiento) -> str:
    rol = ROLES.get(datos["rol_designado"])
    return _("%(institucion)s designó a %(puesto)s: %(rol)s, desde el %(desde)s.") % {
        "institucion": nombres.institucion(asiento.institucion_id),
        "puesto": nombres.puesto(datos["puesto_designado"]),
        "rol": (rol.etiqueta.en(nombres.pais) if rol else datos["rol_designado"]).lower(),
        "desde": _dia(datos["desde"]),
    }


def _terminar(datos: Mapping[str, Any], nombres: Nombres, asiento: Asiento) -> str:
    return _("%(institucion)s terminó la designación de %(puesto)s el %(hasta)s.") % {
        "institucion": nombres.institucion(asiento.institucion_id),
        "puesto": nombres.puesto(datos["puesto_designado"]),
        "hasta": _dia(datos["hasta"]),
    }


def _requisito(datos: Mapping[str, Any], nombres: Nombres, asiento: Asiento) -> str:
    valores = {
        "requisito": str(Requisito.Tipo(datos["requisito"]).label),
        "parte": nombres.institucion(datos["parte"]),
    }
    if datos.get("documento_adjunto"):
        return _("Se acreditó: %(requisito)s de %(parte)s.") % valores
    return _("Se declaró pendiente hasta el %(hasta)s: %(requisito)s de %(parte)s.") % {
        **valores,
        "hasta": _dia(datos["falta_hasta"]),
    }


def _version(datos: Mapping[str, Any], nombres: Nombres, asiento: Asiento) -> str:
    return _("%(institucion)s compartió la versión %(n)s del texto.") % {
        "institucion": nombres.institucion(asiento.institucion_id),
        "n": datos["n"],
    }


def _incorporar(datos: Mapping[str, Any], nombres: Nombres, asiento: Asiento) -> str:
    return _("%(parte)s es parte del expediente.") % {"parte": nombres.institucion(datos["incorporada"])}


def _documento(datos: Mapping[str, Any], nombres: Nombres, asiento: Asiento) -> str:
    titulo = personales(asiento).get("titulo", "")
    if not titulo:
        return (
            _("Se incorporó un documento; sus datos personales se borraron.")
            if se_borraron(asiento)
            else _("Se incorporó un documento.")
        )
    return _("Se incorporó el documento «%(titulo)s».") % {"titulo": titulo}


def _contestar(datos: Mapping[str, Any], nombres: Nombres, asiento: Asiento) -> str:
    return _("%(institucion)s contestó un acto registrado por documento, el asiento n.º %(n)s.") % {
        "institucion": nombres.institucion(asiento.institucion_id),
        "n": datos["n"],
    }


def _retirar_contestacion(datos: Mapping[str, Any], nombres: Nombres, asiento: Asiento) -> str:
    return _("%(institucion)s retiró su contestación del asiento n.º %(n)s.") % {
        "institucion": nombres.institucion(asiento.institucion_id),
        "n": datos["n"],
    }


def _gestion(datos: Mapping[str, Any], nombres: Nombres, asiento: Asiento) -> str:
    """With whom it was stands in the erasable part, unless it was a party."""
    con = nombres.institucion(datos.get("con_institucion")) or personales(asiento).get("con", "")
    valores = {
        "institucion": nombres.institucion(asiento.institucion_id),
        "medio": str(Medio(datos["medio"]).label).lower(),
        "dia": _dia(datos["fecha_de_la_gestion"]),
        "con": con,
    }
    if con:
        return _("%(institucion)s registró una gestión del %(dia)s: %(medio)s con %(con)s.") % valores
    return _("%(institucion)s registró una gestión del %(dia)s: %(medio)s.") % valores


def _fija(frase: Callable[[], str]) -> Frase:
    return lambda datos, nombres, asiento: frase()


FRASES: dict[tuple[str, str], Frase] = {
    **FRASES_DE_LA_VIDA,
    **FRASES_DE_PAPELES,
    **FRASES_DE_PLANES,
    **FRASES_DEL_TRABAJO,
    ("expedientes.expediente", "crear"): _fija(lambda: _("Se abrió el expediente.")),
    ("expedientes.expediente", "rechazar_archivo"): _fija(
        lambda: _("El antivirus rechazó un archivo que se quiso incorporar.")
    ),
    ("expedientes.participacion", "incorporar"): _incorporar,
    ("expedientes.designacion", "designar"): _designar,
    ("expedientes.designacion", "terminar_designacion"): _terminar,
    ("expedientes.aprobacion", "compartir"): _fija(
        lambda: _("Se compartió una opinión con las demás partes.")
    ),
    ("expedientes.contestacion", "contestar"): _contestar,
    ("expedientes.contestacion", "retirar_contestacion"): _retirar_contestacion,
    ("expedientes.gestion", "registrar_gestion"): _gestion,
    ("expedientes.gestion", "compartir"): _fija(lambda: _("Se compartió una gestión con las demás partes.")),
    ("expedientes.gestion", "anular_gestion"): _fija(lambda: _("Se anuló una gestión.")),
    ("convenios.convenio", "crear"): _fija(lambda: _("Empezó el trámite del convenio, en primer contacto.")),
    ("convenios.convenio", "opinar"): _opinar,
    ("convenios.adenda", "opinar"): _opinar,
    ("convenios.convenio", "comprobar"): _comprobar,
    ("convenios.versiondetexto", "compartir_texto"): _version,
    ("convenios.versiondetexto", "guardar_borrador"): _fija(
        lambda: _("Se guardó un borrador interno del texto.")
    ),
    ("convenios.textorecibido", "recibir_texto"): _fija(
        lambda: _("Se recibió un texto de Word, para la propia institución.")
    ),
    ("convenios.observacion", "observar"): _fija(lambda: _("Se observó el texto.")),
    ("convenios.observacion", "responder"): _fija(lambda: _("Se respondió una observación.")),
    ("convenios.comentario", "comentar"): _fija(lambda: _("Se comentó una cláusula del texto.")),
    ("convenios.comentario", "responder_comentario"): _fija(lambda: _("Se respondió un comentario.")),
    ("convenios.comentario", "resolver_comentario"): _fija(lambda: _("Se dio por resuelto un comentario.")),
    ("convenios.requisito", "declarar_requisito"): _requisito,
    ("documentos.documento", "incorporar_documento"): _documento,
    ("documentos.documento", "compartir"): _fija(
        lambda: _("Se compartió un documento con las demás partes.")
    ),
    ("documentos.documento", "detectar_amenaza"): _fija(
        lambda: _("El antivirus encontró una amenaza en un documento.")
    ),
    ("expedientes.expediente", "descargar_expediente"): _fija(
        lambda: _("Se pidió una copia del expediente.")
    ),
    ("auditoria.asiento", "borrar_datos_personales"): _fija(
        lambda: _("Se borraron los datos personales de un asiento.")
    ),
}


def _dia(iso: str) -> str:
    return date_format(dt.date.fromisoformat(iso), "j b Y")
