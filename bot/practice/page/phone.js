// One person's phone: which chat is open, the messages in it, and the field below.

import { el, openMenu, replace, toast } from "./dom.js";
import { message } from "./bubbles.js";
import { Composer } from "./composer.js";
import { icon } from "./icons.js";
import { ask } from "./net.js";
import { askPoll, openLink } from "./sending.js";
import { chat, chatsOf, isReady, markRead, part, person, readUpTo, unread } from "./state.js";
import { t } from "./texts.js";

const NEAR = 80;

export function roleName(one) {
  return t(one.group === "desk" ? "role.desk" : `role.${one.role}`);
}

export function avatar(one) {
  return el("span", { class: `avatar ${one.role}`, "aria-hidden": "true" }, one.name.slice(0, 1).toUpperCase());
}

// Messages, those of one album of pictures together.
function grouped(messages) {
  const groups = [];
  for (const shown of messages) {
    const group = groups.at(-1);
    const together = shown.album && group?.[0].album === shown.album && !shown.rows;
    if (together) group.push(shown);
    else groups.push([shown]);
  }
  return groups;
}

export class Phone {
  constructor(id, { away, alone }) {
    this.id = id;
    this.away = away;
    this.alone = alone;
    this.open = null;
    this.isSettled = false;
    this.divider = 0;
    this.drawn = new Map();
    this.title = el("h2", { id: `phone-${id}` });
    this.what = el("p", { class: "what" });
    this.face = el("div");
    this.chats = el("div", { class: "chats", role: "tablist" });
    this.log = el("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0" });
    this.more = el("button", { type: "button", class: "round", onclick: () => this.menu() }, icon("dots"));
    this.single = el("button", { type: "button", class: "round single", onclick: () => this.alone() });
    this.composer = new Composer(this);
    this.root = el("section", { class: "phone", "aria-labelledby": `phone-${id}` },
      el("div", { class: "head" }, this.face, el("div", { class: "who" }, this.title, this.what), this.single, this.more),
      this.chats, this.log, this.composer.root);
    this.isAtEnd = true;
    this.log.addEventListener("scroll", () => { this.isAtEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR; });
    new ResizeObserver(() => this.stay()).observe(this.log);
    this.chats.addEventListener("keydown", (event) => this.walk(event));
  }

  get one() { return person(this.id); }

  get isPrivate() { return this.open === this.id; }

  update({ isAlone }) {
    const one = this.one;
    const ids = chatsOf(one);
    const home = ids.length > 1 && one.role === "officer" ? ids[1] : ids[0];
    if (!ids.includes(this.open)) this.choose(home);
    if (!this.isSettled && isReady()) { this.isSettled = true; this.choose(home); }
    this.title.textContent = one.name;
    this.what.textContent = roleName(one);
    replace(this.face, avatar(one));
    this.more.setAttribute("aria-label", t("phone.menu", { name: one.name }));
    this.single.setAttribute("aria-label", t(isAlone ? "phone.together" : "phone.alone"));
    replace(this.single, icon(isAlone ? "together" : "alone"));
    this.single.title = t(isAlone ? "phone.together" : "phone.alone");
    this.tabs(one, ids);
    this.messages(one);
    this.composer.update(one, chat(this.open));
    if (document.visibilityState === "visible" && this.root.isConnected) markRead(this.id, this.open);
  }

  choose(id) {
    if (this.open === id) return;
    this.open = id;
    this.drawn.clear();
    this.log.replaceChildren();
    this.divider = isReady() && unread(this.id, id) > 0 ? readUpTo(this.id, id) : 0;
    this.composer.forget();
  }

  nameOf(id) {
    return id === this.id ? t("chat.bot") : chat(id)?.title ?? "";
  }

  tabs(one, ids) {
    this.chats.hidden = ids.length < 2;
    this.chats.setAttribute("aria-label", t("chats.of", { name: one.name }));
    const focused = this.chats.contains(document.activeElement);
    replace(this.chats, ids.map((id) => {
      const count = id === this.open ? 0 : unread(this.id, id);
      return el("button", { type: "button", role: "tab", id: `tab-${this.id}-${id}`, "aria-selected": String(id === this.open), tabindex: id === this.open ? "0" : "-1", onclick: () => { this.choose(id); this.refresh(); } },
        this.nameOf(id), " ", count ? el("span", { class: "badge", "aria-label": t("unread", { count }) }, String(count)) : null);
    }));
    if (focused) this.chats.querySelector("[aria-selected=true]")?.focus();
  }

  walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const ids = chatsOf(this.one);
    this.choose(ids[(ids.indexOf(this.open) + step + ids.length) % ids.length]);
    this.refresh();
  }

  refresh() { this.root.dispatchEvent(new CustomEvent("stir", { bubbles: true })); }

  messages(one) {
    const found = chat(this.open);
    this.log.setAttribute("aria-label", t("log", { chat: this.nameOf(this.open), name: one.name }));
    if (!found || found.messages.length === 0) { this.drawn.clear(); replace(this.log, this.intro(one)); return; }
    const wasEmpty = this.drawn.size === 0;
    const mineBefore = this.newestMine;
    const taken = new Set(found.taken);
    const kept = new Map();
    let before = null;
    const wanted = [];
    for (const [shown, ...rest] of grouped(found.messages)) {
      const last = rest.at(-1) ?? shown;
      if (this.divider && before && before.id <= this.divider && shown.id > this.divider) wanted.push(this.line());
      const isTaken = taken.has(last.id);
      const key = `${shown.mark}:${rest.map((one) => one.mark)}:${isTaken}:${document.documentElement.lang}:${before?.from === shown.from}`;
      const known = this.drawn.get(shown.id);
      const node = known?.key === key ? known.node : message(shown, { own: this.id, names: found.kind !== "private", taken: isTaken, first: before?.from !== shown.from }, this.acts(), rest);
      kept.set(shown.id, { key, node });
      wanted.push(node);
      if (shown.from === this.id) this.newestMine = shown.id;
      before = last;
    }
    this.drawn = kept;
    this.lay(wanted);
    if (wasEmpty || this.newestMine !== mineBefore) this.isAtEnd = true;
    this.stay();
  }

  // Whoever reads the newest message keeps reading the newest one.
  stay() {
    if (this.isAtEnd) this.log.scrollTop = this.log.scrollHeight;
  }

  // Puts the nodes in order and touches only what has changed, so that focus and screen readers keep their place.
  lay(wanted) {
    const want = new Set(wanted);
    for (const node of [...this.log.childNodes]) if (!want.has(node)) {
      const focused = node.contains(document.activeElement);
      node.remove();
      if (focused) this.log.focus({ preventScroll: true });
    }
    wanted.forEach((node, at) => { if (this.log.childNodes[at] !== node) this.log.insertBefore(node, this.log.childNodes[at] ?? null); });
  }

  line() {
    this.ruler ??= el("p", { class: "divider" });
    this.ruler.textContent = t("unread.line");
    return this.ruler;
  }

  intro(one) {
    return this.isPrivate && one.description ? el("div", { class: "intro" }, el("b", {}, t("intro")), one.description) : null;
  }

  acts() {
    return {
      press: (made, shown, button) => this.press(made, shown, button),
      command: (text) => ask({ do: "say", person: this.id, chat: this.open, text }),
      link: (link) => openLink(this.one, link),
      jump: (id) => this.drawn.get(id)?.node.scrollIntoView({ block: "center" }),
      menu: (opener, shown, mine) => this.messageMenu(opener, shown, mine),
    };
  }

  press(made, shown, button) {
    if (button.copies) {
      navigator.clipboard?.writeText(button.copies).catch(() => {});
      toast(t("copied", { text: button.copies }));
      ask({ do: "copied", person: this.id });
    } else if (button.url) {
      openLink(this.one, button.url);
    } else {
      made.classList.add("waiting");
      window.setTimeout(() => made.classList.remove("waiting"), 30000);
      ask({ do: "press", person: this.id, chat: this.open, message: shown.id, data: button.data });
    }
  }

  answered({ message: id, data }) {
    for (const made of this.drawn.get(id)?.node.querySelectorAll(".waiting") ?? []) if (made.dataset.data === data) made.classList.remove("waiting");
  }

  messageMenu(opener, shown, mine) {
    openMenu(opener, [
      { label: t("message.reply"), act: () => this.composer.replyTo(shown) },
      shown.text ? { label: t("message.copy"), act: () => { navigator.clipboard?.writeText(shown.text).catch(() => {}); toast(t("copied", { text: shown.text.slice(0, 60) })); } } : null,
      mine && shown.text ? { label: t("message.edit"), act: () => this.composer.edit(shown) } : null,
      mine || this.isPrivate ? { label: t("message.delete"), danger: true, act: () => ask({ do: "delete", person: this.id, chat: this.open, message: shown.id }) } : null,
    ]);
  }

  menu() {
    const one = this.one;
    const groups = part("groups", []);
    openMenu(this.more, [
      { label: t("menu.open"), act: () => openLink(one) },
      one.has_started ? { label: t(one.has_blocked ? "menu.unblock" : "menu.block"), danger: !one.has_blocked, act: () => ask({ do: "block", person: one.id, on: !one.has_blocked }) } : null,
      one.has_started ? { label: t("menu.poll"), act: () => askPoll(one) } : null,
      one.has_started ? { label: t("menu.number"), act: () => ask({ do: "contact", person: one.id, chat: one.id }) } : null,
      ...groups.map((group) => (one.chats.includes(group.id)
        ? { label: t("menu.leave", { group: group.title }), danger: true, act: () => ask({ do: "leave", person: one.id, chat: group.id }) }
        : { label: t("menu.join", { group: group.title }), act: () => ask({ do: "join", person: one.id, chat: group.id }) })),
      { label: t("menu.close"), act: () => this.away() },
    ]);
  }
}

