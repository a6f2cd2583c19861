"""Commitments, attendance and points as people type them in a meeting: one for each line, read without guessing.

«Enviar la propuesta @Gerencia de FECRECOOP 30/09» is what will be done, after the @ who will do it, and at the end by
when. What cannot be read is said in words, with where it stands: the line of a meeting, the place of an acta.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from expedientes.facultades import partes_vigentes
from expedientes.oficinas import oficinas_de
from instituciones.models import Institucion, Puesto
from instituciones.orden import clave_de_orden

if TYPE_CHECKING:
    from seguimiento.models import Acta, Parrafo, Reunion, Sesion

MESES = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)
NOMBRES_DE_MESES = "|".join([*MESES, "setiembre", "sept", "set", *(mes[:3] for mes in MESES)])
SIN_FECHA = re.compile(r"[\s,;]+sin\s+fecha\.?$", re.IGNORECASE)
FECHA = re.compile(
    r"[\s,;]+(?:el\s+|para\s+el\s+|hasta\s+el\s+|antes\s+del\s+)?(?:"
    r"(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
    r"|(?P<dia>\d{1,2})[/.-](?P<mes>\d{1,2})(?:[/.-](?P<ano>\d{4}|\d{2}))?"
    rf"|(?P<d>\d{{1,2}})\s+(?:de\s+)?(?P<nombre>{NOMBRES_DE_MESES})\.?(?:\s+(?:de\s+|del\s+)?(?P<a>\d{{4}}))?"
    r")\.?$",
    re.IGNORECASE,
)
MAXIMO_DE_LINEAS = 60


@dataclass(frozen=True, kw_only=True)
class Linea:
    """One commitment as it was typed and as it was understood; `errores` says in words what was not."""

    n: int
    texto: str
    institucion: Institucion | None = None
    puesto: Puesto | None = None
    responsable: str = ""
    vence: dt.date | None = None
    errores: Sequence[str] = ()

    @property
    def quien(self) -> str:
        de = self.puesto.nombre if self.puesto else self.responsable
        return " · ".join(str(parte) for parte in (de, self.institucion) if parte)

    @property
    def es_de_un_tercero(self) -> bool:
        """Whether whoever will do it is no party of the case file: to be looked at twice before closing."""
        return not self.errores and self.institucion is None


@dataclass(frozen=True, kw_only=True)
class Presente:
    """Somebody who was there, as typed: «María Pérez, gerenta, FECRECOOP»."""

    nombre: str
    cargo: str = ""
    de: str = ""
    institucion: Institucion | None = None


@dataclass(frozen=True, kw_only=True)
class Tratado:
    """A point, and what was said of it."""

    titulo: str
    dicho: str = ""


@dataclass
class Conocidos:
    """The parties of a case file and the posts designated in it, by the names that people use for them."""

    partes: Mapping[str, Institucion]
    puestos: Sequence[Puesto] = field(default_factory=list)

    @classmethod
    def de(cls, expediente: Any) -> "Conocidos":
        instituciones = [p.institucion for p in partes_vigentes(expediente).values()]
        designados = {o.puesto_id for o in oficinas_de(expediente)}
        return cls(
            partes={
                clave_de_orden(nombre): i for i in instituciones for nombre in (i.nombre, i.sigla) if nombre
            },
            puestos=list(
                Puesto.objects.filter(institucion__in=instituciones, esta_activo=True)
                .filter(pk__in=designados)
                .select_related("institucion")
            ),
        )

    def parte(self, nombre: str) -> Institucion | None:
        return self.partes.get(clave_de_orden(" ".join(nombre.split())))

    def responsable(self, escrito: str) -> tuple[Institucion | None, Puesto | None, str]:
        """The party, its post, and what is left in words of whoever somebody named after the @."""
        escrito = " ".join(escrito.split()).strip(" .,;")
        if parte := self.parte(escrito):
            return parte, None, ""
        if puesto := self._puesto(escrito):
            return puesto.institucion, puesto, ""
        for corte in (", ", " · ", " de la ", " del ", " de "):
            cargo, separado, donde = escrito.rpartition(corte)
            if separado and (parte := self.parte(donde)):
                puesto = self._puesto(cargo, parte)
                return parte, puesto, "" if puesto else cargo.strip(" .,;")
        return None, None, escrito

    def _puesto(self, nombre: str, de: Institucion | None = None) -> Puesto | None:
        """The one post of that name; two of the same name in two parties are told apart by saying whose."""
        clave = clave_de_orden(" ".join(nombre.split()))
        suyos = [p for p in self.puestos if clave_de_orden(p.nombre) == clave and de in (None, p.institucion)]
        return suyos[0] if len(suyos) == 1 else None


def leer_compromisos(reunion: "Reunion", texto: str | None = None) -> list[Linea]:
    """The commitments of a meeting's lines (those of its draft, unless `texto` is given), in their order."""
    escritas = [
        (n, linea.strip().strip(" \t-•*"))
        for n, linea in enumerate((reunion.lineas if texto is None else texto).splitlines(), 1)
    ]
    escritas = [(n, linea) for n, linea in escritas if linea]
    conocidos = Conocidos.de(reunion.expediente) if escritas else Conocidos(partes={})
    return [
        _leer(n, linea, conocidos, desde=reunion.fecha, donde=_("Línea %(n)s") % {"n": n})
        for n, linea in escritas
    ]


