// What was typed and not yet sent, kept in this browser: by acta and by account, so that nobody sends another's.

export class Cola {
  constructor({ acta, cuenta }) {
    this.prefijo = `acta:${cuenta}:${acta}:`;
    this.cabe = true;
  }

  guardar(parrafo) {
    try {
      localStorage.setItem(this.prefijo + parrafo.clave, JSON.stringify(parrafo));
      this.cabe = true;
    } catch {
      this.cabe = false; // full, or forbidden: the page says so
    }
  }

  quitar(clave) {
    try {
      localStorage.removeItem(this.prefijo + clave);
    } catch {
      this.cabe = false;
    }
  }

  // What an earlier page left behind.
  leer() {
    const hallados = [];
    try {
      for (let n = 0; n < localStorage.length; n++) {
        const nombre = localStorage.key(n);
        if (nombre.startsWith(this.prefijo)) hallados.push(JSON.parse(localStorage.getItem(nombre)));
      }
    } catch {
      this.cabe = false;
    }
    return hallados.filter((uno) => uno && typeof uno.clave === "string" && typeof uno.texto === "string");
  }
}
