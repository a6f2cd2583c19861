"""Every case of the demonstration ends where it says, and the pages tell it so."""

import datetime as dt
import io
import json
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from PIL import Image

from auditoria.models import Asiento
from convenios import vigencia
from convenios.models import Adenda, Convenio
from convenios.requeridos import requeridos_de
from demo.escenario import SIN_VALOR, accesos, cuenta, preparar, pruebas
from demo.jugar import CASOS, Caso
from demo.jugar.pasos import leer_bytes
from documentos.models import Documento, Firma, Papel
from documentos.services.firmas.revisiones import bytes_de
from expedientes.facultades import partes_vigentes
from expedientes.models import Aprobacion, Expediente, Gestion
from instituciones.models import Institucion, Persona, Usuario
from notificaciones.models import Envio, Plazo
from planes.models import Medicion, MedioDeVerificacion, Recurso
from seguimiento.models import Acuerdo
from tablero.ficha.vida import tramos
from tests.factories import hoy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hechos")]

FIRMA_DE_PRODUCE = dt.date(2015, 9, 15)
REALES = ("Ghezzi", "Mariño", "Fundes")


def jugado(nombre: str) -> Caso:
    """A case as it stands after it was played."""
    return Caso.leer(nombre)


def cuentas() -> "QuerySet[Usuario]":
    return Usuario.objects.filter(correo__endswith="@demo.invalid")


def dias(n: int) -> dt.date:
    return hoy() + dt.timedelta(days=n)


def firmas_de(instrumento: Convenio | Adenda) -> list[Aprobacion]:
    modelo, objeto = instrumento.llave
    return list(Aprobacion.objects.filter(modelo=modelo, objeto=objeto, clase="firma").order_by("id"))


def test_the_agreement_of_produce_is_carried_out_since_the_day_that_the_note_tells():
    convenio = jugado("produce").convenio
    assert convenio.estado == "en_ejecucion"
    assert (convenio.suscrito_el, convenio.inicio) == (FIRMA_DE_PRODUCE, FIRMA_DE_PRODUCE)
    assert convenio.aprobado_el == hoy()
    assert (convenio.fin_original, convenio.fin_vigente, convenio.es_indefinido) == (None, None, False)
    assert vigencia.vigencia_de(convenio).clave == "sin_informacion"
    assert [str(n) for n in convenio.numeros.all()] == [f"001-{hoy().year}-PRODUCE (PRODUCE)"]
    assert all(r.esta_dado for r in requeridos_de([convenio])[convenio.llave])


def test_its_paper_is_composed_and_says_that_it_was_signed_by_document():
    papel = Papel.objects.get(expediente=jugado("produce").expediente, clase="convenio")
    assert papel.archivo.medio == "application/pdf"
    datos = json.loads(papel.datos)
    assert not papel.es_borrador
    assert [(f["puesto"], f["dada"]["como"], f["dada"]["fecha"]) for f in datos["firmas"]] == [
        ("Ministro de la Producción", "Firmado según un documento", "2015-09-15"),
        ("Director Regional", "Firmado según un documento", "2015-09-15"),
    ]


def test_its_certificates_are_composed_and_sealed():
    caso = jugado("produce")
    nota = Documento.objects.get(expediente=caso.expediente, titulo__contains="Nota de Cooperativas")
    papeles = (
        Papel.objects.filter(expediente=caso.expediente)
        .filter(clase__in=("constancia_de_registro", "acto_por_documento"))
        .order_by("id")
    )
    assert [(p.clase, p.objeto, [r.aporta for r in p.revisiones.all()]) for p in papeles] == [
        ("constancia_de_registro", caso.convenio.numeros.get().pk, ["sello"]),
        ("acto_por_documento", nota.pk, ["sello"]),
    ]


def test_its_signatures_stand_for_the_paper_and_for_who_decided_by_it():
    caso = jugado("produce")
    nota = Documento.objects.get(expediente=caso.expediente, titulo__contains="Nota de Cooperativas")
    firmas = firmas_de(caso.convenio)
    assert [(str(f.institucion), f.puesto.nombre, f.fecha_hecho) for f in firmas] == [
        ("PRODUCE", "Ministro de la Producción", FIRMA_DE_PRODUCE),
        ("ACA", "Director Regional", FIRMA_DE_PRODUCE),
    ]
    for firma, decidio in zip(
        firmas,
        ("Piero Ghezzi Solís, Ministro de la Producción", "Manuel Mariño, Director Regional"),
        strict=True,
    ):
        assert firma.persona is None
        assert (firma.metodo, firma.documento_sha256) == ("por_documento", nota.archivo.sha256)
        assert decidio in (firma.asiento.personal or "")


