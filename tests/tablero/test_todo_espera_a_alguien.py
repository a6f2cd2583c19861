"""In each state that is not its last, what the parties do together waits for somebody who sees it on the desk.

Where a state waits for a day, somebody sees it from that day on. The table has every state of every lifecycle.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.db import transaction

from expedientes.models import Expediente, Participacion
from flujo.acto import Acto
from flujo.declaracion import MAQUINAS
from flujo.services import perform
from instituciones.models import Institucion, Ocupacion, Usuario
from notificaciones.models import Plazo
from planes import services as planes
from seguimiento.models import Acta, EstadoDeInforme, MiembroDeOrgano, Sesion
from seguimiento.services import actas, suspender
from seguimiento.services.sesiones import cambiar_fecha
from tablero.escritorio import escritorio_de
from tablero.ficha.trabajo import leer_trabajo
from tests.factories import designado, hoy, institucion
from tests.planes.caso import DIA, CasoDePlan
from tests.planes.medidas import CasoMedido
from tests.seguimiento.acta import CasoDeActa
from tests.seguimiento.caso import Caso
from tests.seguimiento.caso_de_informes import CasoDeInformes
from tests.seguimiento.organo import CasoDeOrgano

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Puesta:
    """Something in a state, in its case; what waits is it, or what it is part of (`en`)."""

    caso: Any
    objeto: Any
    en: Any = None
    desde: dt.date | None = None
    """The first day on which it waits for somebody, where it waits for a day."""


def esperan(puesta: Puesta) -> set[Usuario]:
    """Whose desk says that it waits for them; the page of the case file says so of as many."""
    de = puesta.en or puesta.objeto
    suyos = {u for u in gente_de(puesta) if any(e.objeto == de for e in escritorio_de(u).esperan_de_mi)}
    en_la_pagina = leer_trabajo(Expediente.objects.get(pk=puesta.caso.expediente.pk)).esperas()
    assert any(e.objeto == de for e in en_la_pagina) == bool(suyos)
    return suyos


def gente_de(puesta: Puesta) -> list[Usuario]:
    """The accounts of its case, read anew."""
    cuentas = {u.pk for u in vars(puesta.caso).values() if isinstance(u, Usuario)}
    return list(Usuario.objects.filter(pk__in=cuentas).order_by("pk"))


def informe(estado: str) -> Puesta:
    caso = CasoDeInformes()
    return Puesta(caso, caso.hasta(estado))


def informe_que_corre() -> Puesta:
    caso = CasoDeInformes()
    return Puesta(caso, caso.esperado(desde=hoy(), corte=hoy() + 20 * DIA), desde=hoy() + 21 * DIA)


def observacion(estado: str) -> Puesta:
    caso = CasoDeInformes()
    uno = caso.hasta("presentado")
    una = caso.observar(uno)
    if estado != "abierta":
        una = caso.atender(una)
    if estado == "subsanada":
        caso.presentar(caso.vivo(uno))
        una = caso.subsanar(caso.viva(una))
    return Puesta(caso, una)


def compromiso(*pasos: tuple[str, dict[str, Any]]) -> Puesta:
    caso = Caso()
    uno = caso.anotar(vence=hoy() + 5 * DIA)
    for paso, datos in pasos:
        quien = caso.contraparte if paso == "devolver" else caso.titular
        uno = caso.cumplir(uno) if paso == "dar_por_cumplido" else caso.mover(uno, paso, quien, **datos)
    return Puesta(caso, uno)


def reunion(*, reprogramada: bool) -> Puesta:
    caso = Caso()
    una = caso.programar(fecha=hoy() + 2 * DIA)
    if reprogramada:
        una = caso.mover(una, "reprogramar", motivo="x", fecha=hoy() + 3 * DIA)
    return Puesta(caso, una, desde=una.fecha)


def sesion(hacer: Callable[[CasoDeOrgano], Sesion]) -> Puesta:
    caso = CasoDeOrgano()
    return Puesta(caso, hacer(caso))


def _suspendida(caso: CasoDeOrgano) -> Sesion:
    return suspender(
        caso.en_curso(), motivo="x", continua_el=hoy() + 5 * DIA, hora=dt.time(9), acto=caso.acto()
    )


def _reprogramada(caso: CasoDeOrgano) -> Sesion:
    nueva = {"fecha": hoy() + 3 * DIA, "hora": dt.time(9), "motivo": "x"}
    return cambiar_fecha(caso.sesion(), **nueva, acto=caso.acto())  # type: ignore[arg-type]


def _sin_quorum(caso: CasoDeOrgano) -> Sesion:
    una = caso.convocada()
    caso.llega(una, caso.m_secretaria)
    return perform(una, "declarar_sin_quorum", acto=caso.acto()).objeto


def acta(hacer: Callable[[CasoDeActa], Acta], **reglas: Any) -> Puesta:
    caso = CasoDeActa(**reglas)
    return Puesta(caso, hacer(caso))


def _observada(caso: CasoDeActa) -> Acta:
    una = caso.circulada()
    actas.observar(una, "No fue así.", acto=caso.ante(una, caso.contraparte))
    return caso.viva(una)


def firmada(hasta: str = "firmada") -> Puesta:
    """As the engine of papers leaves it once the last of them signed."""
    caso = CasoDeActa()
    una = caso.en_firma()
    for quien in (caso.titular, caso.secretaria):
        actas.firmar(caso.viva(una), acto=caso.ante(una, quien))
    assert caso.viva(una).estado == hasta
    return Puesta(caso, caso.viva(una))


def plan(estado: str) -> Puesta:
    caso = CasoDePlan("borrador" if estado == "borrador" else "propuesto")
    if estado == "observado":
        planes.observar(caso.vivo(), "Falta.", acto=caso.ante(caso.plan, caso.contraparte))
    return Puesta(caso, caso.vivo())


def plan_aprobado() -> Puesta:
    """It is to be signed."""
    caso = CasoDePlan("aprobado", desde=hoy() + 10 * DIA)
    return Puesta(caso, caso.vivo())


def plan_que_corre() -> Puesta:
    caso = CasoDePlan("en_ejecucion")
    return Puesta(caso, caso.vivo())


def plan_que_se_evalua(hasta: str = "en_evaluacion") -> Puesta:
    caso = CasoDePlan("en_ejecucion")
    for n, quien in ((1, caso.titular), (2, caso.contraparte), (3, caso.titular)):
        caso.mover_accion(n, "dar_por_no_ejecutada", quien, motivo="x")
    caso.mover_plan("iniciar_evaluacion")
    if hasta == "evaluado":
        caso.mover_plan("dar_por_evaluado", resultado="Nada.")
    return Puesta(caso, caso.vivo())


def accion(estado: str) -> Puesta:
    caso = CasoDePlan("borrador" if estado == "propuesta" else "en_ejecucion")
    if estado == "propuesta":
        return Puesta(caso, caso.accion(1), en=caso.vivo())
    if estado in ("en_ejecucion", "suspendida"):
        caso.mover_accion(1, "iniciar", caso.equipo)
    if estado == "suspendida":
        caso.mover_accion(1, "suspender", caso.titular, motivo="x")
    if estado in ("concluida", "observada"):
        caso.concluir(1, caso.equipo)
    if estado == "observada":
        caso.mover_accion(1, "observar", caso.contraparte, motivo="x")
    if estado == "reprogramada":
        nueva = caso.datos(caso.propone, hasta=caso.accion(1).hasta + 5 * DIA)
        caso.aprobar_reprogramacion(caso.reprogramar(1, nueva))
    return Puesta(caso, caso.accion(1))


def medio() -> Puesta:
    """Of an action of which nothing else waits: its end is far."""
    caso = CasoDePlan("en_ejecucion", desde=hoy() - 50 * DIA)
    caso.mover_accion(1, "iniciar", caso.equipo)
    return Puesta(caso, caso.presentar(1, caso.equipo), en=caso.accion(1))


def medicion() -> Puesta:
    caso = CasoMedido()
    return Puesta(caso, caso.medir(1, caso.equipo))


def reprogramacion(estado: str) -> Puesta:
    caso = CasoDePlan("en_ejecucion")
    if estado == "borrador":
        acto = Acto(registra=caso.titular)
        return Puesta(caso, planes.abrir_reprogramacion(caso.vivo(), motivo="x", acto=acto))
    una = caso.reprogramar(1, caso.datos(caso.propone, hasta=caso.accion(1).hasta + 30 * DIA))
    if estado == "observada":
        perform(caso.viva(una), "observar", acto=caso.ante(una, caso.contraparte), motivo="x")
    return Puesta(caso, caso.viva(una))


NOTA: dict[str, Any] = {"motivo": "x"}
TABLA: dict[str, dict[str, Callable[[], Puesta]]] = {
    "seguimiento.informedeseguimiento": {
        "esperado": informe_que_corre,
        "en_elaboracion": lambda: informe("en_elaboracion"),
        "presentado": lambda: informe("presentado"),
        "observado": lambda: informe("observado"),
        "conforme": lambda: informe("conforme"),
        "firmado": lambda: informe("firmado"),
    },
    "seguimiento.observaciondeseguimiento": {
        "abierta": lambda: observacion("abierta"),
        "en_subsanacion": lambda: observacion("en_subsanacion"),
        "subsanada": lambda: observacion("subsanada"),
    },
    "seguimiento.compromiso": {
        "pendiente": compromiso,
        "en_progreso": lambda: compromiso(("empezar", {})),
        "bloqueado": lambda: compromiso(("bloquear", NOTA)),
        "reprogramado": lambda: compromiso(("reprogramar", {**NOTA, "vence": hoy() + 9 * DIA})),
        "cumplido_por_verificar": lambda: compromiso(("dar_por_cumplido", {})),
        "devuelto": lambda: compromiso(("dar_por_cumplido", {}), ("devolver", NOTA)),
    },
    "seguimiento.reunion": {
        "programada": lambda: reunion(reprogramada=False),
        "reprogramada": lambda: reunion(reprogramada=True),
    },
    "seguimiento.sesion": {
        "programada": lambda: sesion(lambda c: c.sesion()),
        "reprogramada": lambda: sesion(_reprogramada),
        "convocada": lambda: sesion(lambda c: c.convocada(fecha=hoy() + 5 * DIA)),
        "sin_quorum": lambda: sesion(_sin_quorum),
        "instalada": lambda: sesion(lambda c: c.instalada()),
        "en_curso": lambda: sesion(lambda c: c.en_curso()),
        "suspendida": lambda: Puesta(**{**vars(sesion(_suspendida)), "desde": hoy() + 5 * DIA}),
    },
    "seguimiento.acta": {
        "borrador": lambda: acta(lambda c: c.acta()),
        "circulada": lambda: acta(lambda c: c.circulada()),
        "observada": lambda: acta(_observada),
        "aprobada": lambda: acta(lambda c: c.aprobada()),
        "en_firma": lambda: acta(lambda c: c.en_firma()),
        "firmada": firmada,
    },
    "planes.plananual": {
        "borrador": lambda: plan("borrador"),
        "propuesto": lambda: plan("propuesto"),
        "observado": lambda: plan("observado"),
        "aprobado": plan_aprobado,
        "en_ejecucion": plan_que_corre,
        "en_evaluacion": plan_que_se_evalua,
        "evaluado": lambda: plan_que_se_evalua("evaluado"),
    },
    "planes.accionconjunta": {
        "propuesta": lambda: accion("propuesta"),
        "aprobada": lambda: accion("aprobada"),
        "reprogramada": lambda: accion("reprogramada"),
        "en_ejecucion": lambda: accion("en_ejecucion"),
        "suspendida": lambda: accion("suspendida"),
        "concluida": lambda: accion("concluida"),
        "observada": lambda: accion("observada"),
    },
    "planes.mediodeverificacion": {"presentado": medio},
    "planes.medicion": {"presentada": medicion},
    "planes.reprogramacion": {
        "borrador": lambda: reprogramacion("borrador"),
        "propuesta": lambda: reprogramacion("propuesta"),
        "observada": lambda: reprogramacion("observada"),
    },
}
SIN_MOTOR = {"seguimiento.acta": {"incorporada_al_libro"}}
"""Reached only with the engine of papers: `tests/seguimiento/test_libro.py` asks for what waits there."""


def test_the_table_has_each_state_that_is_not_the_last():
    pendientes = {
        clave: {estado for estado, ficha in maquina.fichas.items() if not ficha.final}
        for clave, maquina in MAQUINAS.items()
        if clave.partition(".")[0] in ("seguimiento", "planes")
    }
    en_la_tabla = {clave: set(estados) | SIN_MOTOR.get(clave, set()) for clave, estados in TABLA.items()}
    assert en_la_tabla == pendientes


def al_mediodia(dia: dt.date) -> Any:
    return time_machine.travel(dt.datetime.combine(dia, dt.time(17), tzinfo=dt.UTC), tick=True)


@pytest.mark.parametrize(
    ("clave", "estado"), [(clave, estado) for clave, estados in TABLA.items() for estado in estados]
)
def test_it_waits_for_somebody_now_or_from_its_day_on(clave: str, estado: str):
    puesta = TABLA[clave][estado]()
    vivo = type(puesta.objeto)._base_manager.get(pk=puesta.objeto.pk)
    assert (vivo._meta.label_lower, vivo.estado) == (clave, estado)
    if puesta.desde is None:
        assert esperan(puesta)
        return
    assert not esperan(puesta)
    with al_mediodia(puesta.desde):
        assert esperan(puesta)


# -- whoever it waited for is gone: today is their last day


def nadie_coordina(caso: Any) -> None:
    """The designations of all that coordinate end, without a successor."""
    caso.expediente.designaciones.filter(rol__startswith="coordinador_").update(hasta=hoy())


def nadie_ocupa_los_puestos(caso: Any) -> None:
    """They stay designated, and nobody exercises their posts."""
    puestos = caso.expediente.designaciones.values("puesto")
    Ocupacion.objects.filter(puesto__in=puestos).update(hasta=hoy())


def nadie_integra_el_organo(caso: Any) -> None:
    MiembroDeOrgano.objects.filter(organo__expediente=caso.expediente).update(hasta=hoy())


def _sale(caso: Any, parte: Institucion) -> None:
    Participacion.objects.filter(expediente=caso.expediente, institucion=parte).update(hasta=hoy())


def _con_tercera(caso: Any) -> None:
    """Where one of the parties may leave there are three."""
    tercera = institucion("Tercera")
    Participacion.objects.create(expediente=caso.expediente, institucion=tercera, desde=hoy())
    caso.de_tercera, _d = designado(caso.expediente, tercera, "coordinador_titular")


def sale_la_que_propone(caso: Any) -> None:
    _con_tercera(caso)
    _sale(caso, caso.propone)


def sale_la_otra(caso: Any) -> None:
    _con_tercera(caso)
    _sale(caso, caso.otra)


def queda_una_sola(caso: Any) -> None:
    _sale(caso, caso.otra)


PERDIDAS: list[Callable[[Any], None]] = [
    nadie_coordina,
    nadie_ocupa_los_puestos,
    nadie_integra_el_organo,
    sale_la_que_propone,
    sale_la_otra,
    queda_una_sola,
]
EN_EL_ORGANO = {nadie_integra_el_organo}
EL_PLAZO_PASO = 40 * DIA
"""What nobody is left to do waits for somebody else at the latest when its own term is over."""
NO_OCURRE = {
    (queda_una_sola, "seguimiento.informedeseguimiento", "presentado"),
    (queda_una_sola, "planes.mediodeverificacion", "presentado"),
}
"""A report is refused in a case file of one party, and so is that all others leave it. Where there is no other party
nobody can accept what shows an action: it is concluded with it, and ends without verification."""


@pytest.mark.lento
@pytest.mark.parametrize(
    ("clave", "estado"), [(clave, estado) for clave, estados in TABLA.items() for estado in estados]
)
def test_it_waits_for_somebody_else_when_those_are_gone(clave: str, estado: str):
    puesta = TABLA[clave][estado]()
    for perder in PERDIDAS:
        if (perder, clave, estado) in NO_OCURRE or (
            perder in EN_EL_ORGANO and not hasattr(puesta.caso, "organo")
        ):
            continue
        with deshecho():
            perder(puesta.caso)
            with al_mediodia(max(puesta.desde or hoy(), hoy() + EL_PLAZO_PASO)):
                assert lo_ve_alguien(puesta), perder.__name__


@contextmanager
def deshecho() -> Iterator[None]:
    """What is done in it is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def lo_ve_alguien(puesta: Puesta) -> bool:
    """Whether it is on somebody's desk as their own, or that somebody is to be designated because it waits."""
    de, en_la_pagina = puesta.en or puesta.objeto, leer_trabajo(_expediente(puesta)).esperas()
    que = {e.que for e in en_la_pagina if e.objeto == de}
    return bool(que) and any(
        e.objeto == de or any(una in e.por_que for una in que)
        for cuenta in gente_de(puesta)
        for e in escritorio_de(cuenta).esperan_de_mi
    )


