"""Versions of the text, their clauses and contributions, as they are inserted."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from auditoria.canonico import huella
from auditoria.insercion import insertar, siguientes_ids
from convenios.clausula import ClausulaNueva
from convenios.models import Adenda, Aporte, Clausula, Convenio, Instrumento, VersionDeTexto
from convenios.models.instrumento import Llave
from convenios.services.texto.clausulas import limpiar
from convenios.services.texto.pacto import Pacto, pactado
from expedientes.models import Visibilidad
from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos
from flujo.services import Apunte, asentar_actos
from flujo.textos import exigir_legible
from instituciones.services.escritura import exigir_valores


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
        version, suyas, pacto = _version(texto, id_, ultimas.get(texto.instrumento.llave, 0))
        preparados.append(
            TextoPreparado(
                version,
                [
                    Clausula(version_id=id_, orden=i, clave=c.clave, titulo=c.titulo, texto=c.texto)
                    for i, c in enumerate(suyas, 1)
                ],
                [Aporte(version_id=id_, **vars(a)) for a in pacto.aportes],
                _de_version(version, texto, len(suyas), len(pacto.aportes)),
            )
        )
    _exigir_validos([p.version for p in preparados], [a for p in preparados for a in p.aportes])
    return preparados


def crear_version(texto: TextoNuevo) -> VersionDeTexto:
    """Insert a version, its clauses and contributions, with its log row."""
    [preparado] = preparar_textos([texto])
    [preparado.version.asiento] = asentar_actos([preparado.apunte])
    return escribir_textos([preparado])[0]


def escribir_textos(textos: Sequence[TextoPreparado]) -> list[VersionDeTexto]:
    """Insert versions whose log rows are written."""
    versiones = insertar([texto.version for texto in textos])
    insertar([clausula for texto in textos for clausula in texto.clausulas])
    insertar([aporte for texto in textos for aporte in texto.aportes])
    return versiones


def _version(
    texto: TextoNuevo, id_: int, ultima: int
) -> tuple[VersionDeTexto, Sequence[ClausulaNueva], Pacto]:
    """The version as it is to be inserted, with its clauses and what they agree on as they are kept."""
    instrumento, clausulas = texto.instrumento, limpiar(texto.clausulas)
    pacto = pactado(instrumento, texto.pacto)
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
        hash=hash_de_texto(clausulas, pacto),
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


def hash_de_texto(clausulas: Sequence[ClausulaNueva], pacto: Pacto) -> str:
    """Same as `VersionDeTexto.TEXTO.hash` of a version with these clauses and conditions."""
    return huella(
        {
            "modelo": VersionDeTexto._meta.label_lower,
            **pacto.lo_que_se_dice(),
            "clausulas": [
                {"orden": i, "clave": c.clave, "titulo": c.titulo, "texto": c.texto}
                for i, c in enumerate(clausulas, 1)
            ],
            "aportes": [asdict(a) for a in pacto.aportes],
        }
    )
