"""What must be true of a body after every move, read from its rows and counted by hand."""

import datetime as dt
from typing import Any

from hypothesis.stateful import invariant

from auditoria.models import Asiento
from auditoria.verificacion.totales import totales
from expedientes.models import Aprobacion
from seguimiento.models import (
    Acta,
    Acuerdo,
    Asistencia,
    FirmanteDeActa,
    ObservacionDeActa,
    Parrafo,
    PuntoDeAgenda,
    VersionDeActa,
    Voto,
)
from tests.flujo.partidas.acta import MovidasDeActa
from tests.flujo.partidas.cuaderno import LIMA, SE_ESCRIBE, UnActa, UnaSesion
from tests.flujo.partidas.sala import PLAZA_DE, PLAZAS, Estancia, estan, hay_quorum, se_adopta, sentados
from tests.flujo.partidas.tablas_de_organos import ACTA

MINUTO = dt.timedelta(minutes=1)
DEL_ACTA = (Parrafo, Acuerdo, VersionDeActa)
DE_LA_SESION = (Asistencia, PuntoDeAgenda)


class LoQueConsta(MovidasDeActa):
    def __init__(self, mesa: Any) -> None:
        self.visto_del_acta: dict[int, Any] = {}
        super().__init__(mesa)

    # -- the notebook and the rows

    @invariant()
    def las_sesiones_son_las_del_cuaderno(self) -> None:
        if not self.toca("sesiones") or self.organo is None:
            return
        for fila in self.sesiones():
            s = self.c.sesiones[fila.pk]
            assert (fila.estado, fila.numero, fila.es_segunda) == (s.estado, s.numero, s.es_segunda)
            assert (fila.orden, fila.fecha, fila.terminada_at) == (s.orden, s.fecha, s.terminada)
            assert dict(fila.puntos.values_list("pk", "resultado")) == s.puntos
            self.exigir_las_estancias(s)

    def exigir_las_estancias(self, s: UnaSesion) -> None:
        filas = Asistencia.objects.filter(sesion=s.pk)
        assert {f.pk for f in filas} == s.filas.keys()
        for fila in filas:
            dicha = s.filas[fila.pk]
            quien = self.nombre_de[fila.miembro_id] if fila.miembro_id else None
            assert (quien, fila.llega_at) == (dicha.miembro, dicha.llega)
            assert (fila.sale_at is None) is (dicha.sale is None)
            if fila.sale_at and dicha.sale:
                assert abs(fila.sale_at - dicha.sale) < MINUTO

    @invariant()
    def las_actas_son_las_del_cuaderno(self) -> None:
        if not self.toca("actas") or self.organo is None:
            return
        for fila in self.actas():
            a = self.c.actas[fila.pk]
            assert (fila.estado, fila.numero, fila.anio) == (a.estado, a.numero, a.anio)
            assert (fila.libro, fila.contenido_hash) == (a.libro, a.hash)
            firmantes = FirmanteDeActa.objects.filter(acta=fila).values_list("miembro", flat=True)
            assert {self.nombre_de[m] for m in firmantes} == a.firmantes | a.pidieron
            escritos = Parrafo.objects.filter(acta=fila).values_list("pk", "texto", "version", "retirado")
            assert {pk: (p.texto, p.version, p.retirado) for pk, p in a.parrafos.items()} == {
                pk: (texto, version, retirado) for pk, texto, version, retirado in escritos
            }
            ejecutados = fila.acuerdos.filter(ejecutado_el__isnull=False).values_list("pk", flat=True)
            assert set(ejecutados) == {p.acuerdo for p in a.parrafos.values() if p.ejecutado}

    # -- quórum and votes

    @invariant()
    def en_cada_voto_habia_quorum_y_voto_quien_estaba(self) -> None:
        """By whoever sat there at that minute, with the quórum of its day, and to the result of the rules."""
        if not self.toca("votos") or self.organo is None:
            return
        votados = Acuerdo.objects.filter(votado_at__isnull=False).select_related("acta__sesion__reglas")
        for acuerdo in votados.prefetch_related("votos"):
            sesion = acuerdo.acta.sesion
            presentes = self.presentes(sesion, acuerdo.votado_at)
            reglas = sesion.reglas
            assert reglas
            regla = reglas.quorum_segunda if sesion.es_segunda else reglas.quorum
            assert hay_quorum(regla, presentes), "a vote without quórum"
            quienes = {self.nombre_de[v.plaza_id]: self.nombre_de[v.miembro_id] for v in acuerdo.votos.all()}
            assert quienes == sentados(presentes), "others voted than those who were there"
            dichos = {self.nombre_de[v.plaza_id]: v.sentido for v in acuerdo.votos.all()}
            assert acuerdo.es_adoptado is se_adopta(reglas.decision, reglas.dirime, dichos)

    def presentes(self, sesion: Any, momento: Any) -> set[str]:
        """Read from the rows of its day: members only, whatever guests there are."""
        filas = Asistencia.objects.filter(sesion=sesion).values_list("miembro", "llega_at", "sale_at")
        return estan(
            [
                Estancia(self.nombre_de[m], llega, sale)
                for m, llega, sale in filas
                if m and llega.astimezone(LIMA).date() >= sesion.fecha
            ],
            momento,
        )

    # -- what was shown

    @invariant()
    def lo_circulado_no_cambia_sin_otra_version(self) -> None:
        """From its circulation on an acta says what it said, until it is observed; from its approval on, for ever."""
        if not self.toca("contenido") or self.organo is None:
            return
        for a in self.c.actas.values():
            if a.estado in SE_ESCRIBE:
                self.visto_del_acta.pop(a.pk, None)
                continue
            dice = self.todo_de(a)
            assert self.visto_del_acta.setdefault(a.pk, dice) == dice, "it changed after it circulated"

    def todo_de(self, a: UnActa) -> Any:
        """Its rows and those of its session, as they are now."""
        sin = {"es_reservado", "escrito_at", "ejecutado_el", "ejecutado_en_id", "impedimento"}
        filas: list[Any] = [m._base_manager.filter(acta=a.pk).order_by("pk").values() for m in DEL_ACTA]
        filas += [m._base_manager.filter(sesion=a.sesion.pk).order_by("pk").values() for m in DE_LA_SESION]
        filas += [Voto.objects.filter(acuerdo__acta=a.pk).order_by("pk").values()]
        return [[{c: v for c, v in fila.items() if c not in sin} for fila in suyas] for suyas in filas]

    @invariant()
    def cada_aprobacion_es_de_lo_que_se_mostro(self) -> None:
        """Of each seat that took part somebody of it approved the very hash that the acta has."""
        if not self.toca("aprobaciones") or self.organo is None:
            return
        for fila in self.actas():
            if fila.forma not in ("tras_circulacion", "por_comision"):
                continue
            version = VersionDeActa.objects.filter(acta=fila).latest("n")
            assert fila.contenido_hash == version.hash
            dadas = Aprobacion.objects.filter(
                modelo=ACTA, objeto=fila.pk, clase="aprobacion", hash_contenido=fila.contenido_hash
            )
            puestos = {p for par in dadas.values_list("puesto", "suple_a") for p in par}
            for plaza in {PLAZA_DE[m] for m in self.quienes_debian(fila)}:
                suyos = [*PLAZAS.get(plaza, [plaza])]
                assert puestos & {self.mesa.puesto(m).pk for m in suyos}, f"nobody of {plaza} approved it"

    def quienes_debian(self, fila: Acta) -> set[str]:
        if fila.forma == "por_comision":
            return {self.nombre_de[pk] for pk in fila.comision.values_list("pk", flat=True)}
        filas = Asistencia.objects.filter(sesion=fila.sesion, miembro__isnull=False)
        estuvieron = {
            self.nombre_de[m]
            for m, llega in filas.values_list("miembro", "llega_at")
            if llega.astimezone(LIMA).date() >= fila.sesion.fecha
        }
        return {m for m in estuvieron if PLAZA_DE[m] in PLAZAS}

    @invariant()
    def lo_respondido_no_se_responde_otra_vez(self) -> None:
        if self.toca("observaciones") and self.organo is not None:
            respondidas = ObservacionDeActa.objects.values_list("pk", "respondida_el")
            dichas = {pk: esta for a in self.c.actas.values() for pk, esta in a.observaciones.items()}
            assert {pk: dia is not None for pk, dia in respondidas} == dichas

    # -- numbers, folios, the log

    @invariant()
    def los_numeros_van_en_orden_y_sin_huecos(self) -> None:
        """Of sessions in the order of their calls, of actas in that of their approvals; each year, or for ever."""
        if not self.toca("numeros") or self.organo is None:
            return
        por_anio: dict[Any, list[int]] = {}
        for sesion in self.sesiones():
            if sesion.numero:
                por_anio.setdefault(("sesion", sesion.anio), []).append(sesion.numero)
        aprobadas = Asiento.objects.filter(modelo=ACTA, hasta="aprobada").order_by("id")
        numeros = dict(self.actas().values_list("pk", "numero"))  # type: ignore[attr-defined]
        anios = dict(self.actas().values_list("pk", "anio"))  # type: ignore[attr-defined]
        en_orden: dict[Any, list[int]] = {}
        for objeto in aprobadas.values_list("objeto", flat=True):
            en_orden.setdefault(anios[objeto], []).append(numeros[objeto])
        for suyos in por_anio.values():
            self.exigir_sin_huecos(suyos)
        for suyos in en_orden.values():
            assert suyos == list(range(1, len(suyos) + 1)), f"acta numbers out of order: {suyos}"

    @invariant()
    def los_folios_se_siguen(self) -> None:
        if not self.toca("folios") or self.organo is None:
            return
        desde = 1
        libro = Acta.objects.filter(organo=self.organo, libro__isnull=False).order_by("libro")
        for n, acta in enumerate(libro, 1):
            assert (acta.libro, acta.folio_desde) == (n, desde), "a gap in the book"
            assert acta.folio_hasta
            assert acta.folio_hasta >= desde
            desde = acta.folio_hasta + 1

    @invariant()
    def la_bitacora_verifica(self) -> None:
        if self.toca("bitacora"):
            assert totales().bien, "the log does not verify"