def _expediente(puesta: Puesta) -> Expediente:
    return Expediente.objects.get(pk=puesta.caso.expediente.pk)


# -- what the table does not reach: where nobody is left of whom it was asked


def que_espera(caso: Any, objeto: Any) -> dict[str, set[str]]:
    """What waits, and for whose coordination, on the page of the case file."""
    de: dict[str, set[str]] = {}
    for espera in leer_trabajo(Expediente.objects.get(pk=caso.expediente.pk)).esperas():
        if espera.objeto == objeto:
            de.setdefault(espera.que, set()).add(str(espera.institucion))
    return de


def test_what_all_of_them_did_waits_for_each_to_have_it_agreed_on_in_a_session():
    caso = CasoDePlan("en_ejecucion")
    caso.concluir(3, caso.equipo)
    que = "Llevar a una sesión la verificación de la acción 3: Intercambiar herramientas"
    assert que_espera(caso, caso.accion(3)) == {que: {str(caso.propone), str(caso.otra)}}


def test_what_is_shown_of_an_action_waits_for_whoever_may_take_it_or_return_it():
    puesta = medio()
    caso, que = puesta.caso, "Aceptar o devolver lo que muestra la acción 1: Intercambiar herramientas"
    assert que_espera(caso, puesta.en) == {que: {str(caso.otra)}}
    caso.presentar(1, caso.equipo, descripcion="Otro")
    assert que_espera(caso, puesta.en) == {que: {str(caso.otra)}}
    caso.mover_accion(1, "concluir", caso.equipo)
    assert set(que_espera(caso, puesta.en)) == {"Verificar la acción 1: Intercambiar herramientas"}
    planes.devolver_medio(puesta.objeto, motivo="No se lee.", acto=Acto(registra=caso.contraparte))
    perform(caso.accion(1).medios.get(estado="presentado"), "aceptar", acto=Acto(registra=caso.contraparte))
    assert set(que_espera(caso, puesta.en)) == {"Completar la acción 1: Intercambiar herramientas"}


