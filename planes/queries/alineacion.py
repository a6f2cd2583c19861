"""What a case file is aligned to, and to what it could be."""

from expedientes.models import Expediente
from instituciones.models import Usuario
from planes.models import Alineacion, Iniciativa, PlanEstrategico


def alineaciones_de(expediente: Expediente) -> list[Alineacion]:
    """All that was said of a case file, withdrawn ones last. One statement."""
    filas = expediente.alineaciones.select_related(
        "iniciativa__objetivo__plan__expediente", "institucion", "puesto", "dicha_por__persona"
    ).defer(
        "iniciativa__objetivo__plan__expediente__busqueda",
        "iniciativa__objetivo__plan__expediente__texto_buscable",
    )
    return sorted(
        filas,
        key=lambda fila: (
            fila.retirada_el is not None,
            fila.iniciativa.objetivo.plan_id,
            fila.iniciativa.objetivo.numero,
            fila.iniciativa.letra,
        ),
    )


def iniciativas_a_elegir(expediente: Expediente, usuario: Usuario) -> list[Iniciativa]:
    """The initiatives of published plans that the account sees, to which the case file is not aligned yet."""
    planes = PlanEstrategico.objects.visible_to(usuario).publicados().exclude(expediente=expediente)
    dichas = expediente.alineaciones.vigentes().values("iniciativa")
    return list(
        Iniciativa.objects.filter(objetivo__plan__in=planes)
        .exclude(pk__in=dichas)
        .select_related("objetivo__plan")
        .order_by("objetivo__plan__titulo", "objetivo__plan", "objetivo__numero", "letra")
    )
