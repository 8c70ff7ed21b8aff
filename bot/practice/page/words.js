// A text with its entities, as elements. Offsets are UTF-16 units, which is how both Telegram and JavaScript count.

import { el } from "./dom.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote" };

export function words(text, entities, act) {
  const ordered = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return within(text, 0, text.length, ordered, act);
}

function within(text, start, end, entities, act) {
  const parts = [];
  let at = start;
  let rest = entities;
  while (rest.length > 0) {
    const [one, ...others] = rest;
    const from = Math.max(one.offset, at);
    const to = Math.min(one.offset + one.length, end);
    if (from >= to) { rest = others; continue; }
    if (from > at) parts.push(text.slice(at, from));
    const inner = others.filter((other) => other.offset < to);
    parts.push(marked(one, text.slice(from, to), within(text, from, to, inner, act), act));
    at = to + (TAGS[one.type] === "blockquote" && to < end && text[to] === "\n" ? 1 : 0); // a quote ends its own line
    rest = others.filter((other) => other.offset + other.length > to);
  }
  if (at < end) parts.push(text.slice(at, end));
  return parts;
}

function marked(entity, plain, inner, act) {
  switch (entity.type) {
    case "bot_command":
      return el("button", { type: "button", class: "command", onclick: () => act.command(plain) }, inner);
    case "url":
    case "text_link":
      return el("button", { type: "button", class: "command", onclick: () => act.link(entity.url ?? plain) }, inner);
    case "spoiler": {
      const veil = el("button", { type: "button", class: "spoiler" }, inner);
      veil.addEventListener("click", () => veil.classList.add("open"));
      return veil;
    }
    default:
      return TAGS[entity.type] ? el(TAGS[entity.type], {}, inner) : el("span", {}, inner);
  }
}
