// Builds the two pages into dist/: index.html (the workbench) and taskpane.html (the pane in Excel). The grid
// is loaded only when the workbench opens a file. Writes the headers file, so that each page has its own
// content security policy.
import { cpSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { defineConfig, type Plugin } from "vite";

/** office.js looks for its own files beside itself; only what Excel needs is copied, for machines without the net. */
function copyOfficeJs(): Plugin {
  const from = path.resolve("node_modules/@microsoft/office-js/dist");
  const other = /\.debug\.js$|\.d\.ts$|\.map$|^(?:access|onenote|outlook|powerpoint|project|visio|word)/i;
  return {
    name: "office-js",
    apply: "build",
    writeBundle({ dir = "dist" }) {
      for (const file of readdirSync(from, { withFileTypes: true }))
        if (
          file.isFile() ? !other.test(file.name) : /^(zh-cn|en-us|telemetry|ariatelemetry)$/.test(file.name)
        )
          cpSync(path.join(from, file.name), path.join(dir, "office-js", file.name), { recursive: true });
    },
  };
}

/** Microsoft's global and 21Vianet addresses, and the one that this build names, if any. */
const OFFICE_HOSTS = [
  ...(/^https:\/\/[^/]+/.exec(process.env.VITE_OFFICE_JS ?? "") ?? []),
  "https://officeapis.public.onecdn.static.microsoft",
  "https://appsforoffice.microsoft.com",
  "https://appsforoffice.cdn.partner.office365.cn",
];
const FRAMED_BY = [
  "https://*.officeapps.live.com",
  "https://*.sharepoint.com",
  "https://*.cloud.microsoft",
  "https://*.office.com",
  "https://onedrive.live.com",
  "https://*.partner.officewebapps.cn",
  "https://*.sharepoint.cn",
];

function policy(scripts: readonly string[], calls: readonly string[], frames: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src ${["'self'", ...scripts].join(" ")}`,
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src ${["'self'", ...calls].join(" ")}`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${frames.join(" ")}`,
  ].join("; ");
}

/** The headers file that the host of the static files reads. Never X-Frame-Options: Excel on the web frames us. */
function writeHeaders(): Plugin {
  const workbench = policy([], [], ["'none'"]);
  const pane = policy(
    // The one file that office.js may fetch from there; the rest of it serves scripts that anyone may choose from.
    [...OFFICE_HOSTS, "https://ajax.aspnetcdn.com/ajax/3.5/MicrosoftAjax.js"],
    ["https://browser.pipe.aria.microsoft.com"],
    ["'self'", ...FRAMED_BY],
  );
  const common = ["X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer"];
  const blocks: [string, string[]][] = [
    ["/*", common],
    ["/", [`Content-Security-Policy: ${workbench}`]],
    ["/index.html", [`Content-Security-Policy: ${workbench}`]],
    ["/taskpane.html", [`Content-Security-Policy: ${pane}`]],
    ["/assets/*", ["Cache-Control: public, max-age=31536000, immutable"]],
  ];
  return {
    name: "headers",
    apply: "build",
    writeBundle({ dir = "dist" }) {
      const lines = blocks.map(([where, headers]) => [where, ...headers.map((one) => `  ${one}`)].join("\n"));
      writeFileSync(path.join(dir, "_headers"), `${lines.join("\n\n")}\n`);
    },
  };
}

export default defineConfig({
  root: "addin",
  plugins: [copyOfficeJs(), writeHeaders()],
  server: { proxy: { "/api": "http://127.0.0.1:8787" } },
  build: {
    outDir: "../dist",
    emptyOutDir: true,
    target: "es2024",
    // The grid's chunk is large and loaded only when a file is opened.
    chunkSizeWarningLimit: 8000,
    rolldownOptions: {
      input: [path.resolve("addin/index.html"), path.resolve("addin/taskpane.html")],
      // A word for React servers in files of the grid; it means nothing in a browser.
      onwarn: (warning, warn) => {
        if (warning.code !== "MODULE_LEVEL_DIRECTIVE") warn(warning);
      },
    },
  },
});
