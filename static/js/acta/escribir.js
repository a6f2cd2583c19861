// The page on which an acta is written. Without this file its plain form does the same, one place at a time.

import { Acciones } from "./acciones.js";
import { Cola } from "./cola.js";
import { Envio } from "./envio.js";
import { Estado } from "./estado.js";
import { frase } from "./frases.js";
import { estaPendiente, Modelo } from "./modelo.js";
import { Red } from "./red.js";
import { atender } from "./teclas.js";
import { Vista } from "./vista.js";

const datos = JSON.parse(document.getElementById("datos").dataset.datos);
const cola = new Cola(datos);
const modelo = new Modelo(datos.parrafos);
const recuperados = cola.leer().map((guardado) => modelo.recuperar(guardado));

const vista = new Vista(modelo, datos.lugar);
const envio = new Envio({
  modelo,
  cola,
  red: new Red(datos),
  marca: datos.marca,
  alCambiar: () => vista.pintar(),
  alDecir: (que) => {
    if (que) estado.paso(que);
    estado.pintar();
  },
});
const estado = new Estado({ modelo, envio, cola, cuenta: datos.cuenta });
envio.alOtro = (fila) => estado.escribio(fila);
const acciones = new Acciones({ modelo, vista, envio });

document.getElementById("llano").remove();
document.getElementById("escrito").hidden = false;
atender(vista.lista, { modelo, vista, acciones, envio });
vista.ir(datos.lugar);

for (const boton of document.querySelectorAll("[data-agrega]")) {
  boton.addEventListener("click", () => acciones.agregar({ clase: boton.dataset.agrega }));
}

const agenda = document.getElementById("agenda");
const estrecha = matchMedia("(max-width: 56rem)");
if (estrecha.matches) agenda.open = false;
agenda.addEventListener("click", (evento) => {
  const enlace = evento.target.closest("[data-lugar]");
  if (!enlace || evento.ctrlKey || evento.metaKey || evento.shiftKey) return;
  evento.preventDefault();
  history.replaceState(null, "", enlace.href);
  envio.enviar();
  if (estrecha.matches) agenda.open = false;
  vista.ir(enlace.dataset.lugar, { enfocar: true });
});

const sinEnviar = recuperados.filter((p) => estaPendiente(p) || p.choque);
for (const p of recuperados) envio.conservar(p);
if (sinEnviar.length) {
  estado.avisar(frase("recuperado", { n: sinEnviar.length }));
  envio.enviar();
}
estado.pintar();
