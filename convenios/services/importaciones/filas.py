"""One row of an import: taken in, found unchanged, or told why it cannot enter. All or nothing, and once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import DataError, IntegrityError
from django.db.models import Max
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from convenios.importacion.celdas import Celda
from convenios.importacion.numeros import leer_numero
from convenios.importacion.registro import AdendaDeRegistro, FilaDeRegistro, Lado
from convenios.importacion.seco import CAMBIO, como_datos, de_fila
from convenios.models import Convenio, FilaImportada, Importacion, Resultado, TipoDeConvenio
from convenios.services.existente import incorporar_adenda, incorporar_existente
from convenios.services.importaciones.conversion import Partes, adenda_de, existente_de
from convenios.services.importaciones.partes import Directorio
from expedientes.models import Expediente
from expedientes.permissions import ABIERTO
from expedientes.services.apertura import capacidad_de_abrir
from flujo.acto import Acto
from flujo.errors import (
    CondicionesIncumplidas,
    DatosInvalidos,
    SinPermiso,
    TransicionNoDeclarada,
)
from flujo.services import bloquear
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion

NEGATIVAS = (DatosInvalidos, SinPermiso, CondicionesIncumplidas, TransicionNoDeclarada)


@dataclass
class Tarea:
    """An import under way: for whom, what entered before (identity → fingerprint and agreement), who is who."""

    importacion: Importacion
    acto: Acto
    conocidas: dict[str, tuple[str, int]]
    directorio: Directorio
    ajenas: dict[int, bool] = field(default_factory=dict)
    """Whether the person may open a case file of that institution, asked once."""

    @property
    def institucion(self) -> Institucion:
        return self.importacion.institucion

    def es_nuestra(self, institucion: Institucion) -> bool:
        if institucion.pk not in self.ajenas:
            try:
                capacidad_de_abrir(institucion, self.acto)
            except SinPermiso:
                self.ajenas[institucion.pk] = False
            else:
                self.ajenas[institucion.pk] = self.acto.registra is not None
        return self.ajenas[institucion.pk]


def tomar(tarea: Tarea, fila: FilaDeRegistro) -> None:
    """Take one row in, and remember what became of it."""
    if fila.excluida:
        _recordar(tarea, fila, Resultado.EXCLUIDA)
    elif fila.impedida:
        _recordar(tarea, fila, Resultado.IMPEDIDA, frases=[fila.impedida])
    elif anterior := tarea.conocidas.get(fila.identidad):
        igual = anterior[0] == fila.huella
        _recordar(
            tarea,
            fila,
            Resultado.SIN_CAMBIO if igual else Resultado.CAMBIO,
            convenio=anterior[1],
            frases=[] if igual else [str(CAMBIO)],
        )
    else:
        _incorporar_o_decir_por_que_no(tarea, fila)


def _incorporar_o_decir_por_que_no(tarea: Tarea, fila: FilaDeRegistro) -> None:
    try:
        convenio = _incorporar(tarea, fila)
    except NEGATIVAS as negativa:
        tarea.directorio.olvidar_nuevas()
        _recordar(tarea, fila, Resultado.IMPEDIDA, frases=negativa.frases)
    except (DataError, IntegrityError):
        tarea.directorio.olvidar_nuevas()
        frase = _(
            "La base de datos no admite lo que dice esta fila. Revise que sus textos no sean demasiado largos."
        )
        _recordar(tarea, fila, Resultado.IMPEDIDA, frases=[frase])
    else:
        tarea.conocidas[fila.identidad] = (fila.huella, convenio)


@en_transaccion
def _incorporar(tarea: Tarea, fila: FilaDeRegistro) -> int:
    """The row and its agreement in one transaction: whoever is killed in between leaves neither."""
    convenio = _adenda(tarea, fila) if fila.es_adenda else _convenio(tarea, fila)
    ultimo = Asiento.objects.filter(cadena=convenio.expediente.cadena_id).aggregate(n=Max("n"))["n"]
    if not fila.es_adenda or _es_de_esta(tarea, convenio):
        Expediente.objects.filter(pk=convenio.expediente_id).update(entro_con=ultimo)
    _recordar(
        tarea,
        fila,
        Resultado.CREADA,
        convenio=convenio.pk,
        instituciones=tarea.directorio.tomar_nuevas(),
    )
    return convenio.pk


def _convenio(tarea: Tarea, fila: FilaDeRegistro) -> Convenio:
    partes = _partes(tarea, fila)
    existente = existente_de(fila, partes, marco=_marco(tarea, fila), hoy=tarea.institucion.hoy())
    return incorporar_existente(existente, acto=tarea.acto.con(institucion_id=partes.proponente.pk))


def _adenda(tarea: Tarea, fila: FilaDeRegistro) -> Convenio:
    """To an agreement of the same register on which nobody has worked since it entered. Raises DatosInvalidos."""
    numero = fila.relacionados[0]
    hallado = _del_registro(tarea, numero)
    if hallado is None:
        raise DatosInvalidos(
            _("Es una adenda del convenio %(numero)s, que no está en este registro.") % {"numero": numero}
        )
    expediente = bloquear(hallado)
    convenio = Convenio.objects.select_related("version").get(pk=hallado.pk)
    convenio.expediente = expediente
    intacto = not Asiento.objects.filter(
        cadena=expediente.cadena_id, n__gt=expediente.entro_con or 0
    ).exists()
    if expediente.estado != ABIERTO or not intacto:
        raise DatosInvalidos(
            _("El convenio %(numero)s ya se trabajó aquí (%(codigo)s): registre la adenda en su expediente.")
            % {"numero": numero, "codigo": expediente.codigo}
        )
    proponente = expediente.participaciones.select_related("institucion").get(es_proponente=True).institucion
    acto = tarea.acto.con(institucion_id=proponente.pk)
    capacidad = capacidad_de_abrir(proponente, acto)
    ordinal = (convenio.adendas.aggregate(n=Max("ordinal"))["n"] or 0) + 1
    dicha = AdendaDeRegistro(ordinal, fila.fechas.suscripcion, fila.fechas.inicio, fila.fechas.fin_vigente)
    incorporar_adenda(
        convenio, ordinal, adenda_de(dicha, fila.objeto or fila.titulo), acto=acto, capacidad=capacidad
    )
    return convenio


def _partes(tarea: Tarea, fila: FilaDeRegistro) -> Partes:
    """The importer's institution proposes, unless the register names on its own side another for which she acts."""
    halladas: dict[int, tuple[Institucion, Lado]] = {}
    capacidad = capacidad_de_abrir(tarea.institucion, tarea.acto)
    for parte in fila.partes:
        institucion = tarea.directorio.hallar_o_registrar(parte, acto=tarea.acto, capacidad=capacidad)
        halladas.setdefault(institucion.pk, (institucion, parte.lado))
    propias = [i for i, lado in halladas.values() if lado is Lado.PROPIO and tarea.es_nuestra(i)]
    proponente = tarea.institucion if tarea.institucion.pk in halladas or not propias else propias[0]
    return Partes(proponente, [par for pk, par in halladas.items() if pk != proponente.pk])


