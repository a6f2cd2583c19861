// The grid of a plan over the text areas of its form. Without this file the text areas do the same.

import { Borrador } from "./planilla/borrador.js";
import { Lista } from "./planilla/lista.js";
import { Modelo } from "./planilla/modelo.js";
import { Rejilla } from "./planilla/rejilla.js";

const form = document.querySelector("form[data-planilla]");
const box = form.querySelector("[data-rejilla]");
const config = JSON.parse(box.dataset.config);
const host = box.querySelector("[data-hoja]");
const status = box.querySelector("[data-estado]");
const texts = box.querySelector("[data-textos]").dataset;
const narrow = matchMedia("(max-width: 40rem)");
const area = (key) => form.elements[key];

const model = new Modelo(Object.fromEntries(config.hojas.map((sheet) => [sheet.clave, { ...sheet, columns: sheet.columnas, rows: [], was: new Map() }])));
for (const { clave } of config.hojas) model.load(clave, area(clave).value, form.elements[`era_${clave}`].value);
const fixed = new Set(config.fijas);
const draft = new Borrador(model, config, form.elements.clave.value);
const say = (text) => { status.textContent = text; };

// What the server found stands in its cell as long as that is not changed.
const errors = {
  cells: new Map(),
  of(key, id, column) { return this.cells.get(`${key} ${id} ${column}`); },
};
for (const item of document.querySelectorAll("[data-error][data-hoja]")) {
  const { hoja, numero, columna } = item.dataset;
  const row = model.sheets[hoja]?.rows[Number(numero) - 2];
  if (!row) continue;
  const at = `${hoja} ${row.id} ${columna}`;
  if (!errors.cells.has(at)) errors.cells.set(at, { id: item.id, text: item.querySelector("[data-frase]").textContent });
  item.querySelector("a")?.addEventListener("click", (event) => {
    event.preventDefault();
    choose(hoja);
    if (narrow.matches) return list.edit(row);
    grid.go(model.sheets[hoja].rows.indexOf(row), Number(columna));
  });
}

const grid = new Rejilla(model, host, { say, texts, errors, fixed });
const list = new Lista(model, host, box.querySelector("[data-fila]"), { texts, fixed });
let current = config.hojas[0].clave;

const tabs = config.hojas.map((sheet) => {
  const tab = document.createElement("button");
  Object.assign(tab, { type: "button", id: `planilla-pestana-${sheet.clave}`, className: "button quiet" });
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-controls", "planilla-hoja");
  tab.dataset.clave = sheet.clave;
  tab.addEventListener("click", () => choose(sheet.clave));
  box.querySelector("[data-hojas]").append(tab);
  return tab;
});
box.querySelector("[data-hojas]").addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step) return;
  const next = tabs[(tabs.findIndex((tab) => tab.dataset.clave === current) + step + tabs.length) % tabs.length];
  choose(next.dataset.clave);
  next.focus();
});

function choose(key) {
  grid.commit();
  current = key;
  host.setAttribute("aria-labelledby", `planilla-pestana-${key}`);
  for (const tab of tabs) {
    const chosen = tab.dataset.clave === key;
    tab.setAttribute("aria-selected", chosen);
    tab.tabIndex = chosen ? 0 : -1;
    const { titulo } = model.sheets[tab.dataset.clave];
    tab.textContent = `${titulo} (${model.sheets[tab.dataset.clave].rows.length})`;
  }
  if (narrow.matches) list.show(key);
  else grid.show(key);
}

let later;
model.addEventListener("change", ({ detail }) => {
  for (const change of [...detail.changes, ...detail.back]) if (change.id) errors.cells.delete(`${change.key} ${change.id} ${change.column}`);
  const pending = model.pending();
  if (pending) form.dataset.dirty = "true";
  else delete form.dataset.dirty;
  say(pending ? texts.cambios.replace("{n}", pending) : texts.sinCambios);
  if (!narrow.matches) grid.refresh(detail);
  for (const tab of tabs) tab.textContent = `${model.sheets[tab.dataset.clave].titulo} (${model.sheets[tab.dataset.clave].rows.length})`;
  clearTimeout(later);
  later = setTimeout(() => draft.write(), 300);
});
addEventListener("pagehide", () => { if (model.pending()) draft.write(); });

function take(step, text) {
  if (!step) return say(texts.nada);
  const { key } = step.find((change) => change.key === current) ?? step[0];
  if (key !== current) choose(key);
  const id = step[0].id ?? step[0].insert?.id;
  const row = model.sheets[key].rows.findIndex((one) => one.id === id);
  if (narrow.matches) list.show(key);
  else if (row >= 0) grid.go(row, step[0].column ?? 0);
  else grid.go(grid.at.row, grid.at.column);
  say(text);
}
const orders = {
  deshacer: () => take(model.undo(), texts.deshecho),
  rehacer: () => take(model.redo(), texts.rehecho),
  insertar: () => grid.insert(),
  borrar: () => grid.remove(),
  rellenar: () => grid.fillDown(),
};
box.addEventListener("click", (event) => {
  const order = event.target.closest("[data-orden]")?.dataset.orden;
  if (!order) return;
  grid.commit();
  orders[order]();
});
box.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || grid.editor || event.target.closest("dialog")) return;
  const key = event.key.toLowerCase();
  if (key === "y" || (key === "z" && event.shiftKey)) orders.rehacer();
  else if (key === "z") orders.deshacer();
  else return;
  event.preventDefault();
});

form.addEventListener("submit", () => {
  grid.commit();
  for (const { clave } of config.hojas) area(clave).value = model.text(clave);
  draft.sending();
}, { capture: true });

form.querySelector("[data-sin-planilla]").hidden = true;
box.hidden = false;
if (model.pending()) form.dataset.dirty = "true";
choose(current);
// what came back refused is in the form already
const kept = document.querySelector("[data-error], #fundida, .error-summary") ? null : await draft.read();
if (kept && draft.restore(kept)) {
  const notice = box.querySelector("[data-borrador]");
  notice.hidden = false;
  notice.querySelector("[data-descartar]").addEventListener("click", () => {
    draft.forget();
    delete form.dataset.dirty;
    location.reload();
  });
}
narrow.addEventListener("change", () => choose(current));
