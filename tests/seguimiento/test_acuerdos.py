"""What the agreements of an acta do: once it may be done, on what was voted and on nothing else, and never twice."""

from typing import Any, cast

import pytest

from expedientes.models import Participacion
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso, TextoCambiado
from flujo.services import perform
from planes import services as planes
from planes.acuerdos import hay_acuerdo
from planes.models import AccionConjunta, PlanAnual, Reprogramacion
from planes.services import DatosDeAccion, DatosDeResponsable
from seguimiento.models import Acuerdo, Compromiso
from seguimiento.services.acuerdos import ejecutar_acuerdo, fijar_efecto, hash_de
from tests.factories import hoy, institucion
from tests.seguimiento.acta import CasoDeActa
from tests.seguimiento.caso import DIA


class CasoDeAcuerdo(CasoDeActa):
    """With a plan whose actions are of both parties."""

    def plan(self, acciones: int = 1) -> PlanAnual:
        plan = planes.abrir_plan(
            self.expediente,
            titulo="Plan",
            desde=hoy() - 100 * DIA,
            hasta=hoy() + 200 * DIA,
            acto=self.acto(self.titular),
        )
        for _n in range(acciones):
            planes.agregar_accion(self.vivo(plan), self.datos(plan), acto=self.acto(self.titular))
        self._ante(plan, planes.proponer)
        return cast(PlanAnual, self.vivo(plan))

    def datos(self, plan: PlanAnual, **campos: Any) -> DatosDeAccion:
        return DatosDeAccion(
            **{
                "nombre": "Capacitar",
                "desde": plan.desde + DIA,
                "hasta": plan.desde + 110 * DIA,
                "responsables": [DatosDeResponsable(institucion_id=i.pk) for i in (self.propone, self.otra)],
                **campos,
            }
        )

    def _ante(self, objeto: Any, servicio: Any, quien: Any = None, **campos: Any) -> Any:
        vivo = self.vivo(objeto)
        return servicio(
            vivo, acto=self.acto(quien or self.titular, hash_mostrado=vivo.hash_de_contenido()), **campos
        )

    def plan_en_ejecucion(self, acciones: int = 1) -> PlanAnual:
        plan = self.plan(acciones)
        for quien in (self.titular, self.contraparte):
            self._ante(plan, planes.aprobar, quien)
        self.mover(self.vivo(plan), "poner_en_ejecucion")
        return cast(PlanAnual, self.vivo(plan))

    def accion(self, plan: PlanAnual, numero: int = 1) -> AccionConjunta:
        return AccionConjunta.objects.select_related("plan__expediente").get(plan=plan, numero=numero)

    def concluida(self, plan: PlanAnual) -> AccionConjunta:
        self.mover(self.accion(plan), "iniciar")
        planes.presentar_medio(
            self.accion(plan),
            tipo="informe",
            descripcion="Informe",
            fecha=hoy(),
            enlace="https://demo.invalid/",
            acto=self.acto(self.titular),
        )
        self.mover(self.accion(plan), "concluir")
        return self.accion(plan)


@pytest.fixture
def caso(db: None) -> CasoDeAcuerdo:
    return CasoDeAcuerdo()


def aprobar(caso: CasoDeAcuerdo, *acuerdos: tuple[str, Any]) -> list[Acuerdo]:
    """The agreements of an acta that was just approved."""
    acta, hechos = caso.en_la_sesion(*((efecto, objeto, {}) for efecto, objeto in acuerdos))
    acta = caso.aprobada(acta)
    assert acta.numero
    return [Acuerdo.objects.select_related("acta", "parrafo").get(pk=a.pk) for a in hechos]


def test_an_agreement_approves_the_plan_that_was_voted_with_its_actions(caso: CasoDeAcuerdo):
    plan = caso.plan()
    (acuerdo,) = aprobar(caso, ("aprobar_plan", plan))
    assert (acuerdo.impedimento, acuerdo.ejecutado_el) == ("", hoy())
    assert caso.vivo(plan).estado == "aprobado"
    assert caso.accion(plan).estado == "aprobada"
    assert acuerdo.ejecutado_en.accion == "aprobar_por_acuerdo"


