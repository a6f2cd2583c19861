// What a page is to a keyboard; tests/e2e/teclado.py asks. It runs in every window before the scripts of the page.

(() => {
  const CONTROLS = `a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe,
    audio[controls], video[controls], [contenteditable]:not([contenteditable=false])`;
  const ROLES = ["button", "link", "checkbox", "radio", "switch", "combobox", "textbox", "slider", "spinbutton"]
    .map((role) => `[role=${role}]`).join();
  // One stop for Tab; the arrows go on from there.
  const COMPOSITES = "[role=grid], [role=tablist], [role=listbox], [role=menu], [role=radiogroup], [role=toolbar], [role=tree]";
  const PARTS = { date: 4, month: 3, week: 3, time: 5, "datetime-local": 8 };
  const SPARE = 3; // an area that scrolls is a stop of the browser's own

  const clicked = new Set();
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    if (this instanceof Element && ["click", "mousedown", "pointerdown"].includes(type)) clicked.add(this);
    return listen.call(this, type, ...rest);
  };

  const all = (selector) => [...document.querySelectorAll(selector)];
  const visible = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
  const usable = (e) => visible(e) && !e.matches(":disabled") && !e.closest("[inert]");
  const inTheOrder = (e) => e.tabIndex >= 0 || (e.isContentEditable && !e.hasAttribute("tabindex"));
  const isTheStop = (radio) => {
    if (!radio.name) return true;
    const group = all("input[type=radio]").filter((e) => e.name === radio.name && e.form === radio.form && usable(e));
    return radio === (group.find((e) => e.checked) ?? group[0]);
  };
  const isStop = (e) => usable(e) && inTheOrder(e) && (e.type !== "radio" || isTheStop(e));
  const stops = () => all(`${CONTROLS}, [tabindex]`).filter(isStop);
  const holdsAStop = (e) => [...e.querySelectorAll(`${CONTROLS}, [tabindex]`)].some(inTheOrder);
  const says = (fault, e) => `${fault}: ${e.outerHTML.slice(0, 160)}`;

  function standing() {
    const found = [];
    const find = (fault, elements) => found.push(...elements.map((e) => says(fault, e)));
    find("its own order", all("[tabindex]").filter((e) => e.tabIndex > 0));
    find("takes the focus on arriving", all("[autofocus]"));
    find("no Tab leads to it", all(`${CONTROLS}, ${ROLES}`).filter((e) => usable(e) && !inTheOrder(e))
      .filter((e) => { const whole = e.parentElement.closest(COMPOSITES); return !whole || !holdsAStop(whole); }));
    const works = (e) => e.closest("label")?.control || e.closest(`${CONTROLS}, ${ROLES}`); // found above if no Tab leads there
    find("only a mouse presses it", all("body *").filter(visible)
      .filter((e) => (clicked.has(e) || e.onclick) && !works(e) && !holdsAStop(e)));
    find("looks as if only a mouse pressed it", all("body *").filter((e) => getComputedStyle(e).cursor === "pointer")
      .filter((e) => usable(e) && !e.closest(":disabled") && !works(e)));
    const [first] = stops();
    const leads = first?.matches("[href^='#']");
    if (first && !leads && !first.closest("main")) find("nothing leads past the head of the page", [first]);
    if (leads && !document.getElementById(first.hash.slice(1))) find("leads nowhere", [first]);
    return found;
  }

  // -- the walk

  const LOOK = ["boxShadow", "borderTopColor", "borderTopStyle", "borderTopWidth", "backgroundColor", "textDecorationLine", "color"];
  function ring(e) {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(e);
    return outlineStyle !== "none" && parseFloat(outlineWidth) > 0 ? `${outlineStyle} ${outlineWidth} ${outlineColor}` : "";
  }
  const look = (e) => [e, e.parentElement, e.labels?.[0]].filter((one) => one && getComputedStyle(one).opacity !== "0")
    .map((one) => ring(one) + LOOK.map((property) => getComputedStyle(one)[property]).join()).join("|");

  function isCovered(e) {
    const box = e.getClientRects()[0];
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    if (left >= right || top >= bottom) return true;
    return ![[.5, .5], [.1, .1], [.9, .9], [.1, .9], [.9, .1]].some(([x, y]) => {
      const there = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
      return there && (e.contains(there) || there.contains(e) || [...(e.labels ?? [])].some((label) => label.contains(there)));
    });
  }

  let before, expected, due, path, held, found;

  function note() {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return;
    if (e === path.at(-1)) {
      held += 1;
      const alone = expected.length === 1 || e.tagName === "IFRAME";
      // Whoever came around was let go once; and coming around, the browser itself may take one Tab.
      const cameAround = path.indexOf(e) < path.length - 1;
      if (!alone && !cameAround && held > (PARTS[e.type] ?? 1)) found.add(says("Tab does not leave it", e));
      return;
    }
    held = 1;
    const grid = e.closest("[role=grid]");
    if (grid?.hasAttribute("aria-describedby") && grid.contains(path.at(-1) ?? null)) {
      // There Tab goes from cell to cell, and the description says that it goes out after Escape (WCAG 2.1.2).
      e.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    }
    if (path.includes(e) && !expected.every((one) => path.includes(one))) found.add(says("Tab comes back to it", e));
    path.push(e);
    if (!visible(e)) return found.add(says("has the focus and is not seen", e));
    if (before.has(e) ? before.get(e) === look(e) : !ring(e)) found.add(says("looks the same with the focus", e));
    if (isCovered(e)) found.add(says("has the focus under something else", e));
  }
  // Where one stands is looked at when one goes on: by then the page has scrolled there.
  listen.call(window, "keydown", (event) => { if (path && event.key === "Tab") note(); }, { capture: true });

  window.teclado = {
    /** How often to press Tab: once for each stop and each part of one, at most `limit`. */
    begin(limit) {
      const arrived = document.activeElement;
      found = new Set(standing());
      if (arrived !== document.body && !arrived.matches("[role=alert]")) found.add(says("takes the focus on arriving", arrived));
      arrived.blur();
      scrollTo(0, 0);
      path = [];
      before = new Map(stops().map((e) => [e, look(e)]));
      expected = [...before.keys()];
      const presses = expected.reduce((sum, e) => sum + (PARTS[e.type] ?? 1), SPARE);
      due = presses > limit ? expected.slice(0, limit / 8) : expected;
      return Math.min(presses, limit);
    },
    /** What is wrong, one line for each. */
    end() {
      note();
      for (const e of due) if (!path.includes(e) && isStop(e)) found.add(says("Tab never comes to it", e));
      path = null;
      return [...found];
    },
  };
})();
