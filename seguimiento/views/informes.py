"""The reports of a case file: their schedule and rates, one of them, its sections, its presentations."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convenios.comparacion import Marcador
from documentos.models import Papel
from documentos.services.firmas.ronda import papel_de_la_ronda
from documentos.views.actos import Actuacion, acto, atender
from expedientes.permissions import needs
from expedientes.puerta import MemberRequest, expediente_or_404
from expedientes.que_sigue import QueSigue, que_sigue
from expedientes.queries import aprobaciones_vigentes
from flujo.acto import Acto
from flujo.errors import TransicionNoDeclarada
from planes.estados import EstadoDeAccion
from seguimiento.criterios import PRESENTA
from seguimiento.forms.informes import (
    CalendarioForm,
    EscribirForm,
    NuevoInformeForm,
    TomarCifrasForm,
    UmbralesForm,
)
from seguimiento.models import (
    FIRMADOS,
    CalendarioDeInformes,
    EstadoDeCompromiso,
    EstadoDeInforme,
    InformeDeSeguimiento,
    VersionDeInforme,
)
from seguimiento.queries.incumplimiento import en_incumplimiento
from seguimiento.queries.informes import informes_de, tasas_de
from seguimiento.semaforos import FORMAS, PALABRAS, TONOS, dicha
from seguimiento.views.puertas import MAYOR, anotar, por_firmar
from seguimiento.views.puertas_de_informes import DE_INFORME, dar_paso, informe_or_404

CON_PAPEL = (EstadoDeInforme.CONFORME, *FIRMADOS)
"""The states in which its paper is signed, or was."""


@require_safe
def de_expediente(request: MemberRequest, codigo: str) -> HttpResponse:
    """Every report of one case file by its cut-off, how many came, and the lights of the last that has figures."""
    expediente = expediente_or_404(request, codigo)
    anotar(request, expediente, "informes")
    informes, hoy = informes_de(expediente), expediente.hoy()
    tarde = en_incumplimiento(informes)
    con_cifras = [i for i in informes if i.cifras_hash]
    ultimo = max(con_cifras, key=lambda i: (i.corte, i.numero), default=None)
    contexto = {
        "expediente": expediente,
        "calendario": CalendarioDeInformes.objects.filter(expediente=expediente)
        .select_related("presenta")
        .first(),
        "filas": [(i, i.esta_vencido(hoy), i.dias_de_atraso(hoy), i.pk in tarde) for i in informes],
        "tasas": tasas_de(informes, hoy),
        "hoy": hoy,
        "ultimo": ultimo,
        "finales_anteriores": finales_anteriores(informes),
        "luces": luces_de(ultimo) if ultimo else [],
        "puede": needs("mover")(expediente, Acto(registra=request.user)),
    }
    return render(request, "seguimiento/informes/de_expediente.html", contexto)


def finales_anteriores(informes: list[InformeDeSeguimiento]) -> set[int]:
    """The ids of the final reports that a later end of the term left behind."""
    finales = [i for i in informes if i.es_final and i.estado != EstadoDeInforme.DISPENSADO]
    return {i.pk for i in finales if i.corte < finales[-1].corte}


def luces_de(informe: InformeDeSeguimiento) -> list[dict[str, Any]]:
    """Each traffic light of its figures with the word, the shape and the tone of its colour."""
    return [
        {
            **dicha(luz, informe.datos_de_cifras),
            "forma": FORMAS[luz["color"]],
            "palabra": PALABRAS[luz["color"]],
            "tono": TONOS[luz["color"]],
        }
        for luz in informe.datos_de_cifras.get("semaforos", [])
    ]


def con_sus_estados(cifras: dict[str, Any]) -> dict[str, Any]:
    """Frozen figures with what each state is called in the active language."""
    dichas = dict(cifras)
    for de, estados in (("acciones", EstadoDeAccion), ("compromisos", EstadoDeCompromiso)):
        if de in dichas:
            filas = [fila | {"etiqueta": estados(fila["estado"]).label} for fila in dichas[de]["filas"]]
            dichas[de] = dichas[de] | {"filas": filas}
    return dichas


@require_safe
def uno(request: MemberRequest, codigo: str, numero: int) -> HttpResponse:
    """One report, to be read: lights, words, figures, what was observed of it, who conformed and signed."""
    informe = informe_or_404(request, codigo, numero)
    anotar(request, informe, "informe")
    hoy = informe.expediente.hoy()
    quien = Acto(registra=request.user)
    escribe = informe.se_escribe and needs("editar", de=PRESENTA)(informe, quien)
    papel = papel_de_la_ronda(informe, "informe") if informe.estado in CON_PAPEL else None
    contexto = {
        **leido(informe),
        "vencido": informe.esta_vencido(hoy),
        "final_posterior": informe.final_posterior(),
        "atraso": informe.dias_de_atraso(hoy),
        "que_sigue": _lo_que_sigue(informe, request, papel),
        "puede_escribir": escribe,
        "puede_tomar": escribe
        and informe.estado == EstadoDeInforme.EN_ELABORACION
        and not informe.presentaciones
        and informe.corte < hoy,
        "versiones": informe.versiones.defer("contenido"),
        "dadas": aprobaciones_vigentes(informe).select_related("institucion", "puesto"),
        "papel": papel,
        "se_compone": informe.estado == EstadoDeInforme.CONFORME and papel is None,
    }
    return render(request, "seguimiento/informes/uno.html", contexto)


def _lo_que_sigue(informe: InformeDeSeguimiento, request: MemberRequest, papel: Papel | None) -> QueSigue:
    """Signing its paper comes first to whoever still has a place in it, and leads to that place."""
    sigue = que_sigue(informe, request.user, DE_INFORME)
    if papel and informe.estado == EstadoDeInforme.CONFORME:
        sigue.tareas[:0] = por_firmar(papel, request.user)
    return sigue


def leido(informe: InformeDeSeguimiento) -> dict[str, Any]:
    """What `_leido.html` shows of a report."""
    observaciones = list(informe.de_sus_observaciones().order_by("numero"))
    for observacion in observaciones:
        observacion.expediente = informe.expediente
    return {
        "expediente": informe.expediente,
        "informe": informe,
        "luces": luces_de(informe),
        "cifras": con_sus_estados(informe.datos_de_cifras),
        "secciones": [(titulo, texto) for _campo, titulo, texto in informe.secciones() if texto],
        "observaciones": observaciones,
    }


@require_safe
def version(request: MemberRequest, codigo: str, numero: int, n: int) -> HttpResponse:
    """One presentation, with what changed in each section since the one before."""
    informe = informe_or_404(request, codigo, numero)
    anotar(request, informe, "version_de_informe")
    if n > MAYOR:
        raise Http404
    una = get_object_or_404(informe.versiones, n=n)
    antes = informe.versiones.filter(n=n - 1).first()
    contexto = {
        "expediente": informe.expediente,
        "informe": informe,
        "version": una,
        "antes": antes,
        "secciones": comparadas(antes, una),
        "otras": informe.versiones.exclude(pk=una.pk).defer("contenido"),
        "observaciones": una.observaciones.select_related("institucion").order_by("numero"),
    }
    return render(request, "seguimiento/informes/version.html", contexto)


def comparadas(antes: VersionDeInforme | None, despues: VersionDeInforme) -> list[dict[str, Any]]:
    """Each section of a presentation with the words that came and went marked, where there was one before."""
    marcador, viejo, nuevo = Marcador(), antes.datos if antes else {}, despues.datos
    return [
        {
            "titulo": str(InformeDeSeguimiento._meta.get_field(campo).verbose_name),  # type: ignore[union-attr]
            "segmentos": marcador.marcar(viejo.get(campo, "") if antes else nuevo[campo], nuevo[campo]),
            "cambio": antes is not None and viejo[campo] != nuevo[campo],
        }
        for campo in InformeDeSeguimiento.SECCIONES
        if nuevo[campo] or viejo.get(campo)
    ]


@acto
def calendario(request: MemberRequest, codigo: str) -> HttpResponse:
    """Set the schedule, or lengthen it."""
    actuacion = Actuacion(
        objeto=expediente_or_404(request, codigo),
        permiso=needs("mover"),
        form=CalendarioForm,
        titulo=_("Calendario de informes"),
        boton=_("Fijar el calendario"),
        hecho=_("El calendario quedó fijado: cada período espera su informe."),
        ayuda=_("Un informe por período. Fijarlo otra vez no repite ninguno: alarga lo que falta."),
        admite_papel=False,
    )
    return atender(request, actuacion)


@acto
def nuevo(request: MemberRequest, codigo: str) -> HttpResponse:
    """Expect one report of a period of its own."""
    actuacion = Actuacion(
        objeto=expediente_or_404(request, codigo),
        permiso=needs("mover"),
        form=NuevoInformeForm,
        titulo=_("Agregar un informe"),
        boton=_("Agregar"),
        hecho=_("El informe quedó esperado."),
        ayuda=_("Para un período que ningún calendario cubre. No hace falta que haya convenio."),
        admite_papel=False,
    )
    return atender(request, actuacion)


@acto
def umbrales(request: MemberRequest, codigo: str) -> HttpResponse:
    """From which values the lights of this case file are green and amber."""
    actuacion = Actuacion(
        objeto=expediente_or_404(request, codigo),
        permiso=needs("mover"),
        form=UmbralesForm,
        titulo=_("Umbrales de los semáforos"),
        boton=_("Guardar los umbrales"),
        hecho=_("Los umbrales valen para las cifras que se tomen desde ahora."),
        ayuda=_("Los informes que ya tomaron sus cifras conservan los umbrales con que se contaron."),
        admite_papel=False,
    )
    return atender(request, actuacion)


@acto
def escribir(request: MemberRequest, codigo: str, numero: int) -> HttpResponse:
    """Write the sections, as often as one wants."""
    informe = informe_or_404(request, codigo, numero)
    if not informe.se_escribe:
        raise TransicionNoDeclarada(
            _("El informe se escribe mientras se elabora y cuando lo observaron: ahora no cambia.")
        )
    actuacion = Actuacion(
        objeto=informe,
        permiso=needs("editar", de=PRESENTA),
        form=EscribirForm,
        titulo=_("Escribir el informe"),
        boton=_("Guardar lo escrito"),
        hecho=_("Lo escrito quedó guardado."),
        ayuda=_("Lo escrito cambia hasta que se presenta; las cifras, no."),
        plantilla="seguimiento/informes/escribir.html",
        admite_papel=False,
    )
    return atender(request, actuacion, lambda _form: leido(informe))


@acto
def cifras(request: MemberRequest, codigo: str, numero: int) -> HttpResponse:
    """Take its figures, or take them again before it is first presented."""
    actuacion = Actuacion(
        objeto=informe_or_404(request, codigo, numero),
        permiso=needs("editar", de=PRESENTA),
        form=TomarCifrasForm,
        titulo=_("Tomar las cifras"),
        boton=_("Tomar las cifras"),
        hecho=_("Las cifras quedaron tomadas a la fecha de corte."),
        ayuda=_(
            "Cuenta todo como estaba al terminar el día del corte. Presentado el informe, ya no cambian."
        ),
        admite_papel=False,
    )
    return atender(request, actuacion)


@acto
def paso(request: MemberRequest, codigo: str, numero: int, transicion: str) -> HttpResponse:
    """One step of a report, on the page that shows the whole of it."""
    informe = informe_or_404(request, codigo, numero)
    return dar_paso(request, informe, transicion, DE_INFORME, lambda: leido(informe))
