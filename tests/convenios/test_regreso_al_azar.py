"""Three parties negotiate at random: what all approved can always be gone back to, and no approval counts for a text
other than the one that was shown."""

from typing import Any, cast

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from convenios import services
from convenios.aprobado import adonde_volver, ultimo_aprobado
from convenios.forms.fusion import EnConflicto, al_dia, clausulas_de
from convenios.models import Convenio, VersionDeTexto
from convenios.requeridos import requeridos_de
from convenios.services import ClausulaNueva
from expedientes.models import Clase
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, Negativa, TextoCambiado
from flujo.services import perform
from tests import factories as f

PARTES = st.sampled_from(["una", "otra", "tercera"])
PALABRAS = st.sampled_from(["Se coopera.", "Se coopera e informa.", "No se coopera."])
PLAZOS = st.sampled_from(["Un año.", "Dos años."])
AJUSTES = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
Texto = tuple[str, ...]


def escrito(objeto: str, vigencia: str) -> list[ClausulaNueva]:
    return [
        ClausulaNueva("objeto", "Objeto", objeto),
        ClausulaNueva("vigencia", "Vigencia", vigencia),
    ]


class Mesa:
    """An agreement of three parties without offices, in approval, each with its coordination."""

    def __init__(self) -> None:
        partes = [f.institucion(nombre, opiniones=[]) for nombre in ("Una", "Otra", "Tercera")]
        self.convenio = services.abrir_convenio(
            titulo="De tres",
            tipo="marco",
            proponente=partes[0],
            otras=partes[1:],
            acto=Acto(registra=f.SISTEMA),
        )
        self.parte = dict(zip(("una", "otra", "tercera"), partes, strict=True))
        self.gente = {
            nombre: f.designado(self.convenio.expediente, parte, "coordinador_titular")[0]
            for nombre, parte in self.parte.items()
        }
        for nombre, parte in self.parte.items():
            for tipo in ("personeria", "facultades"):
                services.declarar_requisito(
                    self.convenio, parte, tipo, falta_hasta=f.hoy() + f.AYER, acto=self.acto(nombre)
                )
        self.paso("solicitar")
        services.guardar_version(self.actual(), escrito("Se coopera.", "Un año."), acto=self.acto("una"))
        self.paso("enviar_a_evaluacion")
        self.paso("pasar_a_aprobacion")

    def actual(self) -> Convenio:
        return Convenio.objects.select_related("version", "expediente").get(pk=self.convenio.pk)

    def acto(self, quien: str, **campos: Any) -> Acto:
        return Acto(registra=self.gente[quien], **{"hash_mostrado": self.actual().contenido_hash, **campos})

    def paso(self, nombre: str) -> None:
        perform(self.actual(), nombre, acto=self.acto("una"))


def palabras_de(version: VersionDeTexto | None) -> Texto:
    assert version
    return tuple(c.texto for c in version.clausulas.all())