def leer_compromisos_de(acta: "Acta") -> list[Linea]:
    """The commitments of an acta, one for each paragraph that is one, in their order."""
    filas = acta.parrafos.filter(clase="compromiso", retirado=False).exclude(texto="")
    parrafos = list(filas.select_related("punto"))
    conocidos = Conocidos.de(acta.expediente) if parrafos else Conocidos(partes={})
    return [leer_parrafo(acta, parrafo, conocidos, n=n) for n, parrafo in enumerate(parrafos, 1)]


def leer_parrafo(acta: "Acta", parrafo: "Parrafo", conocidos: Conocidos, *, n: int) -> Linea:
    """The commitment that a paragraph of an acta is; what is not understood says where in the acta it stands."""
    linea = " ".join(parrafo.texto.split())
    lugar = str(parrafo.punto) if parrafo.punto else str(parrafo.get_lugar_display())
    donde = _("En «%(lugar)s», «%(linea)s»") % {"lugar": lugar, "linea": Truncator(linea).chars(60)}
    return _leer(n, linea, conocidos, desde=acta.sesion.fecha, donde=donde)


def leer_compromiso_de(acta: "Acta", texto: str, conocidos: Conocidos) -> Linea:
    """One commitment of an acta as it is being typed."""
    return _leer(1, " ".join(texto.split()), conocidos, desde=acta.sesion.fecha)


def _leer(n: int, linea: str, conocidos: Conocidos, *, desde: dt.date, donde: str = "") -> Linea:
    leida = _entender(n, linea, conocidos, desde=desde)
    return (
        replace(leida, errores=[f"{donde}: {e[:1].lower()}{e[1:]}" for e in leida.errores])
        if donde
        else leida
    )


def _entender(n: int, linea: str, conocidos: Conocidos, *, desde: dt.date) -> Linea:
    que, arroba, resto = linea.rpartition("@")
    if not arroba:
        return Linea(
            n=n,
            texto=linea,
            errores=[
                _("Falta quién. Escriba @ y el puesto o la institución: «%(linea)s @FECRECOOP 30/09».")
                % {"linea": linea[:60]}
            ],
        )
    errores: list[str] = []
    quien, vence = _partir_fecha(f" {resto.strip()}", desde, errores)
    que, quien = " ".join(que.split()).strip(" .,;:"), quien.strip(" .,;")
    if not que:
        errores.append(_("Falta qué se hará, antes de la @."))
    if not quien:
        errores.append(_("Falta quién, después de la @."))
    if len(que) > 1000 or len(quien) > 200:
        errores.append(_("Es demasiado largo. Divídalo en dos."))
    institucion, puesto, responsable = conocidos.responsable(quien)
    return Linea(
        n=n,
        texto=que,
        institucion=institucion,
        puesto=puesto,
        responsable=responsable,
        vence=vence,
        errores=errores,
    )


