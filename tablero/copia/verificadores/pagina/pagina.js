// The page: takes the ZIP and the anchors, says what was found.

const SENTENCIAS = {
  [VALIDA]: "Válida: todo es como se selló.",
  [NO_VALIDA]: "No válida: algo no es como se selló.",
  [INDETERMINADA]: "Indeterminada: nada falla, pero algo no se pudo afirmar.",
};
const MARCAS = { [BIEN]: "✓", [MAL]: "✗", [DUDA]: "?" };
const NOMBRES = { [BIEN]: "Bien", [MAL]: "Falla", [DUDA]: "No se pudo afirmar" };
const el = (id) => document.getElementById(id);
let elegido = null;

function elegir(fichero) {
  elegido = fichero ?? null;
  el("elegido").textContent = elegido ? `Elegido: ${elegido.name}` : "Ningún archivo elegido.";
}

function anclasEscritas() {
  const escritas = el("anclas").value.split("\n").map((renglon) => renglon.replace(/[\s:]/g, "").toLowerCase());
  return escritas.filter(Boolean);
}

async function comprobarLoElegido(evento) {
  evento.preventDefault();
  const anclas = anclasEscritas();
  if (!elegido) return decirFalta("Elija primero el ZIP.", el("zip"));
  if (!anclas.every((ancla) => /^[0-9a-f]{64}$/.test(ancla))) {
    return decirFalta("El ancla es una huella SHA-256: 64 cifras hexadecimales por renglón.", el("anclas"));
  }
  el("falta").textContent = "";
  el("resultado").hidden = true;
  el("boton").disabled = true;
  el("estado").textContent = "Comprobando…";
  try {
    mostrar(await comprobar(elegido, new Set(anclas)));
  } catch (error) {
    const noSeLee = error.name === "NotReadableError" || error.name === "NotFoundError";
    const causa = noSeLee ? "el archivo cambió o ya no está. Elíjalo otra vez" : error.message || error.name;
    el("estado").textContent = `No se pudo comprobar: ${causa}.`;
  } finally {
    el("boton").disabled = false;
  }
}

function decirFalta(frase, campoQueFalta) {
  el("falta").textContent = frase;
  campoQueFalta.focus();
}

function mostrar(informe) {
  const primero = informe.primero(MAL) ?? informe.primero(DUDA);
  el("resultado").hidden = false;
  el("resultado").dataset.salida = informe.salida;
  el("sentencia").textContent = SENTENCIAS[informe.salida];
  el("primero").textContent = primero ? `Lo primero: ${primero.donde}: ${primero.frase}` : "";
  el("hallazgos").replaceChildren(...informe.hallazgos.map(renglonDe));
  el("estado").textContent = "";
  el("sentencia").focus();
}

function renglonDe(hallazgo) {
  const renglon = document.createElement("li");
  Object.assign(renglon.dataset, {
    comprobacion: hallazgo.comprobacion,
    resultado: hallazgo.resultado,
    donde: hallazgo.donde,
    frase: hallazgo.frase,
  });
  const marca = document.createElement("span");
  marca.className = "marca";
  marca.textContent = MARCAS[hallazgo.resultado];
  marca.setAttribute("role", "img");
  marca.setAttribute("aria-label", NOMBRES[hallazgo.resultado]);
  const texto = document.createElement("span");
  const donde = document.createElement("strong");
  donde.textContent = hallazgo.donde;
  texto.append(donde, ` ${hallazgo.frase}`);
  renglon.append(marca, texto);
  return renglon;
}

el("zip").addEventListener("change", () => elegir(el("zip").files[0]));
el("formulario").addEventListener("submit", comprobarLoElegido);
for (const nombre of ["dragover", "drop"]) {
  document.addEventListener(nombre, (evento) => {
    evento.preventDefault();
    if (nombre === "drop") elegir(evento.dataTransfer.files[0]);
  });
}
