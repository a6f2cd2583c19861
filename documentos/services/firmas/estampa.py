"""What a signature says on the page, as the practice of the signer's country has it."""

import datetime as dt

from django.utils.translation import gettext as _

from documentos.models import Via
from documentos.services.firmas.lugares import Lugar
from instituciones.models import Calidad, Persona, Puesto
from instituciones.paises import Pais

DEMOSTRACION = "DEMOSTRACIÓN, sin valor"


def renglones(
    lugar: Lugar,
    via: str,
    *,
    persona: Persona,
    calidad: str,
    momento: dt.datetime,
    acreditado: bool,
    demostracion: bool,
    suplente: Puesto | None = None,
) -> list[dict[str, str]]:
    """The lines of the stamp of one place: name, identity number, post and capacity, reason, moment. `suplente` is the
    post of whoever signs in the place of another one's.

    «Firmado digitalmente» is said of an accredited certificate alone, and never in the demonstration.
    """
    textos = [
        ("marca", DEMOSTRACION if demostracion else ""),
        ("", _encabezado(lugar, via, acreditado=acreditado and not demostracion)),
        ("quien", str(persona)),
        ("", _identidad(persona)),
        ("", f"{(suplente or lugar.puesto).nombre}, {lugar.institucion}"),
        ("", _("En suplencia de %(puesto)s") % {"puesto": lugar.puesto.nombre} if suplente else ""),
        ("", _por_encargo(lugar, calidad)),
        ("", _("Motivo: %(motivo)s") % {"motivo": lugar.firmable.motivo}),
        ("", _("Fecha: %(fecha)s") % {"fecha": fecha_de(momento, lugar.institucion.pais)}),
        (
            "",
            _("Hash de lo firmado: %(hash)s") % {"hash": lugar.papel.datos_sha256}
            if via == Via.SELLO
            else "",
        ),
    ]
    return [{"clase": clase, "texto": texto} for clase, texto in textos if texto]


def _encabezado(lugar: Lugar, via: str, *, acreditado: bool) -> str:
    if via == Via.SELLO:
        return _("Registro de firma electrónica, sellado por el sistema. Firmó, con su segundo factor:")
    return (
        _("Firmado digitalmente por:")
        if acreditado
        else _("Firmado electrónicamente, con certificado propio, por:")
    )


def _identidad(persona: Persona) -> str:
    if not persona.documento:
        return ""
    nombre = {Pais.PE: "DNI", Pais.CL: "RUN", Pais.CO: "C.C.", Pais.EC: "C.I.", Pais.BR: "CPF"}.get(
        Pais(persona.pais) if persona.pais else Pais.PE, _("Documento")
    )
    return f"{nombre} {persona.documento}"


def _por_encargo(lugar: Lugar, calidad: str) -> str:
    """«(E) Por encargo»: what Peru's stamps say of whoever signs in a post that is another's."""
    if calidad not in (Calidad.ENCARGADO, Calidad.SUBROGANTE):
        return ""
    if lugar.institucion.pais == Pais.PE:
        return _("(E) Por encargo")
    return _("En calidad de %(calidad)s") % {"calidad": str(Calidad(calidad).label).lower()}


def fecha_de(momento: dt.datetime, pais: str) -> str:
    """«28.11.2026 01:10:00 -05:00» in Peru, with slashes elsewhere: the day, the hour and how far from UTC it is."""
    dia = momento.strftime("%d.%m.%Y" if pais == Pais.PE else "%d/%m/%Y")
    desfase = momento.strftime("%z")
    return f"{dia} {momento:%H:%M:%S} {desfase[:3]}:{desfase[3:]}"
