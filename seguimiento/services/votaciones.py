"""Taking a vote on an agreement: by whoever is present then, with quórum, by the rules of the session's day."""

import datetime as dt
from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from flujo.services import asentar_acto, bloquear, releer
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import ya_hecho
from seguimiento.models import EN_SESION, Acta, Acuerdo, EstadoDeSesion, FormaDeVoto, Voto
from seguimiento.permissions import SECRETARIA
from seguimiento.quorum import Sentido, se_adopta
from seguimiento.services.asistencia import momento_posible
from seguimiento.votos import Mesa, mesa_en

VOTAR, QUITAR = "votar", "quitar_votacion"


@en_transaccion
def registrar_votacion(
    acuerdo: Acuerdo,
    *,
    acto: Acto,
    forma: str = FormaDeVoto.NOMINAL,
    votado_at: dt.datetime | None = None,
    votos: Mapping[int, str] | None = None,
    fundamentos: Mapping[int, str] | None = None,
) -> Acuerdo:
    """Record how each seat voted (`votos` and `fundamentos` by the seat's titular member), and what it came to.

    By consensus every seat that is taken is in favour, and `votos` is not asked. A vote that was taken before is
    replaced while the acta is written: the log says so. `votado_at`: by default now. Raises SinPermiso,
    CondicionesIncumplidas without quórum, once the acta circulates or the agreement was executed, DatosInvalidos for a
    seat that was not taken, one that does not say how it votes, or a sense that does not exist.
    """
    expediente = bloquear(acuerdo)
    acta = _que_se_escribe(acuerdo.acta, expediente)
    actual = acta.acuerdos.select_related("parrafo").get(pk=acuerdo.pk)
    actual.acta = acta
    if ya_hecho(Acta, expediente, VOTAR, acto):
        return actual
    es_otra_vez = actual.votado_at is not None
    capacidad = SECRETARIA.capacidad(acta, acto)
    _exigir_sin_ejecutar(actual)
    momento = _momento(acta, votado_at)
    mesa = mesa_en(acta.sesion, momento)
    if not mesa.quorum.hay:
        raise CondicionesIncumplidas(
            _("A esa hora no había quórum: no se puede votar. %(cuantos)s.") % {"cuantos": mesa.quorum.frase}
        )
    if forma not in FormaDeVoto.values:
        raise DatosInvalidos(_("Diga si fue por consenso o por votación nominal."))
    dichos = _dichos(mesa, acta, forma, votos or {})
    actual.forma, actual.votado_at = forma, momento
    actual.es_adoptado = se_adopta(
        acta.reglas.decision, mesa.plazas, mesa.presentes, dichos, dirime=acta.reglas.dirime
    )
    actual.votos.all().delete()
    actual.save()
    tomadas = mesa.tomadas()
    Voto.objects.bulk_create(
        Voto(
            acuerdo=actual,
            plaza_id=plaza,
            miembro_id=tomadas[plaza],
            sentido=sentido,
            fundamento=_fundamento(sentido, (fundamentos or {}).get(plaza, "")),
        )
        for plaza, sentido in dichos.items()
    )
    asentar_acto(
        acta,
        VOTAR,
        acto=acto,
        capacidad=capacidad,
        datos={
            "acuerdo": actual.pk,
            "otra_vez": es_otra_vez,
            "forma": str(forma),
            "votado_at": momento.isoformat(),
            "votos": {str(plaza): sentido for plaza, sentido in sorted(dichos.items())},
            "presentes": mesa.quorum.presentes,
            "adoptado": actual.es_adoptado,
            "texto": actual.parrafo.texto[:300],
        },
    )
    return actual


@en_transaccion
def quitar_votacion(acuerdo: Acuerdo, *, acto: Acto) -> Acuerdo:
    """Take a vote back, to be taken anew: the agreement is unvoted. Raises SinPermiso, CondicionesIncumplidas."""
    expediente = bloquear(acuerdo)
    acta = _que_se_escribe(acuerdo.acta, expediente)
    actual = acta.acuerdos.select_related("parrafo").get(pk=acuerdo.pk)
    actual.acta = acta
    if ya_hecho(Acta, expediente, QUITAR, acto):
        return actual
    capacidad = SECRETARIA.capacidad(acta, acto)
    _exigir_sin_ejecutar(actual)
    if actual.votado_at is None:
        return actual
    actual.votos.all().delete()
    actual.votado_at = actual.es_adoptado = None
    actual.save()
    asentar_acto(
        acta,
        QUITAR,
        acto=acto,
        capacidad=capacidad,
        datos={"acuerdo": actual.pk, "texto": actual.parrafo.texto[:300]},
    )
    return actual


def _que_se_escribe(acta: Acta, expediente: object) -> Acta:
    actual = releer(acta, expediente)
    if not actual.se_escribe:
        raise CondicionesIncumplidas(
            _("El acta ya circuló: sus votaciones no cambian, salvo que la observen.")
        )
    if actual.sesion.estado not in (*EN_SESION, EstadoDeSesion.FINALIZADA):
        raise CondicionesIncumplidas(_("Se vota mientras la sesión corre."))
    return actual


def _exigir_sin_ejecutar(acuerdo: Acuerdo) -> None:
    if acuerdo.ejecutado_el:
        raise CondicionesIncumplidas(_("Ese acuerdo ya se ejecutó: su votación queda."))


def _momento(acta: Acta, votado_at: dt.datetime | None) -> dt.datetime:
    sesion = acta.sesion
    momento = momento_posible(
        sesion, votado_at or (timezone.now() if sesion.esta_en_sesion else sesion.ahora)
    )
    if sesion.instalada_at and momento < sesion.instalada_at:
        raise DatosInvalidos(_("A esa hora la sesión no se había instalado."))
    if sesion.terminada_at and momento >= sesion.terminada_at:
        raise DatosInvalidos(_("A esa hora la sesión ya había terminado."))
    return momento


def _dichos(mesa: Mesa, acta: Acta, forma: str, votos: Mapping[int, str]) -> dict[int, str]:
    """How each seat that is taken votes. Raises DatosInvalidos with a sentence for each thing that cannot be."""
    tomadas = mesa.tomadas()
    if forma == FormaDeVoto.CONSENSO:
        return dict.fromkeys(tomadas, Sentido.A_FAVOR.value)
    errores = []
    miembros = {m.pk: m for m in acta.sesion.miembros()}
    con_voto = {p.miembro_id for p in mesa.plazas}
    for plaza, sentido in votos.items():
        if plaza not in con_voto:
            errores.append(_("%(quien)s no tiene voto.") % {"quien": miembros.get(plaza, plaza)})
        elif plaza not in tomadas:
            errores.append(_("%(quien)s no estaba a esa hora: no vota.") % {"quien": miembros[plaza]})
        elif sentido not in Sentido.values:
            errores.append(_("Diga si vota a favor, en contra o se abstiene."))
    errores += [
        _("Falta decir cómo votó %(quien)s.") % {"quien": p.vota}
        for p in mesa.ocupadas
        if p.plaza.pk not in votos
    ]
    if errores:
        raise DatosInvalidos(*errores)
    return {plaza: str(votos[plaza]) for plaza in tomadas}


def _fundamento(sentido: str, texto: str) -> str:
    """Grounds are those of whoever did not vote with the rest."""
    limpio = exigir_legible(_("el fundamento del voto"), texto, maximo=4000)
    return "" if sentido == Sentido.A_FAVOR else limpio