class Negociacion(RuleBasedStateMachine):
    """The books of whoever watches: which words each party last approved, and the last that all did at once."""

    def __init__(self, mesa: Mesa) -> None:
        super().__init__()
        self.mesa = mesa
        self.punto = transaction.atomic()
        self.punto.__enter__()
        self.aprobo: dict[str, Texto] = {}
        self.acordado: Texto | None = None
        self.vistos = [self.hay().contenido_hash]

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.punto.__exit__(None, None, None)

    def hay(self) -> Convenio:
        return self.mesa.actual()

    def texto(self) -> Texto:
        return palabras_de(self.hay().version)

    def anota(self, quien: str) -> None:
        self.aprobo[quien] = self.texto()
        if len(self.aprobo) == 3 and len(set(self.aprobo.values())) == 1:
            self.acordado = self.texto()

    @rule(quien=PARTES, objeto=PALABRAS, plazo=PLAZOS)
    def escribir_un_borrador(self, quien: str, objeto: str, plazo: str) -> None:
        services.guardar_borrador(self.hay(), escrito(objeto, plazo), acto=self.mesa.acto(quien))

    @rule(quien=PARTES, objeto=PALABRAS, plazo=PLAZOS)
    def compartir(self, quien: str, objeto: str, plazo: str) -> None:
        self.guardar(quien, escrito(objeto, plazo))

    @rule(quien=PARTES)
    def fundir_el_borrador(self, quien: str) -> None:
        suyos = self.hay().textos().filter(visibilidad="interna", institucion=self.mesa.parte[quien])
        if borrador := suyos.order_by("-id").first():
            actual = self.hay().version
            fundidas = al_dia(clausulas_de(borrador.base), clausulas_de(borrador), clausulas_de(actual))
            self.guardar(quien, [c.suya or c.mia if isinstance(c, EnConflicto) else c for c in fundidas])

    def guardar(self, quien: str, clausulas: Any) -> None:
        antes = self.texto()
        try:
            services.guardar_version(self.hay(), clausulas, acto=self.mesa.acto(quien))
        except DatosInvalidos:
            assert self.texto() == antes == tuple(c.texto for c in clausulas)
        self.vistos.append(self.hay().contenido_hash)

    @rule(quien=PARTES)
    def aprobar(self, quien: str) -> None:
        self.decir(quien, self.hay().contenido_hash)

    @rule(datos=st.data(), quien=PARTES)
    def aprobar_lo_que_tenia_en_pantalla(self, datos: st.DataObject, quien: str) -> None:
        self.decir(quien, datos.draw(st.sampled_from(self.vistos)))

    @rule()
    def aprueban_todas(self) -> None:
        for quien in self.mesa.gente:
            self.decir(quien, self.hay().contenido_hash)

    def decir(self, quien: str, mostrado: str | None) -> None:
        try:
            services.aprobar(self.hay(), acto=self.mesa.acto(quien, hash_mostrado=mostrado))
        except TextoCambiado:
            assert mostrado != self.hay().contenido_hash
        except Negativa:
            assert self.hay().estado != "en_aprobacion"
        else:
            assert mostrado == self.hay().contenido_hash
            self.anota(quien)

    @rule(quien=PARTES)
    def observar(self, quien: str) -> None:
        services.observar(self.hay(), "Falta algo.", acto=self.mesa.acto(quien))

    @precondition(lambda self: self.hay().estado == "observado")
    @rule()
    def levantar_las_observaciones(self) -> None:
        for observacion in self.hay().observaciones.abiertas():
            services.responder_observacion(observacion, "Ya está.", acto=self.mesa.acto("una"))
        for paso in ("levantar_observaciones", "pasar_a_aprobacion"):
            self.mesa.paso(paso)

    @rule(quien=PARTES)
    def volver(self, quien: str) -> None:
        actual = self.hay()
        aprobada = adonde_volver(actual)
        if aprobada is None:
            assert self.acordado in (None, self.texto())
            return
        services.volver_al_aprobado(actual, aprobada, acto=self.mesa.acto(quien))
        assert self.texto() == self.acordado
        assert (self.hay().version.n or 0) > (aprobada.n or 0)
        assert self.hay().version.hash == aprobada.hash

    @invariant()
    def ninguna_aprobacion_cuenta_para_otro_texto(self) -> None:
        actual = self.hay()
        cuentan = {
            r.institucion.pk
            for r in requeridos_de([actual])[actual.llave]
            if r.clase == Clase.APROBACION and r.esta_dado
        }
        debidas = actual.estado == "en_aprobacion"
        assert cuentan == {
            self.mesa.parte[quien].pk
            for quien, texto in self.aprobo.items()
            if debidas and texto == self.texto()
        }

    @invariant()
    def a_lo_que_todas_aprobaron_se_puede_volver(self) -> None:
        aprobada = ultimo_aprobado(self.hay())
        assert (palabras_de(aprobada) if aprobada else None) == self.acordado


@pytest.mark.lento
@pytest.mark.django_db
def test_what_all_approved_can_always_be_gone_back_to() -> None:
    mesa = Mesa()
    run_state_machine_as_test(cast(Any, lambda: Negociacion(mesa)), settings=AJUSTES)
