"""Comments on clauses: made, answered, resolved. They stop nothing and void nothing."""

from django.utils.translation import gettext as _

from convenios.models import Comentario, VersionDeTexto
from expedientes.models import Visibilidad
from expedientes.permissions import needs
from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos
from flujo.services import asentar_acto, bloquear, siguiente_id
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import ya_hecho

MAXIMO_DE_COMENTARIO = 10_000


@en_transaccion
def comentar(
    version: VersionDeTexto,
    clausula_orden: int,
    texto: str,
    *,
    fragmento: str = "",
    visibilidad: str = Visibilidad.INTERNA,
    acto: Acto,
) -> Comentario:
    """Say something of a clause of a shared version, to one's own party or to all.

    Raises SinPermiso; DatosInvalidos for a draft, for a clause that the version does not have, for words that the
    clause does not say, or for nothing said.
    """
    raiz = bloquear(version)
    if hecho := ya_hecho(Comentario, raiz, "comentar", acto):
        return hecho
    capacidad = needs("comentar").capacidad(version.convenio, acto)
    clausula = version.clausulas.filter(orden=clausula_orden).first()
    if version.visibilidad != Visibilidad.COMPARTIDA or clausula is None:
        raise DatosInvalidos(_("Se comenta una cláusula de un texto compartido."))
    fragmento = exigir_legible(_("las palabras de la cláusula"), fragmento, maximo=300)
    if " ".join(fragmento.split()) not in " ".join(clausula.texto.split()):
        raise DatosInvalidos(
            _("La cláusula no dice «%(fragmento)s». Copie las palabras tal como están, o déjelas en blanco.")
            % {"fragmento": fragmento}
        )
    comentario = Comentario(
        convenio=version.convenio,
        version=version,
        clausula_orden=clausula_orden,
        fragmento=fragmento,
        visibilidad=visibilidad,
    )
    return _guardar(comentario, "comentar", texto, acto, capacidad)


@en_transaccion
def responder_comentario(comentario: Comentario, texto: str, *, acto: Acto) -> Comentario:
    """Answer a comment; whoever reads it reads the answer. Raises SinPermiso, DatosInvalidos when it is resolved."""
    raiz = bloquear(comentario)
    if hecho := ya_hecho(Comentario, raiz, "responder_comentario", acto):
        return hecho
    hilo = _hilo(comentario)
    capacidad = needs("comentar").capacidad(hilo.convenio, _de_quien_lo_lee(hilo, acto))
    respuesta = Comentario(
        convenio=hilo.convenio,
        version=hilo.version,
        clausula_orden=hilo.clausula_orden,
        responde_a=hilo,
        visibilidad=hilo.visibilidad,
    )
    return _guardar(respuesta, "responder_comentario", texto, acto, capacidad)


@en_transaccion
def resolver_comentario(comentario: Comentario, *, acto: Acto) -> Comentario:
    """Close a thread: the party that began it does. Raises SinPermiso, DatosInvalidos when it is closed already."""
    raiz = bloquear(comentario)
    if hecho := ya_hecho(Comentario, raiz, "resolver_comentario", acto):
        return hecho
    hilo = _hilo(comentario)
    propio = acto.con(institucion_id=hilo.institucion_id)
    capacidad = needs("comentar").capacidad(hilo.convenio, propio)
    hilo.resuelto_el = acto.fecha_hecho or hilo.convenio.expediente.hoy()
    hilo.save(update_fields=["resuelto_el"])
    asentar_acto(hilo, "resolver_comentario", acto=propio, capacidad=capacidad)
    return hilo


def _hilo(comentario: Comentario) -> Comentario:
    """The comment that begins the thread, as it now is. Raises DatosInvalidos when it was resolved."""
    hilo = Comentario.objects.select_related("convenio__expediente", "version").get(
        pk=comentario.responde_a_id or comentario.pk
    )
    if hilo.resuelto_el:
        raise DatosInvalidos(_("Ese comentario ya se dio por resuelto. Haga uno nuevo si hace falta."))
    return hilo


def _de_quien_lo_lee(hilo: Comentario, acto: Acto) -> Acto:
    """What is internal to a party is answered by that party."""
    return acto.con(institucion_id=hilo.institucion_id) if hilo.visibilidad == Visibilidad.INTERNA else acto


def _guardar(comentario: Comentario, accion: str, texto: str, acto: Acto, capacidad: Capacidad) -> Comentario:
    texto = exigir_legible(_("el comentario"), texto, maximo=MAXIMO_DE_COMENTARIO)
    institucion = acto.institucion_id or capacidad.institucion_id
    if not texto or institucion is None:
        raise DatosInvalidos(_("Escriba el comentario."))
    comentario.id = siguiente_id(Comentario)
    comentario.institucion_id = institucion
    comentario.texto = texto
    comentario.hecho_el = acto.fecha_hecho or comentario.convenio.expediente.hoy()
    comentario.asiento = asentar_acto(
        comentario,
        accion,
        acto=acto,
        capacidad=capacidad,
        datos={
            "texto": texto,
            "version": comentario.version_id,
            "clausula": comentario.clausula_orden,
            "responde_a": comentario.responde_a_id,
        },
        personal={"fragmento": comentario.fragmento},
    )
    comentario.save(force_insert=True)
    return comentario
