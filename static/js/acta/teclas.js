// The keyboard, and the buttons that do the same.

import { limpiar } from "./texto.js";

export function atender(lista, { modelo, vista, acciones, envio }) {
  const de = (elemento) => modelo.parrafos.get(elemento.closest("[data-clave]")?.dataset.clave);

  lista.addEventListener("input", (evento) => {
    if (evento.target.tagName === "TEXTAREA") escrito(evento.target, evento.isComposing);
  });
  lista.addEventListener("compositionend", (evento) => escrito(evento.target));

  // What a keyboard is still putting together is kept as well, but left as it is until it is done.
  function escrito(campo, seCompone = false) {
    const p = de(campo);
    const limpio = limpiar(campo.value);
    if (limpio !== campo.value && !seCompone) {
      const caret = limpiar(campo.value.slice(0, campo.selectionStart)).length;
      campo.value = limpio;
      campo.setSelectionRange(caret, caret);
    }
    p.texto = limpio;
    vista.hechos.get(p.clave).crecer();
    envio.tocado(p);
  }

  lista.addEventListener("focusout", (evento) => {
    if (evento.target.tagName === "TEXTAREA") envio.enviar();
  });

  lista.addEventListener("keydown", (evento) => {
    const campo = evento.target;
    if (campo.tagName !== "TEXTAREA" || evento.isComposing) return;
    const p = de(campo);
    const { key, altKey, shiftKey, ctrlKey, metaKey, code } = evento;
    const alComienzo = campo.selectionStart === 0 && campo.selectionEnd === 0;
    if (key === "Enter" && !shiftKey && !altKey && !ctrlKey && !metaKey) {
      acciones.partir(p, campo.selectionStart, campo.selectionEnd);
    } else if (key === "Backspace" && alComienzo && vista.filas()[0] !== p) {
      acciones.juntarConElAnterior(p);
    } else if (altKey && !shiftKey && (key === "ArrowUp" || key === "ArrowDown")) {
      acciones.mover(p, key === "ArrowUp" ? -1 : 1);
    } else if (altKey && shiftKey && code === "KeyA") {
      acciones.alternar(p, "acuerdo");
    } else if (altKey && shiftKey && code === "KeyC") {
      acciones.alternar(p, "compromiso");
    } else return;
    evento.preventDefault();
  });

  lista.addEventListener("click", (evento) => {
    const boton = evento.target.closest("button");
    if (!boton) return;
    const p = de(boton);
    const { hace, decide } = boton.dataset;
    if (decide) acciones.decidir(p, decide);
    else if (hace === "quitar") acciones.quitar(p);
    else acciones.mover(p, hace === "subir" ? -1 : 1);
  });

  lista.addEventListener("change", (evento) => {
    const campo = evento.target;
    const p = de(campo);
    if (campo.tagName === "SELECT") acciones.clasificar(p, campo.value);
    else if (campo.dataset.completa && campo.value) {
      acciones.completar(p, campo.dataset.completa, limpiar(campo.value));
      campo.value = "";
    }
  });
}
