// The dialogs of a phone: pictures and files, places, links, somebody new.

import { el, openDialog, toast } from "./dom.js";
import { ask, askFiles } from "./net.js";
import { CLIP, SAMPLES, asClip, asFile, draw } from "./pictures.js";
import { chat } from "./state.js";
import { t } from "./texts.js";

export function attach(one, chatId, replyTo, sent) {
  const canvases = new Map(SAMPLES.map((name) => [name, draw(name)]));
  const own = el("input", { type: "file", multiple: true, name: "own" });
  const body = el("div", {},
    el("fieldset", { class: "choices" }, el("legend", {}, t("attach.samples")),
      el("div", { class: "pictures" }, SAMPLES.map((name) => el("label", {},
        el("input", { type: "checkbox", name: "sample", value: name }), canvases.get(name), t(`picture.${name}`)))),
      el("label", {}, el("input", { type: "checkbox", name: "sample", value: CLIP }), " ", t("picture.clip"))),
    el("label", { class: "field" }, t("attach.own"), el("br"), own),
    el("label", { class: "field" }, t("attach.caption"), el("input", { type: "text", name: "caption", maxlength: "1024" })),
    el("fieldset", { class: "choices" }, el("legend", {}, t("attach.as")), ["photo", "document"].map((kind) => el("label", {},
      el("input", { type: "radio", name: "kind", value: kind, checked: kind === "photo" }), t(`attach.as.${kind}`)))));
  openDialog({ title: t("attach.title", { name: one.name }), body, confirm: t("send"), cancel: t("cancel"), done: (form) => {
    const filled = new FormData(form);
    const samples = filled.getAll("sample");
    if (samples.length + own.files.length === 0) { toast(t("attach.nothing")); return false; }
    sendFiles(one, chatId, replyTo, { kind: filled.get("kind"), caption: filled.get("caption") }, samples.filter((name) => name !== CLIP).map((name) => [name, canvases.get(name)]), [...samples.includes(CLIP) ? [asClip()] : [], ...own.files]);
    sent();
    return true;
  } });
}

async function sendFiles(one, chatId, replyTo, fields, drawn, own) {
  const files = [...await Promise.all(drawn.map(([name, canvas]) => asFile(canvas, name))), ...own];
  await askFiles({ person: one.id, chat: chatId, ...fields, reply_to: replyTo ?? "" }, files);
}

// A poll, or a quiz where one of the answers is marked as right.
export function askPoll(one) {
  const body = el("div", {},
    el("label", { class: "field" }, t("poll.question"), el("input", { type: "text", name: "question", required: true, maxlength: "300", autofocus: true })),
    el("label", { class: "field" }, t("poll.options"), el("textarea", { name: "options", rows: 4, required: true })),
    el("label", { class: "field" }, t("poll.right"), el("input", { type: "number", name: "right", min: "1", max: "12" })));
  openDialog({ title: t("poll.title", { name: one.name }), body, confirm: t("send"), cancel: t("cancel"), done: (form) => {
    const filled = new FormData(form);
    const options = filled.get("options").split("\n").map((line) => line.trim()).filter(Boolean);
    if (options.length < 2) { toast(t("poll.few")); return false; }
    ask({ do: "poll", person: one.id, chat: one.id, question: filled.get("question"), options, right: filled.get("right") ? Number(filled.get("right")) - 1 : null });
    return true;
  } });
}

export async function sharePlace(one, chatId) {
  const places = await (await fetch("places")).json();
  const body = el("div", {},
    el("fieldset", { class: "choices" }, el("legend", {}, t("place.pick")), places.map((place, number) => el("label", {},
      el("input", { type: "radio", name: "place", value: String(number), checked: number === 0 }), place.name))),
    el("label", { class: "field" }, el("input", { type: "checkbox", name: "named" }), " ", t("place.named")));
  openDialog({ title: t("place.title", { name: one.name }), body, confirm: t("send"), cancel: t("cancel"), done: (form) => {
    const filled = new FormData(form);
    const place = places[Number(filled.get("place"))];
    const named = filled.get("named") !== null;
    ask({ do: "place", person: one.id, chat: chatId, latitude: place.latitude, longitude: place.longitude, title: named ? place.name : "", address: named ? "An Giang" : "" });
  } });
}

// Follows a link as Telegram would: a start link on this phone, a group link with the choice of a group.
export function openLink(one, link = "") {
  const asksGroup = link.includes("?startgroup=");
  const groups = one.chats.filter((id) => id !== one.id).map((id) => chat(id)).filter(Boolean);
  if (link && !asksGroup) { follow(one, link, null); return; }
  const body = el("div", {},
    link ? null : el("label", { class: "field" }, t("open.link"), el("input", { type: "text", name: "link", required: true, autofocus: true })),
    el("label", { class: "field", hidden: !asksGroup }, t("open.group"), el("select", { name: "group" },
      groups.map((group) => el("option", { value: String(group.id) }, group.title)), el("option", { value: "0" }, t("open.group.new")))));
  openDialog({ title: t("open.title", { name: one.name }), body, confirm: t("open.go"), cancel: t("cancel"), done: (form) => {
    const filled = new FormData(form);
    const typed = link || filled.get("link").trim();
    if (!link && typed.includes("?startgroup=")) { openLink(one, typed); return; }
    follow(one, typed, Number(filled.get("group")));
  } });
}

function follow(one, link, group) {
  if (!/^(https?:\/\/)?t\.me\//.test(link)) { toast(t("outside", { link })); return; }
  ask({ do: "open", person: one.id, link: link.startsWith("http") ? link : `https://${link}`, group });
}

export function somebodyNew() {
  const body = el("div", {},
    el("label", { class: "field" }, t("come.name"), el("input", { type: "text", name: "name", maxlength: "40", required: true, autofocus: true })),
    el("label", { class: "field" }, t("come.language"), el("select", { name: "language" }, el("option", { value: "vi" }, "Tiếng Việt"), el("option", { value: "en" }, "English"))));
  openDialog({ title: t("come"), body, confirm: t("ok"), cancel: t("cancel"), done: (form) => {
    const filled = new FormData(form);
    ask({ do: "come", name: filled.get("name"), language: filled.get("language") });
  } });
}
