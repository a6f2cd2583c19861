"""Papers of a case file: who brings them in, whose they are, and that they stay as they came."""

import datetime as dt
import json
import threading
import tracemalloc
from pathlib import Path

import pytest
from django.core.files import File
from django.db import DatabaseError, connection, transaction

from auditoria.models import Asiento
from documentos.models import Archivo, Documento
from documentos.services import compartir_documento, incorporar_documento, por_documento
from expedientes.models import Visibilidad
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso
from flujo.services import perform
from tests import factories
from tests.documentos import fabrica
from tests.documentos.conftest import Incorporar


def test_a_paper_comes_in_with_its_log_row(
    caso: factories.Caso, incorporar: Incorporar, deposito: Path
) -> None:
    contenido = fabrica.pdf()
    documento = incorporar(
        caso.tecnica,
        contenido,
        "../Informe\u202e técnico.pdf",
        tipo="informe",
        titulo="  Informe   técnico ",
        referencia="Informe 12-2016",
    )
    documento.refresh_from_db()
    assert (documento.titulo, documento.referencia, documento.nombre) == (
        "Informe técnico",
        "Informe 12-2016",
        "Informe técnico.pdf",
    )
    assert (documento.institucion, documento.visibilidad) == (caso.propone, "interna")
    assert (documento.incorporado_por, documento.incorporado_el) == (caso.tecnica, caso.expediente.hoy())
    archivo = documento.archivo
    assert (archivo.medio, archivo.tamano, archivo.analisis) == (
        "application/pdf",
        len(contenido),
        "no_analizado",
    )
    assert (deposito / archivo.sha256[:2] / archivo.sha256[2:4] / archivo.sha256).read_bytes() == contenido

    asiento = documento.asiento
    cuerpo, personal = json.loads(asiento.cuerpo), json.loads(asiento.personal or "{}")
    assert (asiento.cadena_id, asiento.accion, asiento.objeto) == (
        caso.expediente.cadena_id,
        "incorporar_documento",
        documento.pk,
    )
    assert (asiento.visibilidad, asiento.institucion_id) == ("interna", caso.propone.pk)
    assert cuerpo["datos"]["contenido"] == archivo.sha256
    assert cuerpo["datos"]["rol"] == "unidad_tecnica"
    assert (personal["titulo"], personal["nombre"]) == ("Informe técnico", "Informe técnico.pdf")
    assert "Informe" not in asiento.cuerpo


INCORPORAN = ["titular", "alterno", "tecnica", "juridica", "asistente", "contraparte"]


@pytest.mark.parametrize("quien", INCORPORAN)
def test_whoever_works_on_the_case_brings_papers_in(
    caso: factories.Caso, incorporar: Incorporar, quien: str
) -> None:
    de = caso.otra if quien == "contraparte" else caso.propone
    assert incorporar(getattr(caso, quien)).institucion == de


@pytest.mark.parametrize("quien", ["personal", "ajeno"])
def test_nobody_else_does_and_nothing_is_kept(
    caso: factories.Caso, incorporar: Incorporar, deposito: Path, quien: str
) -> None:
    with pytest.raises(SinPermiso, match="corresponde a: Coordinación titular o"):
        incorporar(getattr(caso, quien))
    assert not Archivo.objects.exists()
    assert not deposito.exists()


def test_nobody_brings_a_paper_in_for_another_party(caso: factories.Caso, incorporar: Incorporar) -> None:
    with pytest.raises(SinPermiso):
        incorporar(caso.titular, institucion=caso.otra)


def test_the_alterno_cannot_share_at_once_what_only_the_titular_shares(
    caso: factories.Caso, incorporar: Incorporar
) -> None:
    assert incorporar(caso.titular, visibilidad=Visibilidad.COMPARTIDA).esta_compartido
    with pytest.raises(SinPermiso):
        incorporar(caso.alterno, visibilidad=Visibilidad.COMPARTIDA)


def test_the_register_brings_in_and_shares_what_a_party_without_accounts_sent(
    caso: factories.Caso, incorporar: Incorporar
) -> None:
    registro = factories.con_rol(caso.propone, "registro")
    assert incorporar(registro, visibilidad=Visibilidad.COMPARTIDA).esta_compartido


def test_the_same_bytes_for_two_papers_are_stored_once(
    caso: factories.Caso, incorporar: Incorporar, deposito: Path
) -> None:
    contenido = fabrica.pdf()
    uno, otro = incorporar(caso.titular, contenido), incorporar(caso.contraparte, contenido)
    assert uno.pk != otro.pk
    assert uno.archivo == otro.archivo
    assert len([f for f in deposito.rglob("*") if f.is_file()]) == 1