def test_what_nobody_verified_in_its_term_waits_for_whoever_answers_for_it():
    caso = CasoDePlan("en_ejecucion")
    caso.concluir(1, caso.equipo)
    verificar = {"Verificar la acción 1: Intercambiar herramientas": {str(caso.otra)}}
    assert que_espera(caso, caso.accion(1)) == verificar
    vence = Plazo.objects.get(tipo="verificacion_de_accion").vence
    with time_machine.travel(dt.datetime.combine(vence + DIA, dt.time(17), tzinfo=dt.UTC)):
        assert que_espera(caso, caso.accion(1)) == verificar | {
            "Pedir otra vez la verificación de la acción 1, o cerrarla sin ella: Intercambiar herramientas": {
                str(caso.propone)
            }
        }


def test_an_evaluation_that_all_signed_waits_to_be_closed(monkeypatch: pytest.MonkeyPatch):
    puesta = plan_que_se_evalua("evaluado")
    caso, uno = puesta.caso, puesta.objeto
    firmar = f"Firmar la evaluación del plan «{uno.titulo}»"
    assert que_espera(caso, uno) == {firmar: {str(caso.propone), str(caso.otra)}}
    partes = set(Participacion.objects.values_list("institucion_id", flat=True))
    monkeypatch.setattr("planes.queries.esperas.planes._firmaron", lambda _planes: {uno.pk: partes})
    assert que_espera(caso, uno) == {f"Cerrar el plan «{uno.titulo}»": {str(caso.propone)}}


