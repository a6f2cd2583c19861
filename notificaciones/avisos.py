"""Notices: each is declared once, and that declaration gives the mail, the preference switch and the
catalogue page.

An app declares its own in its `avisos` module (imported at start-up). What a notice says stands in
``templates/avisos/<clave>_asunto.txt``, ``<clave>.txt`` and ``<clave>.html``.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from auditoria.models import Asiento, Cadena
from notificaciones.idiomas import Dicho, en_el_activo
from notificaciones.models import Envio, Plazo


class Clase(StrEnum):
    """A transactional notice tells what happened and is always sent; a reminder may be switched off."""

    TRANSACCIONAL = "transaccional"
    RECORDATORIO = "recordatorio"


def como_se_encolo(envio: Envio) -> Mapping[str, Any] | None:
    """The context as it was written with the cause."""
    return dict(envio.contexto)


def siempre(envio: Envio) -> bool:
    """Worth saying whatever happened since."""
    return True


@dataclass(frozen=True, kw_only=True)
class Aviso:
    """One kind of notice.

    `explicacion` is its sentence on the page of preferences, `motivo` the sentence in the mail that says
    why one gets it. `preparar` gives what the templates need at the moment of sending, or None when it is
    no longer worth saying. `se_reune`: those of one person that are due at one time go in one mail, so that it is made
    of `Envio.contextos`; `hace_falta` then tells of each whether it still belongs in it.
    """

    clave: str
    titulo: str | Promise
    explicacion: str | Promise
    motivo: str | Promise
    clase: Clase
    preparar: Callable[[Envio], Mapping[str, Any] | None] = como_se_encolo
    se_reune: bool = False
    hace_falta: Callable[[Envio], bool] = siempre

    @property
    def plantillas(self) -> dict[str, str]:
        """The templates of its subject, its text and its HTML."""
        return {
            "asunto": f"avisos/{self.clave}_asunto.txt",
            "texto": f"avisos/{self.clave}.txt",
            "html": f"avisos/{self.clave}.html",
        }


CATALOGO: dict[str, Aviso] = {}


def declarar(aviso: Aviso) -> Aviso:
    """Enter a notice in the catalogue. Raises ValueError when its key is taken."""
    if CATALOGO.setdefault(aviso.clave, aviso) is not aviso:
        raise ValueError(f"the notice {aviso.clave!r} is already declared")
    return aviso


@dataclass(frozen=True, kw_only=True)
class Mensaje:
    """One message to one person, before it is written. The same key (all but the context) is written once,
    ever.
    """

    usuario: int
    modelo: str
    objeto: int
    ocasion: str
    cadena: int
    asiento: int | None = None
    contexto: Mapping[str, Any] = field(default_factory=dict)


def encolar(
    aviso: Aviso,
    *,
    usuarios: Iterable[int],
    modelo: str,
    objeto: int,
    cadena: Cadena | int,
    ocasion: str = "",
    contexto: Mapping[str, Any] | None = None,
    asiento: Asiento | None = None,
) -> None:
    """Write one message for each account, in the caller's transaction and in one statement.

    Whoever already has this notice about this object on this `ocasion` gets no second one. The broker is
    only told after the commit, and nothing depends on its hearing it.
    """
    encolar_todos(
        aviso,
        [
            Mensaje(
                usuario=usuario,
                modelo=modelo,
                objeto=objeto,
                ocasion=ocasion,
                cadena=cadena if isinstance(cadena, int) else cadena.pk,
                asiento=asiento.pk if asiento else None,
                contexto=contexto or {},
            )
            for usuario in sorted(set(usuarios))
        ],
    )


def encolar_todos(aviso: Aviso, mensajes: Iterable[Mensaje]) -> None:
    """Like `encolar`, for messages that differ from person to person."""
    ahora = timezone.now()
    filas = [
        Envio(
            aviso=aviso.clave,
            modelo=m.modelo,
            objeto=m.objeto,
            ocasion=m.ocasion,
            usuario_id=m.usuario,
            cadena_id=m.cadena,
            asiento_id=m.asiento,
            contexto=dict(m.contexto),
            message_id=message_id(aviso, m),
            disponible_at=ahora,
        )
        for m in mensajes
    ]
    if filas:
        Envio.objects.bulk_create(filas, ignore_conflicts=True)
        transaction.on_commit(despertar, robust=True)


def message_id(aviso: Aviso, mensaje: Mensaje) -> str:
    """The Message-ID, from the key alone: whatever happens, the same message is the same mail."""
    m = mensaje
    clave = "\x1f".join([aviso.clave, m.modelo, str(m.objeto), m.ocasion, str(m.usuario)])
    sitio = urlsplit(settings.BASE_URL).hostname or "localhost"
    return f"<{hashlib.sha256(clave.encode()).hexdigest()[:40]}@{sitio}>"


def despertar() -> None:
    """Tell a worker that there is mail. When none hears it, the sweep of every minute finds the mail in the
    table.
    """
    from notificaciones.tasks import barrer  # the tasks stand above the services, and these above this module

    barrer.delay()


def plazos_abiertos(envio: Envio) -> Mapping[str, Any] | None:
    """The deadlines of a reminder as they are now, case by case; None when all were met meanwhile."""
    claves = [plazo for contexto in envio.contextos for plazo in contexto["plazos"]]
    plazos = list(Plazo.objects.abiertos().filter(pk__in=claves).order_by("vence", "id"))
    if not plazos:
        return None
    casos: dict[int, list[Plazo]] = {}
    for plazo in plazos:
        casos.setdefault(plazo.cadena_id, []).append(plazo)
    return {
        "plazos": plazos,
        "primero": plazos[0],
        "casos": [{"referencia": suyos[0].referencia, "plazos": suyos} for suyos in casos.values()],
    }


def queda_algun_plazo(envio: Envio) -> bool:
    """Whether any deadline of this reminder is still to be met."""
    return Plazo.objects.abiertos().filter(pk__in=envio.contexto["plazos"]).exists()


def paso_dicho(envio: Envio) -> Mapping[str, Any]:
    """The step in its reader's language."""
    contexto = dict(envio.contexto)
    for dato in ("titulo", "explicacion"):
        contexto[dato] = en_el_activo(contexto[dato])
    return contexto


