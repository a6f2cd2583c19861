"""The text goes from version to version; what was opined, approved or signed stays tied to the one it was given for."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Max
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from auditoria.canonico import huella
from auditoria.insercion import insertar, siguientes_ids
from convenios import avisos
from convenios.clausula import ClausulaNueva
from convenios.models import (
    Adenda,
    Aporte,
    Clausula,
    ClaveDeClausula,
    Condiciones,
    Convenio,
    Instrumento,
    VersionDeTexto,
)
from convenios.models.instrumento import Llave
from convenios.requeridos import partes_de_todos
from expedientes.models import Visibilidad
from expedientes.permissions import needs
from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos, TransicionNoDeclarada
from flujo.services import Apunte, asentar_actos, bloquear, exigir_texto_mostrado, releer
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import exigir_valores, ya_hecho

MAXIMO_DE_CLAUSULA = 200_000
MAXIMO_DE_CLAUSULAS = 200
MAXIMO_DE_APORTES = 500


@dataclass(frozen=True, kw_only=True)
class AporteNuevo:
    """A contribution as somebody typed it: who, in which year, from which source, how much of what."""

    institucion_id: int
    anio: int | None
    monto: Decimal
    moneda: str
    fuente: str = ""
    es_valorizado: bool = False
    descripcion: str = ""


@dataclass(frozen=True, kw_only=True)
class Pacto:
    """What the clauses agree on, as data: see `convenios.models.Condiciones`, and the contributions."""

    plazo_meses: int | None = None
    fin_pactado: dt.date | None = None
    es_indefinido: bool = False
    vigor: str = "suscripcion"
    inicio_pactado: dt.date | None = None
    preaviso_dias: int | None = None
    preaviso_unidad: str = "dias_calendario"
    renovacion_dias: int | None = None
    renovacion_unidad: str = "dias_calendario"
    aportes: Sequence[AporteNuevo] = field(default_factory=tuple)

    @classmethod
    def de(cls, version: VersionDeTexto | None) -> "Pacto":
        """That of a version; of none, nothing agreed yet."""
        if version is None:
            return cls()
        return cls(
            **{campo: getattr(version, campo) for campo in Condiciones.CAMPOS},
            aportes=tuple(
                AporteNuevo(
                    institucion_id=a.institucion_id,
                    anio=a.anio,
                    monto=a.monto,
                    moneda=a.moneda,
                    fuente=a.fuente,
                    es_valorizado=a.es_valorizado,
                    descripcion=a.descripcion,
                )
                for a in version.aportes.all()
            ),
        )

    def condiciones(self) -> Mapping[str, Any]:
        return {campo: getattr(self, campo) for campo in Condiciones.CAMPOS}


@en_transaccion
def guardar_version(
    instrumento: Instrumento,
    clausulas: Sequence[ClausulaNueva],
    *,
    acto: Acto,
    pacto: Pacto | None = None,
    motivo: str = "",
) -> VersionDeTexto:
    """Share a new version of the text with all parties: from now on it is the one that is evaluated.

    `pacto` is what the clauses agree on, as data (None: as in the present version). Opinions and approvals of earlier
    versions become stale (`expedientes.queries.lo_que_anularia` says beforehand which). Raises SinPermiso,
    TextoCambiado when somebody shared another version meanwhile, TransicionNoDeclarada when the state no longer admits
    changes, DatosInvalidos for clauses, conditions or contributions that cannot be taken.
    """
    actual = releer(instrumento, bloquear(instrumento))
    if hecha := ya_hecho(VersionDeTexto, actual.expediente, "compartir_texto", acto):
        return hecha
    capacidad = _capacidad(actual, "compartir", acto)
    exigir_texto_mostrado(actual, acto, obligatorio=actual.version_id is not None)
    if actual.version and actual.version.hash == _hash(_limpiar(clausulas), _pactado(actual, pacto)):
        raise DatosInvalidos(_("El texto es igual al vigente: no hay nada que guardar."))
    nuevo = TextoNuevo(
        instrumento=actual, clausulas=clausulas, pacto=pacto, motivo=motivo, acto=acto, capacidad=capacidad
    )
    version = _crear_version(nuevo)
    poner_vigente(actual, version)
    avisos.al_cambiar_texto(actual, version.asiento, acto)
    return version


@en_transaccion
def guardar_borrador(
    instrumento: Instrumento,
    clausulas: Sequence[ClausulaNueva],
    *,
    acto: Acto,
    pacto: Pacto | None = None,
    motivo: str = "",
    base: VersionDeTexto | None = None,
) -> VersionDeTexto:
    """Keep a draft that only the own party sees, written on `base` or on the current text.

    Raises what `guardar_version` raises.
    """
    actual = releer(instrumento, bloquear(instrumento))
    if hecha := ya_hecho(VersionDeTexto, actual.expediente, "guardar_borrador", acto):
        return hecha
    capacidad = _capacidad(actual, "editar", acto)
    borrador = TextoNuevo(
        instrumento=actual,
        clausulas=clausulas,
        pacto=pacto,
        visibilidad=Visibilidad.INTERNA,
        motivo=motivo,
        base=base,
        acto=acto,
        capacidad=capacidad,
    )
    return _crear_version(borrador)


def poner_vigente(instrumento: Instrumento, version: VersionDeTexto) -> None:
    """Make a shared version the text of an instrument whose root is locked."""
    instrumento.version = version
    instrumento.contenido_hash = instrumento.TERMINOS.hash(instrumento)
    instrumento.save(update_fields=["version", "contenido_hash"])


def incorporar_textos(textos: "Sequence[TextoPreparado]") -> None:
    """What is known of the text of agreements that are older than the system, as the first version of each.

    Their roots are locked, who may is settled and their log rows are written: `incorporar_existentes` does it.
    """
    if not textos:
        return
    versiones = _escribir_textos(textos)
    for version in versiones:
        version.convenio.version = version
        version.convenio.contenido_hash = version.convenio.TERMINOS.hash(version.convenio)
    with connection.cursor() as cursor:
        filas = [(v.convenio_id, v.pk, v.convenio.contenido_hash) for v in versiones]
        cursor.execute(PONER_VIGENTES, [list(columna) for columna in zip(*filas, strict=True)])


# `bulk_update` would write a condition with as many branches as there are agreements, twice
PONER_VIGENTES = """
update convenios_convenio c set version_id = de.version, contenido_hash = de.hash
from unnest(%s::bigint[], %s::bigint[], %s::text[]) as de (id, version, hash) where c.id = de.id
"""


def hash_que_tendria(
    instrumento: Instrumento, clausulas: Sequence[ClausulaNueva], pacto: Pacto | None = None
) -> str:
    """The content hash that the instrument would have with this text: what the preview of an edit compares."""
    return instrumento.contenido_con(_hash(_limpiar(clausulas), _pactado(instrumento, pacto)))


def _capacidad(instrumento: Instrumento, facultad: str, acto: Acto) -> Capacidad:
    capacidad = needs(facultad).capacidad(instrumento, acto)
    if not instrumento.admite_cambios:
        raise TransicionNoDeclarada(_("En este estado el texto ya no se cambia."))
    return capacidad


def _pactado(instrumento: Instrumento, pacto: Pacto | None) -> Pacto:
    """What is agreed on, with contributions of parties of the case file only, in the order in which they are kept."""
    if pacto is None:
        return Pacto.de(instrumento.version)
    partes = {p.institucion_id for p in partes_de_todos([instrumento])[instrumento.expediente.pk]}
    if any(a.institucion_id not in partes for a in pacto.aportes):
        raise DatosInvalidos(_("Un aporte es de una institución que no es parte."))
    if len(pacto.aportes) > MAXIMO_DE_APORTES:
        raise DatosInvalidos(
            _("Hay más de %(n)s aportes. Reúna algunos por año o por fuente.") % {"n": MAXIMO_DE_APORTES}
        )
    if pacto.aportes and not instrumento.irroga_gasto:
        raise DatosInvalidos(
            _("Dice que no irroga gasto: quite los aportes, o declare que irroga gasto o aporte valorizado.")
        )
    orden = sorted(pacto.aportes, key=lambda a: (a.institucion_id, a.anio is None, a.anio or 0))
    return Pacto(**pacto.condiciones(), aportes=tuple(_aporte_limpio(a) for a in orden))


def _aporte_limpio(aporte: AporteNuevo) -> AporteNuevo:
    return AporteNuevo(
        **{
            **asdict(aporte),
            "monto": Decimal(aporte.monto).quantize(Decimal("0.01")),
            "fuente": exigir_legible(_l("la fuente de financiamiento"), aporte.fuente, maximo=120),
            "descripcion": exigir_legible(_l("la descripción del aporte"), aporte.descripcion, maximo=300),
        }
    )


@dataclass(frozen=True, kw_only=True)
class TextoNuevo:
    """A version to be written: whose, what it says, and by which act; `base` None is the present one."""

    instrumento: Instrumento
    clausulas: Sequence[ClausulaNueva]
    pacto: Pacto | None
    acto: Acto
    capacidad: Capacidad
    visibilidad: str = Visibilidad.COMPARTIDA
    motivo: str = ""
    base: VersionDeTexto | None = None


@dataclass(frozen=True)
class TextoPreparado:
    """A version as it is to be inserted, with what hangs from it, and what the log is to say of it."""

    version: VersionDeTexto
    clausulas: Sequence[Clausula]
    aportes: Sequence[Aporte]
    apunte: Apunte


def preparar_textos(textos: Sequence[TextoNuevo]) -> list[TextoPreparado]:
    """Versions with their ids, which nobody has inserted yet. Raises DatosInvalidos."""
    if not textos:
        return []
    ultimas = _ultimas([texto.instrumento for texto in textos])
    ids = siguientes_ids(VersionDeTexto, len(textos))
    preparados = []
    for texto, id_ in zip(textos, ids, strict=True):
        version, suyas, pactado = _version(texto, id_, ultimas.get(texto.instrumento.llave, 0))
        preparados.append(
            TextoPreparado(
                version,
                [
                    Clausula(version_id=id_, orden=i, clave=c.clave, titulo=c.titulo, texto=c.texto)
                    for i, c in enumerate(suyas, 1)
                ],
                [Aporte(version_id=id_, **vars(a)) for a in pactado.aportes],
                _de_version(version, texto, len(suyas), len(pactado.aportes)),
            )
        )
    _exigir_validos([p.version for p in preparados], [a for p in preparados for a in p.aportes])
    return preparados


def _crear_version(texto: TextoNuevo) -> VersionDeTexto:
    """Insert a version, its clauses and contributions, with its log row."""
    [preparado] = preparar_textos([texto])
    [preparado.version.asiento] = asentar_actos([preparado.apunte])
    return _escribir_textos([preparado])[0]


def _escribir_textos(textos: Sequence[TextoPreparado]) -> list[VersionDeTexto]:
    versiones = insertar([texto.version for texto in textos])
    insertar([clausula for texto in textos for clausula in texto.clausulas])
    insertar([aporte for texto in textos for aporte in texto.aportes])
    return versiones


def _version(
    texto: TextoNuevo, id_: int, ultima: int
) -> tuple[VersionDeTexto, Sequence[ClausulaNueva], Pacto]:
    """The version as it is to be inserted, with its clauses and what they agree on as they are kept."""
    instrumento, clausulas = texto.instrumento, _limpiar(texto.clausulas)
    pacto = _pactado(instrumento, texto.pacto)
    institucion = texto.acto.institucion_id or texto.capacidad.institucion_id
    if institucion is None:
        raise DatosInvalidos(_("Diga de qué institución es el texto."))
    version = VersionDeTexto(
        id=id_,
        convenio=instrumento.el_convenio(),
        adenda=instrumento if isinstance(instrumento, Adenda) else None,
        institucion_id=institucion,
        visibilidad=texto.visibilidad,
        n=ultima + 1 if texto.visibilidad == Visibilidad.COMPARTIDA else None,
        base=texto.base or instrumento.version,
        motivo=exigir_legible(_l("el motivo"), texto.motivo, maximo=300),
        hash=_hash(clausulas, pacto),
        fecha=texto.acto.fecha_hecho or instrumento.expediente.hoy(),
        **pacto.condiciones(),
    )
    return version, clausulas, pacto


def _de_version(version: VersionDeTexto, texto: TextoNuevo, clausulas: int, aportes: int) -> Apunte:
    return Apunte(
        version,
        "compartir_texto" if texto.visibilidad == Visibilidad.COMPARTIDA else "guardar_borrador",
        acto=texto.acto,
        capacidad=texto.capacidad,
        datos={
            "n": version.n,
            "base": version.base_id,
            "clausulas": clausulas,
            "aportes": aportes,
            "convenio": version.convenio_id,
            "adenda": version.adenda_id,
            "motivo": version.motivo,
        },
    )


def _ultimas(instrumentos: Sequence[Instrumento]) -> Mapping[Llave, int]:
    """The number of the last shared version of each that has one."""
    numeradas = VersionDeTexto.objects.filter(
        convenio__in={i.el_convenio().pk for i in instrumentos}, n__isnull=False
    )
    return {
        (str((Adenda if adenda else Convenio)._meta.label_lower), adenda or convenio): n
        for convenio, adenda, n in numeradas.order_by().values_list("convenio", "adenda").annotate(n=Max("n"))
    }


def _exigir_validos(versiones: Sequence[VersionDeTexto], aportes: Sequence[Aporte]) -> None:
    """What conditions and contributions break, in sentences, before the database says it.

    Of several texts only what is no value: whoever writes several tries them in fewer when the database refuses them.
    """
    if len(versiones) > 1:
        exigir_valores([*versiones, *aportes])
        return
    try:
        versiones[0].clean_fields(exclude=["asiento", "convenio", "adenda", "base", "institucion"])
        versiones[0].validate_constraints(exclude=["asiento", "convenio", "adenda", "n"])
        for aporte in aportes:
            aporte.clean_fields(exclude=["version", "institucion"])
            aporte.validate_constraints(exclude=["version", "institucion"])
    except ValidationError as error:
        raise DatosInvalidos(*error.messages) from error


def _limpiar(clausulas: Sequence[ClausulaNueva]) -> list[ClausulaNueva]:
    if not clausulas:
        raise DatosInvalidos(_("El texto no tiene ninguna cláusula. Escriba al menos una."))
    if len(clausulas) > MAXIMO_DE_CLAUSULAS:
        raise DatosInvalidos(
            _("El texto tiene más de %(n)s cláusulas. Reúna algunas.") % {"n": MAXIMO_DE_CLAUSULAS}
        )
    return [_limpia(i, c) for i, c in enumerate(clausulas, 1)]


def _limpia(orden: int, clausula: ClausulaNueva) -> ClausulaNueva:
    nombre = _la_clausula(orden)
    if clausula.clave not in CLAVES:
        raise DatosInvalidos(
            _("%(clausula)s no dice de qué materia trata.") % {"clausula": nombre.capitalize()}
        )
    limpia = ClausulaNueva(
        clave=clausula.clave,
        titulo=exigir_legible(_su_titulo(orden), clausula.titulo, maximo=200),
        texto=exigir_legible(nombre, clausula.texto, maximo=MAXIMO_DE_CLAUSULA),
    )
    if not limpia.titulo or not limpia.texto:
        raise DatosInvalidos(_("A %(clausula)s le falta el título o el texto.") % {"clausula": nombre})
    return limpia


CLAVES = frozenset(ClaveDeClausula.values)
_la_clausula: Callable[[int], str] = lazy(lambda orden: _("la cláusula %(n)s") % {"n": orden}, str)
_su_titulo: Callable[[int], str] = lazy(
    lambda orden: _("el título de %(clausula)s") % {"clausula": _la_clausula(orden)}, str
)
"""A clause and its title, as a refusal names them; written only then."""


def _hash(clausulas: Sequence[ClausulaNueva], pacto: Pacto) -> str:
    """Same as `VersionDeTexto.TEXTO.hash` of a version with these clauses and conditions."""
    return huella(
        {
            "modelo": VersionDeTexto._meta.label_lower,
            **pacto.condiciones(),
            "clausulas": [
                {"orden": i, "clave": c.clave, "titulo": c.titulo, "texto": c.texto}
                for i, c in enumerate(clausulas, 1)
            ],
            "aportes": [asdict(a) for a in pacto.aportes],
        }
    )
