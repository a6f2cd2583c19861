"""The grid of a plan, and its workbook out and in."""

from django.utils.translation import gettext_lazy as _

from expedientes.permissions import needs
from flujo.ayudas import Ayuda, Grupo, declarar

declarar(
    Ayuda(
        clave="planilla-de-un-plan",
        grupo=Grupo.PLANES,
        titulo=_("Escribir un plan como en una hoja de cálculo"),
        paginas=["planes:planilla", "planes:planilla_de_reprogramacion"],
        para=_("Aquí se escriben todas las acciones de un plan a la vez, con su presupuesto e indicadores."),
        pasos=[
            _("Se escribe, se copia y se pega como en una hoja de cálculo; Ctrl+Z deshace."),
            _("«Guardar todo» guarda la planilla entera o nada, y dice cada error en su celda."),
            _(
                "Si otra persona cambió el plan mientras tanto, se muestra qué, y lo que usted escribió sigue."
            ),
            _("En un plan aprobado, lo escrito se propone a las partes o se ajusta dentro de la tolerancia."),
            _("Lo que no se guardó queda en este navegador, aunque se cierre la página."),
        ],
        limites=[
            _("Un plan tiene hasta 500 acciones; una fórmula es texto y nunca se calcula."),
            _("Una acción que llegó a su final ya no se cambia."),
        ],
        permisos=[needs("editar")],
    ),
)
declarar(
    Ayuda(
        clave="importar-un-plan",
        grupo=Grupo.PLANES,
        titulo=_("Importar un plan de un archivo"),
        paginas=["planes:importar_plan"],
        para=_("Aquí entra un plan desde un libro de Excel o un CSV, y primero se ve qué cambiaría."),
        pasos=[
            _("«Ver qué cambiaría» muestra lo que se agregaría, cambiaría y quitaría, y cada error."),
            _(
                "«Guardar lo que se muestra» guarda eso mismo; si el plan cambió, se elige el archivo otra vez."
            ),
            _("Sirve el libro exportado o una hoja propia: las columnas se reconocen por su nombre."),
        ],
        limites=[_("Lo que el archivo no trae queda como está, salvo que usted pida quitarlo.")],
        permisos=[needs("editar")],
    ),
)
