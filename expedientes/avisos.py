"""Who is told of a new case file, of acts recorded from a paper or contested, and is reminded of the next contacts."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from auditoria.models import Asiento
from expedientes import plazos
from expedientes.models import Contestacion, Expediente, Gestion, Participacion
from expedientes.models.expediente import EstadoDeExpediente
from expedientes.ocupantes import cuentas_de_puestos, cuentas_de_roles
from expedientes.permissions import RolDesignado, needs
from expedientes.relatos import relatar
from expedientes.visibilidad import asientos_visibles
from flujo.acto import Acto, Capacidad
from flujo.oyentes import Oido
from instituciones.fechas import hoy_en
from instituciones.models import Concesion, Institucion, RolInstitucional, Usuario
from notificaciones.avisos import Aviso, Clase, declarar, encolar
from notificaciones.cadencias import Destino
from notificaciones.models import Envio, Plazo


def al_incorporar(participaciones: Sequence[Participacion], acto: Acto) -> None:
    """Tell each party that somebody brought it into a case file, once: its assistants, who say which post coordinates
    for it, and its coordination where it has one. What no person did, a register that is taken in, tells nobody.

    As of every notice, whoever may not see the case file when it is sent gets none.
    """
    if acto.registra is None:
        return
    for participacion in participaciones:
        expediente, institucion = participacion.expediente, participacion.institucion_id
        encolar(
            INCORPORADA,
            usuarios=(_coordinacion(expediente, institucion) | _asistentes(expediente, institucion))
            - {acto.registra.pk},
            modelo=participacion._meta.label_lower,
            objeto=participacion.pk,
            cadena=expediente.cadena_id,
        )


def al_asentar(oidos: Sequence[Oido]) -> None:
    """Tell each party of what was recorded for it from a paper, in whatever service."""
    for oido in oidos:
        _avisar_de_papel(oido.objeto, oido.asiento, oido.acto, oido.capacidad)


def _avisar_de_papel(objeto: Any, asiento: Asiento, acto: Acto, capacidad: Capacidad) -> None:
    """Tell a party of what was recorded for it from a paper.

    Recorded by somebody who is not of the party, its coordination and its assistants hear of it; by its own assistant,
    its coordination. Whoever recorded it never does. One act that leaves several log rows is told once, by the first.
    """
    expediente = objeto.raiz()
    if not (acto.por_documento and asiento.institucion_id and isinstance(expediente, Expediente)):
        return
    cuentas = _coordinacion(expediente, asiento.institucion_id)
    if capacidad.institucion_id != asiento.institucion_id:
        cuentas |= _asistentes(expediente, asiento.institucion_id)
    encolar(
        POR_DOCUMENTO,
        usuarios=cuentas - {asiento.registra_id},
        modelo=expediente._meta.label_lower,
        objeto=expediente.pk,
        ocasion=f"{acto.momento.isoformat()} {asiento.registra_id}",
        cadena=asiento.cadena_id,
        asiento=asiento,
    )


def al_contestar(contestacion: Contestacion, asiento: Asiento, acto: Acto) -> None:
    """Tell whoever recorded the contested act, and the coordination of the proposing party, that its party contested it
    or, by its log row `asiento`, withdrew that."""
    expediente = contestacion.expediente
    proponente = expediente.participaciones.get(es_proponente=True).institucion_id
    cuentas = _coordinacion(expediente, proponente)
    if contestacion.contestado.registra_id:
        cuentas.add(contestacion.contestado.registra_id)
    encolar(
        CONTESTADO,
        usuarios=cuentas - {asiento.registra_id},
        modelo=contestacion._meta.label_lower,
        objeto=contestacion.pk,
        ocasion=asiento.accion,
        cadena=asiento.cadena_id,
        asiento=asiento,
    )


def _coordinacion(expediente: Expediente, institucion_id: int) -> set[int]:
    """As it is now, the act included: a designation may be what was recorded."""
    roles = [(expediente.cadena_id, institucion_id, rol) for rol in RolDesignado.unicos()]
    return set[int]().union(*cuentas_de_roles(roles).values())


def _asistentes(expediente: Expediente, institucion_id: int) -> set[int]:
    concedidos = Concesion.objects.vigentes(expediente.hoy()).filter(
        grupo__institucion=institucion_id, grupo__rol=RolInstitucional.ASISTENTE, usuario__is_active=True
    )
    return set(concedidos.values_list("usuario_id", flat=True))


def _lo_registrado(envio: Envio) -> Mapping[str, Any] | None:
    """The act in words; None when its reader may not read it any more."""
    expediente, usuario = Expediente.objects.get(cadena=envio.cadena_id), _lector(envio)
    legibles = Asiento.objects.filter(asientos_visibles(usuario, expediente))
    asiento = legibles.filter(pk=envio.asiento_id or 0).first()
    if asiento is None:
        return None
    acto = Acto(registra=usuario, institucion_id=asiento.institucion_id)
    puede = needs("contestar")(expediente, acto)
    return {
        "referencia": str(expediente),
        "institucion": str(Institucion.objects.get(pk=asiento.institucion_id)),
        "relato": relatar(asiento, expediente, usuario),
        "puede_contestar": puede,
        "ruta": _contestar(expediente, asiento) if puede else _en_la_historia(expediente, asiento),
    }


def _lo_abierto(envio: Envio) -> Mapping[str, Any]:
    """Which case file it is and who proposes it; and whether its party has still to say who coordinates."""
    participacion = Participacion.objects.select_related("expediente", "institucion").get(pk=envio.objeto)
    expediente = participacion.expediente
    proponente = expediente.participaciones.select_related("institucion").get(es_proponente=True)
    coordina = expediente.designaciones.vigentes(expediente.hoy()).filter(
        institucion=participacion.institucion_id, rol=RolDesignado.COORDINADOR_TITULAR
    )
    return {
        "referencia": str(expediente),
        "proponente": str(proponente.institucion),
        "institucion": str(participacion.institucion),
        "falta_coordinacion": not coordina.exists(),
        "ruta": expediente.get_absolute_url(),
    }


def _lo_contestado(envio: Envio) -> Mapping[str, Any] | None:
    """The contested act and why, to whoever may read it or recorded it; None to anybody else."""
    contestaciones = Contestacion.objects.select_related("expediente", "contestado", "institucion")
    contestacion, usuario = contestaciones.get(pk=envio.objeto), _lector(envio)
    expediente, contestado = contestacion.expediente, contestacion.contestado
    la_lee = Contestacion.objects.visible_to(usuario).filter(pk=contestacion.pk).exists()
    if not la_lee and contestado.registra_id != usuario.pk:
        return None
    se_retira = envio.asiento_id == contestacion.retiro_id
    return {
        "referencia": str(expediente),
        "institucion": str(contestacion.institucion),
        "relato": relatar(contestado, expediente, usuario),
        "se_retira": se_retira,
        "motivo": contestacion.motivo_de_retiro if se_retira else contestacion.motivo,
        "ruta": _en_la_historia(expediente, contestado) if la_lee else expediente.get_absolute_url(),
    }


def _lector(envio: Envio) -> Usuario:
    usuario: Usuario = envio.usuario
    return usuario


def _contestar(expediente: Expediente, asiento: Asiento) -> str:
    return f"{expediente.get_absolute_url()}actos/{asiento.pk}/contestar/"


def _en_la_historia(expediente: Expediente, asiento: Asiento) -> str:
    """The page of the history that begins with that row."""
    return f"{expediente.get_absolute_url()}historia/?antes={asiento.n + 1}#asiento-{asiento.n}"


INCORPORADA = declarar(
    Aviso(
        clave="expediente_con_su_institucion",
        titulo=_("Otra institución abrió un expediente con la suya"),
        explicacion=_("Cuando otra institución abre un expediente con la suya, o la incorpora a uno."),
        motivo=_(
            "Recibe este correo porque asiste los convenios de su institución, o coordina el expediente."
        ),
        clase=Clase.TRANSACCIONAL,
        preparar=_lo_abierto,
    )
)
POR_DOCUMENTO = declarar(
    Aviso(
        clave="registrado_por_documento",
        titulo=_("Se registró un acto de su institución por documento"),
        explicacion=_("Cuando alguien registra, desde un documento, lo que su institución decidió."),
        motivo=_(
            "Recibe este correo porque coordina o asiste el expediente por la institución a la que se atribuye el acto."
        ),
        clase=Clase.TRANSACCIONAL,
        preparar=_lo_registrado,
    )
)
CONTESTADO = declarar(
    Aviso(
        clave="acto_contestado",
        titulo=_("Se contestó un acto registrado por documento"),
        explicacion=_(
            "Cuando una institución contesta un acto que usted registró o que está en un expediente que coordina, y "
            "cuando retira la contestación."
        ),
        motivo=_(
            "Recibe este correo porque registró ese acto, o porque coordina el expediente por la parte proponente."
        ),
        clase=Clase.TRANSACCIONAL,
        preparar=_lo_contestado,
    )
)


def al_mover(expediente: Expediente, asiento: Asiento, acto: Acto) -> None:
    """In a case file that is closed nobody has to be in touch any more."""
    if asiento.hasta == EstadoDeExpediente.CERRADO:
        plazos.anular_contactos_de(expediente)


def destinatarios_de_contacto(pares: Sequence[tuple[Plazo, Destino]]) -> Mapping[int, Collection[int]]:
    """The accounts to remind of each next contact: whoever exercises today the post in which it was recorded, or the
    account that recorded it by a granted role; and the assistants of that party. Three queries, whatever their number.
    """
    contactos = [plazo for plazo, _destino in pares]
    registraron = dict(
        Gestion.objects.filter(pk__in=[p.objeto for p in contactos]).values_list("pk", "registrada_por")
    )
    del_puesto = cuentas_de_puestos({p.puesto_id for p in contactos if p.puesto_id})
    asistentes = _asistentes_de({p.institucion_id for p in contactos})
    return {
        p.pk: asistentes.get(p.institucion_id, set())
        | (del_puesto.get(p.puesto_id, set()) if p.puesto_id else {registraron[p.objeto]})
        for p in contactos
    }


def _asistentes_de(instituciones: Collection[int]) -> dict[int, set[int]]:
    filas = (
        Concesion.objects.vigentes(hoy_en(F("grupo__institucion__zona_horaria")))
        .filter(
            grupo__institucion__in=instituciones,
            grupo__rol=RolInstitucional.ASISTENTE,
            usuario__is_active=True,
        )
        .values_list("grupo__institucion_id", "usuario_id")
    )
    cuentas: dict[int, set[int]] = {}
    for institucion, usuario in filas:
        cuentas.setdefault(institucion, set()).add(usuario)
    return cuentas