def test_the_alterno_approves_in_the_substitution_that_runs():
    convenio = jugado("produce").convenio
    aprobacion = Aprobacion.objects.get(
        objeto=convenio.pk, modelo="convenios.convenio", clase="aprobacion", institucion__sigla="PRODUCE"
    )
    assert aprobacion.puesto.nombre == "Coordinación alterna de convenios"
    assert aprobacion.suple_a is not None
    assert aprobacion.suple_a.nombre == "Director de Articulación Empresarial"


@pytest.mark.parametrize("nombre", CASOS)
def test_every_act_is_done_by_a_demonstration_account_or_from_a_paper(
    nombre: str, hechos: dict[str, list[dict[str, Any]]]
):
    de = {usuario.pk: usuario.correo.split("@")[0].rpartition(".")[2].upper() for usuario in cuentas()}
    siglas = dict(Institucion.objects.values_list("pk", "sigla"))
    assert hechos[nombre]
    assert [hecho for hecho in hechos[nombre] if hecho["registra"] not in de] == []
    por_otra = [
        h for h in hechos[nombre] if h["institucion"] and siglas[h["institucion"]] != de[h["registra"]]
    ]
    de_la_mesa = [h for h in por_otra if h["modelo"] == "seguimiento.compromiso"]
    assert [h["datos"]["acta"] is None for h in de_la_mesa if h["accion"] == "crear"] == [False] * len(
        de_la_mesa
    )
    assert [h for h in por_otra if not h["datos"]["documento"] and h not in de_la_mesa] == []


def test_the_plan_of_produce_was_observed_once_and_approved_by_both_and_one_of_its_actions_is_verified():
    caso = jugado("produce")
    plan = caso.plan_anual
    assert plan.estado == "en_ejecucion"
    versiones = list(plan.versiones.order_by("n"))
    assert [v.origen for v in versiones] == ["propuesta", "propuesta", "reprogramacion"]
    assert [o.texto for o in plan.observaciones.all()] == ["Falta decir dónde se hará la difusión."]
    assert [(a.numero, a.estado) for a in plan.acciones.order_by("numero")] == [
        (1, "verificada"),
        (2, "en_ejecucion"),
        (3, "reprogramada"),
        (4, "aprobada"),
    ]
    assert {
        str(a.institucion)
        for a in Aprobacion.objects.filter(modelo="planes.plananual", hash_contenido=versiones[1].hash)
    } == {"PRODUCE", "ACA"}


def test_the_plan_of_the_period_before_is_entered_late_from_its_notebook_with_the_day_of_each_thing():
    caso = jugado("produce")
    plan = caso._plan_de({"plan": "anterior"})
    assert (plan.es_regularizacion, plan.estado, plan.desde, plan.hasta) == (
        True,
        "evaluado",
        dias(-372),
        dias(-8),
    )
    assert [SIN_VALOR in dicho for dicho in (plan.sustento, plan.resultado)] == [True, True]
    aprobaron = Aprobacion.objects.filter(modelo="planes.plananual", objeto=plan.pk, clase="aprobacion")
    assert [(str(a.institucion), a.metodo, a.fecha_hecho) for a in aprobaron.order_by("id")] == [
        ("PRODUCE", "por_documento", dias(-368)),
        ("ACA", "por_documento", dias(-367)),
    ]
    assert [(a.numero, a.estado, a.asiento.fecha_hecho) for a in plan.acciones.order_by("numero")] == [
        (1, "verificada", dias(-200)),
        (2, "verificada", hoy()),
        (3, "verificada", dias(-55)),
        (4, "no_ejecutada", hoy()),
    ]
    movida = caso.accion(3, "anterior")
    assert (movida.hasta_original, movida.hasta, movida.reprogramaciones) == (dias(-170), dias(-60), 1)


