"""What a party notes of its own contacts: recorded in a moment, shared when it wants to, annulled but never edited."""

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from expedientes.models import Expediente, Gestion, Visibilidad
from expedientes.oficinas import partes_de
from expedientes.permissions import needs
from expedientes.plazos import MAXIMO, abrir_contacto, anular_contacto, cumplir_contactos
from expedientes.services.inscripcion import inscribir
from flujo.acto import Acto, Capacidad
from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from flujo.services import asentar_acto, bloquear
from flujo.textos import exigir_legible, exigir_una_linea
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion
from instituciones.services.escritura import SIN_VALOR_AUN, exigir_valido, ya_hecho

if TYPE_CHECKING:
    from documentos.models import Documento

REGISTRAR, COMPARTIR, ANULAR = "registrar_gestion", "compartir", "anular_gestion"
GENERADOS = ("busqueda",)
"""What the database makes of the rest."""


@en_transaccion
def registrar_gestion(
    expediente: Expediente,
    *,
    medio: str,
    con: Institucion | str,
    resumen: str,
    acto: Acto,
    puntos: str = "",
    numero: str = "",
    referencia: str = "",
    cargo: "Documento | None" = None,
    fecha: dt.date | None = None,
    proximo_contacto: dt.date | None = None,
    visibilidad: str = Visibilidad.INTERNA,
) -> Gestion:
    """Note a contact of the party for which the person acts, its own until shared.

    `con` is a party of the case file, or whoever else in words. `fecha` is when it happened, today unless said; it may
    be earlier than the case file, since a first call usually is. The same act again (same `clave`) gives the same
    gestión. Raises SinPermiso (also in a closed case file) or DatosInvalidos.
    """
    expediente = bloquear(expediente)
    if hecha := ya_hecho(Gestion, expediente, REGISTRAR, acto):
        return hecha
    acto = acto.con(documento=None)
    capacidad = _capacidad(expediente, visibilidad, acto)
    hoy = expediente.hoy()
    gestion = Gestion(
        expediente=expediente,
        institucion=_de_quien(expediente, acto, capacidad),
        visibilidad=visibilidad,
        medio=medio,
        con_institucion=_parte(expediente, con) if isinstance(con, Institucion) else None,
        con="" if isinstance(con, Institucion) else exigir_una_linea(_("con quién"), con, maximo=120),
        resumen=exigir_legible(_("el resumen"), resumen, maximo=2000),
        puntos=exigir_legible(_("la lista de puntos"), puntos, maximo=4000),
        numero=exigir_una_linea(_("el número"), numero, maximo=120),
        referencia=exigir_una_linea(_("la referencia"), referencia, maximo=120),
        cargo=cargo,
        fecha=fecha or hoy,
        registrada_el=hoy,
        registrada_por=acto.registra,
        puesto_id=capacidad.puesto_id,
        proximo_contacto=proximo_contacto,
    )
    _exigir_posible(gestion)
    return _guardar(gestion, acto, capacidad)


def _guardar(gestion: Gestion, acto: Acto, capacidad: Capacidad) -> Gestion:
    inscribir(
        gestion,
        REGISTRAR,
        acto=acto.con(institucion_id=gestion.institucion_id),
        capacidad=capacidad,
        datos={
            "medio": gestion.medio,
            "con_institucion": gestion.con_institucion_id,
            "fecha_de_la_gestion": gestion.fecha,
            "proximo_contacto": gestion.proximo_contacto,
            "cargo": gestion.cargo_id,
            "nota": gestion.resumen,
        },
        excepto=GENERADOS,
        con=gestion.con,
        puntos=gestion.puntos,
        numero=gestion.numero,
        tramite=gestion.referencia,
    )
    cumplir_contactos(gestion)
    abrir_contacto(gestion)
    return gestion


@en_transaccion
def compartir_gestion(gestion: Gestion, *, acto: Acto) -> Gestion:
    """Show a party's own gestión to the others. It cannot be taken back: they may have read it.

    Raises SinPermiso, or CondicionesIncumplidas when it was annulled or its cargo is not shared.
    """
    actual, repetida = _abrir(gestion, COMPARTIR, acto)
    if repetida or actual.visibilidad == Visibilidad.COMPARTIDA:
        return actual
    capacidad = needs("compartir").capacidad(actual, acto.con(institucion_id=actual.institucion_id))
    if actual.anulada_at:
        raise CondicionesIncumplidas(_("Esta gestión se anuló: ya no se comparte."))
    actual.visibilidad = Visibilidad.COMPARTIDA
    if frase := _cargo_que_no_se_vera(actual):
        raise CondicionesIncumplidas(frase)
    asentar_acto(
        actual,
        COMPARTIR,
        acto=acto.con(documento=None, institucion_id=actual.institucion_id),
        capacidad=capacidad,
        datos={"medio": actual.medio, "nota": actual.resumen},
    )
    actual.save(update_fields=["visibilidad"])
    return actual


