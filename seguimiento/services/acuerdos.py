"""What an agreement of an acta does: chosen before it is voted, bound to what was shown, done once it may be."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import IntegrityError, models
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from convenios.models import Causal
from expedientes.services import dejar_ir
from flujo.acto import Acto
from flujo.errors import (
    CondicionesIncumplidas,
    DatosInvalidos,
    Negativa,
    TextoCambiado,
    TransicionNoDeclarada,
)
from flujo.services import acto_repetido, asentar_acto, bloquear, perform, releer
from flujo.transaccion import en_transaccion
from planes import services as planes
from planes.permissions import PorAcuerdo, quien_registra
from seguimiento.acuerdos import SOBRE_SU_CONTENIDO, por_ejecutar
from seguimiento.models import CAMPOS_DE_OBJETO, OBJETOS, Acta, Acuerdo, Efecto, EstadoDeActa
from seguimiento.permissions import SECRETARIA
from seguimiento.services.actas.aprobacion import aprobar_en_sesion

FIJAR, EJECUTAR = "fijar_efecto", "ejecutar_acuerdo"
CON_HASH = SOBRE_SU_CONTENIDO | {Efecto.APROBAR_ACTA.value, Efecto.RECTIFICAR_ACTA.value}
"""Effects on something that has a content."""


def hash_de(acta: Acta, efecto: str, objeto: Any) -> str:
    """The hash to which that effect on that thing binds; empty where there is no content, and for the acta itself."""
    if efecto not in CON_HASH or objeto is None or objeto == acta:
        return ""
    return objeto.hash_de_contenido() or ""


@en_transaccion
def fijar_efecto(
    acuerdo: Acuerdo,
    efecto: str,
    objeto: models.Model | None = None,
    *,
    acto: Acto,
    hash_mostrado: str = "",
    es_inmediato: bool = False,
) -> Acuerdo:
    """Say what an agreement does and on what, before it is voted: what is voted on is what was shown.

    Raises SinPermiso, TransicionNoDeclarada once the acta circulates, CondicionesIncumplidas once it was voted,
    TextoCambiado when the thing is no longer as shown, DatosInvalidos for what is not of this case file.
    """
    raiz = bloquear(acuerdo.acta)
    acta = releer(acuerdo.acta, raiz)
    actual = acta.acuerdos.select_related("parrafo").get(pk=acuerdo.pk)
    actual.acta = acta
    if acto_repetido(acta, raiz, FIJAR, acto):
        return actual
    capacidad = SECRETARIA.capacidad(acta, acto)
    if not acta.se_escribe:
        raise TransicionNoDeclarada(_("El acta ya circuló: lo que hacen sus acuerdos no cambia."))
    if actual.votado_at:
        raise CondicionesIncumplidas(
            _(
                "Ese acuerdo ya se votó. Para que haga otra cosa, quite su votación, cámbielo y voten otra vez."
            )
        )
    campo = _campo(efecto, objeto)
    if objeto is not None:
        _exigir_del_caso(acta, efecto, objeto)
        if hash_de(acta, efecto, objeto) != hash_mostrado:
            raise TextoCambiado
    for uno in CAMPOS_DE_OBJETO:
        setattr(actual, uno, objeto if uno == campo else None)
    actual.efecto, actual.es_inmediato = efecto, es_inmediato
    actual.hash_del_objeto = hash_mostrado if objeto is not None else ""
    actual.save()
    asentar_acto(
        acta,
        FIJAR,
        acto=acto.con(hash_mostrado=None),
        capacidad=capacidad,
        datos={
            "acuerdo": actual.pk,
            "efecto": str(efecto),
            "objeto": objeto.pk if objeto else None,
            "hash_del_objeto": actual.hash_del_objeto,
            "inmediato": es_inmediato,
        },
    )
    return actual


def _campo(efecto: str, objeto: models.Model | None) -> str:
    if efecto not in Efecto.values:
        raise DatosInvalidos(_("Elija qué hace el acuerdo."))
    campo = OBJETOS.get(Efecto(efecto), "")
    if bool(campo) != (objeto is not None):
        raise DatosInvalidos(_("Elija sobre qué tiene efecto el acuerdo."))
    if objeto is not None and Acuerdo._meta.get_field(campo).related_model is not type(objeto):
        raise DatosInvalidos(_("Ese efecto no es sobre eso."))
    return campo


def _exigir_del_caso(acta: Acta, efecto: str, objeto: Any) -> None:
    if objeto.raiz().pk != acta.expediente_id:
        raise DatosInvalidos(_("Un acuerdo tiene efecto sobre lo que es de su mismo expediente."))
    if not isinstance(objeto, Acta):
        return
    if objeto.organo_id != acta.organo_id:
        raise DatosInvalidos(_("Un órgano aprueba y rectifica sus propias actas."))
    if efecto == Efecto.APROBAR_ACTA and objeto.pk != acta.pk and objeto.estado != EstadoDeActa.CIRCULADA:
        raise DatosInvalidos(
            _("Circule primero esa acta: se aprueba la versión que los miembros tienen delante.")
        )
    if efecto == Efecto.RECTIFICAR_ACTA and (objeto.pk == acta.pk or not objeto.esta_aprobada):
        raise DatosInvalidos(_("Se rectifica un acta ya aprobada, por un acuerdo de otra posterior."))


@en_transaccion
def ejecutar_acuerdo(acuerdo: Acuerdo, *, acto: Acto) -> Acuerdo:
    """Do what an agreement says, once. Raises SinPermiso, CondicionesIncumplidas while it may not be executed or when
    what was voted on has changed, and what the step itself raises."""
    raiz = bloquear(acuerdo.acta)
    acta = releer(acuerdo.acta, raiz)
    actual = _leer(acta, acuerdo.pk)
    if actual.ejecutado_el:
        return actual
    SECRETARIA.capacidad(acta, acto)
    return _ejecutar(actual, acto)


def ejecutar_los_que_se_pueda(acta: Acta, *, acto: Acto) -> list[Acuerdo]:
    """Do what the agreements of an acta say, each by itself: what cannot be done says why, and stops nothing.

    The caller holds the lock of the case file, and has approved the acta or recorded the vote by the same act.
    """
    pendientes = (
        acta.acuerdos.filter(por_ejecutar()).order_by("parrafo__orden", "pk").values_list("pk", flat=True)
    )
    return [_intentar(_leer(acta, pk), acto) for pk in list(pendientes)]


def _leer(acta: Acta, pk: int) -> Acuerdo:
    acuerdo = acta.acuerdos.select_related("parrafo", *CAMPOS_DE_OBJETO).get(pk=pk)
    acuerdo.acta = acta
    return acuerdo


def _intentar(acuerdo: Acuerdo, acto: Acto) -> Acuerdo:
    hacer = en_transaccion(_ejecutar)
    try:
        return hacer(acuerdo, acto)
    except Negativa as negativa:
        razon = " ".join(negativa.frases)
    except IntegrityError:
        razon = _("Lo que dice no se puede registrar como está. Revíselo y vuelva a intentarlo.")
    acuerdo.acta.expediente.memoria = None
    acuerdo.impedimento = razon
    Acuerdo.objects.filter(pk=acuerdo.pk).update(impedimento=razon)
    return acuerdo


def _ejecutar(acuerdo: Acuerdo, acto: Acto) -> Acuerdo:
    if not acuerdo.es_ejecutable or acuerdo.efecto not in EFECTOS:
        raise CondicionesIncumplidas(
            _("Ese acuerdo no se puede ejecutar todavía, o no hace nada por sí mismo.")
        )
    objeto: Any = acuerdo.objeto
    if hash_de(acuerdo.acta, acuerdo.efecto, objeto) != acuerdo.hash_del_objeto:
        raise CondicionesIncumplidas(
            _(
                "Lo que se votó ya no es lo que hay: cambió después. "
                "Hace falta un nuevo acuerdo sobre lo que ahora dice."
            )
        )
    suyo = Acto(registra=acto.registra, hash_mostrado=acuerdo.hash_del_objeto or None)
    asiento = EFECTOS[Efecto(acuerdo.efecto)](acuerdo, objeto, suyo)
    acuerdo.refresh_from_db(fields=["ejecutado_el", "ejecutado_en"])
    if acuerdo.ejecutado_el is None:
        acuerdo.ejecutado_el, acuerdo.ejecutado_en, acuerdo.impedimento = asiento.fecha_hecho, asiento, ""
        acuerdo.save(update_fields=["ejecutado_el", "ejecutado_en", "impedimento"])
    return acuerdo


def _motivo(acuerdo: Acuerdo) -> str:
    """The words of the agreement, and where they stand."""
    return f"{acuerdo.acta}: {acuerdo.parrafo.texto}"[:2000]


def _verificar(acuerdo: Acuerdo, objeto: Any, acto: Acto) -> Asiento:
    return planes.verificar_por_acuerdo(objeto, acto=acto, motivo=_motivo(acuerdo)).asiento


def _cancelar_accion(acuerdo: Acuerdo, objeto: Any, acto: Acto) -> Asiento:
    return perform(objeto, "cancelar", acto=acto, motivo=_motivo(acuerdo)).asiento


def _cancelar_compromiso(acuerdo: Acuerdo, objeto: Any, acto: Acto) -> Asiento:
    return perform(objeto, "cancelar", acto=acto, motivo=_motivo(acuerdo), acta=acuerdo.acta).asiento


def _separar(acuerdo: Acuerdo, objeto: Any, acto: Acto) -> Asiento:
    """The party is gone from the day after; a notice of its leaving that stood has done its work."""
    raiz = acuerdo.acta.expediente
    capacidad = PorAcuerdo(que="separar").capacidad(objeto, acto)
    avisos = Causal.objects.en_pie().filter(
        convenio__expediente=raiz, causa="separacion", institucion=objeto.institucion_id
    )
    avisos.update(cumplida_el=raiz.hoy())
    return dejar_ir(
        objeto,
        hasta=raiz.hoy(),
        acto=acto,
        capacidad=capacidad,
        datos={"acta": acuerdo.acta_id, "acuerdo": acuerdo.pk},
    )


def _aprobar_acta(acuerdo: Acuerdo, objeto: Any, acto: Acto) -> Asiento:
    return aprobar_en_sesion(objeto, acto=acto).asiento


def _rectificar(acuerdo: Acuerdo, objeto: Any, acto: Acto) -> Asiento:
    """Nothing of the acta changes: from here on it says which one rectifies it, and how."""
    return asentar_acto(
        objeto,
        "rectificar",
        acto=acto,
        capacidad=quien_registra(acuerdo.acta.expediente, acto),
        datos={"por_acta": acuerdo.acta_id, "acuerdo": acuerdo.pk, "texto": acuerdo.parrafo.texto},
    )


EFECTOS: Mapping[str, Callable[[Acuerdo, Any, Acto], Asiento]] = {
    Efecto.APROBAR_PLAN: lambda _acuerdo, objeto, acto: planes.aprobar_por_acuerdo(objeto, acto=acto),
    Efecto.REPROGRAMAR: lambda _acuerdo, objeto, acto: planes.aprobar_reprogramacion_por_acuerdo(
        objeto, acto=acto
    ),
    Efecto.VERIFICAR_ACCION: _verificar,
    Efecto.CANCELAR_ACCION: _cancelar_accion,
    Efecto.CANCELAR_COMPROMISO: _cancelar_compromiso,
    Efecto.SEPARAR_PARTE: _separar,
    Efecto.APROBAR_ACTA: _aprobar_acta,
    Efecto.RECTIFICAR_ACTA: _rectificar,
}
"""What each effect does; the log row of it comes back."""
