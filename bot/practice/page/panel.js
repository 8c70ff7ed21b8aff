// The panel beside the phones: how far the room is, what to try, what may go wrong, and what was lost.

import { el, replace } from "./dom.js";
import { ask } from "./net.js";
import { part } from "./state.js";
import { t } from "./texts.js";

const ROLES = ["resident", "officer", "announcer", "administrator"];
const SWITCHES = ["slow", "errors", "floods", "losses", "cut"];
const WHOSE = { resident: "lan", officer: "hai", announcer: "nga", administrator: "son" };
const ELSEWHERE = { subscribe: "lan", approve: "hai", arrive: "lan" }; // steps of a tour that are done on another phone

export class Panel {
  constructor(root, show) {
    this.root = root;
    this.show = show;
    this.role = "resident";
    this.drawn = "";
    this.setup = el("section", { "aria-live": "polite" });
    this.tour = el("section");
    this.ledger = el("section");
    this.weather = el("section");
    root.append(this.setup, this.tour, this.ledger, this.weather);
  }

  update() {
    const state = JSON.stringify([part("setup"), part("tours"), part("weather"), part("bot"), part("ledger"), this.role, document.documentElement.lang]);
    if (state === this.drawn) return;
    this.drawn = state;
    const focused = this.root.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    this.drawSetup(part("setup"));
    this.drawTour(part("tours"));
    this.drawWeather(part("weather"));
    this.drawLedger(part("ledger"), part("bot"));
    if (focused) this.root.querySelector(`[data-focus="${focused}"]`)?.focus();
  }

  drawSetup(setup) {
    this.setup.hidden = !setup || setup.state === "ready";
    if (this.setup.hidden) return;
    const done = setup.done ?? 0;
    replace(this.setup, el("h2", {}, t("setup")), el("p", {}, t(`setup.${setup.state}`, { done, of: setup.of ?? 0 })),
      setup.state === "failed" ? null : el("progress", { max: setup.of || 1, value: done, "aria-label": t("setup") }));
  }

  drawTour(tours) {
    if (!tours) return;
    const steps = tours.steps[this.role] ?? [];
    const done = new Set(tours.done?.[this.role] ?? []);
    const next = steps.find((step) => !done.has(step));
    replace(this.tour, el("h2", {}, t("tour")),
      el("div", { class: "tabs", role: "tablist", "aria-label": t("tour"), onkeydown: (event) => this.walk(event) }, ROLES.map((role) => el("button", {
        type: "button", role: "tab", "data-focus": `tour-${role}`, "aria-selected": String(role === this.role), tabindex: role === this.role ? "0" : "-1", "aria-controls": "tour-steps", onclick: () => this.choose(role),
      }, t(`tour.${role}`)))),
      el("ol", { class: "steps", id: "tour-steps" }, steps.map((step) => el("li", { class: `${done.has(step) ? "done" : ""} ${step === next ? "next" : ""}` },
        el("button", { type: "button", "data-focus": `step-${step}`, onclick: () => this.show(ELSEWHERE[step] ?? WHOSE[this.role]) },
          el("span", { class: "tick", "aria-hidden": "true" }), el("span", { class: "words" }, t(`tour.${this.role}.${step}`), done.has(step) ? el("span", { class: "quiet" }, " ✓") : null))))),
      next || steps.length === 0 ? null : el("p", { class: "finished", role: "status" }, t("tour.done")));
  }

  choose(role) {
    this.role = role;
    this.update();
  }

  walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    this.choose(ROLES[(ROLES.indexOf(this.role) + step + ROLES.length) % ROLES.length]);
    this.root.querySelector(`[data-focus="tour-${this.role}"]`)?.focus();
  }

  drawWeather(weather) {
    if (!weather) return;
    const on = new Set(weather.on ?? []);
    replace(this.weather, el("h2", {}, t("weather")),
      el("div", { class: "switches" }, SWITCHES.map((name) => el("button", {
        type: "button", class: "switch", role: "switch", "data-focus": `switch-${name}`, "aria-checked": String(on.has(name)), onclick: () => ask({ do: "weather", switch: name, on: !on.has(name) }),
      }, el("span", { class: "knob", "aria-hidden": "true" }), el("span", {}, t(`weather.${name}`), el("small", {}, t(`weather.${name}.hint`)))))),
      weather.struck ? el("p", {}, t("weather.struck", { count: weather.struck })) : null);
  }

  drawLedger(ledger, bot) {
    if (!ledger || !bot) return;
    const up = bot.life === "running" || bot.life === "starting";
    const [kind, verdict] = judged(ledger, bot);
    const counts = [
      ["ledger.sent", ledger.sent], ["ledger.receipts", ledger.receipts], ["ledger.cards", ledger.cards], ["ledger.bulletins", ledger.bulletins],
      ["ledger.acts", `${ledger.acts} / ${ledger.acts - ledger.waiting}`], ["ledger.kills", bot.kills], ...(bot.kills ? [["ledger.at_kill", ledger.at_kill]] : []),
    ];
    replace(this.ledger, el("h2", {}, t("ledger")),
      el("div", { class: `life ${up ? "" : "down"} ${bot.life === "starting" ? "starting" : ""}` }, el("span", { class: "dot", "aria-hidden": "true" }), el("p", { role: "status" }, t(`bot.${bot.life}`))),
      el("p", { class: `verdict ${kind}`, id: "verdict", role: "status", "data-kind": kind }, verdict),
      el("dl", { class: "counts" }, counts.flatMap(([key, count]) => [el("dt", {}, t(key)), el("dd", {}, String(count))])),
      el("div", { class: "acts" },
        up ? el("button", { type: "button", class: "button danger", "data-focus": "life", disabled: bot.life !== "running", onclick: () => ask({ do: "kill" }) }, t("bot.kill"))
          : el("button", { type: "button", class: "button primary", "data-focus": "life", onclick: () => ask({ do: "revive" }) }, t("bot.revive"))),
      el("p", {}, t("ledger.how")));
  }
}

// Says only what the counts say: "nothing was lost" once the bot runs, nothing stirs and every count agrees.
function judged(ledger, bot) {
  const { sent, underway, waiting, doubled, cards } = ledger;
  if (doubled > 0) return ["bad", t("ledger.doubled", { doubled })];
  if (bot.life !== "running") return ["", t("ledger.off", { waiting, underway })];
  if (underway > 0 && ledger.is_settled) return ["bad", t("ledger.missing", { underway })];
  if (underway > 0 || waiting > 0) return ["", t("ledger.underway", { waiting, underway })];
  return sent === 0 ? ["", t("ledger.nothing_yet")] : ["good", t("ledger.nothing", { sent, cards })];
}
