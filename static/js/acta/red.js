// Speaking with the server: what came of it, in one word.

export class Red {
  constructor({ guardar, cambios, cuenta }) {
    Object.assign(this, { guardar, cambios, cuenta });
  }

  // {fin: "hecho" | "sin_conexion" | "sin_sesion" | "sin_permiso" | "cerrada" | "falla" | "no", datos}
  enviar(operaciones, { alCerrar = false } = {}) {
    return this.#pedir(this.guardar, {
      method: "POST",
      keepalive: alCerrar,
      headers: { "Content-Type": "application/json", "X-CSRFToken": ficha() },
      body: JSON.stringify({ cuenta: this.cuenta, operaciones }),
    });
  }

  preguntar(marca, tengo) {
    const consulta = new URLSearchParams({ desde: marca, tengo: tengo.join(",") });
    return this.#pedir(`${this.cambios}?${consulta}`, { cache: "no-store" });
  }

  async #pedir(donde, opciones) {
    let respuesta;
    try {
      const espera = opciones.keepalive ? undefined : AbortSignal.timeout(20_000);
      respuesta = await fetch(donde, { redirect: "manual", signal: espera, ...opciones });
    } catch {
      return { fin: "sin_conexion" };
    }
    if (respuesta.type === "opaqueredirect") return { fin: "sin_sesion" };
    if (respuesta.status === 204) return { fin: "hecho", datos: { parrafos: [] } };
    if (respuesta.status === 403 || respuesta.status === 404) return { fin: "sin_permiso" };
    if (respuesta.status >= 500) return { fin: "falla" };
    const datos = await respuesta.json().catch(() => null);
    if (!datos) return { fin: "falla" };
    if (datos.cerrada) return { fin: "cerrada", datos };
    if (datos.otra_cuenta) return { fin: "sin_permiso", datos };
    return { fin: datos.frases ? "no" : "hecho", datos };
  }
}

// It changes when one signs in again in another tab: read each time.
function ficha() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? "";
}