def test_a_plan_that_changed_after_the_vote_is_not_approved_and_the_acta_is(caso: CasoDeAcuerdo):
    plan = caso.plan()
    acta, (acuerdo,) = caso.en_la_sesion(("aprobar_plan", plan, {}))
    observacion = caso._ante(plan, lambda p, acto: planes.observar(p, "Falta.", acto=acto), caso.contraparte)
    planes.responder_observacion(observacion, "Se cambia.", acto=caso.acto(caso.titular))
    planes.cambiar_accion(
        caso.accion(plan), caso.datos(plan, nombre="Otra cosa"), acto=caso.acto(caso.titular)
    )
    caso._ante(plan, planes.proponer)
    acta = caso.aprobada(acta)
    acuerdo.refresh_from_db()
    assert (acta.estado, acuerdo.ejecutado_el) == ("aprobada", None)
    assert "ya no es lo que hay" in acuerdo.impedimento
    assert caso.vivo(plan).estado == "propuesto"
    with pytest.raises(CondicionesIncumplidas):
        ejecutar_acuerdo(acuerdo, acto=caso.acto())


def test_no_agreement_no_step_whoever_asks(caso: CasoDeAcuerdo):
    plan = caso.plan()
    for paso in ("aprobar_por_acuerdo",):
        with pytest.raises(SinPermiso):
            caso._ante(plan, lambda p, acto, paso=paso: planes.aprobar_por_acuerdo(p, acto=acto))
    caso.en_la_sesion(("aprobar_plan", plan, {}))  # adopted, but its acta is not approved
    assert not hay_acuerdo(caso.vivo(plan), "aprobar")


def test_an_agreement_applies_a_reprogramming(caso: CasoDeAcuerdo):
    plan = caso.plan_en_ejecucion(2)
    una = planes.abrir_reprogramacion(plan, motivo="Se atrasó.", acto=caso.acto(caso.titular))
    planes.guardar_cambio(
        una, caso.accion(plan), caso.datos(plan, hasta=plan.desde + 150 * DIA), acto=caso.acto(caso.titular)
    )
    planes.guardar_cambio(caso.vivo(una), caso.accion(plan, 2), None, acto=caso.acto(caso.titular))
    una = Reprogramacion.objects.get(pk=una.pk)
    caso._ante(una, lambda r, acto: perform(r, "proponer", acto=acto))
    (acuerdo,) = aprobar(caso, ("reprogramar", caso.vivo(una)))
    assert acuerdo.impedimento == ""
    assert caso.vivo(una).estado == "aprobada"
    assert (caso.accion(plan).estado, caso.accion(plan, 2).estado) == ("reprogramada", "cancelada")


def test_an_agreement_verifies_what_all_parties_did(caso: CasoDeAcuerdo):
    plan = caso.plan_en_ejecucion()
    (acuerdo,) = aprobar(caso, ("verificar_accion", caso.concluida(plan)))
    assert acuerdo.impedimento == ""
    assert caso.accion(plan).estado == "verificada"


def test_an_agreement_cancels_an_action(caso: CasoDeAcuerdo):
    plan = caso.plan_en_ejecucion()
    (acuerdo,) = aprobar(caso, ("cancelar_accion", caso.accion(plan)))
    assert acuerdo.impedimento == ""
    assert caso.accion(plan).estado == "cancelada"


def test_an_agreement_cancels_a_commitment_and_the_commitment_names_the_acta(caso: CasoDeAcuerdo):
    compromiso = caso.anotar()
    (acuerdo,) = aprobar(caso, ("cancelar_compromiso", compromiso))
    compromiso = Compromiso.objects.get(pk=compromiso.pk)
    assert (compromiso.estado, compromiso.cancelado_en_acta, compromiso.cancelado_en) == (
        "cancelado",
        acuerdo.acta,
        None,
    )


def test_no_acta_without_that_agreement_cancels_a_commitment(caso: CasoDeAcuerdo):
    compromiso, otro = caso.anotar(), caso.anotar(texto="Otro")
    (acuerdo,) = aprobar(caso, ("cancelar_compromiso", otro))
    caso.programar()
    with pytest.raises(DatosInvalidos):
        caso.mover(compromiso, "cancelar", motivo="x", acta=acuerdo.acta)


