"""A file that was signed outside comes back: it must be ours, grown by the signature of whoever is expected."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.files import File
from django.utils.translation import gettext as _

from auditoria.canonico import canonico
from auditoria.models import Asiento
from documentos.models import Aporta, Archivo, Firma, FirmaRehusada, Papel, Via
from documentos.puerta.admision import Admitido, ArchivoRechazado, admitir
from documentos.puerta.formatos import POR_EXTENSION
from documentos.services.deposito import conservar
from documentos.services.firmas.comprobacion import anotar
from documentos.services.firmas.lugares import (
    SIN_LEER,
    FirmadoMientrasTanto,
    Lugar,
    facultades_de,
    lugar_por_firmar,
)
from documentos.services.firmas.razones import (
    DE_OTRA_PERSONA,
    HAY_UNO_MAS_NUEVO,
    NO_ADMITIDO,
    SIN_FIRMA_NUEVA,
    VARIAS_FIRMAS_NUEVAS,
    frase,
)
from documentos.services.firmas.registro import registrar_firma
from documentos.services.firmas.revisiones import bytes_de, crecer, exigir_actual
from documentos.verificacion.comprobar import comprobar
from documentos.verificacion.confianza import confianza
from documentos.verificacion.identidad import coincide
from documentos.verificacion.informe import FirmaHallada, Informe, Resultado
from flujo.acto import SISTEMA, Acto, PorDocumento
from flujo.errors import DatosInvalidos
from flujo.services import asentar_acto, bloquear
from flujo.transaccion import en_transaccion
from instituciones.models import Persona, Usuario

ACCION = "firmar_papel"
REHUSAR = "rehusar_firmado"
AUN_SIN_PROBAR = frozenset({"sin_revocacion", "revocacion_vieja", "tiempo_no_confiado"})
"""What a later check may still prove of a signature by somebody who is believed."""


class FirmaExternaRehusada(DatosInvalidos):
    """What came back is not what was issued with the expected signature; the sentences say what is wrong."""


@dataclass(frozen=True, kw_only=True)
class Traido:
    """What was brought back, examined: the file, what it is an extension of, and what was found in it."""

    admitido: Admitido
    base: Archivo
    informe: Informe
    nuevas: Sequence[FirmaHallada]


def recibir_firmado(papel: Papel, campo: str, *, fichero: "File[Any]", acto: Acto) -> Firma:
    """Take a file that was signed outside for a place of the paper, brought by the signer or by the party's assistant.

    It must begin with exactly the newest bytes of the paper and add no more than signatures and what validates them,
    one of them new, sound, and by whoever holds the post. Anything else is refused in words and kept as evidence.
    Raises SinPermiso, CondicionesIncumplidas, FirmadoMientrasTanto, ArchivoRechazado, FirmaExternaRehusada.
    """
    lugar = lugar_por_firmar(papel, campo)
    en_persona = facultades_de(lugar, _quien_trae(acto)).firma
    lugar.capacidad(acto if en_persona else acto.con(documento=SIN_LEER))
    try:
        with admitir(
            fichero,
            nombre=fichero.name,
            declarado=getattr(fichero, "content_type", None),
            formatos={"pdf": POR_EXTENSION["pdf"]},
        ) as admitido:
            traido = _examinar(papel, admitido)
            firmante = _quien_trae(acto).persona if en_persona else ocupante_de(lugar)
            razones = _que_esta_mal(traido, firmante)
            if not razones:
                return _registrar(papel, campo, traido, firmante, acto, en_persona=en_persona)
            _guardar_rehusada(papel, traido, razones, acto)
            if HAY_UNO_MAS_NUEVO in razones:
                raise FirmadoMientrasTanto(frase(HAY_UNO_MAS_NUEVO))
    except ArchivoRechazado as rechazado:
        _asentar_rechazo(papel, rechazado, acto)
        raise
    raise FirmaExternaRehusada(*(frase(razon) for razon in razones))


def ocupante_de(lugar: Lugar) -> Persona | None:
    """Who holds the post of a place today; None when it is vacant."""
    ocupacion = (
        lugar.puesto.ocupaciones.efectivas(lugar.papel.expediente.hoy()).select_related("persona").first()
    )
    return ocupacion.persona if ocupacion else None


def _quien_trae(acto: Acto) -> Usuario:
    if acto.registra is None:
        raise DatosInvalidos(_("Diga quién trae el papel firmado."))
    return acto.registra


def _examinar(papel: Papel, admitido: Admitido) -> Traido:
    base = papel.archivo_actual()
    emitido = bytes_de(base)
    if _extiende_uno_anterior(papel, admitido, emitido):
        informe = replace(
            comprobar(admitido.contenido, confianza=confianza()), problemas=(HAY_UNO_MAS_NUEVO,)
        )
        return Traido(admitido=admitido, base=base, informe=informe, nuevas=())
    informe = comprobar(admitido.contenido, confianza=confianza(), base=emitido)
    nuevas = [f for f in informe.firmas if not f.es_sello_de_tiempo and f.cubre_hasta > len(emitido)]
    return Traido(admitido=admitido, base=base, informe=informe, nuevas=nuevas)


def _extiende_uno_anterior(papel: Papel, admitido: Admitido, actual: bytes) -> bool:
    """Whether it was signed over a file that somebody else's signature has outgrown meanwhile."""
    admitido.contenido.seek(0)
    traido = admitido.contenido.read()
    if traido.startswith(actual):
        return False
    anteriores = [revision.archivo for revision in papel.revisiones.select_related("archivo")]
    return any(
        len(traido) > len(antes) and traido.startswith(antes)
        for antes in map(bytes_de, filter(None, [papel.archivo, *anteriores]))
    )


