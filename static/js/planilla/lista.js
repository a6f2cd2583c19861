// The same sheet on a phone: a list of rows, each opened in a window of its own with a field for every column.

export class Lista {
  constructor(model, host, dialog, { texts, fixed }) {
    Object.assign(this, { model, host, dialog, texts, fixed });
    dialog.querySelector("[data-cerrar]").addEventListener("click", () => dialog.close());
    dialog.querySelector("[data-quitar]").addEventListener("click", () => {
      this.model.apply(this.model.removal(this.key, [this.open]));
      dialog.close();
    });
    dialog.addEventListener("close", () => this.show(this.key));
  }

  show(key) {
    this.key = key;
    const list = document.createElement("ul");
    list.className = "planilla-lista";
    for (const row of this.model.sheets[key].rows) {
      const item = document.createElement("li"), button = document.createElement("button");
      button.type = "button";
      button.className = "button quiet wide";
      button.textContent = row.cells.slice(0, key === "acciones" ? 2 : 4).filter(Boolean).join(" · ") || this.texts.vacia;
      button.addEventListener("click", () => this.edit(row));
      item.append(button);
      list.append(item);
    }
    const add = document.createElement("button");
    add.type = "button";
    add.className = "button wide";
    add.textContent = this.texts.agregar;
    add.addEventListener("click", () => {
      const change = this.model.insertion(key, this.model.sheets[key].rows.length);
      this.model.apply([change]);
      this.edit(change.insert);
    });
    this.host.replaceChildren(list, add);
  }

  edit(row) {
    const { columns, was } = this.model.sheets[this.key];
    const fixed = this.fixed.has(row.cells[0]) && was.has(row.id);
    this.open = row.id;
    this.dialog.querySelector("[data-quitar]").hidden = fixed;
    this.dialog.querySelector("[data-campos]").replaceChildren(...columns.map((column, n) => {
      const field = document.createElement("div"), label = document.createElement("label");
      field.className = "field";
      const input = document.createElement(column.opciones.length ? "select" : "textarea");
      label.htmlFor = input.id = `planilla-campo-${n}`;
      label.textContent = column.titulo;
      if (column.opciones.length) {
        const values = new Set(["", ...column.opciones, row.cells[n]]);
        for (const value of values) input.add(new Option(value || "–", value, false, value === row.cells[n]));
      } else {
        input.rows = 1;
        input.className = "short";
        input.value = row.cells[n];
      }
      input.disabled = fixed;
      input.addEventListener("change", () => this.model.apply([{ key: this.key, id: row.id, column: n, value: input.value.trim() }]));
      field.append(label, input);
      return field;
    }));
    if (!this.dialog.open) this.dialog.showModal();
  }
}
