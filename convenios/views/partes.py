"""Who takes part, which posts stand for them, and what each has to prove."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from convenios.forms import (
    ConversionForm,
    DesignacionForm,
    FinDeDesignacionForm,
    ParteForm,
    RequisitoForm,
)
from convenios.lectura import frase_de_pronunciamiento
from convenios.models import Convenio
from convenios.permissions import Designar
from convenios.views.actos import ActuacionDeConvenio, convenio_or_404
from documentos.views.actos import acto, atender
from documentos.views.por_documento import papeles_a_elegir
from expedientes.models import Aprobacion, Expediente, TipoDeExpediente
from expedientes.oficinas import partes_de
from expedientes.permissions import PROPONENTE, Needs, needs
from expedientes.puerta import MemberRequest, expediente_or_404
from expedientes.queries import aprobaciones_vigentes
from flujo.acto import Acto
from flujo.errors import TransicionNoDeclarada
from instituciones.models import Institucion, Puesto


@acto
def requisitos(request: MemberRequest, codigo: str) -> HttpResponse:
    """Attach what a party has to prove, or say until when it will be presented."""
    convenio = convenio_or_404(request, codigo)
    con_papel, permiso = request.GET.get("por") == "documento", needs("editar")
    actuacion = ActuacionDeConvenio(
        objeto=convenio,
        permiso=permiso,
        form=partial(
            RequisitoForm,
            exigidas=[p.institucion for p in partes_de(convenio.expediente)]
            if con_papel
            else _partes_propias(request, convenio, permiso),
            pruebas=papeles_a_elegir(request.user, convenio.expediente),
            requisito=request.GET.get("requisito", ""),
        ),
        titulo=_("Acreditar personería y facultades"),
        boton=_("Registrar"),
        hecho=_("Quedó registrado."),
        ayuda=_("Elija el documento que lo acredita o, si todavía falta, diga hasta cuándo se presentará."),
        ancla="#requisitos",
    )
    return atender(request, actuacion)


@acto
def designaciones(request: MemberRequest, codigo: str) -> HttpResponse:
    """Designate a post of one's own party; from a paper, of another."""
    expediente = expediente_or_404(request, codigo)
    con_papel = request.GET.get("por") == "documento"
    propias = _partes_propias(request, expediente, Designar())
    puestos = Puesto.objects.filter(esta_activo=True, institucion__participaciones__expediente=expediente)
    actuacion = ActuacionDeConvenio(
        objeto=expediente,
        permiso=Designar(),
        form=partial(
            DesignacionForm,
            puestos=(puestos if con_papel else puestos.filter(institucion__in=propias))
            .select_related("institucion")
            .order_by("institucion__orden", "nombre"),
        ),
        titulo=_("Designar un puesto"),
        boton=_("Designar"),
        hecho=_("El puesto quedó designado."),
        ayuda=_("Se designan puestos, no personas: quien lo ocupe en cada fecha ejerce el rol."),
        plantilla="convenios/designaciones.html",
        ancla="#partes",
    )
    todas = expediente.designaciones.select_related("puesto", "institucion")
    lista = {
        "designaciones": todas.order_by("institucion", "rol", "-desde"),
        "propias": {p.pk for p in propias},
    }
    return atender(request, actuacion, lambda form: lista)


@acto
def terminar(request: MemberRequest, codigo: str, designacion: int) -> HttpResponse:
    """Say until when a designation holds."""
    expediente = expediente_or_404(request, codigo)
    una = get_object_or_404(
        expediente.designaciones.select_related("puesto", "institucion", "expediente"), pk=designacion
    )
    actuacion = ActuacionDeConvenio(
        objeto=una,
        permiso=Designar(),
        form=partial(FinDeDesignacionForm, designacion=una),
        titulo=_("Terminar la designación de %(puesto)s") % {"puesto": una.puesto},
        boton=_("Terminar la designación"),
        hecho=_("La designación quedó terminada."),
        ayuda=_("Lo que se hizo con ella sigue valiendo."),
        ancla="#partes",
        institucion_id=una.institucion_id,
    )
    return atender(request, actuacion)


@acto
def partes(request: MemberRequest, codigo: str) -> HttpResponse:
    """Add a party, after having read which opinions stop counting."""
    expediente = expediente_or_404(request, codigo)
    anuladas = _opiniones_vigentes(request, expediente)
    actuales = expediente.participaciones.values("institucion")
    actuacion = ActuacionDeConvenio(
        objeto=expediente,
        permiso=needs("designar", de=PROPONENTE),
        form=partial(
            ParteForm,
            instituciones=Institucion.objects.filter(esta_activa=True).exclude(pk__in=actuales),
            anula=bool(anuladas),
        ),
        titulo=_("Incorporar una parte"),
        boton=_("Incorporar"),
        hecho=_("La institución ya es parte del expediente."),
        ayuda=_("Desde hoy lee todo lo compartido, también lo anterior."),
        plantilla="convenios/partes.html",
        ancla="#partes",
    )
    return atender(
        request, actuacion, lambda form: {"consecuencias": [frase_de_pronunciamiento(a) for a in anuladas]}
    )


def _partes_propias(
    request: MemberRequest, objeto: Convenio | Expediente, permiso: Needs
) -> list[Institucion]:
    """The parties for which this person may, in person."""
    partes = [p.institucion for p in partes_de(objeto.raiz())]
    return [p for p in partes if permiso(objeto, Acto(registra=request.user, institucion_id=p.pk))]


def _opiniones_vigentes(request: MemberRequest, expediente: Expediente) -> list[Aprobacion]:
    """The opinions in force that this person may read."""
    convenio = Convenio.objects.filter(expediente=expediente).first()
    if convenio is None:
        return []
    visibles = aprobaciones_vigentes(convenio) & Aprobacion.objects.visible_to(request.user)
    return list(visibles.select_related("institucion", "puesto"))


@acto
def convertir(request: MemberRequest, codigo: str) -> HttpResponse:
    """A relation without instrument becomes an agreement, in the same case file."""
    expediente = expediente_or_404(request, codigo)
    if expediente.tipo != TipoDeExpediente.RELACION:
        raise TransicionNoDeclarada(_("Este expediente ya no es una relación sin instrumento."))
    actuacion = ActuacionDeConvenio(
        objeto=expediente,
        permiso=needs("mover", de=PROPONENTE),
        form=ConversionForm,
        titulo=_("Convertir en convenio"),
        boton=_("Empezar el convenio"),
        hecho=_("La relación ya tiene un convenio, en primer contacto."),
        ayuda=_("Todo lo que ya está en el expediente se conserva."),
        ancla="#que-sigue",
        admite_papel=False,
    )
    return atender(request, actuacion)