def test_a_plan_that_all_signed_waits_for_its_days_alone(monkeypatch: pytest.MonkeyPatch):
    aprobado, en_curso = plan_aprobado(), plan_que_corre()
    for puesta in (aprobado, en_curso):
        firmar = f"Firmar el plan «{puesta.objeto.titulo}»"
        partes = {str(puesta.caso.propone), str(puesta.caso.otra)}
        assert que_espera(puesta.caso, puesta.objeto) == {firmar: partes}
    todas = set(Participacion.objects.values_list("institucion_id", flat=True))
    firmaron = {puesta.objeto.pk: todas for puesta in (aprobado, en_curso)}
    monkeypatch.setattr("planes.queries.esperas.planes._firmaron", lambda _planes: firmaron)
    for puesta, dia in ((aprobado, aprobado.objeto.desde), (en_curso, en_curso.objeto.hasta + DIA)):
        assert que_espera(puesta.caso, puesta.objeto) == {}
        with time_machine.travel(dt.datetime.combine(dia, dt.time(17), tzinfo=dt.UTC)):
            assert que_espera(puesta.caso, puesta.objeto)


def test_when_the_party_that_was_missing_leaves_any_other_completes_it():
    caso = CasoDePlan("propuesto")
    planes.aprobar(caso.vivo(), acto=caso.ante(caso.plan, caso.titular))
    que = f"Aprobar el plan «{caso.plan.titulo}»"
    assert que_espera(caso, caso.vivo()) == {que: {str(caso.otra)}}
    Participacion.objects.filter(institucion=caso.otra).update(hasta=hoy())
    with time_machine.travel(dt.datetime.combine(hoy() + DIA, dt.time(17), tzinfo=dt.UTC), tick=True):
        assert que_espera(caso, caso.vivo()) == {que: {str(caso.propone)}}
        planes.aprobar(caso.vivo(), acto=caso.ante(caso.plan, caso.titular))
        assert caso.vivo().estado == "aprobado"


def test_an_acta_that_silence_approves_waits_for_the_secretaria_once_the_term_ran_out():
    caso = CasoDeActa(aprobacion="por_silencio")
    una = caso.circulada()
    llevar = "Llevar el acta a su aprobación"
    assert llevar not in que_espera(caso, una)
    assert una.observar_hasta is not None
    with time_machine.travel(dt.datetime.combine(una.observar_hasta + DIA, dt.time(17), tzinfo=dt.UTC)):
        assert que_espera(caso, una)[llevar] == {str(caso.propone)}


def test_a_report_that_all_signed_waits_for_each_party_until_one_publishes_it():
    caso = CasoDeInformes()
    uno = caso.hasta("firmado")
    publicar = f"Publicar: {uno}"
    assert que_espera(caso, uno) == {publicar: {str(caso.propone), str(caso.otra)}}
    assert uno.estado == EstadoDeInforme.FIRMADO
