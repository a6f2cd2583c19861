// What was typed and not saved, kept in this browser: only the rows that this person touched, under the plan and its hash.

const DAYS = 14 * 24 * 60 * 60 * 1000;

export class Borrador {
  constructor(model, { borrador, hash }, key) {
    this.model = model;
    this.prefix = `${borrador}:`;
    this.name = this.prefix + hash;
    this.key = key;
    this.sent = null;
  }

  write() {
    try {
      if (this.model.pending()) localStorage.setItem(this.name, JSON.stringify(this.touched()));
      else localStorage.removeItem(this.name);
    } catch { /* a full or closed storage keeps nothing: leaving the page still warns */ }
  }

  touched() {
    const sheets = {};
    for (const [key, sheet] of Object.entries(this.model.sheets)) {
      const left = new Set(sheet.rows.map((row) => row.id));
      const rows = sheet.rows
        .map((row, at) => ({ ...row, at }))
        .filter((row) => row.cells.some((_cell, n) => this.model.isDirty(key, row, n)));
      sheets[key] = { rows, gone: [...sheet.was.keys()].filter((id) => !left.has(id)) };
    }
    return { sheets, at: Date.now(), sent: this.sent };
  }

  // The newest one of this plan that never reached the server; those that did, and old ones, are thrown away.
  async read() {
    let newest = null;
    try {
      for (const name of Object.keys(localStorage).filter((one) => one.startsWith(this.prefix))) {
        const kept = JSON.parse(localStorage.getItem(name));
        if (!kept?.sheets || Date.now() - kept.at > DAYS || (kept.sent && (await this.arrived(kept.sent)))) localStorage.removeItem(name);
        else if (!newest || kept.at > newest.at) newest = kept;
      }
    } catch { return null; }
    return newest;
  }

  async arrived(key) {
    const answer = await fetch(`?enviada=${encodeURIComponent(key)}`).catch(() => null);
    return answer?.status === 204;
  }

  restore(kept) {
    const changes = [];
    for (const [key, { rows, gone }] of Object.entries(kept.sheets)) {
      const sheet = this.model.sheets[key];
      if (!sheet) continue;
      const present = new Set(sheet.rows.map((row) => row.id));
      for (const id of gone) if (present.has(id)) changes.push({ key, remove: id });
      for (const { id, cells, at } of rows) {
        if (present.has(id)) cells.forEach((value, column) => changes.push({ key, id, column, value }));
        else changes.push({ key, at: Math.min(at, sheet.rows.length), insert: { id, cells } });
      }
    }
    return Boolean(this.model.apply(changes)) && this.model.pending() > 0;
  }

  forget() {
    try {
      for (const name of Object.keys(localStorage).filter((one) => one.startsWith(this.prefix))) localStorage.removeItem(name);
    } catch { /* nothing was kept */ }
  }

  sending() {
    this.sent = this.key;
    this.write();
  }
}