PASO_PENDIENTE = declarar(
    Aviso(
        clave="paso_pendiente",
        titulo=_("Un paso le espera"),
        explicacion=_("Cuando un expediente llega a un paso que le toca dar a usted."),
        motivo=_(
            "Recibe este correo porque el paso siguiente de este expediente le corresponde a su puesto."
        ),
        clase=Clase.TRANSACCIONAL,
        preparar=paso_dicho,
    )
)
PLAZO_CERCANO = declarar(
    Aviso(
        clave="plazo_cercano",
        titulo=_("Un plazo se acerca"),
        explicacion=_("Antes de que venza algo de lo que usted responde, y cuando ha vencido."),
        motivo=_(
            "Recibe este correo porque usted, o alguien a quien suple o supervisa, responde de este plazo."
        ),
        clase=Clase.RECORDATORIO,
        preparar=plazos_abiertos,
        se_reune=True,
        hace_falta=queda_algun_plazo,
    )
)


@dataclass(frozen=True, kw_only=True)
class PasoPendiente:
    """A step that waits for some accounts.

    `titulo` is the step («Emitir la opinión jurídica»), `explicacion` what there is to do, both in every language
    (`notificaciones.idiomas.en_cada_idioma`), `referencia` the
    case file with its title, `ruta` the path of the page where it is done, `vence` until when.
    """

    usuarios: Iterable[int]
    titulo: Dicho
    explicacion: Dicho
    referencia: str
    ruta: str
    vence: dt.date | None = None


def avisar_pasos(asiento: Asiento, pasos: Iterable[PasoPendiente]) -> None:
    """Tell everybody for whom a step waits since the log row `asiento`, in one statement."""
    encolar_todos(
        PASO_PENDIENTE,
        [
            Mensaje(
                usuario=usuario,
                modelo=asiento.modelo,
                objeto=asiento.objeto or 0,
                ocasion=f"asiento {asiento.pk}: {_huella(paso)}",
                cadena=asiento.cadena_id,
                asiento=asiento.pk,
                contexto={
                    "titulo": paso.titulo,
                    "explicacion": paso.explicacion,
                    "referencia": paso.referencia,
                    "ruta": paso.ruta,
                    "vence": paso.vence.isoformat() if paso.vence else None,
                },
            )
            for paso in pasos
            for usuario in sorted(set(paso.usuarios))
        ],
    )


def _huella(paso: PasoPendiente) -> str:
    """Tells apart the steps of one moment: who holds two offices is told of each."""
    return hashlib.sha256(
        f"{paso.titulo[settings.LANGUAGE_CODE]}\x1f{paso.explicacion[settings.LANGUAGE_CODE]}".encode()
    ).hexdigest()[:40]