@en_transaccion
def anular_gestion(gestion: Gestion, *, motivo: str, acto: Acto) -> Gestion:
    """Say that a gestión of one's own party does not count, and why. It stays, crossed out; its next contact is not due
    any more, and what its being recorded had met stays met.

    Raises SinPermiso, DatosInvalidos without a motive, or CondicionesIncumplidas when it was annulled before.
    """
    actual, repetida = _abrir(gestion, ANULAR, acto)
    if repetida:
        return actual
    capacidad = needs("gestionar").capacidad(actual, acto.con(institucion_id=actual.institucion_id))
    if actual.anulada_at:
        raise CondicionesIncumplidas(_("Esta gestión ya estaba anulada."))
    actual.motivo = exigir_una_linea(_("el motivo"), motivo, maximo=300)
    actual.anulada_at = timezone.now()
    exigir_valido(actual, excepto=(*SIN_VALOR_AUN, *GENERADOS))
    asentar_acto(
        actual,
        ANULAR,
        acto=acto.con(documento=None, institucion_id=actual.institucion_id),
        capacidad=capacidad,
        datos={"medio": actual.medio, "motivo": actual.motivo},
    )
    actual.save(update_fields=["anulada_at", "motivo"])
    anular_contacto(actual)
    return actual


def _abrir(gestion: Gestion, accion: str, acto: Acto) -> tuple[Gestion, bool]:
    """The gestión as it is now that its case file is locked, and whether this very act was done before."""
    expediente = bloquear(gestion)
    repetida = ya_hecho(Gestion, expediente, accion, acto) is not None
    actual = Gestion.objects.select_related("cargo", "institucion", "con_institucion").get(pk=gestion.pk)
    actual.expediente = expediente
    return actual, repetida


def _capacidad(expediente: Expediente, visibilidad: str, acto: Acto) -> Capacidad:
    """Sharing it at once takes what sharing it later would."""
    capacidad = needs("gestionar").capacidad(expediente, acto)
    if visibilidad == Visibilidad.COMPARTIDA:
        return needs("compartir").capacidad(expediente, acto.con(institucion_id=capacidad.institucion_id))
    return capacidad


def _de_quien(expediente: Expediente, acto: Acto, capacidad: Capacidad) -> Institucion:
    de = acto.institucion_id or capacidad.institucion_id
    return next(p.institucion for p in partes_de(expediente) if p.institucion_id == de)  # type: ignore[no-any-return]


def _parte(expediente: Expediente, con: Institucion) -> Institucion:
    if con.pk not in {p.institucion_id for p in partes_de(expediente)}:
        raise DatosInvalidos(
            _("%(institucion)s no es parte del expediente: escriba su nombre en «Con quién».")
            % {"institucion": con}
        )
    return con


def _exigir_posible(gestion: Gestion) -> None:
    if frase := _contacto_imposible(gestion) or _cargo_que_no_se_vera(gestion):
        raise DatosInvalidos(frase)


def _contacto_imposible(gestion: Gestion) -> str:
    contacto = gestion.proximo_contacto
    if contacto and contacto < gestion.registrada_el:
        return _("El día del próximo contacto ya pasó. Si ya lo hizo, regístrelo como otra gestión.")
    if contacto and contacto > gestion.registrada_el + MAXIMO:
        return _("Revise el año del próximo contacto: es de aquí a más de dos años.")
    return ""


def _cargo_que_no_se_vera(gestion: Gestion) -> str:
    """Whoever reads the gestión must be able to read its cargo."""
    cargo = gestion.cargo
    if cargo is None:
        return ""
    if cargo.expediente_id != gestion.expediente_id:
        return _("Ese documento es de otro expediente.")
    if cargo.visibilidad == Visibilidad.COMPARTIDA:
        return ""
    if gestion.visibilidad == Visibilidad.COMPARTIDA:
        return _("El cargo «%(titulo)s» es interno: compártalo primero.") % {"titulo": cargo.titulo}
    if cargo.institucion_id != gestion.institucion_id:
        return _("Ese documento es solo de otra institución.")
    return ""