def test_what_was_not_done_is_carried_on_by_link_and_what_serves_the_strategic_plan_says_so():
    caso = jugado("produce")
    assert caso.accion(4).continua == caso.accion(4, "anterior")
    acciones = [caso.accion(n) for n in (1, 2, 3, 4)] + [caso.accion(1, "anterior")]
    assert [a.iniciativa.codigo if a.iniciativa else None for a in acciones] == [
        None,
        "1.A",
        "1.B",
        None,
        "1.B",
    ]


def test_its_indicators_are_measured_by_one_party_and_validated_by_the_other():
    medidas = Medicion.objects.filter(accion__plan__expediente=jugado("produce").expediente)
    assert [
        (m.accion.numero, m.trimestre.n, int(m.valor), m.estado, str(m.institucion))
        for m in medidas.order_by("accion__numero")
    ] == [
        (1, 2, 3, "validada", "ACA"),
        (2, 4, 2, "validada", "PRODUCE"),
        (3, 4, 34, "validada", "PRODUCE"),
    ]


def medio_creado(medio: MedioDeVerificacion) -> Asiento:
    return Asiento.objects.get(modelo="planes.mediodeverificacion", objeto=medio.pk, accion="crear")


def test_its_photographs_came_in_without_where_they_were_taken_and_who_took_part_is_counted():
    caso = jugado("produce")
    fotos = MedioDeVerificacion.objects.filter(tipo="fotografia", accion__plan__expediente=caso.expediente)
    for medio in fotos:
        with Image.open(io.BytesIO(bytes_de(medio.documento.archivo))) as foto:
            assert (foto.format, dict(foto.getexif().get_ifd(0x8825))) == ("JPEG", {})
        assert json.loads(medio_creado(medio).cuerpo)["datos"]["ubicacion"] == "quitada"
    assert fotos.count() == 2
    conteo = caso.accion(2, "anterior").conteos.get()
    assert (conteo.total, conteo.fecha, len(conteo.filas)) == (26, dias(-100), 4)


def test_the_committee_held_two_sessions_and_called_a_third():
    caso = jugado("produce")
    sesiones = list(caso.organo.sesiones.order_by("orden"))
    assert [(s.estado, s.numero, s.tipo) for s in sesiones] == [
        ("finalizada", sesiones[0].numero, "ordinaria"),
        ("finalizada", sesiones[1].numero, "extraordinaria"),
        ("convocada", sesiones[2].numero, "ordinaria"),
    ]
    assert (sesiones[0].convocada_el, sesiones[1].fecha) == (dias(-19), hoy())
    assert str(sesiones[1].preside.puesto) == "Coordinación alterna de convenios"
    assert [(str(m.puesto), m.cargo, m.vota) for m in caso.organo.miembros.order_by("orden")] == [
        ("Director de Articulación Empresarial", "presidencia", True),
        ("Coordinación alterna de convenios", "miembro", True),
        ("Coordinador del Departamento de Educación y Formación", "miembro", True),
        ("Especialista en articulación", "secretaria", False),
    ]


def test_both_actas_were_observed_approved_signed_and_entered_in_the_book():
    caso = jugado("produce")
    primera, segunda = caso.acta("sesion-1"), caso.acta("sesion-2")
    assert [(a.estado, a.forma, a.libro) for a in (primera, segunda)] == [
        ("distribuida", "en_sesion", 1),
        ("distribuida", "tras_circulacion", 2),
    ]
    assert (primera.folio_desde, segunda.folio_desde) == (1, (primera.folio_hasta or 0) + 1)
    assert [
        (o.es_aceptada, str(o.institucion)) for a in (primera, segunda) for o in a.observaciones.all()
    ] == [
        (True, "ACA"),
        (False, "ACA"),
    ]
    assert [[f.calidad for f in a.firmantes.order_by("pk")] for a in (primera, segunda)] == [
        ["presidencia", "secretaria", "en_disenso"],
        ["a_pedido", "presidencia", "secretaria"],
    ]
    assert "treinta y cuatro cooperativas" in json.dumps(primera.version.datos, ensure_ascii=False)


