// The page as a whole: who is shown, and what follows from each piece of news.

import { el, openDialog, replace, toast } from "./dom.js";
import { icon } from "./icons.js";
import { listen } from "./net.js";
import { Panel } from "./panel.js";
import { Phone, avatar, roleName } from "./phone.js";
import { somebodyNew } from "./sending.js";
import { byKey, isReady, keep, markAllRead, people, person, unreadOf } from "./state.js";
import { loadTexts, switchLanguage, t } from "./texts.js";

const FIRST = ["lan", "hai", "phuong", "nga", "tu", "son", "minh"];
const PHONE = 350;
const PANEL = 340;
const CONTROL = "control";
const THEMES = ["auto", "light", "dark"];
const narrow = window.matchMedia("(max-width: 47.9em)");
const places = { people: document.getElementById("people"), phones: document.getElementById("phones"), panel: document.getElementById("panel") };
const phones = new Map();
let shown = [];
let alone = null;
let chosen = CONTROL;
let wasReady = false;
let due = false;

const panel = new Panel(places.panel, (key) => { const one = byKey(key); if (one) reveal(one.id); });

function stir() {
  if (due) return;
  due = true;
  window.requestAnimationFrame(() => { due = false; update(); });
}

function heard(news) {
  if (news.name === "toast") answered(news.value);
  else if (news.name === "current") caughtUp();
  else keep(news);
}

// Everything up to here has been told. What happened before the room was ready, or before this page came, is read.
function caughtUp() {
  if (!wasReady && isReady()) { wasReady = true; markAllRead(); }
  stir();
}

// A toast belongs to whoever pressed; an alert is a window that has to be closed.
function answered(value) {
  phones.get(value.person)?.answered(value);
  const one = person(value.person);
  if (!value.text || !one || !visible().includes(value.person)) return;
  if (value.alert) openDialog({ title: t("alert.of", { name: one.name }), body: el("p", { class: "said" }, value.text), confirm: t("ok") });
  else toast(value.text);
}

function visible() {
  if (narrow.matches) return chosen === CONTROL ? [] : [chosen];
  return alone !== null ? [alone] : shown;
}

function begin() {
  if (shown.length > 0 || people().length === 0) return;
  const fits = Math.max(1, Math.floor((window.innerWidth - PANEL) / PHONE));
  shown = FIRST.slice(0, fits).map((key) => byKey(key)?.id).filter(Boolean);
  const named = byKey(window.location.hash.slice(1));
  if (named) { alone = named.id; chosen = named.id; }
  else chosen = byKey("lan").id;
}

function reveal(id) {
  chosen = id;
  if (alone !== null) alone = id;
  if (!shown.includes(id)) shown = [...shown, id];
  update();
  phones.get(id)?.root.scrollIntoView({ block: "nearest", inline: "nearest" });
  phones.get(id)?.log.focus({ preventScroll: true });
}

function toggle(id) {
  if (narrow.matches) chosen = id;
  else if (alone !== null) alone = id;
  else shown = shown.includes(id) ? shown.filter((other) => other !== id) : [...shown, id];
  update();
  if (shown.includes(id)) phones.get(id)?.root.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function phone(id) {
  if (!phones.has(id)) phones.set(id, new Phone(id, {
    away: () => { alone = null; shown = shown.filter((other) => other !== id); chosen = CONTROL; update(); },
    alone: () => { alone = alone === id ? null : id; update(); },
  }));
  return phones.get(id);
}

function update() {
  begin();
  const now = visible();
  panel.update();
  places.panel.hidden = narrow.matches && chosen !== CONTROL;
  places.phones.hidden = narrow.matches && chosen === CONTROL;
  const roots = now.map((id) => phone(id).root);
  for (const root of [...places.phones.children]) if (!roots.includes(root)) root.remove();
  roots.forEach((root, at) => { if (places.phones.children[at] !== root) places.phones.insertBefore(root, places.phones.children[at] ?? null); });
  for (const id of now) phone(id).update({ isAlone: alone === id });
  if (roots.length === 0) places.phones.append(el("p", { class: "empty" }, t("empty")));
  drawPeople(now);
}

function drawPeople(now) {
  const focused = places.people.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
  const chips = people().map((one) => {
    const count = now.includes(one.id) ? 0 : unreadOf(one);
    return el("button", { type: "button", class: "chip", "data-focus": one.key, "aria-pressed": String(now.includes(one.id)), title: t("phone.of", { name: one.name }), onclick: () => toggle(one.id) },
      avatar(one), el("span", {}, el("span", { class: "who" }, one.name), el("span", { class: "what" }, roleName(one))),
      count ? el("span", { class: "badge" }, String(count), el("span", { class: "quiet" }, ` (${t("unread", { count })})`)) : null);
  });
  replace(places.people,
    el("button", { type: "button", class: "chip only-narrow", "data-focus": CONTROL, "aria-pressed": String(chosen === CONTROL), onclick: () => { chosen = CONTROL; update(); } }, el("span", { class: "avatar control", "aria-hidden": "true" }, icon("menu")), el("span", { class: "who" }, t("panel.short"))),
    chips,
    el("button", { type: "button", class: "chip", "data-focus": "come", "aria-label": t("come"), title: t("come"), onclick: somebodyNew }, el("span", { class: "avatar control", "aria-hidden": "true" }, icon("plus"))));
  if (focused) places.people.querySelector(`[data-focus="${focused}"]`)?.focus();
}

function tools() {
  const language = document.getElementById("language");
  const theme = document.getElementById("theme");
  let at = Math.max(0, THEMES.indexOf(localStorage.getItem("room.theme")));
  const draw = () => {
    language.textContent = t("other_language");
    language.lang = t("other_language") === "English" ? "en" : "vi";
    theme.textContent = ["◐", "☀", "☾"][at];
    theme.setAttribute("aria-label", t(`theme.${THEMES[at]}`));
    theme.title = t(`theme.${THEMES[at]}`);
    document.documentElement.dataset.theme = THEMES[at];
  };
  language.addEventListener("click", () => { switchLanguage(); draw(); update(); });
  theme.addEventListener("click", () => { at = (at + 1) % THEMES.length; localStorage.setItem("room.theme", THEMES[at]); draw(); });
  draw();
}

await loadTexts();
tools();
listen(heard);
places.phones.addEventListener("stir", () => update());
narrow.addEventListener("change", () => update());
document.addEventListener("visibilitychange", () => update());
