"""Registering institutions, keeping their facts, and their place in the tree of affiliations."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from auditoria.insercion import insertar, numerar
from auditoria.services import abrir_cadenas
from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos
from flujo.services import Apunte, asentar_acto, asentar_actos, bloquear
from flujo.transaccion import en_transaccion
from instituciones.models import (
    Escala,
    EvaluacionDeNivel,
    Institucion,
    NivelDeEscala,
    Numeracion,
    Publicidad,
    ReglasDeInstitucion,
)
from instituciones.paises import ZONAS
from instituciones.permissions import administrar, administrar_plataforma
from instituciones.renombres import NOMBRES, renovar_copias
from instituciones.services.escritura import (
    cambiar,
    esperar_turno,
    exigir_lo_visto,
    exigir_valores,
    guardar,
    limpiar_textos,
    raiz_ya_abierta,
    recordar_raiz,
    releer,
    ya_hecho,
)

EDITABLES = ("nombre", "sigla", "tipo", "pais", "zona_horaria", "id_fiscal", "domicilio", "region")


@en_transaccion
def crear_institucion(
    *,
    nombre: str,
    tipo: str,
    pais: str,
    acto: Acto,
    sigla: str = "",
    id_fiscal: str = "",
    domicilio: str = "",
    region: str = "",
    madre: Institucion | None = None,
    zona_horaria: str = "",
) -> Institucion:
    """Register an institution and open its two chains. Raises SinPermiso or DatosInvalidos."""
    capacidad = administrar_plataforma.capacidad(None, acto)
    if previa := raiz_ya_abierta(Institucion, "crear", acto):
        return previa
    institucion = Institucion(
        nombre=nombre.strip(),
        sigla=sigla.strip(),
        tipo=tipo,
        pais=pais,
        id_fiscal=id_fiscal.strip(),
        domicilio=domicilio.strip(),
        region=region.strip(),
        madre=madre,
        zona_horaria=zona_horaria,
    )
    registrar_instituciones([institucion], acto=acto, capacidad=capacidad)
    recordar_raiz(institucion, "crear", acto)
    return institucion


@en_transaccion
def registrar_instituciones(
    instituciones: Sequence[Institucion], *, acto: Acto, capacidad: Capacidad
) -> None:
    """Insert institutions, each with its two chains and its log row. Who may is settled by the act that needs them: see
    `crear_institucion`, and the import of a register that names some that nobody knows. Raises DatosInvalidos."""
    nuevas = list(instituciones)
    numerar(nuevas)
    propias = abrir_cadenas([f"institucion:{nueva.pk}" for nueva in nuevas])
    lecturas = abrir_cadenas([f"lecturas:institucion:{nueva.pk}" for nueva in nuevas])
    for nueva, propia, de_lecturas in zip(nuevas, propias, lecturas, strict=True):
        nueva.cadena, nueva.lecturas = propia, de_lecturas
        nueva.zona_horaria = nueva.zona_horaria or ZONAS.get(nueva.pais, ("",))[0]
    _insertar(nuevas)
    asentar_actos(
        [
            Apunte(
                nueva,
                "crear",
                acto=acto,
                capacidad=capacidad,
                datos={"tipo": nueva.tipo, "pais": nueva.pais, "madre": nueva.madre},
                personal={"nombre": nueva.nombre},
            )
            for nueva in nuevas
        ]
    )


def _insertar(nuevas: Sequence[Institucion]) -> None:
    """One alone is told in words what only the database knows; several are refused by it, to be tried in fewer."""
    if len(nuevas) == 1:
        guardar(nuevas[0], nuevo=True)
        return
    for nueva in nuevas:
        limpiar_textos(nueva)
        nueva.ordenar()
    exigir_valores(nuevas)
    insertar(nuevas)


@en_transaccion
def editar_institucion(
    institucion: Institucion, *, acto: Acto, visto: int | None = None, **datos: Any
) -> Institucion:
    """Correct the facts of an institution; `datos` are fields of it, the affiliation excepted (`afiliar`).

    `visto` is the last log row of its chain when the page was made. Raises SinPermiso or DatosInvalidos.
    """
    actual: Institucion = bloquear(institucion)
    capacidad = administrar.capacidad(actual, acto)
    if ya_hecho(Institucion, actual, "editar", acto):
        return actual
    exigir_lo_visto(actual, visto)
    cambios = cambiar(actual, datos, editables=EDITABLES)
    if NOMBRES & cambios.keys():
        renovar_copias(actual)
    if cambios:
        asentar_acto(
            actual,
            "editar",
            acto=acto,
            capacidad=capacidad,
            datos={"campos": sorted(cambios)},
            personal={"nombre": actual.nombre, "cambios": cambios},
        )
    return actual


@en_transaccion
def afiliar(institucion: Institucion, madre: Institucion | None, *, acto: Acto) -> Institucion:
    """Put the institution under another one, or under none. Raises SinPermiso, DatosInvalidos for a circle."""
    _de_uno_en_uno()
    actual: Institucion = bloquear(institucion)
    capacidad = administrar.capacidad(actual, acto)
    anterior = actual.madre_id
    if anterior == (madre.pk if madre else None):
        return actual
    actual.madre = releer(madre) if madre else None
    guardar(actual)
    asentar_acto(
        actual,
        "afiliar",
        acto=acto,
        capacidad=capacidad,
        datos={"madre": madre, "madre_anterior": anterior},
        personal={"nombre": actual.nombre, "madre": madre.nombre if madre else ""},
    )
    return actual


@en_transaccion
def fijar_reglas(
    institucion: Institucion,
    *,
    desde: dt.date,
    acto: Acto,
    opiniones: Sequence[str] = (),
    exime_modelo_estandar: bool = False,
    vistos_buenos: Sequence[str] = (),
    plazo_de_opinion: int = 7,
    plazo_maximo: int | None = None,
    numera_con: str = Numeracion.NINGUNO,
    segundo_factor_para: Sequence[str] = (),
    firma_con_sello: bool = False,
    publicidad: str = Publicidad.NINGUNA,
    norma_de_publicidad: str = "",
    norma: str = "",
) -> ReglasDeInstitucion:
    """Set what the institution requires of itself from a day on: a new row. Raises SinPermiso, DatosInvalidos."""
    actual: Institucion = bloquear(institucion)
    capacidad = administrar.capacidad(actual, acto)
    if previas := ya_hecho(ReglasDeInstitucion, actual, "fijar_reglas", acto):
        return previas
    reglas = guardar(
        ReglasDeInstitucion(
            institucion=actual,
            desde=desde,
            opiniones=list(opiniones),
            exime_modelo_estandar=exime_modelo_estandar,
            vistos_buenos=[area.strip() for area in vistos_buenos if area.strip()],
            plazo_de_opinion=plazo_de_opinion,
            plazo_maximo=plazo_maximo,
            numera_con=numera_con,
            segundo_factor_para=list(segundo_factor_para),
            firma_con_sello=firma_con_sello,
            publicidad=publicidad,
            norma_de_publicidad=norma_de_publicidad.strip(),
            norma=norma.strip(),
        )
    )
    asentar_acto(
        reglas,
        "fijar_reglas",
        acto=acto,
        capacidad=capacidad,
        datos={
            "desde": desde,
            "opiniones": list(opiniones),
            "exime_modelo_estandar": exime_modelo_estandar,
            "plazo_de_opinion": plazo_de_opinion,
            "plazo_maximo": plazo_maximo,
            "numera_con": numera_con,
            "segundo_factor_para": list(segundo_factor_para),
            "firma_con_sello": firma_con_sello,
            "publicidad": publicidad,
        },
        personal={
            "vistos_buenos": reglas.vistos_buenos,
            "norma_de_publicidad": reglas.norma_de_publicidad,
            "norma": reglas.norma,
        },
    )
    return reglas


@en_transaccion
def crear_escala(institucion: Institucion, *, nombre: str, niveles: Sequence[str], acto: Acto) -> Escala:
    """Declare the institution's own scale, lowest level first. Raises SinPermiso, DatosInvalidos."""
    actual: Institucion = bloquear(institucion)
    capacidad = administrar.capacidad(actual, acto)
    if previa := ya_hecho(Escala, actual, "crear_escala", acto):
        return previa
    nombres = [nivel.strip() for nivel in niveles if nivel.strip()]
    if len(nombres) < 2:
        raise DatosInvalidos(_("Una escala tiene al menos dos niveles."))
    escala = guardar(Escala(institucion=actual, nombre=nombre.strip()))
    for orden, nivel in enumerate(nombres, 1):
        guardar(NivelDeEscala(escala=escala, orden=orden, nombre=nivel))
    asentar_acto(
        escala,
        "crear_escala",
        acto=acto,
        capacidad=capacidad,
        datos={"niveles": len(nombres)},
        personal={"nombre": escala.nombre, "niveles": nombres},
    )
    return escala