def test_their_agreements_acted():
    caso = jugado("produce")
    acuerdos = Acuerdo.objects.filter(acta__expediente=caso.expediente).order_by("pk")
    assert [(a.efecto, a.es_adoptado, a.ejecutado_el) for a in acuerdos] == [
        ("verificar_accion", True, hoy()),
        ("ninguno", False, None),
        ("aprobar_acta", True, hoy()),
        ("reprogramar", True, hoy()),
    ]
    assert (caso.accion(3).hasta_original, caso.accion(3).hasta) == (dias(210), dias(240))


def test_of_the_commitments_one_was_met_one_is_late_one_was_carried_over_and_one_is_new():
    caso = jugado("produce")
    compromisos = caso.expediente.compromisos.order_by("numero")
    assert [(c.estado, c.vence_original, c.vence) for c in compromisos] == [
        ("verificado", dias(-4), dias(-4)),
        ("pendiente", dias(-3), dias(-3)),
        ("reprogramado", dias(5), dias(18)),
        ("pendiente", dias(15), dias(15)),
    ]
    assert [c.numero for c in caso.expediente.compromisos.vencidos()] == [2]


def test_one_report_is_excused_one_is_published_and_the_others_are_expected():
    caso = jugado("produce")
    informes = list(caso.expediente.informes.order_by("numero"))
    assert [(i.estado, i.presentaciones, i.es_final) for i in informes] == [
        ("dispensado", 0, False),
        ("publicado", 2, False),
        ("esperado", 0, False),
        ("esperado", 0, False),
        ("esperado", 0, True),
    ]
    luces = {luz["clave"]: luz["color"] for luz in informes[1].datos_de_cifras["semaforos"]}
    assert (luces["acciones"], luces["indicadores"]) == ("ambar", "rojo")
    assert [o.estado for o in informes[1].observaciones.all()] == ["verificada"]


def test_the_papers_of_the_work_are_signed_by_whoever_must():
    papeles = Papel.objects.filter(expediente=jugado("produce").expediente, es_borrador=False)
    assert sorted((p.clase, p.firmas.count()) for p in papeles) == [
        ("acta", 3),
        ("acta", 3),
        ("acta_para_invitados", 0),
        ("acta_para_invitados", 0),
        ("acto_por_documento", 0),
        ("constancia_de_registro", 0),
        ("convenio", 0),
        ("evaluacion_de_plan", 2),
        ("informe", 2),
        ("libro_de_actas", 0),
        ("plan_anual", 0),
        ("plan_anual", 2),
    ]


RECORDADO = {
    "accion": {"PRODUCE/alterna", "ACA/formacion"},
    "acta_por_firmar": {"PRODUCE/alterna", "PRODUCE/tecnica", "ACA/formacion"},
    "acta_por_observar": {"PRODUCE/alterna", "ACA/formacion"},
    "compromiso": {"ACA/formacion"},
    "informe": {"PRODUCE/alterna"},
    "sesion": {"PRODUCE/articulacion", "PRODUCE/alterna", "PRODUCE/tecnica", "ACA/formacion"},
    "verificacion_de_accion": {"PRODUCE/alterna"},
    "verificacion_de_compromiso": {"PRODUCE/alterna"},
}
"""Of which kinds of deadline a mail reminded, and whom. PRODUCE's titular is absent: only a session, of which every
member is reminded, says so to the titular as well."""


def recordatorios() -> "QuerySet[Envio]":
    """The mails that went out, each of one kind: it was sent before the next was written."""
    caso = jugado("produce")
    return Envio.objects.filter(cadena=caso.expediente.cadena_id, aviso="plazo_cercano", estado="enviado")


def test_of_every_kind_of_deadline_whoever_answers_for_it_was_reminded_by_mail():
    de = {cuenta(quien).pk: quien for quien in set().union(*RECORDADO.values())}
    recordado: dict[str, set[str]] = {}
    for envio in recordatorios():
        tipos = set(Plazo.objects.filter(pk__in=envio.contexto["plazos"]).values_list("tipo", flat=True))
        assert envio.va_en is None
        assert envio.asunto.startswith("[DEMOSTRACIÓN] ")
        assert "DEMOSTRACIÓN" in envio.texto
        for tipo in tipos:
            recordado.setdefault(tipo, set()).add(de[envio.usuario_id])
    assert recordado == RECORDADO


