"""Who is told when a report or an observation moves, and which deadlines follow."""

from collections.abc import Collection, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from auditoria.models import Asiento
from expedientes.facultades import partes_vigentes
from expedientes.ocupantes import cuentas_de
from expedientes.pasos_pendientes import avisar_esperas
from flujo.acto import Acto
from flujo.declaracion import maquina_de
from notificaciones.avisos import Aviso, Clase, declarar, encolar
from notificaciones.idiomas import en_cada_idioma, frase
from seguimiento.avisos.lectores import EN_SU_IDIOMA, TITULAR, de_roles
from seguimiento.models import (
    EstadoDeInforme,
    EstadoDeObservacion,
    InformeDeSeguimiento,
    ObservacionDeSeguimiento,
)
from seguimiento.plazos import informes as plazos
from seguimiento.queries.esperas.informes import esperas_de_informes

INFORME_MOVIDO = declarar(
    Aviso(
        clave="informe_movido",
        titulo=_("Un informe de seguimiento avanzó"),
        explicacion=_(
            "Cuando un informe se presenta, se observa, recibe conformidad, se firma, se publica o no llega."
        ),
        motivo=_("Recibe este correo porque coordina por una de las partes del expediente."),
        clase=Clase.TRANSACCIONAL,
        preparar=EN_SU_IDIOMA,
    )
)
SE_AVISA = frozenset(
    {
        EstadoDeInforme.PRESENTADO,
        EstadoDeInforme.OBSERVADO,
        EstadoDeInforme.CONFORME,
        EstadoDeInforme.FIRMADO,
        EstadoDeInforme.PUBLICADO,
        EstadoDeInforme.NO_PRESENTADO,
        EstadoDeInforme.DISPENSADO,
    }
)


def al_mover_informe(informe: InformeDeSeguimiento, asiento: Asiento, acto: Acto) -> None:
    """A step was taken: deadlines follow, whoever must act next is told what, the other coordinations that it was."""
    estado = EstadoDeInforme(informe.estado)
    if estado == EstadoDeInforme.PRESENTADO:
        plazos.cumplir_informe(informe)
        otras = [
            p.institucion
            for pk, p in partes_vigentes(informe.expediente).items()
            if pk != informe.presenta_id
        ]
        plazos.pedir_conformidad(informe, otras, asiento)
    elif estado == EstadoDeInforme.OBSERVADO:
        plazos.nadie_conforma(informe, _t("El informe se observó."))
    elif estado in (EstadoDeInforme.NO_PRESENTADO, EstadoDeInforme.DISPENSADO):
        plazos.nada_se_debe(informe, _etiqueta(informe))
    if estado in SE_AVISA:
        avisados = avisar_esperas(esperas_de_informes([informe], []), asiento, acto)
        _avisar_movimiento(informe, asiento, avisados)


def _etiqueta(objeto: InformeDeSeguimiento | ObservacionDeSeguimiento) -> str:
    return maquina_de(objeto).etiqueta(objeto.estado, objeto.pais())


def _avisar_movimiento(informe: InformeDeSeguimiento, asiento: Asiento, salvo: Collection[int]) -> None:
    encolar(
        INFORME_MOVIDO,
        usuarios=de_roles(cuentas_de(informe.expediente), (TITULAR,))
        - set(salvo)
        - {asiento.registra_id or 0},
        modelo=plazos.MODELO,
        objeto=informe.pk,
        ocasion=f"asiento {asiento.pk}",
        cadena=asiento.cadena_id,
        asiento=asiento,
        contexto={
            "titulo": en_cada_idioma(
                frase(
                    lambda: (
                        _t("%(informe)s: %(estado)s")
                        % {"informe": informe.nombre, "estado": _etiqueta(informe).lower()}
                    )
                )
            ),
            "frase": en_cada_idioma(
                frase(
                    lambda: (
                        _t("Del %(desde)s al %(corte)s. Lo presenta %(institucion)s.")
                        % {
                            "desde": date_format(informe.desde, "j b Y"),
                            "corte": date_format(informe.corte, "j b Y"),
                            "institucion": informe.presenta,
                        }
                    )
                )
            ),
            "motivo": informe.motivo,
            "referencia": str(informe.expediente),
            "ruta": informe.get_absolute_url(),
        },
    )


def al_observar(observaciones: Sequence[ObservacionDeSeguimiento], acto: Acto) -> None:
    """Something must be corrected: it falls due, and whoever corrects it is told."""
    for observacion in observaciones:
        plazos.abrir_observacion(observacion)
        if observacion.informe_id is None:  # of a report, whoever presents it is told once, when it goes back
            _avisar_observacion(observacion, observacion.asiento, acto)


def al_mover_observacion(observacion: ObservacionDeSeguimiento, asiento: Asiento, acto: Acto) -> None:
    """A step was taken with it."""
    if observacion.estado == EstadoDeObservacion.SUBSANADA:
        plazos.cumplir_observacion(observacion)
    elif asiento.accion == "devolver":
        plazos.abrir_observacion(observacion, str(asiento.pk))
    if observacion.estado == EstadoDeObservacion.SUBSANADA or asiento.accion == "devolver":
        _avisar_observacion(observacion, asiento, acto)


def _avisar_observacion(observacion: ObservacionDeSeguimiento, asiento: Asiento, acto: Acto) -> None:
    avisar_esperas(esperas_de_informes([], [observacion]), asiento, acto)
