"""What must be true before an agreement or an addendum moves on, each with its sentence."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from convenios.causales import causas_completas
from convenios.requeridos import Requerido, requeridos_de, sin_numero
from expedientes.facultades import partes_vigentes
from expedientes.models import Clase
from expedientes.oficinas import oficinas_de, partes_de
from expedientes.permissions import RolDesignado
from flujo.declaracion import condition

if TYPE_CHECKING:
    from convenios.models import Adenda, Convenio
    from convenios.models.instrumento import Instrumento


@condition(_("Hay un texto compartido con las partes."))
def texto_compartido(instrumento: "Instrumento") -> bool:
    return instrumento.version_id is not None


@condition(_("Intervienen al menos dos instituciones."))
def dos_partes(convenio: "Convenio") -> bool:
    return len(partes_de(convenio.expediente)) >= 2


def _partes_sin_requisitos(convenio: "Convenio") -> list[str]:
    completos = {(r.institucion_id, r.tipo) for r in convenio.requisitos.all()}
    nombres = dict(convenio.requisitos.model.Tipo.choices)
    return [
        _t("Falta adjuntar, o declarar pendiente con fecha, «%(requisito)s» de %(institucion)s.")
        % {"requisito": nombre, "institucion": participacion.institucion}
        for participacion in partes_de(convenio.expediente)
        for tipo, nombre in nombres.items()
        if (participacion.institucion_id, tipo) not in completos
    ]


@condition(
    _("Cada parte acredita personería y facultad de firma, o declara hasta cuándo las presentará."),
    falta=_partes_sin_requisitos,
)
def requisitos_declarados(convenio: "Convenio") -> bool:
    partes = len(partes_de(convenio.expediente))
    return convenio.requisitos.count() == partes * len(convenio.requisitos.model.Tipo)


def _partes_sin(instrumento: "Instrumento", rol: str) -> list[str]:
    """The names of the parties that have no post designated for a role."""
    con = {o.institucion_id for o in oficinas_de(instrumento.expediente) if o.rol == rol}
    partes = partes_vigentes(instrumento.expediente).values()
    return [str(p.institucion) for p in partes if p.institucion_id not in con]


def _partes_sin_coordinacion(convenio: "Convenio") -> list[str]:
    return [
        _t("Falta proponer el puesto que coordina por %(institucion)s.") % {"institucion": nombre}
        for nombre in _partes_sin(convenio, RolDesignado.COORDINADOR_TITULAR)
    ]


@condition(_("Cada parte propuso el puesto que coordina."), falta=_partes_sin_coordinacion)
def coordinaciones_propuestas(convenio: "Convenio") -> bool:
    return not _partes_sin(convenio, RolDesignado.COORDINADOR_TITULAR)


@condition(_("Hay al menos una observación sin responder."))
def hay_observacion_abierta(instrumento: "Instrumento") -> bool:
    return instrumento.observadas().filter(respondida_el__isnull=True).exists()


def _observaciones_abiertas(instrumento: "Instrumento") -> list[str]:
    cuantas = instrumento.observadas().filter(respondida_el__isnull=True).count()
    return [
        ngettext(
            "Falta la respuesta a %(n)s observación.", "Faltan las respuestas a %(n)s observaciones.", cuantas
        )
        % {"n": cuantas}
    ]


@condition(_("Cada observación tiene respuesta."), falta=_observaciones_abiertas)
def observaciones_respondidas(instrumento: "Instrumento") -> bool:
    return not instrumento.observadas().filter(respondida_el__isnull=True).exists()


def _de_clase(instrumento: "Instrumento", clase: str) -> list[Requerido]:
    return [r for r in _requeridos(instrumento) if r.clase == clase]


def _requeridos(instrumento: "Instrumento") -> Sequence[Requerido]:
    """Everything that is required of it, read once while its case file is locked."""
    clave = f"requeridos:{instrumento._meta.label_lower}:{instrumento.pk}:{instrumento.contenido_hash}"
    return instrumento.expediente.recordado(clave, lambda: requeridos_de([instrumento])[instrumento.llave])


def _frases(clase: str) -> Callable[["Instrumento"], list[str]]:
    def falta(instrumento: "Instrumento") -> list[str]:
        return [r.frase_de_lo_que_falta for r in _de_clase(instrumento, clase) if not r.esta_dado]

    return falta


@condition(
    _("Las opiniones que exigen las reglas de cada institución son favorables sobre el texto actual."),
    falta=_frases(Clase.OPINION),
)
def opiniones_favorables(instrumento: "Instrumento") -> bool:
    return all(r.esta_dado for r in _de_clase(instrumento, Clase.OPINION))


@condition(
    _("Cada área que nombran las reglas de su institución dio su V°B° al texto actual."),
    falta=_frases(Clase.VISTO_BUENO),
)
def vistos_buenos_dados(instrumento: "Instrumento") -> bool:
    return all(r.esta_dado for r in _de_clase(instrumento, Clase.VISTO_BUENO))


@condition(
    _("Cada parte aprobó el texto actual."),
    falta=_frases(Clase.APROBACION),
)
def partes_aprobaron(instrumento: "Instrumento") -> bool:
    return all(r.esta_dado for r in _de_clase(instrumento, Clase.APROBACION))


def _partes_sin_firmante(instrumento: "Instrumento") -> list[str]:
    return [
        _t("Falta designar el puesto que firma por %(institucion)s.") % {"institucion": nombre}
        for nombre in _partes_sin(instrumento, RolDesignado.FIRMANTE)
    ]


@condition(_("Cada parte designó el puesto que firma."), falta=_partes_sin_firmante)
def firmantes_designados(instrumento: "Instrumento") -> bool:
    return not _partes_sin(instrumento, RolDesignado.FIRMANTE)


@condition(
    _("Firmaron todos los firmantes de todas las partes."),
    falta=_frases(Clase.FIRMA),
)
def todos_firmaron(instrumento: "Instrumento") -> bool:
    firmas = _de_clase(instrumento, Clase.FIRMA)
    return (
        bool(firmas)
        and not _partes_sin(instrumento, RolDesignado.FIRMANTE)
        and all(r.esta_dado for r in firmas)
    )


def _partes_sin_numero(convenio: "Convenio") -> list[str]:
    return [
        _t("Falta el número que da el registro de %(institucion)s.") % {"institucion": institucion}
        for institucion, _reglas in sin_numero([convenio])[convenio.pk]
    ]


@condition(_("Lo numeró el registro de cada parte cuyas reglas lo exigen."), falta=_partes_sin_numero)
def numerado(convenio: "Convenio") -> bool:
    return not sin_numero([convenio])[convenio.pk]


@condition(_("El texto lo pone en vigor con la suscripción, o en una fecha pactada que ya llegó."))
def rige_desde_la_suscripcion(convenio: "Convenio") -> bool:
    version = convenio.version
    if version is None or version.vigor == "suscripcion":
        return True
    inicio = version.inicio_pactado
    return version.vigor == "fecha" and inicio is not None and inicio <= convenio.expediente.hoy()


@condition(_("El texto hace esperar un hecho antes de que el convenio rija."))
def espera_entrada_en_vigor(convenio: "Convenio") -> bool:
    return not rige_desde_la_suscripcion(convenio)


@condition(_("Se registró la suspensión con su acta."))
def hay_suspension_abierta(convenio: "Convenio") -> bool:
    return convenio.suspensiones.filter(levantada_el__isnull=True).exists()


@condition(_("Se dijo desde cuándo la suspensión está levantada."))
def suspension_levantada(convenio: "Convenio") -> bool:
    return not convenio.suspensiones.filter(levantada_el__isnull=True).exists()


@condition(
    _(
        "Hay una causa completa para que termine: venció, o su aviso, su requerimiento o su documento están completos."
    )
)
def hay_causal_completa(convenio: "Convenio") -> bool:
    return bool(causas_completas(convenio))


@condition(_("Hay acta de liquidación, o la declaración de que no quedan saldos ni aportes."))
def liquidado_o_sin_saldos(convenio: "Convenio") -> bool:
    return hasattr(convenio, "liquidacion")


@condition(_("Se incorporó el informe final."))
def informe_final_incorporado(convenio: "Convenio") -> bool:
    return convenio.informe_final_id is not None or convenio.informe_final_papel_id is not None


@condition(_("El convenio está suscrito y no ha terminado."))
def convenio_admite_adendas(adenda: "Adenda") -> bool:
    return adenda.convenio.estado in ("en_ejecucion", "suspendido", "pendiente_entrada_en_vigor")


@condition(
    _("El convenio está vigente, o la adenda se declara regularización con su base legal."),
)
def vigente_o_regularizacion(adenda: "Adenda") -> bool:
    convenio = adenda.convenio
    fin = convenio.fin_vigente
    return adenda.es_regularizacion or fin is None or fin >= convenio.expediente.hoy()


@condition(_("Llegó el día desde el que tiene efecto."))
def llego_su_efecto(adenda: "Adenda") -> bool:
    return adenda.efecto_desde is None or adenda.efecto_desde <= adenda.expediente.hoy()


@condition(_("Se suscribió con el convenio vigente, o es una regularización con su base legal."))
def firmada_a_tiempo_o_regularizacion(adenda: "Adenda") -> bool:
    fin, firma = adenda.convenio.fin_vigente, adenda.suscrito_el
    return adenda.es_regularizacion or fin is None or firma is None or firma <= fin
