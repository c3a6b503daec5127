// The journey in Excel needs pages at https addresses, answered by the test. The browser that npm brings must open
// them on a machine that has nothing but Node; this asks that browser, whatever else is installed.
import type { Browser } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { IS_BROUGHT, launch } from "./browser.ts";

let browser: Browser | undefined;
afterAll(() => browser?.close());

const OUTER = "https://excel.officeapps.live.com/x";
const INNER = "https://onesheet.example.org/pane";
const SAYING = `<script>parent.postMessage(String(isSecureContext), "*")</script>`;
const HEARING = `<iframe src="${INNER}"></iframe><script>
  addEventListener("message", ({ origin, data }) => { document.title = origin + " " + data })
</script>`;

test.skipIf(!IS_BROUGHT)(
  "the browser that npm brings opens https pages, one in a frame of the other, without a network (only for Linux on x64: elsewhere npm brings none)",
  async () => {
    browser = await launch({ network: false, path: "npm" });
    const page = await browser.newPage();
    await page.route("**/*", (route) => {
      const url = route.request().url();
      if (url === OUTER) return route.fulfill({ contentType: "text/html", body: HEARING });
      if (url === INNER) return route.fulfill({ contentType: "text/html", body: SAYING });
      return route.abort();
    });
    await page.goto(OUTER);
    await expect.poll(() => page.title()).toBe("https://onesheet.example.org true");
    // An address that nothing answers is not found, and the browser lives on.
    const lost = await browser.newPage();
    await expect(lost.goto("https://elsewhere.example.org/")).rejects.toThrow("ERR_NAME_NOT_RESOLVED");
    expect(browser.isConnected()).toBe(true);
  },
);
