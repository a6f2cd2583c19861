"""Means of verification, and the verification of an action by a party that does not answer for it."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from auditoria.canonico import huella
from documentos.models import Documento
from expedientes.models import Visibilidad
from expedientes.permissions import RESPONSABLE, needs
from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos, TransicionNoDeclarada
from flujo.services import acto_repetido, asentar_acto, bloquear, crear, perform, releer
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import ya_hecho
from planes import avisos
from planes.conditions import plan_en_ejecucion
from planes.estados import EstadoDeAccion
from planes.models import AccionConjunta, MedioDeVerificacion
from planes.services.archivos import DatosDeFoto, en_el_asiento
from planes.services.filas import exigir_valida
from planes.verificacion import se_verifica_hasta

SE_PRESENTA = frozenset(
    {EstadoDeAccion.EN_EJECUCION.value, EstadoDeAccion.OBSERVADA.value, EstadoDeAccion.CONCLUIDA.value}
)


@en_transaccion
def presentar_medio(
    accion: AccionConjunta,
    *,
    tipo: str,
    descripcion: str,
    fecha: dt.date,
    acto: Acto,
    documento: Documento | None = None,
    enlace: str = "",
    lugar: str = "",
    foto: DatosDeFoto | None = None,
) -> MedioDeVerificacion:
    """Present a paper of the case file, or a link, that shows what was done: by a party that answers for the action.

    `foto` is what was done with a photograph on its way in. What is presented of an action that is concluded changes
    what the others verify. Raises SinPermiso, TransicionNoDeclarada, DatosInvalidos.
    """
    actual = releer(accion, bloquear(accion))
    if hecho := ya_hecho(MedioDeVerificacion, actual.expediente, "crear", acto):
        return hecho
    capacidad = puede_presentarse(actual, acto)
    quien = acto.institucion_id or capacidad.institucion_id
    if quien is None:
        raise DatosInvalidos(_("Diga por qué institución lo hace."))
    if fecha > actual.expediente.hoy():
        raise DatosInvalidos(_("Esa fecha todavía no llega: se presenta lo que ya ocurrió."))
    if documento is not None:
        exigir_que_se_lea(actual, documento)
    medio = MedioDeVerificacion(
        accion=actual,
        tipo=tipo,
        descripcion=descripcion,
        documento=documento,
        enlace=enlace,
        fecha=fecha,
        lugar=lugar,
        institucion_id=quien,
    )
    exigir_valida(medio, "accion", "institucion", "asiento")
    creado = crear(
        medio,
        acto=acto,
        capacidad=capacidad,
        accion=actual.pk,
        tipo=tipo,
        sha256=documento.archivo.sha256 if documento else None,
        nota=descripcion,
        **en_el_asiento(foto),
    ).objeto
    poner_hash_de_la_evidencia(actual)
    return creado


def puede_presentarse(accion: AccionConjunta, acto: Acto) -> Capacidad:
    """In which capacity somebody shows that an action was done. Raises SinPermiso, TransicionNoDeclarada."""
    capacidad = needs("editar", de=RESPONSABLE).capacidad(accion, acto)
    if accion.estado not in SE_PRESENTA or not plan_en_ejecucion(accion):
        raise TransicionNoDeclarada(
            _("Los medios de verificación se presentan mientras se trabaja en la acción.")
        )
    return capacidad


def exigir_que_se_lea(accion: AccionConjunta, documento: Documento) -> None:
    """Whoever verifies the action must be able to read it. Raises DatosInvalidos."""
    if documento.expediente_id != accion.expediente.pk:
        raise DatosInvalidos(_("Ese documento es de otro expediente."))
    if documento.visibilidad != Visibilidad.COMPARTIDA:
        raise DatosInvalidos(
            _("El documento «%(titulo)s» es interno: compártalo primero.") % {"titulo": documento.titulo}
        )
    if documento.archivo.esta_infectado:
        raise DatosInvalidos(_("El antivirus rechazó ese archivo: no demuestra nada."))


def poner_hash_de_la_evidencia(accion: AccionConjunta) -> None:
    """What whoever verifies the action binds to: the action, and what was presented of it and not returned."""
    medios = accion.medios_vigentes().select_related("documento__archivo")
    lista = [
        {
            "id": medio.pk,
            "tipo": medio.tipo,
            "descripcion": medio.descripcion,
            "enlace": medio.enlace,
            "sha256": medio.documento.archivo.sha256 if medio.documento else None,
            "fecha": medio.fecha,
        }
        for medio in medios
    ]
    accion.evidencia_hash = huella({"accion": accion.pk, "medios": lista}) if lista else ""
    accion.save(update_fields=["evidencia_hash"])


@en_transaccion
def devolver_medio(medio: MedioDeVerificacion, *, motivo: str, acto: Acto) -> MedioDeVerificacion:
    """Say why it shows nothing. An action that was concluded is observed for the same reason. Raises what `perform`
    raises."""
    hecho = perform(medio, "devolver", acto=acto, motivo=motivo)
    devuelto: MedioDeVerificacion = hecho.objeto
    if hecho.repetido:
        return devuelto
    accion = devuelto.accion
    if accion.estado == EstadoDeAccion.CONCLUIDA:
        accion = perform(
            accion, "observar", acto=acto.con(clave=None, hash_mostrado=None), motivo=motivo
        ).objeto
    poner_hash_de_la_evidencia(accion)
    return devuelto


@en_transaccion
def pedir_verificacion(accion: AccionConjunta, *, acto: Acto) -> AccionConjunta:
    """Ask on the record that a concluded action be verified: by the other parties, or in a session where all of them
    did it. Their term begins to run; what was asked for before and nobody answered is asked for again.

    Raises SinPermiso, TransicionNoDeclarada, DatosInvalidos while a term runs.
    """
    actual = releer(accion, bloquear(accion))
    if acto_repetido(actual, actual.expediente, "pedir_verificacion", acto):
        return actual
    capacidad = needs("mover", de=RESPONSABLE).capacidad(actual, acto)
    if actual.estado != EstadoDeAccion.CONCLUIDA:
        raise TransicionNoDeclarada(_("Se pide la verificación de una acción concluida."))
    hasta = se_verifica_hasta(actual)
    if hasta is not None and hasta >= actual.expediente.hoy():
        raise DatosInvalidos(
            _("La verificación ya está pedida: el plazo corre hasta el %(dia)s.")
            % {"dia": date_format(hasta, "j b Y")}
        )
    actual.verificacion_pedida_el = acto.fecha_hecho or actual.expediente.hoy()
    actual.save(update_fields=["verificacion_pedida_el"])
    asiento = asentar_acto(
        actual,
        "pedir_verificacion",
        acto=acto,
        capacidad=capacidad,
        datos={"dias": actual.plan.dias_para_verificar},
    )
    avisos.al_pedir_verificacion(actual, asiento, acto)
    return actual


@en_transaccion
def verificar_por_acuerdo(accion: AccionConjunta, *, acto: Acto, motivo: str = "") -> AccionConjunta:
    """What all parties did jointly is verified by an agreement of an acta: see `planes.acuerdos`. Raises what `perform`
    raises."""
    return perform(accion, "verificar_por_acuerdo", acto=acto, motivo=motivo).objeto
