// What the page asks of the room, and the news that come from it.

import { toast } from "./dom.js";
import { t } from "./texts.js";

export async function ask(wish) {
  return settled(fetch("do", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(wish) }));
}

export async function askFiles(fields, files) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of files) form.append("file", file, file.name);
  return settled(fetch("files", { method: "POST", body: form }));
}

async function settled(request) {
  try {
    const answer = await request;
    if (answer.ok) return true;
    const { why } = await answer.json().catch(() => ({ why: "form" }));
    toast(t(`why.${why}`));
  } catch {
    toast(t("why.lost"));
  }
  return false;
}

// The browser itself takes the stream up again, from the last news that it has seen.
export function listen(heard) {
  const stream = new EventSource("news");
  const offline = document.getElementById("offline");
  stream.onmessage = (event) => heard(JSON.parse(event.data));
  stream.onopen = () => { offline.textContent = ""; };
  stream.onerror = () => { offline.textContent = t("offline"); };
}
