"""The papers of an acta with fixed data: a bilateral committee, a session with everything that an acta must say."""

from typing import Any

MINISTERIO, ACA = "Ministerio de la Producción", "Cooperativas de las Américas"
DICHO = (
    "La Dirección de Articulación Empresarial informó del avance del intercambio de herramientas, y la contraparte "
    "propuso adelantar la capacitación de los equipos técnicos al mes de marzo. "
)


def _parrafo(pk: int, clase: str, texto: str, **mas: Any) -> dict[str, Any]:
    return {
        "clave": f"00000000-0000-0000-0000-{pk:012d}",
        "clase": clase,
        "n": 0,
        "omitido": False,
        "texto": texto,
        "acuerdo": None,
        "compromiso": None,
        **mas,
    }


def _voto(quien: str, sentido: str, fundamento: str = "") -> dict[str, str]:
    return {"quien": quien, "por": "", "sentido": sentido, "fundamento": fundamento}


ACUERDO = _parrafo(
    3,
    "acuerdo",
    "Aprobar el plan anual 2027 tal como se presentó.",
    n=1,
    acuerdo={
        "resultado": "Adoptado, votación nominal, a las 10:42: a favor, 2; en contra, 0; abstenciones, 1.",
        "efecto": "Aprueba el plan anual propuesto: Plan anual 2027",
        "hash": "ab" * 32,
        "inmediato": False,
        "votos": [
            _voto(f"Director de Articulación Empresarial, {MINISTERIO}", "A favor"),
            _voto(f"Director Regional, {ACA}", "A favor"),
            _voto(
                f"Coordinadora de Formación, {ACA}",
                "Abstención",
                "El presupuesto del tercer trimestre no distingue lo valorizado de lo monetario.",
            ),
        ],
    },
)
COMPROMISO = {
    "que": "Enviar la propuesta de calendario",
    "quien": "Coordinadora de Formación · ACA",
    "vence": "2026-12-15",
}
DATOS: dict[str, Any] = {
    "numero": "3-2026",
    "aprobada_el": "2026-11-25",
    "forma": "después de circular, por quienes asistieron",
    "fuera_de_orden": "",
    "version": 2,
    "contenido_hash": "cd" * 32,
    "organo": {
        "nombre": "Comité de Coordinación del convenio marco",
        "sigla": "CC",
        "fundamento": "Cláusula séptima",
    },
    "sesion": "Sesión ordinaria 3-2026",
    "tipo": "Ordinaria",
    "hechos": [
        {"que": "Órgano", "valor": "Comité de Coordinación del convenio marco (CC)"},
        {"que": "Se crea en", "valor": "Cláusula séptima"},
        {"que": "Sesión", "valor": "Sesión ordinaria 3-2026"},
        {"que": "Convocatoria", "valor": "El 10 de noviembre de 2026, a cada miembro, con la agenda."},
        {"que": "Modalidad", "valor": "Mixta"},
        {"que": "Lugar", "valor": "Sala 2, Calle Uno Oeste 060, San Isidro"},
        {"que": "Inicio", "valor": "10:05 del 18 de noviembre de 2026"},
        {"que": "Término", "valor": "12:00 del 18 de noviembre de 2026"},
        {
            "que": "Preside",
            "valor": f"Puesto de Demostración, Director de Articulación Empresarial, {MINISTERIO}",
        },
        {"que": "Secretaría", "valor": f"Ángela Ñáñez Ibáñez, Coordinadora de Formación, {ACA}"},
    ],
    "miembros": [
        {"nombre": nombre, "puesto": puesto, "institucion": de, "cuenta": True, "nota": nota, "horas": horas}
        for nombre, puesto, de, nota, horas in (
            (
                "Puesto de Demostración",
                "Director de Articulación Empresarial",
                MINISTERIO,
                "",
                "10:00 a 12:00",
            ),
            (
                "Ángela Ñáñez Ibáñez",
                "Coordinadora de Formación",
                ACA,
                "a distancia",
                "10:00 a 10:50; 11:05 a 12:00",
            ),
            ("Puesto de Demostración", "Director Regional", ACA, "", "10:20 a 12:00"),
        )
    ],
    "ausentes": [f"Jefa de Cooperación, {MINISTERIO}"],
    "invitados": [
        {
            "nombre": "Puesto de Demostración",
            "puesto": "Consultor",
            "institucion": "Universidad",
            "horas": "10:30 a 11:00",
        }
    ],
    "quorum": "2 de 3 con voto; se requieren 2. Regla: un miembro acreditado de cada parte. Decisión: acuerdo de todas "
    "las partes.",
    "agenda": [
        {"titulo": titulo, "clase": "", "de": "PRODUCE", "nota": nota}
        for titulo, nota in (
            ("Estado de los compromisos", ""),
            ("Plan anual 2027", ""),
            ("Recursos compartidos", "diferido; faltan las licencias"),
        )
    ],
    "acta_anterior": "Acta 2-2026, de la Sesión ordinaria 2-2026: aprobada el 20 de agosto de 2026, después de "
    "circular, por quienes asistieron.",
    "compromisos_al": "2026-11-20",
    "compromisos": [
        {"numero": n, "texto": texto, "quien": quien, "vence": vence, "estado": estado, "motivo": ""}
        for n, texto, quien, vence, estado in (
            (4, "Remitir el inventario de herramientas", "PRODUCE", "2026-10-30", "Verificado"),
            (5, "Proponer fechas de la pasantía", "ACA", "2026-11-05", "Pendiente · vencido"),
        )
    ],
    "secciones": [
        {
            "titulo": "Apertura",
            "nota": "",
            "parrafos": [_parrafo(1, "deliberacion", "Se verificó el quórum y se leyó la agenda.")],
        },
        {
            "titulo": "1. Estado de los compromisos",
            "nota": "",
            "parrafos": [_parrafo(2, "deliberacion", DICHO * 3)],
        },
        {
            "titulo": "2. Plan anual 2027",
            "nota": "",
            "parrafos": [
                _parrafo(5, "deliberacion", DICHO * 4),
                ACUERDO,
                _parrafo(
                    4,
                    "compromiso",
                    "Enviar la propuesta de calendario @Coordinadora 15/12",
                    compromiso=COMPROMISO,
                ),
            ],
        },
        {"titulo": "3. Recursos compartidos", "nota": "diferido; faltan las licencias", "parrafos": []},
    ],
    "acuerdos": 1,
    "nuevos": [COMPROMISO],
    "proxima": "16 de diciembre de 2026 · en la sede de la contraparte",
}
OMITIDO = [
    {
        **s,
        "parrafos": [
            {**p, "omitido": True, "texto": ""} if p["clave"].endswith("5") else p for p in s["parrafos"]
        ],
    }
    for s in DATOS["secciones"]
]