def _marco(tarea: Tarea, fila: FilaDeRegistro) -> Convenio | None:
    """The framework agreement that a specific one names, when it entered before it."""
    if fila.tipo != TipoDeConvenio.ESPECIFICO:
        return None
    nombrados = (_del_registro(tarea, numero) for numero in fila.relacionados)
    return next((c for c in nombrados if c and c.tipo == TipoDeConvenio.MARCO), None)


def _del_registro(tarea: Tarea, numero: str) -> Convenio | None:
    """The agreement that this register knows by a number, None when there is none or more than one."""
    leido = leer_numero(Celda(1, numero, numero)).valor
    if leido is None:
        return None
    if leido.clave in tarea.conocidas:
        claves = [leido.clave]
    else:
        claves = [c for c in tarea.conocidas if c.endswith(f":{leido.clave}")]
    if len(claves) != 1:
        return None
    return Convenio.objects.select_related("expediente").get(pk=tarea.conocidas[claves[0]][1])


def _es_de_esta(tarea: Tarea, convenio: Convenio) -> bool:
    return tarea.importacion.filas.filter(convenio=convenio, resultado=Resultado.CREADA).exists()


def _recordar(
    tarea: Tarea,
    fila: FilaDeRegistro,
    resultado: str,
    *,
    convenio: int | None = None,
    frases: Sequence[str] = (),
    instituciones: Sequence[int] = (),
) -> None:
    errores: list[Any] = [como_datos(h) for h in fila.errores]
    errores += [como_datos(de_fila(fila, frase)) for frase in frases]
    FilaImportada.objects.create(
        importacion=tarea.importacion,
        hoja=fila.hoja[:200],
        n=fila.numero_de_fila,
        clave=fila.identidad[:120],
        huella=fila.huella,
        celdas={nombre: texto.replace("\x00", "") for nombre, texto in fila.original.items()},
        resultado=resultado,
        convenio_id=convenio,
        instituciones=list(instituciones),
        errores=errores,
    )
