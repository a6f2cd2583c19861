"""What of an agreement leaves the system for everybody, field by field, and why; what is not named here never does.

The public list, its files and the page of each agreement are made of `CAMPOS` and read from the database no other
columns than those that it names. `QUEDAN_DENTRO` says why the rest stays inside; a test holds every column of these
models against the two. The laws that are cited: of Peru, Ley 27806; of Chile, Ley 20.285; of Colombia, Ley 1712.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from convenios.models import ADENDA, Adenda, Aporte, ClaseDeAdenda, Convenio, NumeroDeConvenio
from convenios.vigencia import vigencia_de
from expedientes.models import Aprobacion, Expediente, Participacion
from flujo.declaracion import maquina_de
from instituciones.models import Institucion, Puesto

Valor = str | dt.date | bool | Sequence[str] | None


@dataclass(frozen=True, kw_only=True)
class Campo:
    """One thing that is published of an agreement."""

    clave: str
    """Its name in the JSON."""
    titulo: Any
    por_que: Any
    sale_de: Sequence[str]
    """The columns that it is made of: «Convenio.inicio»."""
    valor: Callable[[Convenio], Valor]
    ancho: int = 14
    """Characters of its column in a spreadsheet."""
    en_lista: bool = True
    """Whether the list has it; else the page of the agreement alone."""
    enlace: Callable[[Convenio], str] = lambda convenio: ""


MODELOS: dict[str, type[Model]] = {
    m.__name__: m
    for m in (
        Expediente,
        Convenio,
        Participacion,
        Institucion,
        NumeroDeConvenio,
        Adenda,
        Aporte,
        Aprobacion,
        Puesto,
    )
}
"""Those of which some column leaves."""

IDENTIDAD = _l("Identifica el convenio: todo registro público de convenios lo da.")
PLAZO = _l("Dice desde cuándo y hasta cuándo rige: lo dan los registros públicos de convenios.")
FONDOS = _l(
    "Son los aportes que las partes se comprometen a dar: Ley 27806, artículo 5; Ley 20.285, artículo 7, letra f; "
    "Ley 1712, artículo 9."
)


def _numeros(convenio: Convenio) -> Valor:
    return [f"{n.numero} ({n.institucion})" for n in convenio.numeros.all()]


def _partes(convenio: Convenio) -> Valor:
    return [_parte(p) for p in convenio.expediente.participaciones.all()]


def _parte(parte: Participacion) -> str:
    sigla = parte.institucion.sigla
    nombre = parte.institucion.nombre + (f" ({sigla})" if sigla and sigla != parte.institucion.nombre else "")
    if parte.hasta is None:
        return nombre
    return _("%(parte)s, hasta el %(dia)s") % {"parte": nombre, "dia": _dia(parte.hasta)}


def _paises(convenio: Convenio) -> Valor:
    partes = convenio.expediente.participaciones.all()
    return list(dict.fromkeys(str(p.institucion.get_pais_display()) for p in partes))


def _estado(convenio: Convenio) -> Valor:
    return maquina_de(convenio).etiqueta(convenio.estado, convenio.pais())


def _marco(convenio: Convenio) -> Valor:
    return convenio.marco.expediente.titulo if convenio.marco and _marco_publicado(convenio) else None


def _enlace_al_marco(convenio: Convenio) -> str:
    if convenio.marco is None or not _marco_publicado(convenio):
        return ""
    return reverse("tablero:publicado", args=[convenio.marco.identificador_publico])


def _marco_publicado(convenio: Any) -> bool:
    """`publicados.con_todo` asks it together with the agreement."""
    return bool(convenio.marco_publicado)


def _aportes(convenio: Convenio) -> Valor:
    return [_aporte(a) for a in convenio.version.aportes.all()] if convenio.version else []


def _aporte(aporte: Aporte) -> str:
    monto = f"{aporte.institucion}: {aporte.moneda} {number_format(aporte.monto, 2, force_grouping=True)}"
    especie = _("en especie") if aporte.es_valorizado else ""
    return ", ".join(filter(None, (monto, str(aporte.anio or ""), aporte.fuente, especie)))


def _adendas(convenio: Convenio) -> Valor:
    return [_adenda(a, convenio) for a in convenio.adendas.all()]


def _adenda(adenda: Adenda, convenio: Convenio) -> str:
    clases = ", ".join(str(ClaseDeAdenda(c).label).lower() for c in adenda.clases)
    partes = [f"{ADENDA.en(convenio.pais())} {adenda.ordinal} ({clases})"]
    if adenda.suscrito_el:
        partes.append(_("suscrita el %(dia)s") % {"dia": _dia(adenda.suscrito_el)})
    if adenda.efecto_desde:
        partes.append(_("con efecto desde el %(dia)s") % {"dia": _dia(adenda.efecto_desde)})
    if adenda.fin_nuevo:
        partes.append(_("nuevo fin: %(dia)s") % {"dia": _dia(adenda.fin_nuevo)})
    if adenda.es_regularizacion:
        partes.append(_("regularización: %(base)s") % {"base": adenda.base_legal})
    return ", ".join(partes)


def _firmas(convenio: Any) -> Valor:
    """`publicados.con_todo` brings them along."""
    return [
        _("%(puesto)s de %(parte)s, el %(dia)s")
        % {"puesto": f.puesto, "parte": f.institucion, "dia": _dia(f.fecha_hecho)}
        for f in convenio.firmas
    ]


CAMPOS: Sequence[Campo] = (
    Campo(
        clave="identificador",
        titulo=_l("Identificador"),
        por_que=_l("Es la dirección de su ficha. No es correlativo: no dice cuántos convenios más hay."),
        sale_de=["Convenio.identificador_publico"],
        valor=lambda c: str(c.identificador_publico),
        ancho=38,
    ),
    Campo(
        clave="numeros",
        titulo=_l("Números de registro"),
        por_que=IDENTIDAD,
        sale_de=["NumeroDeConvenio.numero", "NumeroDeConvenio.institucion"],
        valor=_numeros,
        ancho=24,
    ),
    Campo(
        clave="titulo",
        titulo=_l("Título"),
        por_que=IDENTIDAD,
        sale_de=["Expediente.titulo"],
        valor=lambda c: c.expediente.titulo,
        ancho=60,
    ),
    Campo(
        clave="tipo",
        titulo=_l("Tipo"),
        por_que=IDENTIDAD,
        sale_de=["Convenio.tipo"],
        valor=lambda c: str(c.get_tipo_display()),
        ancho=24,
    ),
    Campo(
        clave="partes",
        titulo=_l("Partes"),
        por_que=_l(
            "Dice qué instituciones se obligan, o se obligaron hasta separarse. Son personas jurídicas."
        ),
        sale_de=[
            "Institucion.nombre",
            "Institucion.sigla",
            "Participacion.institucion",
            "Participacion.es_proponente",
            "Participacion.hasta",
        ],
        valor=_partes,
        ancho=60,
    ),
    Campo(
        clave="paises",
        titulo=_l("Países de las partes"),
        por_que=IDENTIDAD,
        sale_de=["Institucion.pais"],
        valor=_paises,
        ancho=20,
    ),
    Campo(
        clave="objeto",
        titulo=_l("Objeto"),
        por_que=_l("Dice para qué se suscribió: es lo que toda ley de transparencia quiere que se sepa."),
        sale_de=["Convenio.objeto"],
        valor=lambda c: c.objeto,
        ancho=80,
    ),
    Campo(
        clave="estado",
        titulo=_l("Estado"),
        por_que=_l("Dice si se ejecuta, está suspendido o terminó. Solo salen convenios ya suscritos."),
        sale_de=["Convenio.estado"],
        valor=_estado,
        ancho=18,
    ),
    Campo(
        clave="vigencia",
        titulo=_l("Vigencia"),
        por_que=_l("Se calcula el día de la consulta, de las fechas que se publican."),
        sale_de=["Convenio.estado", "Convenio.inicio", "Convenio.fin_vigente", "Convenio.concluido_el"],
        valor=lambda c: vigencia_de(c).palabra,
        ancho=18,
    ),
    Campo(
        clave="suscrito_el",
        titulo=_l("Suscrito el"),
        por_que=PLAZO,
        sale_de=["Convenio.suscrito_el"],
        valor=lambda c: c.suscrito_el,
    ),
    Campo(
        clave="inicio",
        titulo=_l("Inicio"),
        por_que=PLAZO,
        sale_de=["Convenio.inicio"],
        valor=lambda c: c.inicio,
    ),
    Campo(
        clave="fin_original",
        titulo=_l("Fin original"),
        por_que=PLAZO,
        sale_de=["Convenio.fin_original"],
        valor=lambda c: c.fin_original,
    ),
    Campo(
        clave="fin_vigente",
        titulo=_l("Fin vigente"),
        por_que=PLAZO,
        sale_de=["Convenio.fin_vigente"],
        valor=lambda c: c.fin_vigente,
    ),
    Campo(
        clave="es_indefinido",
        titulo=_l("Plazo indefinido"),
        por_que=PLAZO,
        sale_de=["Convenio.es_indefinido"],
        valor=lambda c: c.es_indefinido,
    ),
    Campo(
        clave="concluido_el",
        titulo=_l("Concluido el"),
        por_que=PLAZO,
        sale_de=["Convenio.concluido_el"],
        valor=lambda c: c.concluido_el,
    ),
    Campo(
        clave="publicado_el",
        titulo=_l("Publicado en diario oficial el"),
        por_que=_l("La publicación misma es pública."),
        sale_de=["Convenio.publicado_el"],
        valor=lambda c: c.publicado_el,
        en_lista=False,
    ),
    Campo(
        clave="marco",
        titulo=_l("Convenio marco"),
        por_que=_l("Dice de qué convenio depende, si ese también se publica."),
        sale_de=["Convenio.marco"],
        valor=_marco,
        en_lista=False,
        enlace=_enlace_al_marco,
    ),
    Campo(
        clave="irroga_gasto",
        titulo=_l("Irroga gasto"),
        por_que=FONDOS,
        sale_de=["Convenio.irroga_gasto"],
        valor=lambda c: c.irroga_gasto,
        en_lista=False,
    ),
    Campo(
        clave="aportes",
        titulo=_l("Aportes"),
        por_que=FONDOS,
        sale_de=[
            "Aporte.institucion",
            "Aporte.anio",
            "Aporte.fuente",
            "Aporte.monto",
            "Aporte.moneda",
            "Aporte.es_valorizado",
        ],
        valor=_aportes,
        en_lista=False,
    ),
    Campo(
        clave="adendas",
        titulo=_l("Adendas"),
        por_que=_l("Cambian lo que se publica del convenio. Salen solo las suscritas."),
        sale_de=[
            "Adenda.ordinal",
            "Adenda.clases",
            "Adenda.suscrito_el",
            "Adenda.efecto_desde",
            "Adenda.fin_nuevo",
            "Adenda.es_regularizacion",
            "Adenda.base_legal",
        ],
        valor=_adendas,
        en_lista=False,
    ),
    Campo(
        clave="firmas",
        titulo=_l("Quién firmó"),
        por_que=_l(
            "Qué cargo obligó a cada parte y cuándo. El nombre de la persona no sale: basta el cargo."
        ),
        sale_de=["Aprobacion.institucion", "Aprobacion.puesto", "Aprobacion.fecha_hecho", "Puesto.nombre"],
        valor=_firmas,
        en_lista=False,
    ),
)

PARA_CALCULAR = frozenset(
    {
        "Expediente.zona_horaria",
        "Expediente.pais_de_reglas",
        "Convenio.expediente",
        "Convenio.version",
        "Participacion.expediente",
        "NumeroDeConvenio.convenio",
        "Adenda.convenio",
        "Aporte.version",
    }
)
"""Columns that are read to tie rows together or to know what day it is; they do not leave."""


@dataclass(frozen=True, kw_only=True)
class QuedaDentro:
    """Something that is not published of the models of which something is."""

    que: Any
    por_que: Any
    columnas: Sequence[str]
    """By model: «Convenio: causa»."""

    def nombres(self) -> Iterator[str]:
        """Its columns by the names that `Campo.sale_de` gives them."""
        for linea in self.columnas:
            modelo, _corte, columnas = linea.partition(": ")
            yield from (f"{modelo}.{columna}" for columna in columnas.split())


QUEDAN_DENTRO: Sequence[QuedaDentro] = (
    QuedaDentro(
        que=_l("Quién opinó, aprobó o dio su visto bueno, cuándo y cómo; las adendas que no están suscritas"),
        por_que=_l(
            "Es del proceso de decidir, no de lo decidido: Ley 27806, artículo 17, inciso 1; Ley 20.285, artículo 21, "
            "número 1, letra b; Ley 1712, artículo 19, parágrafo."
        ),
        columnas=[
            "Convenio: aprobado_el",
            "Adenda: aprobado_el estado parte_nueva",
            "Aprobacion: clase materia es_favorable suple_a visibilidad metodo ratifica",
            "Participacion: desde",
        ],
    ),
    QuedaDentro(
        que=_l("El nombre de las personas"),
        por_que=_l("Son datos personales: Ley 27806, artículo 17, inciso 5; Ley 1712, artículo 18."),
        columnas=["Aprobacion: persona"],
    ),
    QuedaDentro(
        que=_l("La descripción de los aportes, el objeto de las adendas y el acto que lo puso en vigor"),
        por_que=_l("Es texto libre que puede nombrar a personas o tratar de lo que es de una sola parte."),
        columnas=[
            "Aporte: descripcion",
            "Adenda: objeto",
            "Convenio: acto_de_vigor",
            "Puesto: unidad",
        ],
    ),
    QuedaDentro(
        que=_l("La causa del término"),
        por_que=_l("Puede atribuir una falta a una parte, que no ha sido oída en público."),
        columnas=["Convenio: causa"],
    ),
    QuedaDentro(
        que=_l("Identificación fiscal, domicilio y demás datos de las instituciones"),
        por_que=_l("No son del convenio: los dan los registros de contribuyentes y sus directorios."),
        columnas=["Institucion: id_fiscal domicilio region tipo madre esta_activa"],
    ),
    QuedaDentro(
        que=_l("Notificación, acuse, cierre, informe final y fecha de registro"),
        por_que=_l("Son trámites entre las partes, que no cambian desde cuándo ni hasta cuándo rige."),
        columnas=[
            "Convenio: notificado_el acusado_el cerrado_el informe_final",
            "NumeroDeConvenio: anio correlativo fecha",
            "Adenda: efecto_hasta irroga_gasto fin_anterior",
        ],
    ),
    QuedaDentro(
        que=_l("El código del expediente y cuándo se movió"),
        por_que=_l(
            "Son del funcionamiento del sistema: dichos afuera, dejarían contar o deducir lo que no se publica."
        ),
        columnas=[
            "Expediente: id cadena lecturas asiento flujo_version codigo tipo estado abierto_el movido_at",
            "Expediente: entro_con texto_buscable busqueda",
            "Convenio: id asiento flujo_version contenido_hash",
            "Adenda: id asiento flujo_version contenido_hash version",
            "Institucion: id cadena lecturas orden zona_horaria",
            "Participacion: id",
            "NumeroDeConvenio: id asiento",
            "Aporte: id",
            "Aprobacion: id asiento expediente modelo objeto hash_contenido documento_sha256",
            "Puesto: id institucion esta_activo",
        ],
    ),
)
"""What stays inside, in words and by its columns, and why."""


def columnas_de(*modelos: str, prefijo: str = "") -> Iterator[str]:
    """The columns of these models that are declared to leave, or to be read for what leaves, as names for `only`."""
    declaradas = {columna for campo in CAMPOS for columna in campo.sale_de} | PARA_CALCULAR
    for columna in sorted(declaradas):
        modelo, _punto, nombre = columna.partition(".")
        if modelo in modelos:
            yield f"{prefijo}{nombre}"


def en_texto(valor: Valor) -> str:
    """A value as a cell of a file has it."""
    if valor is None:
        return ""
    if isinstance(valor, bool):
        return _("Sí") if valor else _("No")
    if isinstance(valor, dt.date):
        return valor.isoformat()
    return valor if isinstance(valor, str) else "; ".join(valor)


def a_la_vista(valor: Valor) -> str:
    """A value as a sentence of a page has it."""
    return _dia(valor) if isinstance(valor, dt.date) else en_texto(valor)


def _dia(fecha: dt.date) -> str:
    return date_format(fecha, "j b Y")
