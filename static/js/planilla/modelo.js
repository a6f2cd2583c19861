// What the sheets hold, apart from how they look: rows with their cells, and every change with its way back.

import { parse, serialise } from "./tsv.js";

const STEPS = 500;

export class Modelo extends EventTarget {
  constructor(sheets) {
    super();
    this.sheets = sheets;
    this.done = [];
    this.undone = [];
    this.next = 1;
  }

  // `text` is what stands in the cells, `original` what the plan says; rows are known by their action and their order in it.
  load(key, text, original) {
    const sheet = this.sheets[key];
    const was = new Map(this.rowsOf(original, sheet).map((row) => [row.id, row.cells]));
    sheet.rows = this.rowsOf(text, sheet);
    sheet.was = was;
  }

  rowsOf(text, sheet) {
    const seen = new Map();
    return parse(text).slice(1).map((cells) => {
      const whole = sheet.columns.map((_column, n) => cells[n] ?? "");
      const times = (seen.get(whole[0]) ?? 0) + 1;
      seen.set(whole[0], times);
      return { id: whole[0] ? `${whole[0]}#${times}` : this.fresh(), cells: whole };
    });
  }

  fresh() {
    return `nueva-${this.next++}-${Math.random().toString(36).slice(2, 8)}`;
  }

  text(key) {
    const { columns, rows } = this.sheets[key];
    return serialise([columns.map((column) => column.titulo), ...rows.map((row) => row.cells)]);
  }

  isDirty(key, row, column) {
    const was = this.sheets[key].was.get(row.id);
    return was ? was[column] !== row.cells[column] : row.cells[column] !== "";
  }

  pending() {
    let changed = 0;
    for (const [key, sheet] of Object.entries(this.sheets)) {
      for (const row of sheet.rows) row.cells.forEach((_cell, n) => { changed += this.isDirty(key, row, n); });
      const left = new Set(sheet.rows.map((row) => row.id));
      for (const [id, cells] of sheet.was) if (!left.has(id)) changed += cells.length;
    }
    return changed;
  }

  // One step that can be taken back as a whole: a list of {key, id, column, value}, {key, at, insert: row} or {key, remove: id}.
  apply(changes, { again = false } = {}) {
    const back = [];
    for (const change of changes) {
      const sheet = this.sheets[change.key];
      if (change.insert) {
        sheet.rows.splice(change.at, 0, change.insert);
        back.unshift({ key: change.key, remove: change.insert.id });
      } else if (change.remove) {
        const at = sheet.rows.findIndex((row) => row.id === change.remove);
        if (at < 0) continue;
        const [row] = sheet.rows.splice(at, 1);
        back.unshift({ key: change.key, at, insert: row });
      } else {
        const row = sheet.rows.find((one) => one.id === change.id);
        if (!row || row.cells[change.column] === change.value) continue;
        back.unshift({ ...change, value: row.cells[change.column] });
        row.cells[change.column] = change.value;
      }
    }
    if (!back.length) return false;
    if (!again) {
      this.done.push(back);
      if (this.done.length > STEPS) this.done.shift();
      this.undone = [];
    }
    const structure = changes.some((change) => change.insert || change.remove);
    this.dispatchEvent(new CustomEvent("change", { detail: { changes, back, structure } }));
    return back;
  }

  undo() { return this.move(this.done, this.undone); }

  redo() { return this.move(this.undone, this.done); }

  move(from, to) {
    const step = from.pop();
    if (!step) return null;
    const back = this.apply(step, { again: true });
    if (back) to.push(back);
    return step;
  }

  // A new action gets a name of its own, by which its budget and its indicators call it until it has a number.
  insertion(key, at, cells = []) {
    const sheet = this.sheets[key];
    const row = { id: this.fresh(), cells: sheet.columns.map((_column, n) => cells[n] ?? "") };
    if (key === "acciones" && !row.cells[0]) row.cells[0] = this.freeName();
    return { key, at, insert: row };
  }

  freeName() {
    const names = new Set(this.sheets.acciones.rows.map((row) => row.cells[0].toUpperCase()));
    this.reserved ??= new Set();
    let n = 1;
    while (names.has(`N${n}`) || this.reserved.has(`N${n}`)) n++;
    this.reserved.add(`N${n}`);
    return `N${n}`;
  }

  // An action goes with what hangs from it.
  removal(key, ids) {
    const changes = ids.map((id) => ({ key, remove: id }));
    if (key !== "acciones") return changes;
    const names = new Set(this.sheets.acciones.rows.filter((row) => ids.includes(row.id)).map((row) => row.cells[0]));
    for (const [other, sheet] of Object.entries(this.sheets)) {
      if (other === "acciones") continue;
      for (const row of sheet.rows) if (names.has(row.cells[0])) changes.push({ key: other, remove: row.id });
    }
    return changes;
  }
}