def test_the_same_act_again_gives_the_same_paper(caso: factories.Caso, incorporar: Incorporar) -> None:
    uno = incorporar(caso.titular, clave="doble-clic")
    otro = incorporar(caso.titular, clave="doble-clic", titulo="Otro título")
    assert uno == otro
    assert Documento.objects.count() == 1
    with pytest.raises(DatosInvalidos, match="ya se usó para otro acto"):
        incorporar(caso.asistente, clave="doble-clic")


@pytest.mark.parametrize(
    ("datos", "frase"),
    [
        ({"titulo": "  "}, "Dé un título al documento."),
        ({"titulo": "x" * 301}, "El título tiene 301 caracteres"),
        ({"titulo": "Oficio \u202efdp.exe"}, "contiene un carácter invisible"),
        ({"referencia": "nulo\x00"}, "contiene un carácter invisible"),
        ({"tipo": "inventado"}, "no es una opción válida"),
        ({"visibilidad": "secreta"}, "no es una opción válida"),
        ({"fecha": dt.date(2999, 1, 1)}, "La fecha del documento no puede ser posterior a hoy."),
        ({"fecha": dt.date(16, 5, 2)}, "Revise el año de la fecha del documento."),
    ],
)
def test_data_that_cannot_be_are_refused_in_words(
    incorporar: Incorporar, datos: dict[str, object], frase: str
) -> None:
    with pytest.raises(DatosInvalidos, match=frase):
        incorporar(**datos)
    assert not Documento.objects.exists()


def test_an_internal_paper_is_seen_by_its_party_alone_until_it_is_shared(
    caso: factories.Caso, incorporar: Incorporar
) -> None:
    documento = incorporar(caso.tecnica)

    def lo_ven() -> set[str]:
        quienes = {
            "titular": caso.titular,
            "personal": caso.personal,
            "contraparte": caso.contraparte,
            "asistente_de_contraparte": caso.asistente_de_contraparte,
            "ajeno": caso.ajeno,
        }
        return {n for n, q in quienes.items() if Documento.objects.visible_to(q).exists()}

    assert lo_ven() == {"titular", "personal"}
    with pytest.raises(SinPermiso):
        compartir_documento(documento, acto=Acto(registra=caso.tecnica))
    with pytest.raises(SinPermiso):
        compartir_documento(documento, acto=Acto(registra=caso.contraparte))
    compartir_documento(documento, acto=Acto(registra=caso.titular))
    assert lo_ven() == {"titular", "personal", "contraparte", "asistente_de_contraparte"}
    compartido = Asiento.objects.get(accion="compartir", modelo="documentos.documento")
    assert (compartido.objeto, compartido.visibilidad) == (documento.pk, "compartida")
    compartir_documento(documento, acto=Acto(registra=caso.titular))
    assert Asiento.objects.filter(accion="compartir", modelo="documentos.documento").count() == 1


def test_a_paper_proves_an_act_of_a_party_that_can_read_it(
    caso: factories.Caso, incorporar: Incorporar
) -> None:
    documento = incorporar(caso.asistente, referencia="Oficio 7-2016")
    with pytest.raises(DatosInvalidos, match="es solo de MIN: compártalo primero, para que CONF"):
        por_documento(documento, decidio="Presidencia", institucion=caso.otra)
    prueba = por_documento(documento, decidio="Dirección", institucion=caso.propone)
    assert (prueba.sha256, prueba.referencia, prueba.archivo_id) == (
        documento.archivo.sha256,
        "Oficio 7-2016",
        documento.archivo_id,
    )
    compartido = compartir_documento(documento, acto=Acto(registra=caso.titular))
    assert por_documento(compartido, decidio="Presidencia", institucion=caso.otra).decidio == "Presidencia"


def test_a_closed_case_file_takes_no_papers_until_it_is_opened_again(
    caso: factories.Caso, incorporar: Incorporar
) -> None:
    registro = factories.con_rol(caso.propone, "registro")
    documento = incorporar()
    perform(caso.expediente, "cerrar", acto=Acto(registra=registro), motivo="Concluyó")
    caso.expediente.refresh_from_db()
    for hacer in (
        incorporar,
        lambda: compartir_documento(documento, acto=Acto(registra=caso.titular)),
    ):
        with pytest.raises(CondicionesIncumplidas, match="El expediente está cerrado"):
            hacer()
    perform(caso.expediente, "reabrir", acto=Acto(registra=registro), motivo="Faltaba algo")
    caso.expediente.refresh_from_db()
    assert incorporar().pk


