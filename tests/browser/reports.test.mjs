// The HTML reports, as a browser has them: accessible, silent, complete without script, right on any screen.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { allRules, colours, file, launch, open, pageNames, violations } from "./support.mjs";

const names = pageNames();
const small = names.filter((name) => !name.startsWith("large"));
const audits = names.filter((name) => !name.startsWith("simulation"));  // simulation.test.mjs has the others
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const number = (text) => Number(text.replaceAll(",", ""));

/// The numbers of a table's rows by the words of their heads; `sum` is the last row.
async function table(page, selector) {
  const rows = await page.locator(selector).first().evaluate((element) =>
    [...element.querySelectorAll("tbody tr, tfoot tr")].map((row) => ({
      head: row.querySelector("th").textContent,
      cells: [...row.querySelectorAll("td.n")].map((cell) => cell.textContent),
      sum: row.parentElement.tagName === "TFOOT",
    })));
  return { rows: rows.filter((row) => !row.sum), sum: rows.find((row) => row.sum) };
}
const total = (rows, column) => rows.reduce((sum, row) => sum + number(row.cells[column]), 0);

describe("every page", () => {
  for (const name of names) {
    test(`${name} is at most 5 MB, in the language of its name, and asks nobody for anything`, async () => {
      assert.ok(statSync(file(name)).size <= 5_000_000);
      for (const script of [true, false]) {
        const { page, faults, close } = await open(browser, name, { script });
        assert.equal(await page.locator("html").getAttribute("lang"), name.split(".")[1]);
        assert.deepEqual(faults, []);
        assert.equal(await page.locator(".tools").count() > 0 && await page.locator(".tools").isVisible(),
          script && await page.locator(".tools").count() > 0);
        await close();
      }
    });
  }

  // The longest test: of pages alike but for the language, one.
  for (const name of small.filter((each) => each.startsWith("sample") || each.endsWith(".ja.html"))) {
    test(`${name} has nothing that axe objects to, folded and unfolded, wide and narrow, light and dark`, async () => {
      const { page, faults, close } = await open(browser, name);
      assert.deepEqual(await violations(page, allRules), []);
      await page.evaluate(() => document.querySelectorAll("details").forEach((group) => { group.open = true; }));
      await page.setViewportSize({ width: 375, height: 800 });
      assert.deepEqual(await violations(page, allRules), []);
      await page.emulateMedia({ colorScheme: "dark" });
      assert.deepEqual(await violations(page, colours), []);
      assert.deepEqual(faults, []);
      await close();
    });
  }

  for (const name of names) {
    test(`${name} needs no scrolling sideways on narrow screens`, async () => {
      const { page, close } = await open(browser, name);
      if (small.includes(name)) {
        await page.evaluate(() => document.querySelectorAll("details").forEach((group) => { group.open = true; }));
      }
      for (const width of [320, 375, 700, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        const [scroll, client] = await page.evaluate(() =>
          [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        assert.ok(scroll <= client, `${scroll} wide on a screen of ${width}`);
      }
      await close();
    });
  }
});

describe("the numbers", () => {
  for (const name of audits) {
    test(`${name}: tables add up, and to the same totals`, async () => {
      const { page, close } = await open(browser, name, { script: false });
      const verdicts = await table(page, "#summary table >> nth=0");
      assert.equal(total(verdicts.rows, 0), number(verdicts.sum.cells[0]));
      const kinds = await table(page, "#summary table >> nth=1");
      assert.equal(total(kinds.rows, 0), number(kinds.sum.cells[0]));
      const inputs = await table(page, "#summary table >> nth=2");
      assert.equal(total(inputs.rows, 0), number(inputs.sum.cells[0]));
      const rules = await table(page, "#rules table");
      const columns = rules.sum.cells.length;
      for (let i = 0; i < columns; ++i) assert.equal(total(rules.rows, i), number(rules.sum.cells[i]));
      // Failed and open ones, by kind and by rule.
      const failed = total(kinds.rows.slice(0, 3), 0);
      assert.equal(number(rules.sum.cells[0]), failed);
      assert.equal(number(rules.sum.cells[columns - 1]), number(kinds.rows[3].cells[0]));
      if (await page.locator("#institutions").count() > 0) {
        const institutions = await table(page, "#institutions table");
        assert.equal(number(institutions.sum.cells[0]), number(verdicts.sum.cells[0]));
        verdicts.rows.forEach((row, i) => {
          assert.equal(total(institutions.rows, i + 1), number(row.cells[0]));
          assert.equal(number(institutions.sum.cells[i + 1]), number(row.cells[0]));
        });
      }
      await close();
    });

    test(`${name}: what is shown and what was left out make all findings`, async () => {
      const { page, close } = await open(browser, name, { script: false });
      const all = number((await table(page, "#summary table >> nth=1")).sum.cells[0]);
      const rows = await page.locator("#findings details tbody tr").count();
      const words = await page.locator("#findings p").first().textContent();
      const said = (words.match(/\d[\d,]*/g) ?? ["0"]).map(number);
      if (rows === all) {
        assert.equal(said[0], all);
      } else {
        assert.deepEqual([...said].sort((a, b) => a - b), [rows, all - rows, all].sort((a, b) => a - b));
        assert.match(await page.locator("#findings").textContent(), /--report audit\.ndjson/);
      }
      assert.equal(name.startsWith("large"), rows < all);
      await close();
    });
  }
});

describe("hostile text", () => {
  for (const name of names.filter((each) => each.startsWith("hostile"))) {
    test(`${name} shows it and obeys none of it`, async () => {
      const { page, faults, close } = await open(browser, name);
      assert.doesNotMatch(await page.title(), /owned/);
      assert.equal(await page.locator("img, iframe, object, embed, form, base").count(), 0);
      assert.equal(await page.locator("script").count(), 1);
      assert.equal(await page.locator("a[href^='javascript']").count(), 0);
      const text = await page.locator("#findings tbody tr").first().textContent();
      assert.ok(text.includes("<script>document.title='owned'</script><img src=x onerror=\"alert(1)\">&amp;'\"</td>"));
      assert.ok(text.includes("[U+202E]gnp.exe"));
      assert.deepEqual(faults, []);
      await close();
    });
  }
});

describe("with script", () => {
  test("the filter finds applications however wide their letters, and lets go again", async () => {
    const { page, close } = await open(browser, "sample.ja.html");
    const rows = page.locator("#findings tbody tr");
    const all = await rows.count();
    const shown = () => rows.evaluateAll((list) => list.filter((row) => !row.hidden).length);
    const opened = () => page.locator("#findings details[open]").count();
    const before = await opened();
    await page.locator("input[type=search]").fill("Ｒ２－０００００６");
    await page.waitForFunction(() => document.querySelector("output").textContent !== "");
    const found = await shown();
    assert.ok(found > 0 && found < all);
    assert.match(await page.locator("output").textContent(), new RegExp(`\\b${found}`));
    assert.ok((await page.locator("#findings").innerText()).includes("R2-000006"));
    await page.locator("input[type=search]").fill("");
    await page.waitForFunction(() => document.querySelector("output").textContent === "");
    assert.equal(await shown(), all);
    assert.equal(await opened(), before);
    await close();
  });

  test("a link to a rule's findings unfolds them", async () => {
    const { page, close } = await open(browser, "sample.en.html");
    const group = page.locator("#findings details:not([open])").last();
    const id = await group.getAttribute("id");
    await page.locator(`#rules a[href='#${id}']`).click();
    await page.waitForFunction((name) => document.getElementById(name).open, id);
    await close();
  });
});

describe("with the keyboard", () => {
  test("the first stop skips to the content, and what has the focus shows it", async () => {
    const { page, close } = await open(browser, "sample.en.html", { script: false });
    await page.keyboard.press("Tab");
    const skip = page.locator(".skip");
    assert.ok(await skip.evaluate((element) => element === document.activeElement));
    const box = await skip.boundingBox();
    assert.ok(box.x >= 0 && box.y >= 0);
    assert.notEqual(await skip.evaluate((element) => getComputedStyle(element).outlineStyle), "none");
    await page.keyboard.press("Enter");
    assert.ok(page.url().endsWith("#content"));
    await close();
  });
});

describe("on paper", () => {
  test("a page of A4 has the tables side by side and no controls", async () => {
    const { page, close } = await open(browser, "sample.ja.html", { width: 688 });
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".tools").isVisible(), false);
    assert.equal(await page.locator("nav").isVisible(), false);
    assert.ok(await page.locator("#rules thead th").first().isVisible());
    assert.ok((await page.pdf({ format: "A4" })).length > 10_000);
    await close();
  });
});