def test_who_is_reminded_of_a_session_has_its_event_as_it_now_is():
    sesion = jugado("produce").sesion("sesion-3")
    plazos = Plazo.objects.filter(objeto=sesion.pk, tipo="sesion").values_list("pk", flat=True)
    suyos = [e for e in recordatorios() if set(e.contexto["plazos"]) & set(plazos)]
    for envio in suyos:
        (evento,) = envio.contexto["adjuntos"]
        assert (evento["nombre"], evento["tipo"]) == ("sesion.ics", "text/calendar; method=REQUEST")
        assert f"SEQUENCE:{sesion.secuencia}\r\n" in evento["contenido"]
        assert "SUMMARY:[DEMOSTRACIÓN] " in evento["contenido"]
    assert len(suyos) == len(RECORDADO["sesion"])


def test_each_member_was_told_that_a_session_is_called_and_that_it_changed():
    sesion = jugado("produce").sesion("sesion-3")
    dichos = Envio.objects.filter(aviso="sesion", objeto=sesion.pk).order_by("pk")
    titulos = [str(e.contexto["titulo"]["es"]) for e in dichos.filter(usuario=cuenta("ACA/formacion"))]
    assert [titulo.partition(":")[0] for titulo in titulos] == [
        "Convocatoria",
        "Cambia de fecha",
        "Convocatoria",
    ]


def test_nobody_is_reminded_twice_because_a_case_is_played_again():
    caso = jugado("produce")
    pasos = [paso for paso in caso.pasos if paso["hace"] == "recordar"]
    assert [paso["tipo"] for paso in pasos if not caso._ya_jugado(paso)] == []
    assert {paso["tipo"] for paso in pasos} == RECORDADO.keys()


def test_whoever_must_act_was_told():
    avisos = Envio.objects.filter(cadena=jugado("produce").expediente.cadena_id)
    assert {
        "acta_aprobada",
        "acta_circulada",
        "acta_distribuida",
        "acta_observada",
        "acta_por_firmar",
        "informe_movido",
        "paso_pendiente",
        "plazo_cercano",
        "sesion",
    } <= set(avisos.values_list("aviso", flat=True))


def test_where_to_begin_names_accounts_that_there_are():
    for prueba in pruebas():
        assert Usuario.objects.filter(correo=prueba.correo).exists()


def test_nobody_real_is_a_person_of_the_demonstration():
    personas = [str(persona) for persona in Persona.objects.filter(usuario__correo__endswith="@demo.invalid")]
    assert len(personas) == len(list(accesos()))
    assert all("(demostración)" in nombre for nombre in personas)
    assert not [nombre for nombre in personas for real in REALES if real in nombre]


def test_fecrecoop_and_corfo_have_a_relation_with_its_paper_and_no_agreement():
    caso = jugado("fecrecoop")
    assert caso.expediente.tipo == "relacion"
    assert not Convenio.objects.filter(expediente=caso.expediente).exists()
    papel = Documento.objects.get(expediente=caso.expediente)
    assert "13 de septiembre, sin año en la fuente" in papel.titulo
    assert (papel.fecha, papel.visibilidad) == (caso.expediente.hoy(), "compartida")
    reunion = Gestion.objects.get(expediente=caso.expediente)
    assert (reunion.medio, str(reunion.con_institucion), reunion.cargo) == ("reunion", "CORFO", papel)
    assert (reunion.fecha, reunion.visibilidad) == (caso.expediente.hoy(), "compartida")
    assert "13 de septiembre, sin año en la fuente" in reunion.resumen
    assert [p.split(":")[0] for p in reunion.lista_de_puntos] == [
        "Modelo de financiamiento",
        "Plan de difusión y fortalecimiento",
        "Programas de apoyo para cooperativas en desarrollo",
    ]
    assert caso.situacion() == f"{caso.expediente.codigo}: {caso.expediente.get_tipo_display()}"