def test_one_of_many_leaves_by_an_agreement_and_one_of_two_does_not(caso: CasoDeAcuerdo):
    parte = caso.expediente.participaciones.get(institucion=caso.otra)
    (acuerdo,) = aprobar(caso, ("separar_parte", parte))
    assert "Quedaría una sola parte" in acuerdo.impedimento
    assert caso.vivo(parte).hasta is None
    tercera = Participacion.objects.create(
        expediente=caso.expediente, institucion=institucion("Tercera"), desde=hoy() - 90 * DIA
    )
    (acuerdo,) = aprobar(caso, ("separar_parte", tercera))
    assert acuerdo.impedimento == ""
    assert caso.vivo(tercera).hasta == hoy()


def test_a_later_acta_rectifies_an_earlier_one_which_does_not_change(caso: CasoDeAcuerdo):
    primera = caso.aprobada(caso.viva(caso.otra_sesion().acta))
    antes = primera.contenido_hash
    (acuerdo,) = aprobar(caso, ("rectificar_acta", primera))
    assert (acuerdo.impedimento, caso.viva(primera).contenido_hash) == ("", antes)
    assert acuerdo.ejecutado_en.accion == "rectificar"
    assert list(primera.acordada_en.all()) == [acuerdo]


def test_at_once_when_the_plenary_says_so_and_then_never_again(caso: CasoDeAcuerdo):
    compromiso = caso.anotar()
    acta, (acuerdo,) = caso.en_la_sesion(("cancelar_compromiso", compromiso, {"es_inmediato": True}))
    with pytest.raises(SinPermiso):
        ejecutar_acuerdo(acuerdo, acto=caso.acto(caso.contraparte))
    hecho = ejecutar_acuerdo(acuerdo, acto=caso.acto())
    assert caso.vivo(compromiso).estado == "cancelado"
    asiento = hecho.ejecutado_en_id
    caso.aprobada(acta)
    acuerdo.refresh_from_db()
    assert acuerdo.ejecutado_en_id == asiento


def test_what_cannot_be_done_says_why_and_is_done_later(caso: CasoDeAcuerdo):
    plan = caso.plan_en_ejecucion()
    accion = caso.accion(plan)
    (acuerdo,) = aprobar(caso, ("verificar_accion", accion))
    assert acuerdo.ejecutado_el is None
    assert acuerdo.impedimento


def test_an_effect_is_chosen_before_the_vote_on_what_is_shown(caso: CasoDeAcuerdo):
    plan, sesion = caso.plan(), caso.en_curso()
    acuerdo = caso.acuerdo(sesion)
    with pytest.raises(TextoCambiado):
        fijar_efecto(acuerdo, "aprobar_plan", plan, hash_mostrado="0" * 64, acto=caso.acto())
    with pytest.raises(DatosInvalidos):
        fijar_efecto(acuerdo, "aprobar_plan", None, acto=caso.acto())
    with pytest.raises(DatosInvalidos):
        fijar_efecto(acuerdo, "cancelar_accion", plan, acto=caso.acto())
    with pytest.raises(SinPermiso):
        fijar_efecto(acuerdo, "ninguno", acto=caso.acto(caso.contraparte))
    voto = caso.votar(acuerdo)
    with pytest.raises(CondicionesIncumplidas):
        fijar_efecto(
            voto,
            "aprobar_plan",
            plan,
            hash_mostrado=hash_de(acuerdo.acta, "aprobar_plan", plan),
            acto=caso.acto(),
        )


def test_what_is_of_another_case_file_is_refused(caso: CasoDeAcuerdo):
    otro = CasoDeAcuerdo()
    ajeno, acuerdo = otro.anotar(), caso.acuerdo(caso.en_curso())
    with pytest.raises(DatosInvalidos):
        fijar_efecto(acuerdo, "cancelar_compromiso", ajeno, acto=caso.acto())


def test_an_agreement_that_was_not_adopted_does_nothing(caso: CasoDeAcuerdo):
    compromiso, sesion = caso.anotar(), caso.en_curso()
    acuerdo = caso.acuerdo(sesion)
    fijar_efecto(acuerdo, "cancelar_compromiso", compromiso, es_inmediato=True, acto=caso.acto())
    acuerdo = caso.votar(
        Acuerdo.objects.get(pk=acuerdo.pk),
        votos={caso.m_titular.pk: "a_favor", caso.m_contraparte.pk: "en_contra"},
    )
    assert not hay_acuerdo(compromiso, "cancelar")
    with pytest.raises(CondicionesIncumplidas):
        ejecutar_acuerdo(acuerdo, acto=caso.acto())
