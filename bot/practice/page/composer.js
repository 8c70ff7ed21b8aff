// The field below a chat: writing, replying, editing; or the one big button where nothing can be written.

import { el, openMenu, replace } from "./dom.js";
import { quote } from "./bubbles.js";
import { icon } from "./icons.js";
import { ask } from "./net.js";
import { attach, sharePlace } from "./sending.js";
import { t } from "./texts.js";

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.answered = null;
    this.changed = null;
    this.asked = 0;
    this.field = el("textarea", { rows: 1, maxlength: "4096" });
    this.send = el("button", { type: "submit", class: "round send" }, icon("send"));
    this.attach = el("button", { type: "button", class: "round", onclick: () => attach(this.phone.one, this.phone.open, this.answered?.id, () => this.settle()) }, icon("clip"));
    this.place = el("button", { type: "button", class: "round", onclick: () => sharePlace(this.phone.one, this.phone.open) }, icon("pin"));
    this.commands = el("button", { type: "button", class: "round", onclick: () => this.commandMenu() }, icon("slash"));
    this.form = el("form", { class: "composer" }, this.commands, this.attach, this.place, this.field, this.send);
    this.big = el("button", { type: "button", class: "big", onclick: () => this.pressBig() });
    this.instead = el("div", { class: "composer" }, this.big);
    this.above = el("div", { class: "replying" });
    this.keyboard = el("div", { class: "keyboard" });
    this.root = el("div", {}, this.above, this.keyboard, this.form, this.instead);
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.field.addEventListener("keydown", (event) => this.key(event));
  }

  forget() {
    this.answered = null;
    this.changed = null;
  }

  // What was answered or edited is so no more, once something was sent.
  settle() {
    this.forget();
    this.drawAbove();
  }

  update(one, chat) {
    const closed = this.phone.isPrivate && (!one.has_started || one.has_blocked);
    this.form.hidden = closed;
    this.instead.hidden = !closed;
    this.big.textContent = t(one.has_blocked ? "unblock" : "start");
    this.field.placeholder = t("write");
    this.field.setAttribute("aria-label", t("write.to", { name: one.name }));
    for (const [made, key] of [[this.send, "send"], [this.attach, "attach"], [this.place, "place"], [this.commands, "commands"]]) {
      made.setAttribute("aria-label", t(key));
      made.title = t(key);
    }
    this.commands.hidden = !this.phone.isPrivate || one.commands.length === 0;
    this.follow(chat);
    this.drawAbove();
  }

  // The newest message that does something to the field decides: a question that wants a reply, a keyboard, its end.
  follow(chat) {
    const last = chat?.messages.findLast((shown) => shown.asks && this.isMeant(shown, chat));
    const asks = last?.asks;
    this.keyboard.hidden = asks?.kind !== "keyboard";
    if (asks?.kind === "keyboard") replace(this.keyboard, asks.rows.map((row) => el("div", { class: "row" }, row.map((key) => el("button", { type: "button", onclick: () => this.pressKey(key) }, key.text)))));
    if (asks?.kind === "reply" && last.id > this.asked) {
      this.asked = last.id;
      if (chat.messages.some((shown) => shown.id > last.id && shown.from === this.phone.id)) return;
      this.replyTo(last);
      if (asks.hint) this.field.placeholder = asks.hint;
    }
  }

  isMeant(shown, chat) {
    if (!shown.asks.selective || chat.kind === "private") return true;
    const replied = chat.messages.find((one) => one.id === shown.reply?.id);
    return replied?.from === this.phone.id || (shown.text ?? "").includes(this.phone.one.name);
  }

  drawAbove() {
    const shown = this.changed ?? this.answered;
    this.above.hidden = !shown;
    if (!shown) return;
    const title = this.changed ? t("editing") : t("replying", { name: shown.name });
    replace(this.above, quote({ name: title, text: shown.text ?? "", kind: shown.media?.kind ?? "" }),
      el("button", { type: "button", class: "round", "aria-label": t("replying.stop"), onclick: () => { this.forget(); this.drawAbove(); this.field.focus(); } }, icon("close")));
  }

  replyTo(shown) {
    this.answered = shown;
    this.changed = null;
    this.drawAbove();
    if (this.phone.root.isConnected && (document.activeElement === document.body || this.phone.root.contains(document.activeElement))) this.field.focus();
  }

  edit(shown) {
    this.changed = shown;
    this.answered = null;
    this.field.value = shown.text;
    this.drawAbove();
    this.field.focus();
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.form.requestSubmit();
    } else if (event.key === "Escape" && (this.answered || this.changed)) {
      this.forget();
      this.drawAbove();
    }
  }

  async submit() {
    const text = this.field.value.trim();
    if (!text) return;
    const { id, open } = this.phone;
    const wish = this.changed
      ? { do: "edit", person: id, chat: open, message: this.changed.id, text }
      : { do: "say", person: id, chat: open, text, reply_to: this.answered?.id ?? null };
    this.field.value = "";
    this.settle();
    if (!await ask(wish)) this.field.value = text;
  }

  pressBig() {
    const one = this.phone.one;
    ask(one.has_blocked ? { do: "block", person: one.id, on: false } : { do: "start", person: one.id });
    this.phone.log.focus({ preventScroll: true });
  }

  pressKey(key) {
    const { id, open, one } = this.phone;
    if (key.asks === "request_location") sharePlace(one, open);
    else if (key.asks === "request_contact") ask({ do: "contact", person: id, chat: open });
    else ask({ do: "say", person: id, chat: open, text: key.text });
  }

  commandMenu() {
    const { id, open, one } = this.phone;
    openMenu(this.commands, one.commands.map((command) => ({
      label: `/${command.command}`, hint: command.description, act: () => ask({ do: "say", person: id, chat: open, text: `/${command.command}` }),
    })));
  }
}