def test_the_meeting_of_fecrecoop_and_corfo_leaves_its_ayuda_memoria_and_two_commitments():
    reunion = jugado("fecrecoop").reunion
    assert reunion.estado == "finalizada"
    assert "13 de septiembre, sin año en la fuente" in reunion.titulo
    assert [p.titulo for p in reunion.puntos.all()] == [
        "Modelo de financiamiento",
        "Plan de difusión y fortalecimiento",
        "Programas de apoyo para cooperativas en desarrollo",
    ]
    assert {str(a.institucion) for a in reunion.asistentes.all()} == {"FECRECOOP", "CORFO"}
    assert [(str(c.institucion), c.vence, c.estado) for c in reunion.compromisos.order_by("numero")] == [
        ("FECRECOOP", None, "pendiente"),
        ("FECRECOOP", None, "pendiente"),
    ]
    assert reunion.proxima_fecha is None
    assert "nueva reunión" in reunion.proxima_nota


def test_a_prorroga_in_time_moves_the_present_end_and_keeps_the_original_one():
    convenio = jugado("prorroga").convenio
    primera, segunda = convenio.adendas.order_by("ordinal")
    assert primera.estado == "con_efecto"
    assert (primera.fin_anterior, primera.fin_nuevo) == (dias(90), dias(455))
    assert (convenio.fin_original, convenio.fin_vigente) == (dias(90), dias(455))
    assert [(f.puesto.nombre, f.metodo, f.fecha_hecho) for f in firmas_de(primera)] == [
        ("Presidencia", "en_sistema", hoy()),
        ("Rectorado", "en_sistema", hoy()),
    ]
    assert [t[:3] for t in tramos(convenio)] == [
        ("original", dias(-640), dias(90)),
        ("prorroga", dias(91), dias(455)),
    ]
    assert segunda.estado == "en_evaluacion"
    assert [
        (str(r.institucion), r.materia, r.esta_dado) for r in requeridos_de([segunda])[segunda.llave]
    ] == [
        ("FED1", "juridica", False),
        ("UNIDEMO", "tecnica", False),
    ]


def test_a_regularizacion_shows_the_days_without_a_signed_text():
    convenio = jugado("regularizacion").convenio
    adenda = convenio.adendas.get()
    assert (adenda.estado, adenda.es_regularizacion) == ("con_efecto", True)
    assert adenda.base_legal.startswith("Cláusula 3 del convenio")
    assert convenio.version is not None
    assert convenio.version.clausulas.get(orden=3).titulo == "Modificaciones"
    assert (adenda.efecto_desde, adenda.suscrito_el) == (dias(-39), hoy())
    assert (convenio.fin_original, convenio.fin_vigente) == (dias(-40), dias(325))
    assert [t[:3] for t in tramos(convenio)] == [
        ("original", dias(-770), dias(-40)),
        ("hueco", dias(-40), hoy()),
        ("prorroga", dias(-39), dias(325)),
    ]


def test_of_two_parties_one_leaves_and_the_agreement_ends_after_the_notice_of_its_text():
    convenio = jugado("separacion").convenio
    aviso = convenio.causales.get()
    assert (str(aviso.institucion), aviso.recibida_el) == ("FED3", dias(-60))
    assert aviso.efecto_el is not None
    assert dias(-30) <= aviso.efecto_el < hoy()
    assert (convenio.estado, convenio.causa) == ("cerrado", "separacion")
    assert (convenio.concluido_el, convenio.cerrado_el) == (aviso.efecto_el, hoy())
    assert aviso.cumplida_el == aviso.efecto_el
    assert aviso.asiento.fecha_hecho == dias(-61)
    assert convenio.liquidacion.sin_saldos


def test_of_seven_parties_one_leaves_and_six_go_on():
    caso = jugado("siete")
    convenio = caso.convenio
    aviso = convenio.causales.get()
    assert caso.expediente.participaciones.count() == 7
    assert [str(p.institucion) for p in partes_vigentes(caso.expediente).values()] == [
        "MINDEMO",
        *(f"FED{n}" for n in range(1, 6)),
    ]
    assert caso.expediente.participaciones.get(institucion__sigla="FED6").hasta == aviso.efecto_el
    assert (convenio.estado, convenio.fin_vigente) == ("en_ejecucion", dias(330))


def test_the_six_sign_one_paper_by_every_route():
    adenda = jugado("siete").convenio.adendas.get()
    papel = Papel.objects.get(expediente=adenda.expediente)
    firmas = papel.firmas.order_by("campo")
    assert (adenda.estado, papel.objeto) == ("con_efecto", adenda.pk)
    assert [(str(f.institucion), f.via, f.puesto.nombre) for f in firmas] == [
        ("MINDEMO", "certificado", "Despacho ministerial"),
        ("FED1", "externa", "Presidencia"),
        ("FED2", "sello", "Presidencia"),
        ("FED3", "papel", "Presidencia"),
        ("FED4", "certificado", "Presidencia"),
        ("FED5", "certificado", "Presidencia"),
    ]


