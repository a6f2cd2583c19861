// Cells as spreadsheets put them on the clipboard: tabs between cells, quotation marks around what holds a tab or a line end.

export function parse(text) {
  const rows = [];
  let row = [], cell = "", quoted = false, i = 0;
  const source = text.replace(/\r\n?/g, "\n");
  const endCell = () => { row.push(cell); cell = ""; };
  const endRow = () => { endCell(); rows.push(row); row = []; };
  for (; i < source.length; i++) {
    const sign = source[i];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (source[i + 1] === '"') { cell += '"'; i++; }
      else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === "\t") endCell();
    else if (sign === "\n") endRow();
    else cell += sign;
  }
  if (cell !== "" || row.length) endRow();
  return rows;
}

export function serialise(rows) {
  return rows.map((row) => row.map(quote).join("\t")).join("\n");
}

const quote = (cell) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