def _que_esta_mal(traido: Traido, persona: Persona | None) -> list[str]:
    """The codes of what makes it unacceptable; none when it is what was expected.

    INDETERMINADA is accepted where no more than `AUN_SIN_PROBAR` is missing: an outside file keeps the level that it
    reached, which is said everywhere and checked again. Who a certificate names counts only when it is believed.
    """
    if traido.informe.problemas:
        return list(traido.informe.problemas)
    if not traido.nuevas:
        return [SIN_FIRMA_NUEVA]
    if len(traido.nuevas) > 1:
        return [VARIAS_FIRMAS_NUEVAS]
    nueva = traido.nuevas[0]
    if nueva.resultado != Resultado.VALIDA and not set(nueva.motivos) <= AUN_SIN_PROBAR:
        return list(nueva.motivos)
    if persona is None or not coincide(nueva.identidades, persona.pais, persona.documento):
        return [DE_OTRA_PERSONA]
    return []


@en_transaccion
def _registrar(
    papel: Papel, campo: str, traido: Traido, firmante: Persona | None, acto: Acto, *, en_persona: bool
) -> Firma:
    archivo = conservar(traido.admitido)
    expediente = bloquear(papel)
    papel = Papel.objects.select_related("archivo").get(pk=papel.pk)
    papel.expediente = expediente
    exigir_actual(papel, traido.base)
    lugar = lugar_por_firmar(papel, campo)
    nueva = traido.nuevas[0]
    if not en_persona:
        acto = acto.con(
            documento=PorDocumento(
                sha256=archivo.sha256,
                referencia=_("Papel firmado: %(titulo)s") % {"titulo": papel.titulo},
                decidio=f"{firmante}, {lugar.puesto.nombre}",
                archivo_id=archivo.pk,
            )
        )
    capacidad = lugar.capacidad(acto)
    revision, asiento = crecer(
        papel,
        archivo,
        base=traido.base,
        aporta=Aporta.FIRMA,
        accion=ACCION,
        acto=lugar.acto(acto).con(clave=None),
        capacidad=capacidad,
        datos={"campo": campo, "via": Via.EXTERNA, "certificado": nueva.huella},
    )
    firma = registrar_firma(
        lugar, acto=acto, via=Via.EXTERNA, asiento=asiento, revision=revision, certificado=nueva.huella
    )
    anotar(archivo, traido.informe)
    return firma


@en_transaccion
def _guardar_rehusada(papel: Papel, traido: Traido, razones: Sequence[str], acto: Acto) -> None:
    archivo = conservar(traido.admitido)
    asiento = _asentar(papel, acto, sha256=archivo.sha256, razones=razones)
    FirmaRehusada.objects.create(
        papel=papel,
        archivo=archivo,
        traida_por=_quien_trae(acto),
        razones=list(razones),
        informe=canonico(traido.informe.a_json()),
        asiento=asiento,
    )


@en_transaccion
def _asentar_rechazo(papel: Papel, rechazado: ArchivoRechazado, acto: Acto) -> None:
    """What the gate turned away is no evidence worth the danger: its refusal is logged, its bytes are not kept."""
    _asentar(papel, acto, sha256="", razones=[NO_ADMITIDO])


def _asentar(papel: Papel, acto: Acto, *, sha256: str, razones: Sequence[str]) -> Asiento:
    bloquear(papel)
    return asentar_acto(
        papel,
        REHUSAR,
        acto=acto.con(clave=None, documento=None, institucion_id=papel.institucion_id),
        capacidad=SISTEMA,
        datos={"clase": papel.clase, "sha256": sha256, "razones": list(razones)},
    )