def _partir_fecha(resto: str, desde: dt.date, errores: list[str]) -> tuple[str, dt.date | None]:
    """Who, and by when: a date in any of three notations, or «sin fecha»; nothing said is not the same."""
    if SIN_FECHA.search(resto):
        return SIN_FECHA.sub("", resto), None
    hallada = FECHA.search(resto)
    if hallada is None:
        errores.append(
            _("Falta hasta cuándo. Termine con la fecha («30/09», «30 de septiembre») o con «sin fecha».")
        )
        return resto, None
    quien, escrita = resto[: hallada.start()], hallada.group().strip(" ,;.")
    try:
        vence = _fecha(hallada, desde)
    except ValueError:
        errores.append(_("«%(fecha)s» no es un día del calendario.") % {"fecha": escrita})
        return quien, None
    if vence < desde:
        errores.append(_("«%(fecha)s» es anterior a la reunión. Revise el año.") % {"fecha": escrita})
    if vence.year > desde.year + 20:
        errores.append(_("Revise el año de «%(fecha)s».") % {"fecha": escrita})
    return quien, vence


def _fecha(hallada: re.Match[str], desde: dt.date) -> dt.date:
    """The day that was written; without a year, the first such day from the meeting on. Raises ValueError."""
    if iso := hallada["iso"]:
        ano, mes, dia = map(int, iso.split("-"))
        return dt.date(ano, mes, dia)
    dia = int(hallada["dia"] or hallada["d"])
    mes = int(hallada["mes"]) if hallada["mes"] else _mes(hallada["nombre"])
    escrito = hallada["ano"] or hallada["a"]
    if escrito:
        return dt.date(int(escrito) + (2000 if len(escrito) == 2 else 0), mes, dia)
    for ano in range(desde.year, desde.year + 9):
        try:
            if (fecha := dt.date(ano, mes, dia)) >= desde:
                return fecha
        except ValueError:
            if (mes, dia) != (2, 29):
                raise
    raise ValueError


def _mes(nombre: str) -> int:
    """The month of a name or of its beginning: «sep», «set» and «setiembre» are one. Raises ValueError."""
    clave = clave_de_orden(nombre).replace("setiembre", "septiembre")
    clave = "sep" if clave in ("set", "sept") else clave
    for n, mes in enumerate(MESES, 1):
        if clave in (mes, mes[:3]):
            return n
    raise ValueError(nombre)


def leer_asistentes(reunion: "Reunion | Sesion", texto: str) -> list[Presente]:
    """Whoever was there, one for each line: name or post, office, and where from, between commas."""
    lineas = [linea for escrita in texto.splitlines() if (linea := " ".join(escrita.split()).strip(" -•*,"))]
    conocidos = Conocidos.de(reunion.expediente) if lineas else Conocidos(partes={})
    return [_presente(linea, conocidos) for linea in lineas]


def _presente(linea: str, conocidos: Conocidos) -> Presente:
    nombre, *resto = [dicho for trozo in linea.split(",") if (dicho := " ".join(trozo.split()))]
    if resto and (parte := conocidos.parte(resto[-1])):
        return Presente(nombre=nombre, cargo=", ".join(resto[:-1]), institucion=parte)
    if len(resto) < 2:
        return Presente(nombre=nombre, cargo=", ".join(resto))
    return Presente(nombre=nombre, cargo=", ".join(resto[:-1]), de=resto[-1])


def leer_puntos(texto: str) -> list[Tratado]:
    """The points, one for each line; the lines that begin with a hyphen are what was said of the point above.

    What is said before any point makes a point of its own.
    """
    puntos: list[tuple[str, list[str]]] = []
    for escrita in texto.splitlines():
        linea = escrita.strip()
        dicho = linea[:1] in ("-", "•", "*", "–", "—")
        limpia = " ".join(linea.lstrip("-•*–— \t").split())
        if not limpia:
            continue
        if dicho and puntos:
            puntos[-1][1].append(limpia)
        else:
            puntos.append((limpia, []))
    return [Tratado(titulo=titulo, dicho="\n".join(dicho)) for titulo, dicho in puntos]
