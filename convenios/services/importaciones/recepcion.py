"""A file comes in and is tried dry; a person says what its columns mean."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, BinaryIO, cast

from django.core.files import File
from django.utils.translation import gettext as _

from convenios.importacion.celdas import Libro
from convenios.importacion.lectura import ArchivoIlegible, abrir
from convenios.importacion.llano import llano
from convenios.importacion.origenes import GENERICO, ORIGENES, Columna, Origen
from convenios.importacion.recorrido import origen_de
from convenios.importacion.seco import Informe, como_datos, en_seco
from convenios.models import EstadoDeImportacion, FilaImportada, Importacion, MapeoDeOrigen, Resultado
from documentos import almacen
from documentos.puerta.admision import Admitido, admitir
from documentos.puerta.formatos import DE_REGISTRO
from documentos.services.deposito import conservar
from expedientes.models.expediente import EstadoDeExpediente
from expedientes.services.apertura import capacidad_de_abrir
from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos
from flujo.services import asentar_acto, bloquear, siguiente_id
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion


def recibir(institucion: Institucion, fichero: "File[Any]", *, acto: Acto, origen: str = "") -> Importacion:
    """Examine a file, try it dry with what is remembered of its source, and keep it to be imported.

    `origen` is empty where the file tells its source by its columns. Open to whoever may open a case file of the
    institution. Raises SinPermiso, ArchivoRechazado, DatosInvalidos for what cannot be read or a source nobody knows.
    """
    capacidad = capacidad_de_abrir(institucion, acto)
    elegido = elegir_origen(origen)
    declarado = getattr(fichero, "content_type", None)
    with admitir(fichero, nombre=fichero.name, declarado=declarado, formatos=DE_REGISTRO) as admitido:
        try:
            with abrir(_en_bruto(admitido.contenido), admitido.nombre) as libro:
                elegido = elegido or origen_de(libro)
                mapeo = mapeo_recordado(institucion, elegido.clave)
                informe = _probar(libro, institucion, elegido, mapeo)
        except ArchivoIlegible as ilegible:
            raise DatosInvalidos(str(ilegible)) from ilegible
        return _conservar(institucion, admitido, elegido, mapeo, informe, acto, capacidad)


def elegir_origen(clave: str) -> Origen | None:
    """None for no name. Raises DatosInvalidos for one that nobody knows."""
    if not clave:
        return None
    if clave not in ORIGENES:
        raise DatosInvalidos(
            _("No se conoce el origen «%(clave)s». Los que hay: %(origenes)s.")
            % {"clave": clave, "origenes": ", ".join(sorted(ORIGENES))}
        )
    return ORIGENES[clave]


@en_transaccion
def mapear(importacion: Importacion, columnas: Mapping[str, str], *, acto: Acto) -> Importacion:
    """Say what columns mean, name → key of `Columna` ("" takes it back), remember it for the source, and try again.

    Raises SinPermiso, or DatosInvalidos when it is under way already or a key means nothing.
    """
    bloquear(importacion)
    actual = Importacion.objects.select_related("institucion", "archivo").get(pk=importacion.pk)
    capacidad = capacidad_de_abrir(actual.institucion, acto)
    if actual.estado != EstadoDeImportacion.POR_REVISAR:
        raise DatosInvalidos(_("La importación ya empezó: sus columnas no se cambian."))
    origen = ORIGENES[actual.origen]
    if set(columnas.values()) - {"", *claves_de(origen)}:
        raise DatosInvalidos(_("Elija lo que significa cada columna entre lo que ofrece la lista."))
    dicho = actual.mapeo | {llano(nombre): clave for nombre, clave in columnas.items()}
    actual.mapeo = {nombre: clave for nombre, clave in dicho.items() if clave}
    with abierto(actual) as libro:
        actual.informe = en_json(_probar(libro, actual.institucion, origen, actual.mapeo))
    actual.save(update_fields=["mapeo", "informe"])
    MapeoDeOrigen.objects.update_or_create(
        institucion=actual.institucion, origen=actual.origen, defaults={"columnas": actual.mapeo}
    )
    asentar_acto(
        actual,
        "mapear",
        acto=acto,
        capacidad=capacidad,
        datos={"origen": actual.origen},
        personal={"nombre": actual.nombre},
    )
    return actual


def claves_de(origen: Origen) -> dict[str, Columna]:
    """What a column of that source can mean, by key."""
    columnas = [c for forma in (*origen.formas, *GENERICO.formas) for c in forma.columnas]
    return {columna.clave: columna for columna in reversed(columnas)}


def mapeo_recordado(institucion: Institucion, origen: str) -> dict[str, str]:
    """What somebody of the institution said the last time of the columns of that source."""
    recordado = MapeoDeOrigen.objects.filter(institucion=institucion, origen=origen).first()
    return recordado.columnas if recordado else {}


def conocidas_de(institucion: Institucion, origen: str) -> dict[str, tuple[str, int]]:
    """What entered of that source and was not undone: identity → fingerprint and id of the agreement."""
    filas = FilaImportada.objects.filter(
        importacion__institucion=institucion, importacion__origen=origen, resultado=Resultado.CREADA
    ).exclude(convenio__expediente__estado=EstadoDeExpediente.ANULADO)
    return {
        clave: (huella, convenio)
        for clave, huella, convenio in filas.order_by("id").values_list("clave", "huella", "convenio_id")
        if convenio
    }


@contextmanager
def abierto(importacion: Importacion) -> Iterator[Libro]:
    """The file of an import, as it came. Raises ArchivoIlegible, FileNotFoundError."""
    with (
        almacen.abrir(importacion.archivo.sha256) as guardado,
        abrir(_en_bruto(guardado), importacion.nombre) as libro,
    ):
        yield libro


def en_json(informe: Informe) -> dict[str, Any]:
    """A report as it is kept and shown."""
    return {
        "formato": informe.formato,
        "codificacion": informe.codificacion,
        "separador": informe.separador,
        "filas": informe.filas,
        "entran": informe.entran,
        "nuevas": informe.nuevas,
        "sin_cambio": informe.sin_cambio,
        "cambiadas": informe.cambiadas,
        "impedidas": informe.impedidas,
        "excluidas": informe.excluidas,
        "estados": dict(informe.estados),
        "por_regularizar": {str(dato): n for dato, n in informe.por_regularizar.items()},
        "hojas": [asdict(hoja) for hoja in informe.hojas],
        "errores": [como_datos(h) for h in informe.errores],
        "dudas": [como_datos(h) for h in informe.dudas],
        "omisiones": [como_datos(h) for h in informe.omisiones],
        "errores_en_total": informe.errores_en_total,
        "dudas_en_total": informe.dudas_en_total,
    }


def _en_bruto(fichero: "File[Any]") -> BinaryIO:
    """The file under Django's own, which readers of workbooks want to seek in."""
    return cast(BinaryIO, fichero.file)


