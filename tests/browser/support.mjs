// One browser for all tests, and pages that note whatever they should not do.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import path from "node:path";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../..", import.meta.url));
export const folder = process.env.SAITAKU_PAGES ?? path.join(root, "build/pages");
const executable = process.env.CHROMIUM ?? "/usr/bin/chromium";
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/// The names of the pages, and whether there are any: a run that tests nothing must not pass.
export function pageNames() {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".html")).sort() : [];
  if (names.length === 0) throw new Error(`no pages in ${folder}: run build/dev/tests/make_html_report on it first`);
  return names;
}

export const file = (name) => path.join(folder, name);

export const launch = () =>
  chromium.launch({
    executablePath: executable,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });

/// Opens a report. `faults` collects requests, errors and dialogs.
export async function open(browser, name, { script = true, width = 1280, scheme = "light" } = {}) {
  const context = await browser.newContext({
    javaScriptEnabled: script, colorScheme: scheme, viewport: { width, height: 900 },
  });
  const page = await context.newPage();
  const faults = [];
  const address = pathToFileURL(file(name)).href;
  page.on("request", (request) => {
    if (request.url() !== address && !request.url().startsWith("data:")) faults.push(`request: ${request.url()}`);
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  await page.goto(address);
  return { page, faults, close: () => context.close() };
}

export const allRules = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
export const colours = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/// What axe objects to, each in a line with its first places.
export async function violations(page, runOnly) {
  await page.evaluate(axeSource);
  const found = await page.evaluate((rules) =>
    window.axe.run(document, { runOnly: rules, resultTypes: ["violations"] }), runOnly);
  return found.violations.map((violation) =>
    `${violation.id}: ${violation.help}; ${violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" | ")}`);
}
