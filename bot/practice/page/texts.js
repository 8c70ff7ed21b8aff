// The page's own words, in two languages. What the bot says is the bot's and stands here as it was said.

const catalogues = {};
let language = "vi";

export async function loadTexts() {
  for (const code of ["vi", "en"]) catalogues[code] = await (await fetch(`${code}.json`)).json();
  const kept = localStorage.getItem("room.language");
  language = kept === "en" ? "en" : "vi";
  applyTexts();
}

export function t(key, values = {}) {
  const text = catalogues[language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

export function spoken() {
  return language;
}

export function switchLanguage() {
  language = language === "vi" ? "en" : "vi";
  localStorage.setItem("room.language", language);
  applyTexts();
}

function applyTexts() {
  document.documentElement.lang = language;
  document.title = t("title");
  for (const place of document.querySelectorAll("[data-t]")) place.textContent = t(place.dataset.t);
  for (const place of document.querySelectorAll("[data-t-label]")) place.setAttribute("aria-label", t(place.dataset.tLabel));
}