def _probar(libro: Libro, institucion: Institucion, origen: Origen, mapeo: Mapping[str, str]) -> Informe:
    conocidas = {
        clave: huella for clave, (huella, _convenio) in conocidas_de(institucion, origen.clave).items()
    }
    return en_seco(libro, hoy=institucion.hoy(), origen=origen, mapeo=mapeo, conocidas=conocidas)


@en_transaccion
def _conservar(
    institucion: Institucion,
    admitido: Admitido,
    origen: Origen,
    mapeo: dict[str, str],
    informe: Informe,
    acto: Acto,
    capacidad: Capacidad,
) -> Importacion:
    archivo = conservar(admitido)
    importacion = Importacion(
        id=siguiente_id(Importacion),
        institucion=bloquear(institucion),
        origen=origen.clave,
        archivo=archivo,
        nombre=admitido.nombre,
        mapeo=mapeo,
        informe=en_json(informe),
        quien=acto.registra,
    )
    importacion.save(force_insert=True)
    asentar_acto(
        importacion,
        "recibir",
        acto=acto,
        capacidad=capacidad,
        datos={
            "archivo": archivo.pk,
            "sha256": archivo.sha256,
            "origen": origen.clave,
            "filas": informe.filas,
        },
        personal={"nombre": admitido.nombre},
    )
    return importacion
