// Builds elements. Texts go in as text nodes only: nothing that anybody typed is ever read as markup.

export function el(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") made.className = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && typeof value !== "string") made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export function replace(where, ...children) {
  where.replaceChildren(...children.flat().filter(Boolean));
}

let toastEnds = 0;

export function toast(text) {
  const place = document.getElementById("toast");
  place.textContent = text;
  window.clearTimeout(toastEnds);
  toastEnds = window.setTimeout(() => { place.textContent = ""; }, Math.max(3500, text.length * 70));
}

// One menu for the whole page: arrow keys move in it, Escape closes it, focus comes back to where it was opened.
export function openMenu(opener, items) {
  const menu = document.getElementById("menu");
  const choose = (item) => { menu.hidePopover(); opener.focus(); item.act(); };
  replace(menu, items.filter(Boolean).map((item) => el(
    "button",
    { type: "button", role: "menuitem", class: item.danger ? "danger" : undefined, onclick: () => choose(item) },
    item.label,
    item.hint ? el("small", {}, item.hint) : null,
  )));
  menu.onkeydown = (event) => {
    const entries = [...menu.children];
    const at = entries.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    entries.at(to % entries.length)?.focus();
  };
  menu.showPopover();
  const box = opener.getBoundingClientRect();
  const own = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - own.width - 8))}px`;
  menu.style.top = `${box.bottom + own.height + 8 < window.innerHeight ? box.bottom + 4 : Math.max(8, box.top - own.height - 4)}px`;
  menu.firstElementChild?.focus();
}

// Shows a dialog; `done` gets the form when it is confirmed and may return false to keep it open.
export function openDialog({ title, body, confirm, cancel, done }) {
  const heading = el("h2", { id: "dialog-title" }, title);
  const form = el("form", { method: "dialog" }, heading, body, el("div", { class: "buttons" },
    cancel ? el("button", { type: "button", class: "button", onclick: () => dialog.close() }, cancel) : null,
    el("button", { type: "submit", class: "button primary" }, confirm)));
  const dialog = el("dialog", { "aria-labelledby": "dialog-title" }, form);
  form.addEventListener("submit", (event) => {
    if (done && done(form) === false) event.preventDefault();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
