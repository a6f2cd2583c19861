"""What stays inside of the models of which something leaves, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _l


@dataclass(frozen=True, kw_only=True)
class QuedaDentro:
    """Something that is not published of the models of which something is."""

    que: Any
    por_que: Any
    columnas: Sequence[str]
    """By model: «Convenio: causa»."""

    def nombres(self) -> Iterator[str]:
        """Its columns by the names that `Campo.sale_de` gives them."""
        for linea in self.columnas:
            modelo, _corte, columnas = linea.partition(": ")
            yield from (f"{modelo}.{columna}" for columna in columnas.split())


QUEDAN_DENTRO: Sequence[QuedaDentro] = (
    QuedaDentro(
        que=_l("Quién opinó, aprobó o dio su visto bueno, cuándo y cómo; las adendas que no están suscritas"),
        por_que=_l(
            "Es del proceso de decidir, no de lo decidido: Ley 27806, artículo 17, inciso 1; Ley 20.285, artículo 21, "
            "número 1, letra b; Ley 1712, artículo 19, parágrafo."
        ),
        columnas=[
            "Convenio: aprobado_el",
            "Adenda: aprobado_el estado parte_nueva",
            "Aprobacion: clase materia es_favorable suple_a visibilidad metodo ratifica",
            "Participacion: desde",
        ],
    ),
    QuedaDentro(
        que=_l("El nombre de las personas"),
        por_que=_l("Son datos personales: Ley 27806, artículo 17, inciso 5; Ley 1712, artículo 18."),
        columnas=["Aprobacion: persona"],
    ),
    QuedaDentro(
        que=_l("El papel de los informes de seguimiento, sus cifras y lo que cuentan"),
        por_que=_l(
            "El papel lleva el nombre y el documento de identidad de quienes lo firman: pídalo a cualquiera de las "
            "partes, que lo entrega según su norma."
        ),
        columnas=[
            "InformeDeSeguimiento: version cifras cifras_hash cifras_el resumen actividades logros dificultades",
            "InformeDeSeguimiento: lecciones proximos_pasos",
        ],
    ),
    QuedaDentro(
        que=_l("La descripción de los aportes, el objeto de las adendas y el acto que lo puso en vigor"),
        por_que=_l("Es texto libre que puede nombrar a personas o tratar de lo que es de una sola parte."),
        columnas=[
            "Aporte: descripcion",
            "Adenda: objeto",
            "Convenio: acto_de_vigor",
            "Puesto: unidad",
        ],
    ),
    QuedaDentro(
        que=_l("La causa del término"),
        por_que=_l("Puede atribuir una falta a una parte, que no ha sido oída en público."),
        columnas=["Convenio: causa"],
    ),
    QuedaDentro(
        que=_l("Identificación fiscal, domicilio y demás datos de las instituciones"),
        por_que=_l("No son del convenio: los dan los registros de contribuyentes y sus directorios."),
        columnas=["Institucion: id_fiscal domicilio region tipo madre esta_activa"],
    ),
    QuedaDentro(
        que=_l("Notificación, acuse, cierre, informe final y fecha de registro"),
        por_que=_l("Son trámites entre las partes, que no cambian desde cuándo ni hasta cuándo rige."),
        columnas=[
            "Convenio: notificado_el acusado_el cerrado_el informe_final",
            "Convenio: informe_final_papel",
            "NumeroDeConvenio: anio correlativo fecha",
            "Adenda: efecto_hasta irroga_gasto fin_anterior",
            "InformeDeSeguimiento: estado calendario es_truncado presenta vence presentaciones presentado_el motivo",
        ],
    ),
    QuedaDentro(
        que=_l("El código del expediente y cuándo se movió"),
        por_que=_l(
            "Son del funcionamiento del sistema: dichos afuera, dejarían contar o deducir lo que no se publica."
        ),
        columnas=[
            "Expediente: id cadena lecturas asiento flujo_version codigo tipo estado abierto_el movido_at",
            "Expediente: entro_con texto_buscable busqueda",
            "Convenio: id asiento flujo_version contenido_hash",
            "Adenda: id asiento flujo_version contenido_hash version",
            "Institucion: id cadena lecturas orden zona_horaria",
            "Participacion: id",
            "NumeroDeConvenio: id asiento",
            "Aporte: id",
            "Aprobacion: id asiento expediente modelo objeto hash_contenido documento_sha256",
            "Puesto: id institucion esta_activo",
            "InformeDeSeguimiento: id asiento flujo_version",
            "Asiento: id cadena n anterior anterior_at nonce cuerpo interno hash nonce_personal personal modelo",
            "Asiento: objeto accion desde hasta registra_id institucion_id visibilidad registrado_at clave",
            "Asiento: sello_personal",
        ],
    ),
)
"""What stays inside, in words and by its columns, and why."""
