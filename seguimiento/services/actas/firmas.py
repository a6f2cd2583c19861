"""Who signs an acta, the paper on which it is signed, and each signature (TUO of Law 27444, art. 113)."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from documentos.models import Papel
from documentos.services import papel_de_la_ronda, pedir_papel
from documentos.services.firmas.archivo import fechar
from expedientes.models import Aprobacion, Clase
from expedientes.services import pronunciarse
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, TransicionNoDeclarada
from flujo.services import acto_repetido, asentar_acto, bloquear, perform, releer
from flujo.transaccion import en_transaccion
from seguimiento.conditions.actas import sin_firmar
from seguimiento.models import Acta, CalidadDeFirma, EstadoDeActa, FirmanteDeActa, Voto
from seguimiento.permissions import DE_LA_SESION, FIRMANTES, SECRETARIA
from seguimiento.plazos import actas as plazos
from seguimiento.quorum import Sentido

PAPEL = "acta"
"""The kind of paper that an acta is signed on."""
PEDIR = "pedir_firma"


@en_transaccion
def pedir_firma(acta: Acta, *, acto: Acto) -> FirmanteDeActa:
    """Ask to sign it, as a member who attended, while it circulates or once it is approved.

    Asking again changes nothing. Raises SinPermiso, TransicionNoDeclarada, DatosInvalidos for who was not there.
    """
    actual = releer(acta, bloquear(acta))
    if actual.estado not in (EstadoDeActa.CIRCULADA, EstadoDeActa.OBSERVADA, EstadoDeActa.APROBADA):
        raise TransicionNoDeclarada(_("Se pide firmar un acta desde que circula hasta que se envía a firma."))
    capacidad = DE_LA_SESION.capacidad(actual, acto)
    puestos = {acto.puesto_id or capacidad.puesto_id, capacidad.puesto_suplido_id}
    de = acto.institucion_id or capacidad.institucion_id
    presentes = {e.miembro_id for e in actual.sesion.estancias()}
    miembro = next(
        (
            m
            for m in actual.sesion.miembros()
            if m.puesto_id in puestos and m.pk in presentes and m.institucion_id == de
        ),
        None,
    )
    if miembro is None:
        raise DatosInvalidos(_("La firma quien asistió a la sesión como miembro."))
    if previo := FirmanteDeActa.objects.filter(acta=actual, miembro=miembro).first():
        return previo
    if not acto_repetido(actual, actual.expediente, PEDIR, acto):
        asentar_acto(actual, PEDIR, acto=acto, capacidad=capacidad, datos={"miembro": miembro.pk})
    return FirmanteDeActa.objects.create(
        acta=actual,
        miembro=miembro,
        calidad=CalidadDeFirma.A_PEDIDO,
        nombre=_nombres(actual).get(miembro.pk, ""),
    )


def quienes_firmarian(acta: Acta) -> Mapping[int, str]:
    """Who signs it if it were sent now, by member, and why: who presided, who kept it, who voted otherwise and said
    why, who asked."""
    firman: dict[int, str] = {}
    sesion = acta.sesion
    if sesion.preside_id:
        firman[sesion.preside_id] = CalidadDeFirma.PRESIDENCIA
    if sesion.secretaria_id:
        firman.setdefault(sesion.secretaria_id, CalidadDeFirma.SECRETARIA)
    singulares = Voto.objects.filter(acuerdo__acta=acta, acuerdo__parrafo__retirado=False).exclude(
        sentido=Sentido.A_FAVOR
    )
    for miembro in singulares.exclude(fundamento="").order_by("pk").values_list("miembro_id", flat=True):
        firman.setdefault(miembro, CalidadDeFirma.EN_DISENSO)
    pedidas = acta.firmantes.filter(calidad=CalidadDeFirma.A_PEDIDO).order_by("pk")
    for miembro in pedidas.values_list("miembro_id", flat=True):
        firman.setdefault(miembro, CalidadDeFirma.A_PEDIDO)
    return firman


@en_transaccion
def enviar_a_firma(acta: Acta, *, acto: Acto) -> Acta:
    """Fix who signs it, and have its paper composed with a place for each. Raises what `perform` raises."""
    actual = releer(acta, bloquear(acta))
    if acto_repetido(actual, actual.expediente, "enviar_a_firma", acto):
        return actual
    SECRETARIA.capacidad(actual, acto)
    if actual.estado != EstadoDeActa.APROBADA:
        raise TransicionNoDeclarada(_("Se envía a firma un acta aprobada."))
    nombres = _nombres(actual)
    for miembro, calidad in quienes_firmarian(actual).items():
        FirmanteDeActa.objects.update_or_create(
            acta=actual, miembro_id=miembro, defaults={"calidad": calidad, "nombre": nombres.get(miembro, "")}
        )
    enviada = perform(actual, "enviar_a_firma", acto=acto.con(hash_mostrado=None)).objeto
    pedir_papel(enviada, PAPEL, acto=Acto(registra=None))
    return enviada


def _nombres(acta: Acta) -> Mapping[int, str]:
    """The person by which each member attended."""
    filas = acta.sesion.asistencias.filter(miembro__isnull=False).order_by("pk")
    return dict(filas.values_list("miembro_id", "nombre"))


@en_transaccion
def firmar(acta: Acta, *, acto: Acto) -> Aprobacion:
    """Sign, by the post of one of those who sign, the acta that was shown; with the last signature it is signed.

    Called by the paper's engine, whichever the route. Raises SinPermiso, TextoCambiado, TransicionNoDeclarada.
    """
    actual = releer(acta, bloquear(acta))
    if actual.estado != EstadoDeActa.EN_FIRMA:
        raise TransicionNoDeclarada(_("El acta no espera firmas."))
    firma = pronunciarse(actual, Clase.FIRMA, permiso=FIRMANTES, acto=acto)
    plazos.cumplir_de(actual, (firma.puesto_id, firma.suple_a_id), plazos.POR_FIRMAR)
    if not sin_firmar(actual):
        dar_por_firmada(actual, acto=acto.con(clave=None))
    return firma


@en_transaccion
def dar_por_firmada(acta: Acta, *, acto: Acto) -> Acta:
    """All who sign it did, or whose signature is missing is of a party no longer: its paper is dated for the archive.

    Raises what `perform` raises.
    """
    hecho = perform(acta, "dar_por_firmada", acto=acto).objeto
    papel = papel_de_la_ronda(hecho, PAPEL)
    if papel is not None and papel.esta_compuesto:
        fechar(papel)
    return hecho


def papel_firmado(acta: Acta) -> Papel | None:
    """The paper that was signed: the one original. None before it is signed."""
    if acta.estado in (
        EstadoDeActa.BORRADOR,
        EstadoDeActa.CIRCULADA,
        EstadoDeActa.OBSERVADA,
        EstadoDeActa.APROBADA,
    ):
        return None
    return papel_de_la_ronda(acta, PAPEL)


def exigir_papel_firmado(acta: Acta) -> Papel:
    """Raises CondicionesIncumplidas when there is none with its file."""
    papel = papel_firmado(acta)
    if papel is None or not papel.esta_compuesto:
        raise CondicionesIncumplidas(_("No se encuentra el papel firmado del acta."))
    return papel
