from dataclasses import dataclass

from auditoria.sello import llaves


@dataclass(frozen=True, kw_only=True)
class Confianza:
    raices: tuple = ()
    intermedios: tuple = ()
    crls: tuple = ()
    ocsps: tuple = ()


def confianza():
    return Confianza(
        raices=tuple({c.dump() for c in [*llaves.confianza_del_sello(), *llaves.confianza_del_tiempo()]})
    )