def test_what_was_signed_on_paper_has_its_scan_its_day_and_where_it_is_kept():
    expediente = jugado("siete").expediente
    firma = Firma.objects.get(papel__expediente=expediente, via="papel")
    escaneo = firma.documento
    assert escaneo is not None
    assert (escaneo.tipo, escaneo.archivo.medio, escaneo.visibilidad) == (
        "escaneo",
        "image/png",
        "compartida",
    )
    assert (firma.fecha_hecho, firma.persona, firma.revision) == (hoy(), None, None)
    assert firma.custodia == "Archivo de la Federación de demostración 3, carpeta 1 (DEMOSTRACIÓN, sin valor)"
    assert firma.asiento.registra_id == cuenta("FED3/asistente").pk
    assert "Presidencia de la Federación de demostración 3" in (firma.asiento.personal or "")


def dice_la_ficha(texto: str, fichero: str) -> bool:
    """Whether the source's own words, as the case's paper has them, are these."""
    return " ".join(texto.split()) in " ".join(leer_bytes(fichero).decode().split())


def test_the_plan_of_the_programme_is_its_source_word_for_word_and_both_of_its_readings():
    caso = jugado("aca")
    plan = caso.plan
    assert (plan.desde, plan.hasta, plan.publicado_el) == (2020, 2023, hoy())
    objetivos = list(plan.objetivos.prefetch_related("iniciativas"))
    codigos = [f"{o.numero}.{i.letra}" for o in objetivos for i in o.iniciativas.all()]
    assert codigos == [f"{n}.{letra}" for n, hasta in enumerate("DJDE", 1) for letra in letras(hasta)]
    dichos = [plan.mision, plan.propuesta_de_valor]
    dichos += [t for o in objetivos for t in (o.texto, o.otra_lectura) if t]
    dichos += [i.texto for o in objetivos for i in o.iniciativas.all()]
    assert [d for d in dichos if not dice_la_ficha(d, "plan-estrategico-2020-2023.txt")] == []
    assert [o.numero for o in objetivos if o.otra_lectura] == [1, 2, 4]
    assert objetivos[3].otra_lectura == objetivos[2].texto
    assert objetivos[3].texto.startswith("Alinear las acciones de Cooperativas de las Américas")
    assert not [
        i for o in objetivos for i in o.iniciativas.all() if i.ods or i.prioridad
    ]  # the source says none


def letras(hasta: str) -> str:
    return "ABCDEFGHIJ"[: ord(hasta) - ord("A") + 1]


def test_the_agreement_of_produce_is_aligned_to_what_its_note_supports():
    alineadas = jugado("produce").expediente.alineaciones.vigentes()
    assert [(a.iniciativa.codigo, str(a.institucion)) for a in alineadas] == [("1.A", "ACA"), ("1.B", "ACA")]
    assert all(SIN_VALOR in a.sustento for a in alineadas)


def test_the_three_tools_are_shared_with_everybody_and_say_what_is_not_known_of_them():
    recursos = Recurso.objects.visible_to(cuenta("FED1/asistente")).vigentes()
    assert [r.nombre for r in recursos] == ["My.Coop", "Start.Coop", "Think.Coop"]
    assert {(r.licencia, r.idioma, r.version, r.enlace) for r in recursos} == {("", "", "", "")}
    assert {r.autoria for r in recursos} == {"Organización Internacional del Trabajo (OIT)"}
    assert [r for r in recursos if not dice_la_ficha(r.nombre, "nota-oit-2019-03-27.txt")] == []
    assert all(SIN_VALOR in r.nota_de_la_fuente for r in recursos)


def test_the_page_of_the_plan_says_that_the_source_says_two_things(client: Client):
    client.force_login(cuenta("ACA/asistente"))
    pagina = client.get(jugado("aca").plan.get_absolute_url()).text
    assert pagina.count("La fuente dice dos cosas") == 3
    assert "repite bajo el 4, palabra por palabra, el texto del objetivo 3" in pagina
    assert jugado("produce").expediente.codigo in pagina