@pytest.mark.django_db(transaction=True)
def test_many_who_bring_in_the_same_bytes_together_share_one_file(
    caso: factories.Caso, incorporar: Incorporar, deposito: Path
) -> None:
    contenido, salida = fabrica.pdf(), threading.Barrier(4)
    papeles: list[Documento] = []

    def traer(clave: str) -> None:
        salida.wait()
        papeles.append(incorporar(caso.titular, contenido, clave=clave))
        connection.close()

    hilos = [threading.Thread(target=traer, args=(clave,)) for clave in ("uno", "uno", "dos", "tres")]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    assert (len(papeles), len(set(papeles))) == (4, 3)
    assert Archivo.objects.count() == 1
    assert Asiento.objects.filter(accion="incorporar_documento").count() == 3
    assert len([f for f in deposito.rglob("*") if f.is_file()]) == 1


# -- what the database itself refuses


@pytest.mark.parametrize(
    ("campo", "valor"),
    [
        ("titulo", "otro"),
        ("nombre", "otro.pdf"),
        ("fecha", dt.date(2015, 1, 1)),
        ("tipo", "otro"),
        ("visibilidad", "compartida"),
    ],
)
def test_a_paper_does_not_change(incorporar: Incorporar, campo: str, valor: object) -> None:
    documento = incorporar()
    with pytest.raises(DatabaseError, match=r"no se cambia|solo cambia al compartirlo"), transaction.atomic():
        Documento.objects.filter(pk=documento.pk).update(**{campo: valor})


def test_a_shared_paper_cannot_be_hidden_again(incorporar: Incorporar) -> None:
    documento = incorporar(visibilidad=Visibilidad.COMPARTIDA)
    with pytest.raises(DatabaseError, match="solo cambia al compartirlo"), transaction.atomic():
        Documento.objects.filter(pk=documento.pk).update(visibilidad="interna")


def test_neither_a_paper_nor_its_bytes_can_be_deleted(incorporar: Incorporar) -> None:
    documento = incorporar()
    with (
        pytest.raises(DatabaseError, match="La historia habla de documentos_documento"),
        transaction.atomic(),
    ):
        Documento.objects.filter(pk=documento.pk).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Archivo.objects.filter(pk=documento.archivo_id).delete()


@pytest.mark.parametrize(("campo", "valor"), [("sha256", "0" * 64), ("tamano", 1), ("medio", "text/html")])
def test_what_is_known_of_the_bytes_does_not_change(
    incorporar: Incorporar, campo: str, valor: object
) -> None:
    documento = incorporar()
    with pytest.raises(DatabaseError, match="no cambian"), transaction.atomic():
        Archivo.objects.filter(pk=documento.archivo_id).update(**{campo: valor})


def test_a_paper_cannot_be_slipped_in_without_its_log_row(
    caso: factories.Caso, incorporar: Incorporar
) -> None:
    documento = incorporar()
    ajeno = Asiento.objects.filter(cadena=caso.expediente.cadena).exclude(pk=documento.asiento_id).first()
    documento.pk, documento.asiento = None, ajeno  # type: ignore[assignment]
    with pytest.raises(DatabaseError, match="solo entra con su asiento"), transaction.atomic():
        documento.save(force_insert=True)


def test_a_large_file_never_stands_in_memory_whole(caso: factories.Caso, tmp_path: Path) -> None:
    grande = tmp_path / "lista.csv"
    with grande.open("wb") as fichero:
        for _ in range(240):
            fichero.write(b"a;b;c\n" * 16_667)
    tracemalloc.start()
    try:
        with grande.open("rb") as fichero:
            documento = incorporar_documento(
                caso.expediente,
                fichero=File(fichero, name="lista.csv"),
                tipo="otro",
                titulo="Lista",
                fecha=dt.date(2016, 5, 2),
                acto=Acto(registra=caso.titular),
            )
        _ahora, maximo = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert documento.archivo.tamano > 23_000_000
    assert maximo < 8_000_000


def test_a_refused_file_leaves_nothing_behind(incorporar: Incorporar, deposito: Path) -> None:
    with pytest.raises(DatosInvalidos, match="es una imagen PNG"):
        incorporar(contenido=fabrica.imagen("PNG"))
    assert not deposito.exists()
    assert not Asiento.objects.filter(modelo="documentos.documento").exists()
