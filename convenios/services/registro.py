"""Numbering a signed agreement and putting it in force."""

import datetime as dt

from django.utils.translation import gettext as _

from convenios.models import Convenio, Correlativo, Estado, NumeroDeConvenio
from convenios.requeridos import reglas_de_las_partes
from convenios.vigencia import fin_de, inicio_de
from expedientes.permissions import needs
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, TransicionNoDeclarada
from flujo.services import asentar_acto, bloquear, perform, releer, siguiente_id
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion, Numeracion
from instituciones.services.escritura import ya_hecho

SE_NUMERA = frozenset(
    {Estado.SUSCRITO, Estado.PENDIENTE_ENTRADA_EN_VIGOR, Estado.EN_EJECUCION, Estado.SUSPENDIDO}
)


@en_transaccion
def numerar(
    convenio: Convenio, institucion: Institucion, *, acto: Acto, numero: str = ""
) -> NumeroDeConvenio:
    """Give the number of one party's register to a signed agreement; numbering twice changes nothing.

    Where its rules number with this system, it is the next of the institution's year, without gaps even when several
    register at once; else `numero` is what its own register gave. The year is that of the act where the case lives.
    Raises SinPermiso, TransicionNoDeclarada before it is signed, DatosInvalidos.
    """
    actual = releer(convenio, bloquear(convenio))
    if hecho := ya_hecho(NumeroDeConvenio, actual.expediente, "numerar", acto):
        return hecho
    suyo = acto.con(institucion_id=institucion.pk)
    capacidad = needs("numerar").capacidad(actual, suyo)
    if actual.estado not in SE_NUMERA:
        raise TransicionNoDeclarada(_("Un convenio se numera después de suscrito."))
    reglas = dict(reglas_de_las_partes([actual])[actual.llave])
    if institucion not in reglas:
        raise DatosInvalidos(
            _("%(institucion)s no es parte de este convenio.") % {"institucion": institucion}
        )
    if dado := actual.numeros.filter(institucion=institucion).first():
        return dado
    suyas = reglas[institucion]
    fecha = acto.fecha_hecho or actual.expediente.hoy()
    registro = NumeroDeConvenio(
        id=siguiente_id(NumeroDeConvenio), convenio=actual, institucion=institucion, fecha=fecha
    )
    if suyas and suyas.numera_con == Numeracion.SISTEMA:
        if acto.por_documento or numero:
            raise DatosInvalidos(
                _("El número lo da este sistema: no se escribe ni se registra desde un documento.")
            )
        registro.anio = fecha.year
        registro.correlativo = _siguiente(institucion, fecha.year)
        registro.numero = f"{registro.correlativo:03d}-{fecha.year}-{institucion}"
    else:
        registro.numero = exigir_legible(_("el número"), numero, maximo=60)
        if not registro.numero:
            raise DatosInvalidos(_("Escriba el número que dio el registro de %s.") % institucion)
    registro.asiento = asentar_acto(
        registro,
        "numerar",
        acto=suyo,
        capacidad=capacidad,
        datos={
            "convenio": actual.pk,
            "numero": registro.numero,
            "anio": registro.anio,
            "correlativo": registro.correlativo,
        },
    )
    registro.save(force_insert=True)
    return registro


def _siguiente(institucion: Institucion, anio: int) -> int:
    """The next number; its row stays locked until the transaction ends, so that one that fails leaves no gap."""
    Correlativo.objects.bulk_create([Correlativo(institucion=institucion, anio=anio)], ignore_conflicts=True)
    correlativo = Correlativo.objects.select_for_update().get(institucion=institucion, anio=anio)
    correlativo.ultimo += 1
    correlativo.save(update_fields=["ultimo"])
    return correlativo.ultimo


@en_transaccion
def poner_en_ejecucion(convenio: Convenio, *, acto: Acto, motivo: str = "") -> Convenio:
    """A signed and numbered agreement is in force, and its term begins. Raises what `perform` raises."""
    actual = releer(convenio, bloquear(convenio))
    inicio = inicio_de(actual)
    return perform(
        actual, "poner_en_ejecucion", acto=acto, inicio=inicio, fin=fin_de(actual, inicio), motivo=motivo
    ).objeto


@en_transaccion
def entrar_en_vigor(
    convenio: Convenio, *, inicio: dt.date, acto_de_vigor: str, acto: Acto, motivo: str = ""
) -> Convenio:
    """What the text waits for happened on a day: the publication, the toma de razón, the acknowledgement.

    Raises DatosInvalidos for a day that has not come or lies before the signature, and what `perform` raises.
    """
    actual = releer(convenio, bloquear(convenio))
    if inicio > actual.expediente.hoy():
        raise DatosInvalidos(_("Ese día todavía no llega: se registra lo que ya ocurrió."))
    if actual.suscrito_el and inicio < actual.suscrito_el:
        raise DatosInvalidos(_("No puede regir desde antes de haberse suscrito."))
    acto_de_vigor = exigir_legible(_("el acto que lo puso en vigor"), acto_de_vigor, maximo=200)
    if not acto_de_vigor:
        raise DatosInvalidos(_("Diga qué acto lo puso en vigor: su nombre, su número."))
    return perform(
        actual,
        "entrar_en_vigor",
        acto=acto,
        inicio=inicio,
        fin=fin_de(actual, inicio),
        acto_de_vigor=acto_de_vigor,
        motivo=motivo,
    ).objeto