def _firma(orden: int, puesto: str, nombre: str, institucion: str, calidad: str) -> dict[str, Any]:
    return {
        "campo": f"firma-{orden}", "institucion_id": orden, "institucion": institucion, "rol": calidad.capitalize(),
        "puesto": puesto, "nombre": nombre, "calidad": calidad, "dada": None,
    }  # fmt: skip


DE_ACTAS: dict[str, dict[str, Any]] = {
    "acta": {
        "nombre": "Acta n.º 3-2026",
        "titulo": "Comité de Coordinación del convenio marco: Sesión ordinaria 3-2026",
        "firmas": [
            _firma(
                1, "Director de Articulación Empresarial", "Puesto de Demostración", MINISTERIO, "presidencia"
            ),
            _firma(2, "Coordinadora de Formación", "Ángela Ñáñez Ibáñez", ACA, "secretaría"),
        ],
        "datos": DATOS,
    },
    "acta_para_invitados": {
        "nombre": "Acta n.º 3-2026 · copia para invitados",
        "titulo": "Comité de Coordinación del convenio marco: Sesión ordinaria 3-2026",
        "datos": {
            **DATOS,
            "secciones": OMITIDO,
            "omitidos": 1,
            "libro": 3,
            "folio_desde": 9,
            "folio_hasta": 12,
            "original_sha256": "ef" * 32,
            "original_codigo": "7KQ2M-XW94T-HB3FR-8PZDN",
        },
    },
    "libro_de_actas": {
        "nombre": "Libro de actas",
        "titulo": "Libro de actas: Comité de Coordinación del convenio marco",
        "datos": {
            "organo": DATOS["organo"],
            "constituido_el": "2026-01-15",
            "folios": 12,
            "entradas": [
                {
                    "orden": n,
                    "numero": f"{n}-2026",
                    "sesion": f"Sesión ordinaria {n}-2026",
                    "celebrada_el": f"2026-0{n + 1}-10",
                    "aprobada_el": f"2026-0{n + 1}-18",
                    "forma": "Después de circular, por quienes asistieron",
                    "fuera_de_orden": "Urgía el plan anual." if n == 2 else "",
                    "folio_desde": 4 * n - 3,
                    "folio_hasta": 4 * n,
                    "incorporada_el": f"2026-0{n + 1}-25",
                    "sha256": f"{n:064x}",
                    "codigo": "7KQ2M-XW94T-HB3FR-8PZDN",
                    "rectificada_por": ["Acta 3-2026: Donde dice «marzo», debe decir «mayo»."]
                    if n == 1
                    else [],
                }
                for n in range(1, 4)
            ],
        },
    },
}
