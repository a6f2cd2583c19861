"""A first text to start from: the clauses that nearly every agreement has, with «…» where the parties decide."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from convenios.models import ClaveDeClausula
from convenios.services import ClausulaNueva
from instituciones.models import Institucion

C = ClaveDeClausula


def esqueleto(
    partes: Sequence[Institucion], *, objeto: str = "", irroga_gasto: bool = False
) -> list[ClausulaNueva]:
    """The clauses of a first text between these parties."""
    intervienen = "\n".join(f"- {_parte(p)};" for p in partes)
    financiamiento = (
        _("Los aportes de cada parte, en dinero o valorizados, son los siguientes: …")
        if irroga_gasto
        else _("El presente convenio no irroga gasto a ninguna de las partes.")
    )
    return [
        ClausulaNueva(C.PARTES, _("Partes"), _("Intervienen:\n%(partes)s") % {"partes": intervienen}),
        ClausulaNueva(C.ANTECEDENTES, _("Antecedentes"), "…"),
        ClausulaNueva(C.OBJETO, _("Objeto"), objeto or "…"),
        ClausulaNueva(
            C.COMPROMISOS,
            _("Compromisos de las partes"),
            "\n\n".join(_("%(parte)s se compromete a: …") % {"parte": p} for p in partes),
        ),
        ClausulaNueva(
            C.COORDINADORES,
            _("Coordinadores"),
            _(
                "Cada parte designa, por puesto, una coordinación titular y una alterna, y comunica por escrito "
                "cualquier cambio a las demás."
            ),
        ),
        ClausulaNueva(
            C.PLAN,
            _("Plan de trabajo"),
            _(
                "Las partes elaboran cada año un plan de trabajo con las acciones conjuntas, y dan seguimiento a "
                "su cumplimiento."
            ),
        ),
        ClausulaNueva(C.FINANCIAMIENTO, _("Financiamiento"), financiamiento),
        ClausulaNueva(
            C.VIGENCIA, _("Vigencia"), _("El convenio rige desde su suscripción por el plazo de … años.")
        ),
        ClausulaNueva(
            C.MODIFICACIONES, _("Modificaciones"), _("Se modifica por acuerdo escrito de las partes.")
        ),
        ClausulaNueva(
            C.LIBRE_ADHESION,
            _("Libre adhesión y separación"),
            _(
                "Las partes adhieren libremente y pueden separarse con aviso escrito de … días; lo que está en "
                "ejecución se concluye."
            ),
        ),
        ClausulaNueva(
            C.CONTROVERSIAS,
            _("Solución de controversias"),
            _(
                "Toda discrepancia se resuelve por trato directo entre las coordinaciones, según las reglas de la "
                "buena fe."
            ),
        ),
    ]


def _parte(institucion: Institucion) -> str:
    nombre = f"{institucion.nombre} ({institucion.sigla})" if institucion.sigla else institucion.nombre
    return _("%(nombre)s, con domicilio en %(domicilio)s") % {
        "nombre": nombre,
        "domicilio": institucion.domicilio or "…",
    }
