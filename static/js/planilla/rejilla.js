// One sheet as a grid (ARIA grid pattern): one cell has the focus, keys move it, and everything typed goes to the model.

import { parse, serialise } from "./tsv.js";

// What is copied out of here no spreadsheet computes; the server takes the apostrophe away again.
const harmless = (cell) => (/^["\s]*[=+\-@＝＋－＠]/.test(cell) && !/^-[\d.,\s]+$/.test(cell) ? `'${cell}` : cell);

export class Rejilla {
  constructor(model, host, { say, texts, errors, fixed, label }) {
    Object.assign(this, { model, host, say, texts, errors, fixed, label });
    this.place = {};
    this.leaving = false;
    host.addEventListener("keydown", (event) => this.onKey(event));
    host.addEventListener("mousedown", (event) => this.onPointer(event));
    host.addEventListener("dblclick", () => this.edit());
    host.addEventListener("copy", (event) => this.onCopy(event));
    host.addEventListener("cut", (event) => { if (this.onCopy(event)) this.clear(); });
    host.addEventListener("paste", (event) => this.onPaste(event));
    host.addEventListener("focusin", (event) => this.onFocus(event));
  }

  get sheet() { return this.model.sheets[this.key]; }

  get at() { return (this.place[this.key] ??= { row: 0, column: 0, toRow: 0, toColumn: 0 }); }

  show(key) {
    this.key = key;
    const table = document.createElement("table");
    table.setAttribute("role", "grid");
    table.setAttribute("aria-label", this.sheet.titulo);
    table.setAttribute("aria-multiselectable", "true");
    table.setAttribute("aria-describedby", "planilla-teclas");
    const head = table.createTHead().insertRow();
    for (const column of this.sheet.columns) {
      const th = document.createElement("th");
      th.scope = "col";
      th.setAttribute("role", "columnheader");
      th.textContent = column.titulo;
      th.dataset.clase = column.clase;
      if (column.ayuda) th.title = column.ayuda;
      head.append(th);
    }
    const body = table.createTBody();
    for (const row of this.sheet.rows) body.append(this.line(row));
    if (!this.sheet.rows.length) body.append(this.line(null));
    this.body = body;
    this.host.replaceChildren(table);
    this.keepInside();
    this.mark();
  }

  line(row) {
    const tr = document.createElement("tr");
    this.sheet.columns.forEach((column, n) => {
      const td = document.createElement("td");
      td.setAttribute("role", "gridcell");
      td.tabIndex = -1;
      td.dataset.clase = column.clase;
      tr.append(td);
      this.paint(td, row, n);
    });
    return tr;
  }

  paint(td, row, column) {
    td.textContent = row?.cells[column] ?? "";
    td.toggleAttribute("data-cambiada", Boolean(row) && this.model.isDirty(this.key, row, column));
    const error = row && this.errors.of(this.key, row.id, column);
    if (error) {
      td.setAttribute("aria-invalid", "true");
      td.setAttribute("aria-describedby", error.id);
    } else {
      td.removeAttribute("aria-invalid");
      td.removeAttribute("aria-describedby");
    }
    if (row && this.isFixed(row)) td.setAttribute("aria-readonly", "true");
  }

  isFixed(row) { return this.fixed.has(row.cells[0]) && this.sheet.was.has(row.id); }

  cell(row, column) { return this.body.rows[row]?.cells[column]; }

  get lastRow() { return Math.max(this.body.rows.length - 1, 0); }

  get lastColumn() { return this.sheet.columns.length - 1; }

  keepInside() {
    const at = this.at;
    for (const one of ["row", "toRow"]) at[one] = Math.min(at[one], this.lastRow);
  }

  span() {
    const { row, column, toRow, toColumn } = this.at;
    return { top: Math.min(row, toRow), bottom: Math.max(row, toRow), left: Math.min(column, toColumn), right: Math.max(column, toColumn) };
  }

  mark() {
    for (const td of this.body.querySelectorAll("[aria-selected], [tabindex='0']")) {
      td.removeAttribute("aria-selected");
      td.tabIndex = -1;
    }
    const { top, bottom, left, right } = this.span();
    for (let r = top; r <= bottom; r++) for (let c = left; c <= right; c++) this.cell(r, c)?.setAttribute("aria-selected", "true");
    const here = this.cell(this.at.row, this.at.column);
    if (here) here.tabIndex = 0;
    return here;
  }

  go(row, column, { extend = false, focus = true } = {}) {
    const r = Math.max(0, Math.min(row, this.lastRow)), c = Math.max(0, Math.min(column, this.lastColumn));
    Object.assign(this.at, { row: r, column: c });
    if (!extend) Object.assign(this.at, { toRow: r, toColumn: c });
    const here = this.mark();
    if (focus) here?.focus();
    this.leaving = false;
  }

  extendTo(row, column) {
    // the anchor stays in toRow/toColumn; the focus moves
    this.go(row, column, { extend: true });
  }

  onFocus(event) {
    const td = event.target.closest("td");
    if (!td || td.querySelector("input, textarea")) return;
    const row = this.sheet.rows[td.parentNode.rowIndex - 1];
    const error = row && this.errors.of(this.key, row.id, td.cellIndex);
    if (error) this.say(error.text);
  }

  onPointer(event) {
    const td = event.target.closest("td");
    if (!td || event.target !== td) return;
    event.preventDefault();
    this.commit();
    const row = td.parentNode.rowIndex - 1;
    if (event.shiftKey) this.extendTo(row, td.cellIndex);
    else this.go(row, td.cellIndex);
  }

  onKey(event) {
    if (event.isComposing) return;
    if (this.editor) return this.onEditorKey(event);
    if (!event.target.closest("td")) return;
    const { row, column } = this.at, ctrl = event.ctrlKey || event.metaKey;
    const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-15, 0], PageDown: [15, 0] };
    let used = true;
    if (moves[event.key]) {
      const [dr, dc] = moves[event.key];
      if (event.shiftKey) this.extendTo(row + dr, column + dc);
      else this.go(row + dr, column + dc);
    } else if (event.key === "Home") this.go(ctrl ? 0 : row, 0);
    else if (event.key === "End") this.go(ctrl ? this.lastRow : row, this.lastColumn);
    else if (event.key === "Tab") used = this.tab(event.shiftKey);
    else if (event.key === "Escape") this.leaving = true;
    else if (event.key === "Enter" && ctrl) this.insert();
    else if (event.key === "Enter" || event.key === "F2") this.edit();
    else if (event.key === "Backspace" && ctrl) this.remove();
    else if (event.key === "Delete" || event.key === "Backspace") this.clear();
    else if (ctrl && event.key.toLowerCase() === "d") this.fillDown();
    else if (ctrl && event.key.toLowerCase() === "a") { Object.assign(this.at, { row: 0, column: 0, toRow: this.lastRow, toColumn: this.lastColumn }); this.mark()?.focus(); }
    else if (event.key.length === 1 && !ctrl && !event.altKey) this.edit(event.key);
    else used = false;
    if (used) event.preventDefault();
  }

  tab(back) {
    if (this.leaving) return false;
    const { row, column } = this.at;
    const next = row * (this.lastColumn + 1) + column + (back ? -1 : 1);
    if (next < 0 || next > (this.lastRow + 1) * (this.lastColumn + 1) - 1) return false;
    this.go(Math.floor(next / (this.lastColumn + 1)), next % (this.lastColumn + 1));
    return true;
  }

  onEditorKey(event) {
    const { row, column } = this.at;
    if (event.key === "Escape") this.commit(false);
    else if (event.key === "Enter" && event.altKey) this.editor.setRangeText("\n", this.editor.selectionStart, this.editor.selectionEnd, "end");
    else if (event.key === "Enter") { this.commit(); if (row === this.lastRow) this.insert(row + 1, column); else this.go(row + 1, column); }
    else if (event.key === "Tab") { this.commit(); this.tab(event.shiftKey); }
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape" || (event.key === "Enter" && event.altKey && this.editor)) return;
  }

  edit(text) {
    const { row, column } = this.at, td = this.cell(row, column);
    const held = this.sheet.rows[row];
    if (!td || this.editor) return;
    if (held && this.isFixed(held)) return this.say(this.texts.fija);
    const editor = document.createElement("textarea");
    const { opciones, titulo } = this.sheet.columns[column];
    editor.rows = 1;
    editor.value = text ?? held?.cells[column] ?? "";
    editor.setAttribute("aria-label", titulo);
    editor.spellcheck = false;
    td.replaceChildren(editor);
    this.editor = editor;
    this.focused = { td, row, column };
    editor.addEventListener("blur", () => this.commit());
    if (opciones.length && !text) this.say(opciones.slice(0, 20).join(", "));
    editor.focus();
    if (text === undefined) editor.setSelectionRange(editor.value.length, editor.value.length);
  }

  commit(keep = true) {
    if (!this.editor) return;
    const { editor } = this, { td, row, column } = this.focused;
    this.editor = null;
    const value = this.complete(editor.value.trim(), column);
    const held = this.sheet.rows[row];
    if (keep && value !== (held?.cells[column] ?? "")) this.write(row, column, [[value]]);
    else this.paint(td, held, column);
    if (td.isConnected) this.go(row, column, { focus: document.activeElement === editor || document.activeElement === document.body });
  }

  // What begins as one allowed value, and as no other, is that value.
  complete(value, column) {
    const plain = (text) => text.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
    const { opciones } = this.sheet.columns[column];
    if (!value || opciones.includes(value)) return value;
    const fit = opciones.filter((option) => plain(option).startsWith(plain(value)));
    return fit.length === 1 ? fit[0] : value;
  }

  // Put a block of cells with its corner here; rows that are missing are added. One step to take back.
  write(row, column, block) {
    const changes = [], { rows } = this.sheet;
    let kept = 0;
    block.forEach((cells, n) => {
      const values = cells.slice(0, this.lastColumn - column + 1);
      const held = rows[row + n];
      if (held && this.isFixed(held)) kept++;
      else if (held) values.forEach((value, m) => changes.push({ key: this.key, id: held.id, column: column + m, value }));
      else changes.push(this.model.insertion(this.key, row + n, [...Array(column).fill(""), ...values]));
    });
    this.model.apply(changes);
    if (kept) this.say(this.texts.fija);
    return changes.length;
  }

  clear() {
    const { top, bottom, left, right } = this.span();
    const changes = [];
    for (let r = top; r <= bottom; r++) {
      const held = this.sheet.rows[r];
      if (held && !this.isFixed(held)) for (let c = left; c <= right; c++) changes.push({ key: this.key, id: held.id, column: c, value: "" });
    }
    this.model.apply(changes);
  }

  fillDown() {
    let { top, bottom, left, right } = this.span();
    if (top === bottom) top = Math.max(0, top - 1); // one row alone takes what stands above it
    const from = this.sheet.rows[top];
    if (!from || top === bottom) return;
    const changes = [];
    for (let r = top + 1; r <= bottom; r++) {
      const held = this.sheet.rows[r];
      if (!held || this.isFixed(held)) continue;
      for (let c = left; c <= right; c++) {
        // the number of an action is its own: it is no value to repeat
        if (this.key !== "acciones" || c > 0) changes.push({ key: this.key, id: held.id, column: c, value: from.cells[c] });
      }
    }
    this.model.apply(changes);
  }

  insert(at = this.at.row + 1, column = 0) {
    const { rows } = this.sheet;
    if (rows.length >= this.sheet.maximo) return this.say(this.texts.caben.replace("{n}", 1).replace("{tope}", this.sheet.maximo));
    const where = Math.min(at, rows.length);
    const above = this.key === "acciones" ? "" : rows[where - 1]?.cells[0] ?? "";
    this.model.apply([this.model.insertion(this.key, where, [above])]);
    this.go(where, column || 1);
  }

  remove() {
    const { top, bottom } = this.span();
    const going = this.sheet.rows.slice(top, bottom + 1).filter((row) => !this.isFixed(row));
    if (!going.length) return this.say(this.texts.fija);
    this.model.apply(this.model.removal(this.key, going.map((row) => row.id)));
    this.go(top, this.at.column);
    this.say(this.texts.borrada.replace("{n}", going.length));
  }

  onCopy(event) {
    if (this.editor || !event.target.closest?.("td")) return false;
    const { top, bottom, left, right } = this.span();
    const block = this.sheet.rows.slice(top, bottom + 1).map((row) => row.cells.slice(left, right + 1).map(harmless));
    event.clipboardData.setData("text/plain", serialise(block));
    event.preventDefault();
    return true;
  }

  onPaste(event) {
    if (this.editor) return;
    event.preventDefault();
    const block = parse(event.clipboardData.getData("text/plain"));
    if (!block.length) return;
    const { top, bottom, left, right } = this.span();
    const whole = top + block.length;
    if (whole > this.sheet.maximo) {
      return this.say(this.texts.caben.replace("{n}", block.length.toLocaleString()).replace("{tope}", this.sheet.maximo - top));
    }
    const one = block.length === 1 && block[0].length === 1;
    const spread = one ? Array.from({ length: bottom - top + 1 }, () => Array(right - left + 1).fill(block[0][0])) : block;
    this.write(top, left, spread);
    Object.assign(this.at, { row: top, column: left, toRow: top + spread.length - 1, toColumn: Math.min(left + spread[0].length - 1, this.lastColumn) });
    this.keepInside();
    this.mark()?.focus();
    this.say(this.texts.pegadas.replace("{n}", spread.reduce((sum, row) => sum + row.length, 0)));
  }

  // The model changed: draw again what did.
  refresh({ changes, structure }) {
    if (!this.body) return;
    if (structure) {
      const focused = this.host.contains(document.activeElement);
      this.show(this.key);
      if (focused) this.mark()?.focus();
      return;
    }
    const rows = new Map(this.sheet.rows.map((row, n) => [row.id, n]));
    for (const change of changes) {
      if (change.key !== this.key || !rows.has(change.id)) continue;
      const n = rows.get(change.id);
      this.paint(this.cell(n, change.column), this.sheet.rows[n], change.column);
    }
  }
}
