"""An acta goes to the members, comes back with what they find wrong in it, and goes again."""

from collections.abc import Collection

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from flujo.acto import Acto
from flujo.errors import DatosInvalidos, TextoCambiado, TransicionNoDeclarada
from flujo.services import (
    acto_repetido,
    asentar_acto,
    bloquear,
    exigir_texto_mostrado,
    perform,
    releer,
    siguiente_id,
)
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import ya_hecho
from seguimiento.acta.contenido import hash_de_lo_escrito
from seguimiento.models import (
    Acta,
    EstadoDeActa,
    FormaDeAprobacion,
    MiembroDeOrgano,
    ObservacionDeActa,
    OrigenDeVersionDeActa,
    Parrafo,
)
from seguimiento.permissions import MIEMBROS, SECRETARIA
from seguimiento.plazos import actas as plazos
from seguimiento.services.actas.puestos import con_su_puesto
from seguimiento.services.actas.versiones import fijar_version
from seguimiento.services.sitios import esperar_a_quienes_escriben

MAXIMO = 4000


@en_transaccion
def circular(
    acta: Acta,
    *,
    acto: Acto,
    comision: Collection[MiembroDeOrgano] = (),
    fuera_de_orden: str = "",
    visto: str = "",
) -> Acta:
    """Freeze what is written and put it before the members, until the days of the rules have run.

    `comision` verifies it where the rules say so; `fuera_de_orden`: why it may be approved before an earlier one;
    `visto`: `hash_de_lo_escrito` as it was shown. Raises TextoCambiado when somebody wrote since, what `perform`
    raises, and DatosInvalidos.
    """
    actual = releer(acta, bloquear(acta))
    if acto_repetido(actual, actual.expediente, "circular", acto):
        return actual
    capacidad = SECRETARIA.capacidad(actual, acto)
    exigir_texto_mostrado(actual, acto, obligatorio=False)
    if not actual.se_escribe:
        raise TransicionNoDeclarada(_("El acta ya circuló."))
    esperar_a_quienes_escriben(actual)
    if visto and visto != hash_de_lo_escrito(actual):
        raise TextoCambiado
    _poner_comision(actual, comision)
    poner_fuera_de_orden(actual, fuera_de_orden)
    fijar_version(actual, origen=OrigenDeVersionDeActa.CIRCULACION, acto=acto, capacidad=capacidad)
    return perform(
        actual,
        "circular",
        acto=acto.con(hash_mostrado=None),
        fecha=actual.expediente.hoy(),
        hasta=plazos.observar_hasta(actual),
    ).objeto


def _poner_comision(acta: Acta, comision: Collection[MiembroDeOrgano]) -> None:
    if acta.reglas.aprobacion != FormaDeAprobacion.POR_COMISION:
        if comision:
            raise DatosInvalidos(_("Las reglas del órgano no aprueban el acta por una comisión."))
        return
    plazas = {m.pk for m in acta.sesion.miembros()}
    if not comision or any(m.pk not in plazas for m in comision):
        raise DatosInvalidos(_("Elija entre los miembros del órgano a quienes verifican el acta."))
    acta.comision.set(comision)


def poner_fuera_de_orden(acta: Acta, motivo: str) -> None:
    """Write why it may be approved before an earlier one, where it is said. The caller holds the lock.

    Raises TransicionNoDeclarada once it is approved.
    """
    if motivo := exigir_legible(_("el motivo"), motivo, maximo=2000):
        if acta.esta_aprobada:
            raise TransicionNoDeclarada(_("El acta ya está aprobada."))
        acta.fuera_de_orden = motivo
        acta.save(update_fields=["fuera_de_orden"])


