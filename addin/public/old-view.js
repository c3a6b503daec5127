// Runs in every web view, also in Internet Explorer's: when the pane has not started by the time the page is
// loaded, it shows the page that says so and names the version. ECMAScript 5 only; it knows nothing of the pane.
// biome-ignore-all lint: the linter knows only newer ECMAScript
(function () {
  var office = document.querySelector("script[data-office-js]").getAttribute("data-office-js");

  function hostInfo() {
    // "Excel$Win32$16.01$zh-CN$…": in the address on the desktop, in the frame's name on the web.
    var found = /[?&]_host_Info=([^&#]+)/.exec(location.search) || /"hostInfo":"([^"]+)"/.exec(window.name);
    if (!found) return "";
    return decodeURIComponent(found[1]).split(/[$|]/).slice(0, 3).join(" ");
  }

  function webView() {
    var agent = navigator.userAgent;
    if (/Trident\//.test(agent)) return "Internet Explorer " + (document.documentMode || 11);
    var found = /(Edge|Edg|Chrome|Firefox)\/[\d.]+/.exec(agent) || /Version\/[\d.]+ Safari/.exec(agent);
    return found ? found[0].replace("/", " ") : agent;
  }

  function name(version) {
    var parts = [hostInfo(), version, webView()];
    var said = parts.filter(function (part) {
      return part;
    });
    document.getElementById("old-view-version").innerText = said.join(" · ");
  }

  /** Excel covers a page that does not answer with a message of its own, and its exact version is known to office.js. */
  function answerExcel() {
    if (!hostInfo()) return;
    var script = document.createElement("script");
    script.src = office;
    script.onload = function () {
      window.Office.onReady(function () {
        var diagnostics = window.Office.context.diagnostics;
        if (diagnostics) name(diagnostics.version);
      });
    };
    document.getElementsByTagName("head")[0].appendChild(script);
  }

  window.addEventListener("load", function () {
    if (document.documentElement.getAttribute("data-started") !== null) return;
    document.getElementById("pane").style.display = "none";
    document.getElementById("old-view").removeAttribute("hidden");
    document.getElementById("old-view-retry").onclick = function () {
      location.reload();
    };
    name("");
    answerExcel();
  });
})();
