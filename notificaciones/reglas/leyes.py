"""What the laws say about counting terms: data with dates of validity, in the laws' own words."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _


class SinReglas(LookupError):
    """No rule set of that country was in force on that day."""


class FinDeMes(StrEnum):
    """When a term of months ends in a month that has no such day (31 January plus one month)."""

    PRIMER_HABIL_SIGUIENTE = "primer_habil_siguiente"
    ULTIMO_DIA = "ultimo_dia"


@dataclass(frozen=True)
class Cita:
    """One provision: where it stands and what it says."""

    articulo: str
    texto: str


@dataclass(frozen=True, kw_only=True)
class Reglas:
    """How one country counts terms from one day on.

    `citas` has the keys «inicio», «dias», «ultimo_dia» and «meses», and «calendario» where the law speaks
    of it.
    """

    clave: str
    pais: str
    desde: dt.date
    norma: str
    fin_de_mes: FinDeMes
    citas: Mapping[str, Cita]

    def cita(self, regla: str) -> str:
        """One provision as people cite it: «Ley 19.880, art. 25»."""
        return f"{self.norma}, {self.citas[regla].articulo}"

    def citas_de(self, *reglas: str) -> tuple[str, ...]:
        """Those of the provisions that this law has."""
        return tuple(dict.fromkeys(self.cita(regla) for regla in reglas if regla in self.citas))


def _peru(clave: str, desde: dt.date, norma: str, inicio: int, transcurso: int, calendario: int) -> Reglas:
    """The Peruvian rule: the words have been the same since 2001, only the numbers of the articles moved."""
    return Reglas(
        clave=clave,
        pais="PE",
        desde=desde,
        norma=norma,
        fin_de_mes=FinDeMes.PRIMER_HABIL_SIGUIENTE,
        citas={
            "inicio": Cita(
                f"art. {inicio}.1",
                "El plazo expresado en días es contado a partir del día hábil siguiente de aquel en que "
                "se practique la notificación o la publicación del acto, salvo que éste señale una fecha "
                "posterior […].",
            ),
            "dias": Cita(
                f"art. {transcurso}.1",
                "Cuando el plazo es señalado por días, se entenderá por hábiles consecutivos, excluyendo "
                "del cómputo aquellos no laborables del servicio, y los feriados no laborables de orden "
                "nacional o regional.",
            ),
            "ultimo_dia": Cita(
                f"art. {transcurso}.2",
                "Cuando el último día del plazo o la fecha determinada es inhábil […] son entendidos "
                "prorrogados al primer día hábil siguiente.",
            ),
            "meses": Cita(
                f"art. {transcurso}.3",
                "Cuando el plazo es fijado en meses o años, es contado de fecha a fecha, concluyendo el "
                "día igual al del mes o año que inició […]. Si en el mes de vencimiento no hubiere día "
                "igual a aquel en que comenzó el cómputo, es entendido que el plazo expira el primer día "
                "hábil del siguiente mes calendario.",
            ),
            "calendario": Cita(
                f"art. {calendario}.1",
                "[…] la norma legal puede establecer que su cómputo sea en días calendario, o que el "
                "término expire con la conclusión del último día aun cuando fuera inhábil.",
            ),
        },
    )


REGLAS: tuple[Reglas, ...] = (
    _peru("PE-2001", dt.date(2001, 10, 11), "Ley 27444", 133, 134, 139),
    _peru("PE-2019", dt.date(2019, 1, 26), "TUO de la Ley 27444 (DS 004-2019-JUS)", 144, 145, 150),
    _peru("PE-2026", dt.date(2026, 5, 1), "TUO de la Ley 27444 (DS 006-2026-JUS)", 133, 134, 139),
    Reglas(
        clave="CL-2003",
        pais="CL",
        desde=dt.date(2003, 5, 29),
        norma="Ley 19.880",
        fin_de_mes=FinDeMes.ULTIMO_DIA,
        citas={
            "inicio": Cita(
                "art. 25, inc. 2",
                "Los plazos se computarán desde el día siguiente a aquél en que se notifique o publique "
                "el acto de que se trate […].",
            ),
            "dias": Cita(
                "art. 25, inc. 1",
                "Los plazos de días establecidos en esta ley son de días hábiles, entendiéndose que son "
                "inhábiles los días sábados, los domingos y los festivos.",
            ),
            "ultimo_dia": Cita(
                "art. 25, inc. 4",
                "Cuando el último día del plazo sea inhábil, éste se entenderá prorrogado al primer día "
                "hábil siguiente.",
            ),
            "meses": Cita(
                "art. 25, inc. 3",
                "Si en el mes de vencimiento no hubiere equivalente al día del mes en que comienza el "
                "cómputo, se entenderá que el plazo expira el último día de aquel mes.",
            ),
        },
    ),
    Reglas(
        clave="CO-1913",
        pais="CO",
        desde=dt.date(1913, 10, 6),
        norma="Ley 4 de 1913",
        fin_de_mes=FinDeMes.ULTIMO_DIA,
        citas={
            "inicio": Cita(
                "art. 60",
                "Cuando se dice que un acto debe ejecutarse en o dentro de cierto plazo, se entenderá que "
                "vale si se ejecuta antes de la media noche en que termina el último día del plazo.",
            ),
            "dias": Cita(
                "art. 62",
                "En los plazos de días que se señalen en las leyes y actos oficiales, se entienden "
                "suprimidos los feriados y de vacantes, a menos de expresarse lo contrario.",
            ),
            "ultimo_dia": Cita(
                "art. 62",
                "[…] si el último día fuere feriado o de vacante, se extenderá el plazo hasta el primer "
                "día hábil.",
            ),
            "meses": Cita(
                "arts. 59 y 62, y Código Civil, art. 67",
                "Los de meses y años se computan según el calendario […]. […] si el plazo corriere desde "
                "alguno de los días en que el primero de dichos meses excede al segundo, el último día "
                "del plazo será el último día de este segundo mes.",
            ),
            "calendario": Cita(
                "art. 62",
                "[…] se entienden suprimidos los feriados y de vacantes, a menos de expresarse lo contrario.",
            ),
        },
    ),
)


def reglas_de(pais: str, al: dt.date) -> Reglas:
    """The rule set of a country in force on the day `al`. Raises SinReglas, with its sentence."""
    vigentes = [r for r in REGLAS if r.pais == pais and r.desde <= al]
    if not vigentes:
        raise SinReglas(
            _("No hay reglas de cómputo de plazos para %(pais)s al %(fecha)s.")
            % {"pais": pais, "fecha": al.strftime("%d/%m/%Y")}
        )
    return max(vigentes, key=lambda r: r.desde)
