// Microsoft's own library in Node, as it is published: the file that office.js fetches for Excel on the web, run
// in a fresh context for each test, with the few things around it that its loader would have given. Requests
// and events cross as texts, through the bridge that the library has for native hosts.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import vm from "node:vm";
import type { Excel as SimulatedExcel } from "./host.ts";
import { isClaimed } from "./sets.ts";

const DIST = path.join(
  path.dirname(createRequire(import.meta.url).resolve("@microsoft/office-js/package.json")),
  "dist",
);
const LIBRARY = new vm.Script(readFileSync(path.join(DIST, "excel-web-16.00.js"), "utf8"), {
  filename: "excel-web-16.00.js",
});

interface BridgeMessage {
  readonly id: number;
  readonly type: number;
  readonly flags: number;
  readonly message: { readonly body: unknown };
}

const REQUEST = 1;
const RESPONSE = 2;
const EVENTS = 3;

function bridgeTo(excel: SimulatedExcel) {
  const bridge = {
    onMessageFromHost: null as ((text: string) => void) | null,
    sendMessageToHost(text: string): void {
      const { id, type, flags, message } = JSON.parse(text) as BridgeMessage;
      if (type !== REQUEST) return;
      const { body } = message;
      excel.answer(typeof body === "string" ? body : JSON.stringify(body), flags).then((answer) => {
        const reply =
          "body" in answer
            ? { statusCode: 200, headers: {}, body: answer.body }
            : { statusCode: 400, headers: {}, body: JSON.stringify({ error: answer.refused }) };
        bridge.onMessageFromHost?.(JSON.stringify({ id, type: RESPONSE, flags: 0, message: reply }));
      });
    },
  };
  excel.sinks.add((entries) =>
    bridge.onMessageFromHost?.(JSON.stringify({ type: EVENTS, controlId: "", message: { entries } })),
  );
  return bridge;
}

export interface Library {
  readonly Excel: typeof Excel;
  readonly Office: typeof Office;
  readonly OfficeExtension: typeof OfficeExtension;
}

/** A fresh library whose Excel is this one. About 10 ms. */
export function loadLibrary(excel: SimulatedExcel): Library {
  const nothing = () => {};
  const element = () => ({ setAttribute: nothing, appendChild: nothing, style: {} });
  const context = {
    requirements: {
      isSetSupported: (set: string, least?: string | number) =>
        isClaimed(excel.sets, set, least === undefined ? undefined : String(least)),
    },
    platform: "OfficeOnline",
    host: "Excel",
    diagnostics: { platform: "OfficeOnline", host: "Excel", version: "16.0.0.0" },
  };
  const page: Record<string, unknown> = {
    console,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    queueMicrotask,
    performance,
    _richApiNativeBridge: bridgeTo(excel),
    navigator: { userAgent: "node" },
    location: {
      href: "https://localhost/",
      search: "",
      hash: "",
      origin: "https://localhost",
      protocol: "https:",
    },
    addEventListener: nothing,
    removeEventListener: nothing,
    postMessage: nothing,
    name: "",
    document: {
      readyState: "loading",
      addEventListener: nothing,
      createElement: element,
      getElementsByTagName: () => [],
      querySelectorAll: () => [],
      head: element(),
      body: element(),
    },
    OSF: {
      ConstantNames: {},
      getSupportedLocale: (locale: string) => locale,
      _OfficeAppFactory: {
        getContext: () => context,
        getHostInfo: () => ({ hostType: "excel", hostPlatform: "web" }),
        getWindowName: () => "",
        getWindowLocationHash: () => "",
        getWindowLocationSearch: () => "",
        getInitializationHelper: () => ({ _webAppState: {} }),
        getLoadScriptHelper: () => ({}),
      },
    },
    Microsoft: { Office: { WebExtension: { context, onReadyInternal: () => new Promise(nothing) } } },
  };
  Object.assign(page, { window: page, self: page, top: page, parent: page });
  page.Office = (page.Microsoft as { Office: { WebExtension: unknown } }).Office.WebExtension;
  vm.createContext(page);
  LIBRARY.runInContext(page);
  return page as unknown as Library;
}
