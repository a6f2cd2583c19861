"""Rows of addenda join the agreements that they name, while nobody has worked on these."""

from collections.abc import Mapping, Sequence

from django.db.models import F, Max, OuterRef, Subquery
from django.utils.translation import gettext as _

from auditoria.models import Cadena
from convenios.importacion.registro import AdendaDeRegistro, FilaDeRegistro
from convenios.models import Adenda, Convenio, Resultado
from convenios.services.existente import incorporar_adendas
from convenios.services.importaciones.conversion import adenda_de
from convenios.services.importaciones.tarea import Tarea
from expedientes.models import Expediente, Participacion
from expedientes.permissions import ABIERTO
from expedientes.services.apertura import capacidad_de_abrir
from flujo.errors import DatosInvalidos
from flujo.services import bloquear_raices
from instituciones.models import Institucion


def incorporar_a_los_suyos(tarea: Tarea, filas: Sequence[FilaDeRegistro]) -> list[int]:
    """The agreements that these addenda joined, each another. Raises DatosInvalidos."""
    numeros = [fila.relacionados[0] for fila in filas]
    convenios = _intactos(numeros, [_hallar(tarea, numero) for numero in numeros])
    pks = [convenio.pk for convenio in convenios]
    proponentes = _proponentes(convenios)
    ultimas = dict(
        Adenda.objects.filter(convenio__in=pks).order_by().values_list("convenio").annotate(Max("ordinal"))
    )
    entran = []
    for fila, convenio in zip(filas, convenios, strict=True):
        proponente = proponentes[convenio.expediente_id]
        acto = tarea.acto.con(institucion_id=proponente.pk)
        ordinal = ultimas.get(convenio.pk, 0) + 1
        dicha = AdendaDeRegistro(
            ordinal, fila.fechas.suscripcion, fila.fechas.inicio, fila.fechas.fin_vigente
        )
        adenda = adenda_de(dicha, fila.objeto or fila.titulo)
        entran.append((convenio, ordinal, adenda, acto, capacidad_de_abrir(proponente, acto)))
    incorporar_adendas(entran)
    de_esta = tarea.importacion.filas.filter(convenio__in=pks, resultado=Resultado.CREADA)
    Expediente.objects.filter(convenio__in=de_esta.values("convenio")).update(
        entro_con=Subquery(Cadena.objects.filter(pk=OuterRef("cadena")).values("cuenta"))
    )
    return pks


def _hallar(tarea: Tarea, numero: str) -> int:
    hallado = tarea.del_registro(numero)
    if hallado is None:
        raise DatosInvalidos(
            _("Es una adenda del convenio %(numero)s, que no está en este registro.") % {"numero": numero}
        )
    return hallado


def _intactos(numeros: Sequence[str], pks: Sequence[int]) -> list[Convenio]:
    """Those agreements, locked and as they now are. Raises DatosInvalidos when somebody worked on one of them."""
    hallados = Convenio.objects.select_related("expediente", "version")
    bloquear_raices(hallados.filter(pk__in=pks))
    intactos = set(
        hallados.filter(
            pk__in=pks,
            expediente__estado=ABIERTO,
            expediente__cadena__cuenta__lte=F("expediente__entro_con"),
        ).values_list("pk", flat=True)
    )
    convenios = hallados.in_bulk(pks)
    for numero, pk in zip(numeros, pks, strict=True):
        if pk not in intactos:
            raise DatosInvalidos(
                _(
                    "El convenio %(numero)s ya se trabajó aquí (%(codigo)s): registre la adenda en su expediente."
                )
                % {"numero": numero, "codigo": convenios[pk].expediente.codigo}
            )
    return [convenios[pk] for pk in pks]


def _proponentes(convenios: Sequence[Convenio]) -> Mapping[int, Institucion]:
    """The party that proposes, by case file."""
    suyas = Participacion.objects.select_related("institucion").filter(
        expediente__in=[c.expediente_id for c in convenios], es_proponente=True
    )
    return {parte.expediente_id: parte.institucion for parte in suyas}
