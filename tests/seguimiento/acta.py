"""An acta of a body of two parties, taken as far as a test needs."""

from typing import Any

from documentos.models import Firma
from flujo.acto import Acto
from instituciones.models import Usuario
from seguimiento.models import Acta, Acuerdo, Sesion
from seguimiento.services import actas
from tests.factories import hoy
from tests.seguimiento.caso import DIA
from tests.seguimiento.organo import AYER, CasoDeOrgano


class CasoDeActa(CasoDeOrgano):
    """`acta()` of yesterday's session, ended; `circulada()`, `aprobada()` go on from there."""

    def acta(self, *, acuerdos: int = 1, **campos: Any) -> Acta:
        return self.viva(self.terminada(acuerdos=acuerdos, **campos).acta)

    def viva(self, acta: Acta) -> Acta:
        return Acta.objects.select_related(
            "expediente", "organo", "sesion__reglas", "version", "asiento"
        ).get(pk=acta.pk)

    def ante(self, acta: Acta, quien: Usuario, **campos: Any) -> Acto:
        """An act by somebody who has the acta before them as it now is."""
        return Acto(registra=quien, **{"hash_mostrado": self.viva(acta).contenido_hash or None, **campos})

    def circulada(self, acta: Acta | None = None, **campos: Any) -> Acta:
        acta = acta or self.acta()
        return actas.circular(self.viva(acta), acto=self.ante(acta, self.secretaria), **campos)

    def aprobar(self, acta: Acta, *quienes: Usuario) -> Acta:
        for quien in quienes or (self.titular, self.contraparte, self.secretaria):
            if self.viva(acta).estado == "circulada":
                actas.aprobar(self.viva(acta), acto=self.ante(acta, quien))
        return self.viva(acta)

    def aprobada(self, acta: Acta | None = None, **campos: Any) -> Acta:
        return self.aprobar(self.circulada(acta, **campos), self.titular, self.contraparte)

    def en_firma(self, acta: Acta | None = None) -> Acta:
        acta = acta or self.aprobada()
        return actas.enviar_a_firma(self.viva(acta), acto=self.ante(acta, self.secretaria))

    def otra_sesion(self, *, dias: int = 1, **campos: Any) -> Sesion:
        """One of an earlier day."""
        return self.terminada(fecha=AYER - dias * DIA, **campos)

    def en_la_sesion(
        self, *acuerdos: tuple[str, Any, dict[str, Any]], **campos: Any
    ) -> tuple[Acta, list[Acuerdo]]:
        """An ended session whose acta has these agreements: (effect, object, what else), each voted by consensus."""
        from seguimiento.services import finalizar, resolver_punto
        from seguimiento.services.acuerdos import fijar_efecto, hash_de
        from tests.seguimiento.organo import a_las

        sesion = self.en_curso(**campos)
        for punto in sesion.puntos.filter(resultado="por_tratar"):
            self.parrafo(sesion, f"Se trató: {punto.titulo}.", punto=punto)
            resolver_punto(punto, resultado="tratado", acto=self.acto())
        hechos = []
        for efecto, objeto, mas in acuerdos:
            uno = self.acuerdo(sesion, f"Se acuerda: {efecto}.")
            if efecto != "ninguno":
                objeto = self.viva(uno.acta) if objeto == "esta" else objeto
                mas = {"hash_mostrado": hash_de(uno.acta, efecto, objeto), **mas}
                fijar_efecto(uno, efecto, objeto, acto=self.acto(), **mas)
            hechos.append(self.votar(Acuerdo.objects.get(pk=uno.pk)))
        finalizar(sesion, terminada_at=a_las("12:00", sesion.fecha), acto=self.acto())
        return self.viva(sesion.acta), hechos

    def vivo(self, objeto: Any) -> Any:
        return type(objeto)._base_manager.get(pk=objeto.pk)


def firmas_de(acta: Acta) -> int:
    return Firma.objects.filter(papel__objeto=acta.pk, papel__clase="acta").count()


__all__ = ["AYER", "CasoDeActa", "firmas_de", "hoy"]
