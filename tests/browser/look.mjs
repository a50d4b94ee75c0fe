// Opens a page from disk in the machine's own Chromium without a network and tells what it found, as JSON on standard output.
// node look.mjs PAGE.html FOLDER: screenshots at two widths and the A4 print go into the folder.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "parse5";
import { chromium } from "playwright-core";

const [page_file, folder] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [1280, 360];
const found = { requests: [], messages: [], parse: [], axe: [], wide: [], cut: [], headings: [] };

parse(readFileSync(page_file, "utf8"), {
  onParseError: (error) => found.parse.push(`${error.code} ${error.startLine}:${error.startCol}`),
});

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
for (const width of WIDTHS) {
  // Our own look into the page must pass its policy, which lets no script run.
  const context = await browser.newContext({ offline: true, bypassCSP: true, viewport: { width, height: 900 } });
  const page = await context.newPage();
  const address = pathToFileURL(resolve(page_file)).href;
  page.on("request", (request) => request.url() !== address && found.requests.push(request.url()));
  page.on("console", (message) => found.messages.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => found.messages.push(`error: ${error.message}`));
  await page.goto(address);
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  await page.evaluate(axe);
  const said = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }));
  for (const one of said.violations) {
    found.axe.push({ width, id: one.id, impact: one.impact, help: one.help, where: one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)) });
  }
  found.checked = (found.checked ?? 0) + said.passes.length;
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > width) found.wide.push({ width, wide });
  // Words of a drawing that leave it, by the letters that this browser really has.
  found.cut.push(
    ...(await page.evaluate(() =>
      [...document.querySelectorAll("svg text")].flatMap((one) => {
        const [own, whole] = [one.getBoundingClientRect(), one.closest("svg").getBoundingClientRect()];
        return own.left < whole.left - 1 || own.right > whole.right + 1 || own.top < whole.top - 1 || own.bottom > whole.bottom + 1 ? [one.textContent] : [];
      }),
    )),
  );
  found.headings = await page.evaluate(() => [...document.querySelectorAll("h1,h2,h3,h4")].map((one) => Number(one.tagName[1])));
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = false)));
  await page.screenshot({ path: join(folder, `${width}.png`), fullPage: true });
  if (width === WIDTHS[0]) writeFileSync(join(folder, "a4.pdf"), await page.pdf({ preferCSSPageSize: true, printBackground: false }));
  await context.close();
}
await browser.close();
console.log(JSON.stringify(found));