@en_transaccion
def evaluar_nivel(
    institucion: Institucion, nivel: NivelDeEscala, *, fecha: dt.date, acto: Acto, sustento: str = ""
) -> EvaluacionDeNivel:
    """Record at which level an institution was found, on its own scale or on one of those it is affiliated to.

    Decided by whoever administers the institution or the owner of the scale. Raises SinPermiso, DatosInvalidos.
    """
    actual: Institucion = bloquear(institucion)
    duena = nivel.escala.institucion
    capacidad = administrar.capacidad(duena if administrar(duena, acto) else actual, acto)
    if previa := ya_hecho(EvaluacionDeNivel, actual, "evaluar_nivel", acto):
        return previa
    if duena.pk not in {actual.pk, *(a.pk for a in actual.ancestras())}:
        raise DatosInvalidos(_("La escala tiene que ser de la institución o de una a la que está afiliada."))
    if fecha > actual.hoy():
        raise DatosInvalidos(_("La fecha de evaluación no puede ser futura."))
    evaluacion = guardar(
        EvaluacionDeNivel(institucion=actual, nivel=nivel, fecha=fecha, sustento=sustento.strip())
    )
    asentar_acto(
        evaluacion,
        "evaluar_nivel",
        acto=acto,
        capacidad=capacidad,
        datos={"nivel": nivel, "escala": nivel.escala_id, "fecha": fecha},
        personal={"nivel": nivel.nombre, "escala": nivel.escala.nombre, "sustento": evaluacion.sustento},
    )
    return evaluacion


@en_transaccion
def cambiar_actividad(institucion: Institucion, *, esta_activa: bool, acto: Acto) -> Institucion:
    """Mark an institution as no longer working here, or as working again; nothing of it is deleted."""
    actual: Institucion = bloquear(institucion)
    capacidad = administrar_plataforma.capacidad(actual, acto)
    if actual.esta_activa == esta_activa:
        return actual
    actual.esta_activa = esta_activa
    guardar(actual)
    asentar_acto(
        actual,
        "reactivar" if esta_activa else "desactivar",
        acto=acto,
        capacidad=capacidad,
        personal={"nombre": actual.nombre},
    )
    return actual


def _de_uno_en_uno() -> None:
    """One affiliation at a time in the whole tree: two at once could close a circle that neither of them sees."""
    esperar_turno("instituciones.afiliar")