@en_transaccion
def observar(
    acta: Acta, texto: str, *, acto: Acto, parrafo: Parrafo | None = None, propuesta: str = ""
) -> ObservacionDeActa:
    """Say what is wrong in a paragraph of the version that was shown, or in the acta as a whole, and how it should
    read; the first observation takes the acta back to the secretaría.

    Raises SinPermiso, TextoCambiado, TransicionNoDeclarada when it is not before the members, DatosInvalidos.
    """
    actual = releer(acta, bloquear(acta))
    if hecha := ya_hecho(ObservacionDeActa, actual.expediente, "observar", acto):
        return hecha
    acto = con_su_puesto(actual, acto, actual.organo.miembros_al(actual.expediente.hoy()))
    capacidad = MIEMBROS.capacidad(actual, acto)
    exigir_texto_mostrado(actual, acto, obligatorio=True)
    if actual.estado not in (EstadoDeActa.CIRCULADA, EstadoDeActa.OBSERVADA) or actual.version is None:
        raise TransicionNoDeclarada(_("Un acta se observa mientras circula."))
    if parrafo is not None and (parrafo.acta_id != actual.pk or str(parrafo.clave) not in _claves(actual)):
        raise DatosInvalidos(_("Ese párrafo no está en la versión que circula."))
    texto = exigir_legible(_("la observación"), texto, maximo=MAXIMO)
    propuesta = exigir_legible(_("la redacción que propone"), propuesta, maximo=20000)
    institucion = acto.institucion_id or capacidad.institucion_id
    if not texto or institucion is None:
        raise DatosInvalidos(_("Diga qué debe cambiar."))
    if propuesta and parrafo is None:
        raise DatosInvalidos(_("Diga de qué párrafo es la redacción que propone."))
    observacion = ObservacionDeActa(
        id=siguiente_id(ObservacionDeActa),
        acta=actual,
        version=actual.version,
        parrafo=parrafo,
        institucion_id=institucion,
        puesto_id=acto.puesto_id or capacidad.puesto_id,
        texto=texto,
        propuesta=propuesta,
        hecha_el=acto.fecha_hecho or actual.expediente.hoy(),
    )
    observacion.asiento = asentar_acto(
        observacion,
        "observar",
        acto=acto,
        capacidad=capacidad,
        datos={
            "acta": actual.pk,
            "version": actual.version.n,
            "parrafo": parrafo,
            "texto": texto,
            "nota": propuesta,
        },
    )
    observacion.save(force_insert=True)
    if actual.estado == EstadoDeActa.CIRCULADA:
        perform(actual, "observar", acto=acto.con(clave=None))
    return observacion


def _claves(acta: Acta) -> set[str]:
    version = acta.version
    return {p["clave"] for parte in version.datos["partes"] for p in parte["parrafos"]} if version else set()


@en_transaccion
def resolver_observacion(
    observacion: ObservacionDeActa, *, acepta: bool, acto: Acto, respuesta: str = ""
) -> ObservacionDeActa:
    """Accept it, which puts the wording that it proposes into its paragraph, or say why not; once.

    Raises SinPermiso, TransicionNoDeclarada once the acta circulates again, DatosInvalidos.
    """
    raiz = bloquear(observacion)
    if hecha := ya_hecho(ObservacionDeActa, raiz, "responder", acto):
        return hecha
    actual = ObservacionDeActa.objects.select_related("acta__organo", "acta__sesion", "parrafo").get(
        pk=observacion.pk
    )
    actual.acta.fijar_raiz(raiz)
    capacidad = SECRETARIA.capacidad(actual.acta, acto)
    respuesta = exigir_legible(_("la respuesta"), respuesta, maximo=MAXIMO)
    if actual.respondida_el:
        raise DatosInvalidos(_("Esa observación ya tiene respuesta. Lo respondido no se cambia."))
    if not actual.acta.se_escribe:
        raise TransicionNoDeclarada(_("El acta ya circula otra vez."))
    if not acepta and not respuesta:
        raise DatosInvalidos(_("Diga por qué no se acepta."))
    actual.es_aceptada, actual.respuesta = acepta, respuesta
    actual.respondida_el = acto.fecha_hecho or raiz.hoy()
    actual.save(update_fields=["es_aceptada", "respuesta", "respondida_el"])
    if acepta and actual.propuesta and actual.parrafo_id:
        _aplicar(actual, acto)
    asentar_acto(
        actual,
        "responder",
        acto=acto,
        capacidad=capacidad,
        datos={"acta": actual.acta_id, "aceptada": acepta, "respuesta": respuesta},
    )
    return actual


def _aplicar(observacion: ObservacionDeActa, acto: Acto) -> None:
    """The paragraph reads as was proposed; whoever has it open meets a newer version of it, as with any change."""
    Parrafo.objects.filter(observaciones=observacion.pk).update(
        texto=observacion.propuesta,
        retirado=False,
        version=F("version") + 1,
        escrito_por=acto.registra,
        escrito_at=timezone.now(),
    )
