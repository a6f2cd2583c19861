"""Counting who took part in an action, by the attendance list that shows it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from documentos.models import Documento
from expedientes.permissions import RESPONSABLE, needs
from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos, TransicionNoDeclarada
from flujo.services import asentar_acto, bloquear, releer, siguiente_id
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import ya_hecho
from planes.conditions import plan_en_ejecucion
from planes.estados import EstadoDeAccion
from planes.models import SEXOS, AccionConjunta, Conteo, Edad, suma_de
from planes.services.archivos import DatosDeFoto, en_el_asiento
from planes.services.evidencia import exigir_que_se_lea
from planes.services.filas import exigir_valida

CONTAR = "contar_participantes"
SE_CUENTA = frozenset(
    {
        EstadoDeAccion.EN_EJECUCION.value,
        EstadoDeAccion.OBSERVADA.value,
        EstadoDeAccion.CONCLUIDA.value,
        EstadoDeAccion.VERIFICADA.value,
    }
)
"""The states of an action whose participants are counted: also once it is verified, as lists come late."""
MAXIMO = 1_000_000


@en_transaccion
def contar_participantes(
    accion: AccionConjunta,
    filas: Sequence[Mapping[str, Any]],
    *,
    total: int,
    fecha: dt.date,
    lista: Documento,
    acto: Acto,
    foto: DatosDeFoto | None = None,
) -> Conteo:
    """Count who took part: rows of department, age band and how many of each sex, which add up to what the list says.

    It stands in place of the count before, which is kept. Raises SinPermiso, TransicionNoDeclarada, DatosInvalidos.
    """
    actual: AccionConjunta = releer(accion, bloquear(accion))
    if hecho := ya_hecho(Conteo, actual.expediente, CONTAR, acto):
        return hecho
    capacidad = needs("editar", de=RESPONSABLE).capacidad(actual, acto)
    if actual.estado not in SE_CUENTA or not plan_en_ejecucion(actual):
        raise TransicionNoDeclarada(
            _(
                "Los participantes se cuentan desde que se trabaja en la acción, mientras el plan no se evaluó."
            )
        )
    quien = acto.institucion_id or capacidad.institucion_id
    if quien is None:
        raise DatosInvalidos(_("Diga por qué institución lo hace."))
    if fecha > actual.expediente.hoy():
        raise DatosInvalidos(_("Esa fecha todavía no llega: se cuenta a quienes ya participaron."))
    exigir_que_se_lea(actual, lista)
    conteo = Conteo(
        id=siguiente_id(Conteo),
        accion=actual,
        n=actual.conteos.count() + 1,
        fecha=fecha,
        total=total,
        filas=exigir_que_sumen(filas, total),
        lista=lista,
        institucion_id=quien,
    )
    exigir_valida(conteo, "accion", "lista", "institucion", "asiento")
    conteo.asiento = asentar_acto(
        conteo,
        CONTAR,
        acto=acto,
        capacidad=capacidad,
        datos={
            "accion": actual.pk,
            "numero": actual.numero,
            "total": total,
            "filas": conteo.filas,
            "sha256": lista.archivo.sha256,
            **en_el_asiento(foto),
        },
    )
    conteo.save(force_insert=True)
    return conteo


def puede_contarse(accion: AccionConjunta, acto: Acto) -> Capacidad:
    """In which capacity somebody counts who took part in an action. Raises SinPermiso, TransicionNoDeclarada."""
    capacidad = needs("editar", de=RESPONSABLE).capacidad(accion, acto)
    if accion.estado not in SE_CUENTA or not plan_en_ejecucion(accion):
        raise TransicionNoDeclarada(
            _(
                "Los participantes se cuentan desde que se trabaja en la acción, mientras el plan no se evaluó."
            )
        )
    return capacidad


def exigir_que_sumen(filas: Sequence[Mapping[str, Any]], total: int) -> list[dict[str, Any]]:
    """The rows as they are kept. Raises DatosInvalidos for one that is there twice or counts nobody, or a wrong sum."""
    limpias: list[dict[str, Any]] = []
    for fila in filas:
        departamento = " ".join(exigir_legible(_("el departamento"), fila["departamento"], maximo=80).split())
        limpia: dict[str, Any] = {
            "departamento": departamento,
            "edad": Edad(fila["edad"]).value,
            **{s: int(fila[s]) for s in SEXOS},
        }
        if any(not 0 <= limpia[sexo] <= MAXIMO for sexo in SEXOS) or not suma_de(limpia):
            raise DatosInvalidos(_("Cada fila cuenta al menos a una persona, y ninguna a menos de cero."))
        limpias.append(limpia)
    grupos = [(fila["departamento"].casefold(), fila["edad"]) for fila in limpias]
    if len(grupos) != len(set(grupos)):
        raise DatosInvalidos(_("Un departamento figura dos veces con la misma edad: junte las dos filas."))
    suma = sum(suma_de(fila) for fila in limpias)
    if suma != total:
        raise DatosInvalidos(
            _("Las filas suman %(suma)s y la lista dice %(total)s: revise una de las dos.")
            % {"suma": suma, "total": total}
        )
    return limpias
