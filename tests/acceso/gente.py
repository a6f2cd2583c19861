"""The kinds of people: who each is, in one line, and what must hold when they come."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from instituciones.models import Usuario
from tests.acceso.mundo import Mundo


@dataclass(frozen=True)
class Clase:
    """One column of the matrix."""

    que_es: str
    quien: Callable[[Mundo], Usuario | AnonymousUser]
    antes: Callable[[Mundo], object] = lambda mundo: None


CLASES: dict[str, Clase] = {
    "an": Clase("nobody: not signed in", lambda m: AnonymousUser()),
    "de": Clase("an assistant of the proposing party whose account was closed", lambda m: m.desactivada),
    "aj": Clase("staff of an institution that is no party", lambda m: m.ajeno),
    "fu": Clase("coordinator of the proposing party from next week on", lambda m: m.futura),
    "pa": Clase("coordinator of the proposing party until yesterday", lambda m: m.pasada),
    "ti": Clase("coordinator (titular) of the proposing party", lambda m: m.titular),
    "ts": Clase("the same, away: a suplencia runs", lambda m: m.titular, Mundo.suplir_al_titular),
    "al": Clase("alterno of the proposing party", lambda m: m.alterno),
    "as": Clase("the same, during that suplencia", lambda m: m.alterno, Mundo.suplir_al_titular),
    "of": Clase("the office that gives the technical opinion", lambda m: m.oficina),
    "at": Clase("assistant of the proposing party", lambda m: m.asistente),
    "re": Clase("register of the proposing party", lambda m: m.registro),
    "pe": Clase("staff of the proposing party", lambda m: m.personal),
    "ob": Clase("observer of the proposing party", lambda m: m.observador),
    "co": Clase("coordinator of the other party", lambda m: m.contraparte),
    "ac": Clase("assistant of the other party", lambda m: m.asistente_de_contraparte),
    "au": Clase("auditor of the proposing party, by mandate", lambda m: m.auditora),
    "ax": Clase("auditor of an institution that is no party", lambda m: m.auditora_ajena),
    "ay": Clase("auditor of everything", lambda m: m.auditora_de_todo),
    "ad": Clase("administers the posts and accounts of the proposing party", lambda m: m.administracion),
    "ct": Clase("administers the posts and accounts of the control body", lambda m: m.de_control),
    "pl": Clase("administers the platform", lambda m: m.plataforma),
    "mi": Clase(
        "member of a body in one case file of the proposing party, and nothing else", lambda m: m.miembro
    ),
}
