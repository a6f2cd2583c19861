"""Putting a backup into an empty database, and finding out whether everything is as it was.

First the files, then the database in one transaction: whatever breaks off before its end leaves a database that is as
empty as it was, and the same order may be given again. What is in the store already and right, stays; nothing in it is
written over.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import IO, cast

from asn1crypto import x509
from django.core.exceptions import ImproperlyConfigured
from django.core.files import File
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from auditoria.management.clave import clave_dada
from auditoria.models import LlaveDeSello
from auditoria.sello.historia import defecto_de_llave, dicho
from auditoria.verificacion.todo import verificar
from config.respaldo import base, partes
from config.respaldo.errores import Rehusado
from config.respaldo.lectura import Respaldo
from config.respaldo.programas import cargar, carpeta_de_programas, mayor_del_servidor
from documentos import almacen
from documentos.models import Archivo
from documentos.puerta.recinto import RecintoRoto
from documentos.services import problema_de
from documentos.services.firmas.comprobacion import discrepancias
from instituciones.cuentas.cifra import ilegibles

Aviso = Callable[[str], None]
"""Hears what was done, in a sentence each."""


class Restauracion:
    """A backup on its way into the database that is configured."""

    def __init__(self, fichero: IO[bytes], *, decir: Aviso) -> None:
        """Raises Rehusado when the file is no backup."""
        self.respaldo = Respaldo(fichero)
        self.manifiesto = self.respaldo.manifiesto
        self._decir = decir
        self._certificado: x509.Certificate | None = None
        self._probado_at: dt.datetime | None = None

    def admitir(self, anclas: Sequence[str], *, sin_sello: bool) -> None:
        """Raises Rehusado unless the backup may be restored here, is whole, and is sealed by whom it should be."""
        self._certificado = self.respaldo.exigir_sello(anclas)
        if self._certificado is None and not sin_sello:
            raise Rehusado(
                f"El respaldo no lleva sello ({self.manifiesto.motivo_sin_firma}) y nada prueba quién lo hizo. "
                "Si lo guardó usted y confía en él, repita la orden con --sin-sello."
            )
        self._probado_at = self.respaldo.probado_at(anclas)
        self._exigir_versiones()
        if ocupacion := base.ocupacion():
            raise Rehusado(
                f"La base de datos «{connection.settings_dict['NAME']}» no está vacía: {ocupacion}. Un respaldo se "
                "restaura en una recién creada: cree otra (createdb NUEVA), nómbrela en DATABASE_URL y repita la orden."
            )
        self.respaldo.comprobar()
        quien = self._certificado and f"lo selló «{self._certificado.subject.human_friendly}»"
        self._decir(f"El respaldo está entero; {quien or 'no lleva sello'}.")
        self._decir(f"Es de la base de datos del {dicho(self.manifiesto.instantanea)}.")

    def _exigir_versiones(self) -> None:
        conocidas = base.migraciones_conocidas()
        nuevas = [m for m in self.manifiesto.migraciones if list(m) not in conocidas]
        if nuevas:
            app, nombre = nuevas[0]
            raise Rehusado(
                f"El respaldo es de una versión más nueva de Convenios: tiene {len(nuevas)} migraciones que aquí no "
                f"están (la primera es {app}.{nombre}). Instale esa versión y repita la orden."
            )
        if self.manifiesto.postgresql > (aqui := mayor_del_servidor()):
            raise Rehusado(
                f"El respaldo es de PostgreSQL {self.manifiesto.postgresql} y la base de datos es de la {aqui}: "
                f"restáurelo en uno de la {self.manifiesto.postgresql} o posterior."
            )

    def restaurar(self) -> None:
        """Files and database. Raises Rehusado, and the database is empty; OSError where a file cannot be written."""
        programas = carpeta_de_programas()
        malos = [sha256 for sha256, ventana in self._archivos() if not _guardado(sha256, ventana)]
        if malos:
            raise Rehusado(
                *(f"{sha256}: el almacén ya tiene bajo ese hash otro contenido." for sha256 in malos),
                f"No se restauró la base de datos: aparte del almacén esos {len(malos)} archivos y repita la orden.",
            )
        self._decir(f"Archivos en el almacén: {self.manifiesto.archivos}.")
        cargar(programas, self.respaldo.lector.abrir(self.respaldo.sueltas[partes.BASE]).trozos())
        with connection.cursor() as cursor:
            cursor.execute("set statement_timeout = 0")
            cursor.execute("analyze")  # a dump brings no statistics, and what follows reads everything
        self._decir(f"Base de datos restaurada: {len(self.manifiesto.hechos['tablas'])} tablas.")

    def _archivos(self) -> Iterator[tuple[str, "File[bytes]"]]:
        for sha256, entrada in self.respaldo.archivos():
            yield sha256, File(cast("IO[bytes]", self.respaldo.lector.abrir(entrada)))

    # -- is everything as it was?

    def faltas(self) -> Iterator[str]:
        """What is not as it was, in a sentence each."""
        comprobaciones = (
            self._hechos,
            self._migrar,
            self._bitacora,
            self._llave,
            self._bytes,
            self._secretos,
        )
        for comprobacion in comprobaciones:
            yield from _hasta_el_fin(comprobacion())

    def _hechos(self) -> Iterator[str]:
        with transaction.atomic():
            restaurados = base.hechos()
        yield from base.diferencias(self.manifiesto.hechos, restaurados)

    def _migrar(self) -> Iterator[str]:
        """What is older than this version of the application is brought up to it."""
        aplicadas = [list(migracion) for migracion in self.manifiesto.migraciones]
        faltaban = [m for m in base.migraciones_conocidas() if m not in aplicadas]
        if faltaban:
            call_command("migrate", interactive=False, verbosity=0)
            self._decir(f"Migraciones aplicadas: {len(faltaban)}.")
        yield from ()

    def _bitacora(self) -> Iterator[str]:
        informe = verificar()
        for aviso in informe.avisos:
            self._decir(f"Aviso: {aviso}")
        yield from (f"Bitácora: {hallazgo}" for hallazgo in informe.hallazgos)
        self._decir(f"Bitácora leída: {informe.asientos} asientos, {informe.cierres} cierres.")

    def _llave(self) -> Iterator[str]:
        """Whether the history of seals, as it was restored, knows the one of the backup."""
        if self._certificado is None or not LlaveDeSello.objects.exists():
            return
        momento = self.manifiesto.momento
        if defecto := defecto_de_llave(self._certificado.dump(), momento, probado_at=self._probado_at):
            yield f"El sello del respaldo: {defecto}."

    def _bytes(self) -> Iterator[str]:
        faltaban = {falta["sha256"]: falta["motivo"] for falta in self.manifiesto.faltan}
        for sha256 in Archivo.objects.order_by("pk").values_list("sha256", flat=True).iterator():
            _clave, frase = problema_de(sha256)
            if frase and sha256 in faltaban:
                yield f"{sha256}: {frase}; ya al respaldar: {faltaban[sha256]}."
            elif frase:
                yield f"{sha256}: {frase}."

    def _secretos(self) -> Iterator[str]:
        if cuantos := ilegibles():
            yield (
                f"{cuantos} segundos factores no se leen con esta SECRET_KEY: ponga en el entorno la de "
                f"«{partes.SECRETOS}», que está en el respaldo."
            )
        if clave := clave_dada():
            sello = self.respaldo.parte(partes.SELLO) if partes.SELLO in self.respaldo.sueltas else None
            for nombre in partes.no_se_abren(sello, self.respaldo.parte(partes.SECRETOS), clave):
                yield f"«{nombre}» no se abre con la clave que está en el entorno: busque la de ese día."

    def firmas(self) -> Iterator[str]:
        """Signed papers that do not verify as they did, as of the moment of the backup."""
        yield from _hasta_el_fin(
            f"{archivo.sha256}: sus firmas daban {antes} y ahora dan {ahora}; ¿cree esta instalación en quienes creía?"
            for archivo, antes, ahora in discrepancias(self.manifiesto.instantanea)
        )


def _guardado(sha256: str, contenido: "File[bytes]") -> bool:
    try:
        almacen.guardar(contenido, sha256)
    except almacen.ArchivoDanado:
        return False
    return True


def _hasta_el_fin(faltas: Iterator[str]) -> Iterator[str]:
    """A check that breaks off is a fault itself: the database is there, and nobody knows of it what was asked."""
    try:
        yield from faltas
    except (DatabaseError, ImproperlyConfigured, RecintoRoto, OSError) as error:
        yield f"Una comprobación no pudo terminar: {error}"
