"""What must be true before the acta of a session moves on."""

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from expedientes.facultades import partes_vigentes
from expedientes.models import Clase
from expedientes.queries import aprobaciones_vigentes
from flujo.declaracion import condition
from seguimiento.lineas import leer_compromisos_de
from seguimiento.quorum import ocupadas, presentes_en, se_adopta

if TYPE_CHECKING:
    from seguimiento.models import Acta, Acuerdo, MiembroDeOrgano


@condition(_("La sesión terminó."))
def sesion_terminada(acta: "Acta") -> bool:
    return bool(acta.sesion.estado == "finalizada")


@condition(_("Dice qué se trató: hay algo escrito en cada punto tratado."))
def hay_algo_escrito(acta: "Acta") -> bool:
    tratados = acta.sesion.puntos.filter(resultado="tratado")
    escritos = acta.parrafos.filter(retirado=False).exclude(texto="").values("punto")
    return acta.parrafos.filter(retirado=False).exclude(texto="").exists() and not (
        tratados.exclude(pk__in=escritos).exists()
    )


def _vigentes(acta: "Acta") -> "list[Acuerdo]":
    filas = acta.acuerdos.filter(parrafo__retirado=False).select_related("parrafo").prefetch_related("votos")
    return list(filas)


def _acuerdos_incompletos(acta: "Acta") -> list[str]:
    faltan = []
    for acuerdo in _vigentes(acta):
        if acuerdo.es_adoptado is None:
            dicho = _t("Falta registrar la votación de «%(texto)s».")
            faltan.append(dicho % {"texto": acuerdo.parrafo.texto[:80]})
        elif not acuerdo.parrafo.texto.strip():
            faltan.append(_t("Hay un acuerdo sin texto."))
    return faltan


@condition(_("Cada acuerdo tiene su texto y su votación."), falta=_acuerdos_incompletos)
def acuerdos_completos(acta: "Acta") -> bool:
    return not _acuerdos_incompletos(acta)


def _votos_sin_sustento(acta: "Acta") -> list[str]:
    faltan = []
    sesion = acta.sesion
    plazas = sesion.plazas()
    for acuerdo in _vigentes(acta):
        if acuerdo.votado_at is None:
            continue
        texto = {"texto": acuerdo.parrafo.texto[:80]}
        presentes = presentes_en(sesion.estancias(), acuerdo.votado_at)
        votos = {voto.plaza_id: voto.sentido for voto in acuerdo.votos.all()}
        quienes = {voto.plaza_id: voto.miembro_id for voto in acuerdo.votos.all()}
        tomadas = ocupadas(plazas, presentes)
        if not sesion.quorum_en(acuerdo.votado_at).hay:
            faltan.append(_t("Cuando se votó «%(texto)s» no había quórum.") % texto)
        elif any(tomadas.get(plaza) != miembro for plaza, miembro in quienes.items()):
            faltan.append(_t("En «%(texto)s» figura el voto de quien no estaba.") % texto)
        elif acuerdo.es_adoptado != se_adopta(
            acta.reglas.decision, plazas, presentes, votos, dirime=acta.reglas.dirime
        ):
            faltan.append(_t("«%(texto)s»: el resultado no es el de sus votos.") % texto)
    return faltan


@condition(
    _("En cada votación había quórum, y votó quien estaba presente."),
    falta=_votos_sin_sustento,
)
def votaron_los_presentes(acta: "Acta") -> bool:
    return not _votos_sin_sustento(acta)


def _lineas_que_no_se_entienden(acta: "Acta") -> list[str]:
    return [error for linea in leer_compromisos_de(acta) for error in linea.errores]


@condition(_("Cada compromiso dice qué, quién y cuándo."), falta=_lineas_que_no_se_entienden)
def compromisos_claros(acta: "Acta") -> bool:
    return not _lineas_que_no_se_entienden(acta)


def _observaciones_abiertas(acta: "Acta") -> list[str]:
    cuantas = acta.observaciones.filter(respondida_el__isnull=True).count()
    return [
        ngettext("Falta por resolver %(n)s observación.", "Faltan por resolver %(n)s observaciones.", cuantas)
        % {"n": cuantas}
    ]


@condition(_("Cada observación se aceptó o se respondió."), falta=_observaciones_abiertas)
def observaciones_resueltas(acta: "Acta") -> bool:
    return not acta.observaciones.filter(respondida_el__isnull=True).exists()


def quienes_aprueban(acta: "Acta") -> "list[MiembroDeOrgano]":
    """The members who may approve it: those who took part, or the commission with its alternos, where one does."""
    miembros = acta.sesion.miembros()
    if acta.reglas.aprobacion == "por_comision":
        comision = set(acta.comision.values_list("pk", flat=True))
        return [m for m in miembros if {m.pk, m.plaza_id} & comision]
    estuvieron = {e.miembro_id for e in acta.sesion.estancias()}
    con_voto = {p.miembro_id for p in acta.sesion.plazas()}
    return [m for m in miembros if m.pk in estuvieron and m.plaza_id in con_voto]