LO_QUE_SE_VE = {
    "produce": (
        "PRODUCE/asistente",
        ["En ejecución", "15 sep 2015", "No consta hasta cuándo rige.", "Comité de Coordinación"],
    ),
    "fecrecoop": (
        "CORFO/personal",
        ["sin año en la fuente", "Modelo de financiamiento", "Abiertos: 2; de ellos, vencidos: 0"],
    ),
    "prorroga": ("UNIDEMO/coordinacion", ["En ejecución", "Fin original", "Fin vigente"]),
    "regularizacion": ("FED2/presidencia", ["Sin texto firmado", "Cláusula 3 del convenio"]),
    "separacion": ("FED3/asistente", ["Cerrado", "Separación de una parte", "Sin saldos ni aportes"]),
    "siete": ("MINDEMO/coordinacion", ["En ejecución", "FED6", "Surtió efecto"]),
    "aca": ("ACA/asistente", ["Programa institucional", "Ficha del Plan Estratégico 2020-2023"]),
}


@pytest.mark.parametrize("nombre", CASOS)
def test_the_page_of_each_case_tells_how_it_stands(client: Client, nombre: str):
    quien, palabras = LO_QUE_SE_VE[nombre]
    expediente = jugado(nombre).expediente
    client.force_login(cuenta(quien))
    pagina = client.get(expediente.get_absolute_url()).content.decode()
    assert [palabra for palabra in palabras if palabra not in pagina] == []
    assert client.get(f"{expediente.get_absolute_url()}historia/").status_code == 200


def historia_entera(client: Client, expediente: Expediente) -> str:
    """Its pages one after the other, the newest first."""
    direccion, paginas = f"{expediente.get_absolute_url()}historia/", ""
    siguiente: str | None = ""
    while siguiente is not None:
        respuesta = client.get(direccion + siguiente)
        paginas += respuesta.content.decode()
        siguiente = respuesta.context["siguiente"] or None
    return paginas


@pytest.mark.parametrize("nombre", CASOS)
def test_the_history_tells_every_act_in_a_sentence_of_its_own(client: Client, nombre: str):
    expediente = jugado(nombre).expediente
    client.force_login(cuenta(LO_QUE_SE_VE[nombre][0]))
    pagina = historia_entera(client, expediente)
    modelos = {modelo.rpartition(".")[2] for modelo in Asiento.objects.values_list("modelo", flat=True)}
    assert [modelo for modelo in modelos if f" ({modelo})" in pagina] == []


def test_the_history_tells_the_signatures_the_notice_and_the_end(client: Client):
    for nombre, frases in {
        "produce": [
            "ACA firmó el texto.",
            "PRODUCE aprobó el texto.",
            f"El convenio recibió el número 001-{hoy().year}-PRODUCE.",
        ],
        "separacion": ["FED3 avisó que se separa.", "Se declaró que no quedan saldos ni aportes."],
        "siete": ["anterior al sistema, en el estado «En ejecución».", "FED6 es parte solo hasta el"],
        "prorroga": ["Adenda 1: empezó a prepararse.", "UNIDEMO dio su opinión técnica, favorable."],
    }.items():
        expediente = jugado(nombre).expediente
        client.force_login(cuenta(LO_QUE_SE_VE[nombre][0]))
        pagina = historia_entera(client, expediente)
        assert [frase for frase in frases if frase not in pagina] == []


@pytest.mark.parametrize("nombre", CASOS)
def test_playing_a_case_again_changes_nothing(nombre: str):
    antes = Asiento.objects.count()
    list(preparar())
    assert not any(es_nuevo for _paso, es_nuevo in Caso.leer(nombre).jugar())
    assert Asiento.objects.count() == antes


def test_what_no_source_tells_says_that_it_is_a_demonstration():
    for nombre in CASOS:
        ficha = Caso.leer(nombre).ficha
        if nombre != "produce":
            assert SIN_VALOR in ficha["titulo"]
        for paso in ficha["pasos"]:
            if archivo := paso.get("documento", {}).get("archivo"):
                assert SIN_VALOR in leer_bytes(archivo).decode()
