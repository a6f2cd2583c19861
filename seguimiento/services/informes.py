"""Writing a report, taking its figures, putting it before the parties, conforming and signing it."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.utils.translation import gettext as _

from auditoria.canonico import canonico, huella
from convenios.models import Convenio
from documentos.services import papel_de_la_ronda
from documentos.services.firmas.archivo import fechar
from expedientes.models import Aprobacion, Clase
from expedientes.permissions import needs
from expedientes.services import pronunciarse
from flujo.acto import Acto, Capacidad
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, TransicionNoDeclarada
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
from planes.services.tramite import acto_del_titular
from seguimiento.conditions.informes import partes_sin
from seguimiento.criterios import NO_PRESENTA, PRESENTA
from seguimiento.models import (
    EstadoDeInforme,
    InformeDeSeguimiento,
    ObservacionDeSeguimiento,
    VersionDeInforme,
)
from seguimiento.plazos import informes as plazos
from seguimiento.queries.cifras.cifras import cifras_de
from seguimiento.services.observaciones import DatosDeObservacion, abrir_observaciones
from seguimiento.services.vigencia import incorporar_los_finales

GUARDAR, TOMAR = "escribir_informe", "tomar_cifras"
MAXIMO_DE_SECCION = 20_000


@en_transaccion
def elaborar_informe(informe: InformeDeSeguimiento, *, acto: Acto) -> InformeDeSeguimiento:
    """Begin to write it. Once its period is over its figures are taken with it. Raises what `perform` raises."""
    resultado = perform(informe, "elaborar", acto=acto)
    if resultado.repetido or resultado.objeto.corte >= resultado.objeto.expediente.hoy():
        return resultado.objeto
    return tomar_cifras(resultado.objeto, acto=acto.con(clave=None, hash_mostrado=None))


@en_transaccion
def tomar_cifras(informe: InformeDeSeguimiento, *, acto: Acto) -> InformeDeSeguimiento:
    """Count everything as of the cut-off and keep it. Until it is first presented they may be taken again: what was
    recorded late, of something that had happened by then, is in them.

    Raises SinPermiso, CondicionesIncumplidas before the period is over and once it was presented.
    """
    expediente = bloquear(informe)
    actual = releer(informe, expediente)
    if acto_repetido(actual, expediente, TOMAR, acto):
        return actual
    capacidad = needs("editar", de=PRESENTA).capacidad(actual, acto)
    if actual.estado != EstadoDeInforme.EN_ELABORACION or actual.presentaciones:
        raise CondicionesIncumplidas(
            _("Las cifras se toman mientras el informe se elabora: una vez presentado ya no cambian.")
        )
    if actual.corte >= expediente.hoy():
        raise CondicionesIncumplidas(
            _("Las cifras se toman cuando el período terminó: desde mañana del corte.")
        )
    cifras = cifras_de(actual, expediente.hoy())
    actual.cifras, actual.cifras_hash, actual.cifras_el = canonico(cifras), huella(cifras), expediente.hoy()
    asentar_acto(
        actual,
        TOMAR,
        acto=acto.con(hash_mostrado=None),
        capacidad=capacidad,
        datos={"numero": actual.numero, "corte": actual.corte, "cifras": actual.cifras_hash},
    )
    actual.save(update_fields=["cifras", "cifras_hash", "cifras_el"])
    return actual


@en_transaccion
def escribir_informe(
    informe: InformeDeSeguimiento, secciones: Mapping[str, str], *, acto: Acto
) -> InformeDeSeguimiento:
    """Write its sections, by their fields. The log keeps the hash: what is typed is in nobody's hands yet.

    Writing what is already there changes nothing. Raises SinPermiso, TextoCambiado when somebody else wrote meanwhile,
    CondicionesIncumplidas when it is not written now, DatosInvalidos.
    """
    expediente = bloquear(informe)
    actual = releer(informe, expediente)
    if acto_repetido(actual, expediente, GUARDAR, acto):
        return actual
    capacidad = needs("editar", de=PRESENTA).capacidad(actual, acto)
    if not actual.se_escribe:
        raise CondicionesIncumplidas(
            _("El informe se escribe mientras se elabora y cuando lo observaron: ahora no cambia.")
        )
    exigir_texto_mostrado(actual, acto, obligatorio=False)
    antes = actual.hash_de_contenido()
    for campo, texto in secciones.items():
        if campo not in actual.SECCIONES:
            raise TypeError(f"no section of a report: {campo}")
        nombre = actual._meta.get_field(campo).verbose_name  # type: ignore[union-attr]
        setattr(actual, campo, exigir_legible(nombre, texto, maximo=MAXIMO_DE_SECCION))
    if actual.presentaciones and not actual.resumen:
        raise DatosInvalidos(_("Un informe presentado tiene su resumen: escríbalo."))
    if actual.hash_de_contenido() == antes:
        return actual
    asentar_acto(actual, GUARDAR, acto=acto, capacidad=capacidad, datos={"numero": actual.numero})
    actual.save(update_fields=list(actual.SECCIONES))
    return actual


@en_transaccion
def presentar_informe(informe: InformeDeSeguimiento, *, acto: Acto) -> InformeDeSeguimiento:
    """Put it before the parties as it was shown, in a version that never changes. Raises what `perform` raises."""
    expediente = bloquear(informe)
    actual = releer(informe, expediente)
    if acto_repetido(actual, expediente, "presentar", acto):
        return actual
    capacidad = needs("mover", de=PRESENTA).capacidad(actual, acto)
    exigir_texto_mostrado(actual, acto, obligatorio=True)
    fecha = acto.fecha_hecho or expediente.hoy()
    if fecha <= actual.corte:
        raise DatosInvalidos(_("Un informe se presenta después de su fecha de corte."))
    if not actual.se_escribe:
        raise TransicionNoDeclarada(_("El informe ya está presentado, o terminó."))
    version = _fijar_version(actual, acto, capacidad)
    return perform(actual, "presentar", acto=acto, fecha=fecha, version=version).objeto


def _fijar_version(informe: InformeDeSeguimiento, acto: Acto, capacidad: Capacidad) -> VersionDeInforme:
    """Its content as the presentation that follows makes it."""
    n = informe.presentaciones + 1
    contenido = informe.CONTENIDO.datos(informe) | {"presentaciones": n}
    version = VersionDeInforme(
        id=siguiente_id(VersionDeInforme),
        informe=informe,
        n=n,
        contenido=canonico(contenido),
        hash=huella(contenido),
        fecha=acto.fecha_hecho or informe.expediente.hoy(),
    )
    version.asiento = asentar_acto(
        version,
        "fijar_version",
        acto=acto.con(clave=None),
        capacidad=capacidad,
        datos={"informe": informe.numero, "n": n},
    )
    version.save(force_insert=True)
    return version


@en_transaccion
def observar_informe(
    informe: InformeDeSeguimiento, observaciones: Sequence[DatosDeObservacion], *, acto: Acto
) -> list[ObservacionDeSeguimiento]:
    """Make observations on the presentation that was shown: it goes back to whoever presents it. The figures stay.

    Raises SinPermiso, TextoCambiado, TransicionNoDeclarada when it is not before the parties, DatosInvalidos.
    """
    expediente = bloquear(informe)
    actual = releer(informe, expediente)
    if primera := ya_hecho(ObservacionDeSeguimiento, expediente, "crear", acto):
        return [primera]
    capacidad = needs("observar", de=NO_PRESENTA).capacidad(actual, acto)
    exigir_texto_mostrado(actual, acto, obligatorio=True)
    if not actual.esta_ante_las_partes:
        raise TransicionNoDeclarada(_("Un informe se observa cuando está presentado o conforme."))
    if not observaciones:
        raise DatosInvalidos(_("Escriba la observación."))
    hechas = abrir_observaciones(
        expediente, observaciones, informe=actual, acto=acto.con(hash_mostrado=None), capacidad=capacidad
    )
    perform(actual, "observar", acto=acto.con(clave=None))
    return hechas


@en_transaccion
def conformar_informe(informe: InformeDeSeguimiento, *, acto: Acto) -> Aprobacion:
    """Conform, for one party, the presentation that was shown; with the last party's yes it is conforme.

    Raises SinPermiso, TextoCambiado, TransicionNoDeclarada when it is not before the parties.
    """
    actual = releer(informe, bloquear(informe))
    if repetida := acto_repetido(actual, actual.expediente, "aprobar", acto):
        return Aprobacion.objects.get(asiento=repetida)
    if actual.estado != EstadoDeInforme.PRESENTADO:
        raise TransicionNoDeclarada(_("La conformidad se da mientras el informe está presentado."))
    dada = pronunciarse(
        actual,
        Clase.APROBACION,
        permiso=needs("aprobar", de=NO_PRESENTA),
        acto=acto_del_titular(cast(Any, actual), acto),
    )
    plazos.cumplir_conformidad(actual, dada.institucion_id)
    if actual.estado == EstadoDeInforme.PRESENTADO and not partes_sin(actual, Clase.APROBACION):
        perform(actual, "conformar", acto=acto.con(clave=None))
    return dada


@en_transaccion
def firmar_informe(informe: InformeDeSeguimiento, *, acto: Acto) -> Aprobacion:
    """Sign its paper for one party: the paper engine calls it. With the last coordination's signature it is firmado.

    Signing twice changes nothing. Raises SinPermiso, TextoCambiado, TransicionNoDeclarada when it is not to be signed.
    """
    actual = releer(informe, bloquear(informe))
    if repetida := acto_repetido(actual, actual.expediente, "firmar", acto):
        return Aprobacion.objects.get(asiento=repetida)
    if actual.estado != EstadoDeInforme.CONFORME:
        raise TransicionNoDeclarada(_("Se firma cuando las demás partes dieron su conformidad."))
    dada = pronunciarse(
        actual,
        Clase.FIRMA,
        permiso=needs("aprobar"),
        acto=acto_del_titular(cast(Any, actual), acto),
    )
    if not partes_sin(actual, Clase.FIRMA):
        dar_por_firmado(actual, acto=acto.con(clave=None))
    return dada


@en_transaccion
def dar_por_firmado(informe: InformeDeSeguimiento, *, acto: Acto) -> InformeDeSeguimiento:
    """Every party in force signed it: with the last signature, or because the party that was missing is one no longer.

    Raises what `perform` raises.
    """
    hecho = perform(informe, "firmar", acto=acto)
    firmado = hecho.objeto
    papel = papel_de_la_ronda(firmado, "informe")
    if papel is not None and papel.esta_compuesto and not hecho.repetido:
        fechar(papel)
    convenio = Convenio.objects.filter(expediente=firmado.expediente).first()
    if firmado.es_final and convenio and not hecho.repetido:
        convenio.expediente = firmado.expediente
        incorporar_los_finales([convenio])
    return firmado