def plazas_sin_aprobar(acta: "Acta") -> "list[MiembroDeOrgano]":
    """Of each seat that must approve it and of which nobody approved the version that is before them, whoever should:
    the titular who attended, else the alterno who took the seat."""
    dadas = aprobaciones_vigentes(acta, Clase.APROBACION).filter(es_favorable=True)
    puestos = {puesto for par in dadas.values_list("puesto_id", "suple_a_id") for puesto in par if puesto}
    por_plaza: dict[int, list[MiembroDeOrgano]] = {}
    for miembro in sorted(quienes_aprueban(acta), key=lambda m: m.suple_a_id is not None):
        por_plaza.setdefault(miembro.plaza_id, []).append(miembro)
    return [suyos[0] for suyos in por_plaza.values() if not {m.puesto_id for m in suyos} & puestos]


def _quienes_faltan(acta: "Acta") -> list[str]:
    return [
        _t("Falta la aprobación de %(puesto)s, de %(institucion)s.")
        % {"puesto": plaza.puesto, "institucion": plaza.institucion}
        for plaza in plazas_sin_aprobar(acta)
    ]


@condition(_("La aprobó cada miembro que debe aprobarla."), falta=_quienes_faltan)
def aprobaron_quienes_deben(acta: "Acta") -> bool:
    return bool(quienes_aprueban(acta)) and not plazas_sin_aprobar(acta)


@condition(
    _("Las reglas del órgano la dan por aprobada cuando la aprueban quienes asistieron, o su comisión.")
)
def se_aprueba_al_circular(acta: "Acta") -> bool:
    return acta.reglas.aprobacion != "en_sesion"


def actas_anteriores_sin_aprobar(acta: "Acta") -> "list[Acta]":
    """Those of earlier sessions of the body that still wait: numbers follow approval, books the order of sessions."""
    antes = (
        type(acta).objects.filter(organo=acta.organo_id, numero__isnull=True).select_related("sesion__organo")
    )
    return [
        otra
        for otra in antes.exclude(pk=acta.pk)
        if (otra.sesion.fecha, otra.sesion.orden) < (acta.sesion.fecha, acta.sesion.orden)
    ]


def _cuales_faltan(acta: "Acta") -> list[str]:
    return [
        _t("Antes se aprueba el acta de la %(sesion)s, o se dice por qué se aprueba fuera de orden.")
        % {"sesion": otra.sesion.nombre.lower()}
        for otra in actas_anteriores_sin_aprobar(acta)
    ]


@condition(
    _("Las actas de las sesiones anteriores están aprobadas, o se dice por qué esta va antes."),
    falta=_cuales_faltan,
)
def anteriores_aprobadas(acta: "Acta") -> bool:
    return bool(acta.fuera_de_orden) or not actas_anteriores_sin_aprobar(acta)


@condition(_("Las reglas del órgano dan por aprobada el acta que nadie observa."))
def admite_el_silencio(acta: "Acta") -> bool:
    return acta.la_aprueba_el_silencio


@condition(_("Pasó el plazo para observarla."))
def paso_el_plazo_para_observar(acta: "Acta") -> bool:
    return acta.observar_hasta is not None and acta.observar_hasta < acta.expediente.hoy()


def acuerdo_que_la_aprueba(acta: "Acta") -> "Acuerdo | None":
    """The agreement of its own session, or of a later one on this very version, that approves it."""
    adoptados = acta.acordada_en.filter(efecto="aprobar_acta", es_adoptado=True, parrafo__retirado=False)
    propio_o_de_esta = Q(acta=acta) | Q(hash_del_objeto=acta.contenido_hash, hash_del_objeto__length=64)
    return adoptados.filter(propio_o_de_esta).order_by("pk").first()


@condition(_("La propia sesión, o una posterior, acordó aprobarla como está ahora."))
def una_sesion_la_aprobo(acta: "Acta") -> bool:
    return acuerdo_que_la_aprueba(acta) is not None


@condition(_("Se dijo quién la firma."))
def hay_firmantes(acta: "Acta") -> bool:
    return acta.firmantes.exists()


def sin_firmar(acta: "Acta") -> "list[MiembroDeOrgano]":
    """Who still has to sign it, of those who sign. Once somebody did, a party that left owes no signature."""
    dadas = aprobaciones_vigentes(acta, Clase.FIRMA).values_list("puesto_id", "suple_a_id")
    puestos = {puesto for par in dadas for puesto in par}
    faltan = [m for m in acta.quienes_firman() if m.puesto_id not in puestos]
    partes = partes_vigentes(acta.expediente)
    return [m for m in faltan if m.institucion_id in partes] if puestos else faltan


def _quienes_no_firman(acta: "Acta") -> list[str]:
    return [
        _t("Falta la firma de %(puesto)s, de %(institucion)s.")
        % {"puesto": m.puesto, "institucion": m.institucion}
        for m in sin_firmar(acta)
    ]


@condition(_("Firmaron todos los que deben."), falta=_quienes_no_firman)
def firmaron_todos(acta: "Acta") -> bool:
    return bool(acta.quienes_firman()) and not sin_firmar(acta)


@condition(_("Las actas aprobadas antes ya están en el libro."))
def anteriores_en_el_libro(acta: "Acta") -> bool:
    antes = type(acta).objects.filter(organo=acta.organo_id, numero__isnull=False, libro__isnull=True)
    return not any(
        (otra.aprobada_el, otra.anio, otra.numero) < (acta.aprobada_el, acta.anio, acta.numero)
        for otra in antes.exclude(pk=acta.pk)
    )
