"""What must be true before the acta of a session moves on."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from documentos.models import Firma, Papel
from expedientes.models import Clase
from expedientes.queries import aprobaciones_vigentes
from flujo.declaracion import condition
from seguimiento.lineas import leer_compromisos_de
from seguimiento.quorum import ocupadas, presentes_en, se_adopta

if TYPE_CHECKING:
    from seguimiento.models import Acta, Acuerdo, MiembroDeOrgano

PAPEL = "acta"
"""The kind of paper that an acta is signed on."""


@condition(_("La sesión terminó."))
def sesion_terminada(acta: "Acta") -> bool:
    return acta.sesion.estado == "finalizada"


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
    return [_t("Faltan por resolver %(n)s observación(es).") % {"n": cuantas}]


@condition(_("Cada observación se aceptó o se respondió."), falta=_observaciones_abiertas)
def observaciones_resueltas(acta: "Acta") -> bool:
    return not acta.observaciones.filter(respondida_el__isnull=True).exists()


def plazas_que_aprueban(acta: "Acta") -> "list[MiembroDeOrgano]":
    """The seats whose holders must approve it: of whoever took part, or of the commission where one verifies it."""
    miembros = {m.pk: m for m in acta.sesion.miembros()}
    if acta.reglas.aprobacion == "por_comision":
        return list(acta.comision.select_related("puesto", "institucion"))
    estuvieron = {e.miembro_id for e in acta.sesion.estancias()}
    return [miembros[p.miembro_id] for p in acta.sesion.plazas() if {p.miembro_id, *p.suplentes} & estuvieron]


def plazas_sin_aprobar(acta: "Acta") -> "list[MiembroDeOrgano]":
    """Of these, those of which nobody approved the version that is before them: the titular, or whoever may take the
    seat."""
    puestos = set(
        aprobaciones_vigentes(acta, Clase.APROBACION)
        .filter(es_favorable=True)
        .values_list("puesto_id", flat=True)
    )
    miembros = acta.sesion.miembros()
    return [
        plaza
        for plaza in plazas_que_aprueban(acta)
        if not {m.puesto_id for m in miembros if m.plaza_id == plaza.pk} & puestos
    ]


def _quienes_faltan(acta: "Acta") -> list[str]:
    return [
        _t("Falta la aprobación de %(puesto)s, de %(institucion)s.")
        % {"puesto": plaza.puesto, "institucion": plaza.institucion}
        for plaza in plazas_sin_aprobar(acta)
    ]


@condition(_("La aprobó cada miembro que debe aprobarla."), falta=_quienes_faltan)
def aprobaron_quienes_deben(acta: "Acta") -> bool:
    return bool(plazas_que_aprueban(acta)) and not plazas_sin_aprobar(acta)


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
    return acta.reglas.aprobacion == "por_silencio"


@condition(_("Pasó el plazo para observarla."))
def paso_el_plazo_para_observar(acta: "Acta") -> bool:
    return acta.observar_hasta is not None and acta.observar_hasta < acta.expediente.hoy()


@condition(_("La propia sesión, o una posterior, acordó aprobarla."))
def una_sesion_la_aprobo(acta: "Acta") -> bool:
    return acta.acordada_en.filter(efecto="aprobar_acta", es_adoptado=True, parrafo__retirado=False).exists()


@condition(_("Se dijo quién la firma."))
def hay_firmantes(acta: "Acta") -> bool:
    return acta.firmantes.exists()


@condition(_("Firmaron todos los que deben."))
def firmaron_todos(acta: "Acta") -> bool:
    papel = (
        Papel.objects.filter(
            clase=PAPEL,
            modelo=acta._meta.label_lower,
            objeto=acta.pk,
            es_borrador=False,
            contenido_hash=acta.contenido_hash,
        )
        .order_by("-pk")
        .first()
    )
    if papel is None:
        return False
    firmados = set(Firma.objects.filter(papel=papel).values_list("campo", flat=True))
    return all(lugar["campo"] in firmados for lugar in papel.lugares())


@condition(_("Las actas aprobadas antes ya están en el libro."))
def anteriores_en_el_libro(acta: "Acta") -> bool:
    antes = type(acta).objects.filter(organo=acta.organo_id, numero__isnull=False, libro__isnull=True)
    return not any(
        (otra.aprobada_el, otra.anio, otra.numero) < (acta.aprobada_el, acta.anio, acta.numero)
        for otra in antes.exclude(pk=acta.pk)
    )
