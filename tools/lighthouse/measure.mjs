// Lighthouse's scores and times of the pages of a person: docs/lighthouse.md.
//
//   npm install --prefix /tmp/lighthouse lighthouse puppeteer-core
//   guywire serve --demo --port 8471 &
//   LIGHTHOUSE=/tmp/lighthouse node tools/lighthouse/measure.mjs http://localhost:8471
//
// Then, if not three rounds of all pages: how many, and which, as `3 /why/,/session/`.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const SITE = process.argv[2] ?? "http://localhost:8000";
const ROUNDS = Number(process.argv[3] ?? 3);
const PAGES = process.argv[4]?.split(",") ?? ["/", "/check/", "/program/", "/visits/", "/why/", "/session/"];
const from = createRequire(pathToFileURL(`${process.env.LIGHTHOUSE ?? "."}/package.json`));
const { default: lighthouse, startTimespan } = await import(pathToFileURL(from.resolve("lighthouse")));
const { default: puppeteer } = await import(pathToFileURL(from.resolve("puppeteer-core")));

const browser = await puppeteer.launch({
  executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const page = await browser.newPage();

/** A device that has answered the safety questions: without them /session/ is another page. */
async function answerSafety() {
  await page.goto(`${SITE}/stretch/`);
  for (const answer of ["50 to 69", "None of these", "None of these", "Lower back", "Less than 6 weeks"]) {
    const [button] = await page.$$(`xpath///button[normalize-space()="${answer}"]`);
    await Promise.all([page.waitForNavigation(), button.click()]);
  }
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const OPTIONS = { disableStorageReset: true, onlyCategories: ["performance", "accessibility", "best-practices", "seo"] };

async function load(path) {
  const { lhr } = await lighthouse(SITE + path, { ...OPTIONS, logLevel: "silent" }, undefined, page);
  const value = (name) => lhr.audits[name]?.numericValue ?? NaN;
  return {
    scores: Object.values(lhr.categories).map(({ score }) => Math.round(100 * score)),
    lcp: value("largest-contentful-paint") / 1000,
    blocking: value("total-blocking-time"),
    cls: value("cumulative-layout-shift"),
    speed: lhr.environment.benchmarkIndex,
  };
}

/** Taps on what can be tapped without leaving the page, with the processor slowed four times. */
async function tap(path) {
  await page.goto(SITE + path);
  const span = await startTimespan(page, { ...OPTIONS, logLevel: "silent" });
  const targets = await page.$$("summary, input[type=radio], .poses label, main");
  for (const target of targets.slice(0, 4)) await target.click().catch(() => {});
  const { lhr } = await span.endTimespan();
  return lhr.audits["interaction-to-next-paint"]?.numericValue ?? NaN;
}

await answerSafety();
console.log("| page | performance | accessibility | best practices | SEO | LCP, s | blocking, ms | CLS | INP, ms | machine |");
console.log("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
for (const path of PAGES) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push({ ...(await load(path)), inp: await tap(path) });
  const of = (name, digits) => median(rounds.map((one) => one[name])).toFixed(digits);
  const scores = [0, 1, 2, 3].map((index) => median(rounds.map((one) => one.scores[index])));
  console.log(`| \`${path}\` | ${scores.join(" | ")} | ${of("lcp", 1)} | ${of("blocking", 0)} | ${of("cls", 3)} | ${of("inp", 0)} | ${of("speed", 0)} |`);
}
await browser.close();
