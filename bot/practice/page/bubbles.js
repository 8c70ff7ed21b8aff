// One message as people know it: bubble, quote, picture, buttons under it, time and ticks.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { words } from "./words.js";
import { t, spoken } from "./texts.js";

export const SIGNS = { photo: "🖼️", video: "🎬", voice: "🎤", audio: "🎵", animation: "🎞️", document: "📄", sticker: "🙂", location: "📍", venue: "📍", contact: "📞", poll: "📊" };

export function time(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString(spoken(), { hour: "2-digit", minute: "2-digit" });
}

export function mediaName(kind) {
  return kind in SIGNS ? `${SIGNS[kind]} ${t(`media.${kind}`)}` : t("media.other");
}

// `look`: whose phone it is (own id), whether names are shown, whether the bot has taken it, and what can be done.
// An album is one bubble: `rest` are the messages after the first.
export function message(shown, look, act, rest = []) {
  if (shown.service) return el("p", { class: "service" }, service(shown));
  const mine = shown.from === look.own;
  const pictured = shown.media?.kind === "photo";
  const bubble = el("div", { class: pictured ? "bubble pictured" : "bubble" },
    shown.topic ? el("p", { class: "topic" }, shown.topic) : null,
    look.names && !mine ? el("p", { class: "from" }, shown.name) : null,
    shown.forwarded ? el("p", { class: "forwarded" }, t("forwarded", { name: shown.forwarded })) : null,
    shown.reply ? quote(shown.reply, () => act.jump(shown.reply.id)) : null,
    rest.length > 0 ? el("div", { class: "album" }, [shown, ...rest].map((one) => media(one.media))) : shown.media ? media(shown.media) : null,
    shown.text ? el("div", { class: "text" }, words(shown.text, shown.entities ?? [], act)) : null,
    meta(rest.at(-1) ?? shown, mine, look.taken));
  return el("article", { class: `msg ${mine ? "out" : "in"} ${look.first ? "first" : ""}`, "data-id": String(shown.id), "aria-label": `${shown.name}, ${time(shown.date)}` },
    el("div", { class: "stack" }, bubble, shown.rows ? keys(shown, act) : null),
    el("button", { type: "button", class: "more", "aria-label": t("message.menu"), onclick: (event) => act.menu(event.currentTarget, shown, mine) }, "⋯"));
}

export function quote(reply, jump) {
  const text = reply.text || mediaName(reply.kind);
  return el(jump ? "button" : "div", { class: "quote", type: jump ? "button" : undefined, onclick: jump }, el("b", {}, reply.name), el("span", {}, text));
}

function meta(shown, mine, taken) {
  return el("p", { class: "meta" },
    shown.edited ? el("span", {}, t("edited")) : null,
    el("time", { datetime: new Date(shown.date * 1000).toISOString() }, time(shown.date)),
    mine ? el("span", { role: "img", "aria-label": t(taken ? "taken" : "sent"), title: t(taken ? "taken" : "sent") }, taken ? "✓✓" : "✓") : null);
}

function keys(shown, act) {
  return el("div", { class: "keys" }, shown.rows.map((row) => el("div", { class: "row" }, row.map((button) => {
    const sign = button.url ? "out" : button.copies ? "copy" : "";
    const made = el("button", { type: "button", "data-data": button.data, onclick: () => act.press(made, shown, button) },
      button.text, sign ? el("span", { class: "sign", "aria-hidden": "true" }, icon(sign)) : null);
    return made;
  }))));
}

function media(found) {
  switch (found.kind) {
    case "photo":
      return photo(found);
    case "location":
    case "venue": {
      const point = `${found.latitude.toFixed(5)}, ${found.longitude.toFixed(5)}`;
      return el("div", { class: "point" }, el("span", { class: "sign", "aria-hidden": "true" }, icon("pin")),
        el("span", {}, found.title ?? t("media.location"), el("small", {}, found.address || point)));
    }
    case "poll":
      return el("div", { class: "poll" }, el("b", {}, found.title), el("small", {}, t(found.is_quiz ? "media.quiz" : "media.poll")), el("ul", {}, found.options.map((option) => el("li", {}, option))));
    case "contact":
      return el("div", { class: "point" }, el("span", { class: "sign", "aria-hidden": "true" }, icon("phone")), el("span", {}, found.name, el("small", {}, found.phone)));
    default: {
      if (!found.file) return el("p", {}, t("media.other"));
      const size = found.file_size ? `${Math.max(1, Math.round(found.file_size / 1024))} KB` : "";
      const name = found.file_name ?? t(`media.${found.kind}`);
      return el("div", { class: "file" }, el("span", { class: "sign", "aria-hidden": "true" }, icon(found.kind === "video" ? "play" : "file")),
        el("span", {}, el("a", { href: `files/${found.file}`, download: name }, name), el("small", {}, size)));
    }
  }
}

function photo(found) {
  const address = `files/${found.file}`;
  const large = () => {
    const dialog = el("dialog", { "aria-label": t("media.photo") }, el("img", { src: address, alt: t("media.photo") }),
      el("form", { method: "dialog", class: "buttons" }, el("button", { class: "button primary" }, t("close"))));
    dialog.querySelector("img").style.maxWidth = "100%";
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  };
  return el("button", { type: "button", class: "photo", "aria-label": t("media.open"), onclick: large }, el("img", { src: address, alt: t("media.photo"), loading: "lazy" }));
}

function service(shown) {
  const { kind, names = [] } = shown.service;
  const listed = names.join(", ");
  if (kind === "joined" && listed === shown.name) return t("service.came", { names: listed });
  const known = ["joined", "left", "titled", "group_chat_created", "pinned_message"].includes(kind);
  return known ? t(`service.${kind}`, { by: shown.name, names: listed }) : t("service.other");
}
