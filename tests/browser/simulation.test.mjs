// The HTML reports of simulations: what is particular to them. What holds for every page is in reports.test.mjs.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch, open, pageNames } from "./support.mjs";

const names = pageNames().filter((name) => name.startsWith("simulation"));
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

describe("pictures", () => {
  for (const name of names) {
    test(`${name}: every picture has a name, a description and a table after it`, async () => {
      const { page, close } = await open(browser, name, { script: false });
      const pictures = await page.locator("svg[role=img]").evaluateAll((all) => all.map((svg) => ({
        title: document.getElementById(svg.getAttribute("aria-labelledby").split(" ")[0])?.textContent,
        description: document.getElementById(svg.getAttribute("aria-labelledby").split(" ")[1])?.textContent,
        table: svg.closest("figure").nextElementSibling?.tagName,
        broken: /NaN|nan|inf/.test(svg.outerHTML.replace(/<(title|desc|text)[^>]*>.*?<\/\1>/gs, "")),
      })));
      assert.ok(pictures.length > 0);
      for (const picture of pictures) {
        assert.ok(picture.title && picture.description);
        assert.equal(picture.table, "TABLE");
        assert.equal(picture.broken, false);
      }
      const ids = await page.locator("[id]").evaluateAll((all) => all.map((element) => element.id));
      assert.equal(new Set(ids).size, ids.length);
      await close();
    });
  }

  test("marks stand where their numbers are", async () => {
    const { page, close } = await open(browser, "simulation-sample.en.html");
    const marks = await page.locator("#costs figure > svg .mark path").evaluateAll((all) =>
      all.map((mark) => mark.getBoundingClientRect()).map((box) => [box.x + box.width / 2, box.y + box.height / 2]));
    assert.equal(marks.length, 2);
    assert.ok(marks[0][0] > marks[1][0], "the funding line costs more");
    assert.ok(marks[0][1] < marks[1][1], "and is better");
    await close();
  });
});

describe("long lists", () => {
  test("the groups shown and those left out make all of them", async () => {
    const { page, close } = await open(browser, "simulation-big.en.html", { script: false });
    const rows = await page.locator("#groups table").nth(1).locator("tbody tr").count();
    const said = await page.locator("#groups .notice").first().textContent();
    assert.equal(rows + Number(said.match(/\d+/)[0]), 787);
    assert.match(said, /results\.csv/);
    await close();
  });
});

describe("hostile text", () => {
  for (const name of names.filter((each) => each.includes("hostile"))) {
    test(`${name} shows it and obeys none of it`, async () => {
      const { page, faults, close } = await open(browser, name);
      assert.doesNotMatch(await page.title(), /^owned/);
      assert.equal(await page.locator("img, iframe, object, embed, form, base").count(), 0);
      assert.equal(await page.locator("script").count(), 1);
      assert.equal(await page.locator("a[href^='javascript']").count(), 0);
      assert.ok((await page.locator("#basis").textContent()).includes("<script>document.title='owned'</script>"));
      assert.ok((await page.locator("body").textContent()).includes("[U+202E]"));
      assert.deepEqual(faults, []);
      await close();
    });
  }
});

describe("sources", () => {
  test("have links that tell nobody where the reader comes from", async () => {
    const { page, close } = await open(browser, "simulation-sample.ja.html", { script: false });
    const link = page.locator("#basis a").first();
    assert.equal(await link.getAttribute("href"), "https://example.org/a?b=1&c=2");
    assert.equal(await link.getAttribute("rel"), "noreferrer");
    await close();
  });
});

describe("on paper", () => {
  test("a page of A4 has pictures and tables", async () => {
    const { page, close } = await open(browser, "simulation-sample.ja.html", { width: 688 });
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator("#costs figure").isVisible());
    assert.ok(await page.locator("#paired details[open] table").first().isVisible());
    assert.ok((await page.pdf({ format: "A4" })).length > 10_000);
    await close();
  });
});
