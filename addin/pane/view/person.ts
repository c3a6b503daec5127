// 登录 and 设置: one field to sign in; language, appearance, marks, account and what leaves the machine.
import type { Language, Theme } from "../preferences.ts";
import { bar, button, onEscape, segments, spinner, troubleBar } from "./parts.ts";
import { type Child, h, type Made } from "./render.ts";
import type { Ui } from "./ui.ts";

export function signInView(ui: Ui): Child[] {
  const { state, say, acts } = ui;
  const submit = (event: Event) => {
    event.preventDefault();
    const form = (event.target as Element).closest("form") as HTMLFormElement;
    const content = new FormData(form);
    acts.signIn(String(content.get("code") ?? ""), content.get("remember") !== null);
  };
  return [
    h(
      "form",
      { class: "sign-in", onsubmit: submit, id: "sign-in" },
      h("h3", null, say("signInTitle")),
      h("p", { class: "quiet" }, say("signInHint")),
      state.signing.trouble && troubleBar(ui, state.signing.trouble, "offlineSignIn"),
      h(
        "div",
        { class: "field" },
        h("label", { for: "code" }, say("code")),
        h("input", {
          id: "code",
          name: "code",
          type: "text",
          required: true,
          autocomplete: "one-time-code",
          autocapitalize: "characters",
          spellcheck: "false",
          minlength: 8,
          maxlength: 64,
        }),
      ),
      h(
        "label",
        { class: "tick" },
        h("input", { type: "checkbox", name: "remember", id: "remember", checked: true }),
        h("span", null, say("remember"), h("span", { class: "quiet block-line" }, say("rememberHint"))),
      ),
      state.signing.busy
        ? spinner(say("signingIn"))
        : button(
            say("signIn"),
            "primary",
            () => (document.getElementById("sign-in") as HTMLFormElement).requestSubmit(),
            { id: "primary", class: "wide" },
          ),
      h("input", { type: "submit", class: "sr", tabindex: -1, "aria-hidden": "true", value: "" }),
    ),
  ];
}

/** Asked in place: what is left cannot be entered again with the same code. */
function signOut({ state, say, acts }: Ui): Made {
  if (!state.leaving)
    return button(say("signOut"), "outline", () => acts.startSignOut(true), { id: "sign-out" });
  const waits = state.kept.filter(({ person }) => person === state.me?.person.id).length;
  return bar(
    "warn",
    [
      h("p", { id: "sign-out-asked" }, say("signOutAsked")),
      waits > 0 && h("p", null, say("signOutKept", { count: waits })),
    ],
    [
      button(say("signOutSure"), "small", acts.signOut, {
        id: "sign-out-sure",
        "aria-describedby": "sign-out-asked",
      }),
      button(say("cancel"), "small", () => acts.startSignOut(false)),
    ],
    { onkeydown: onEscape(() => acts.startSignOut(false)) },
  );
}

export function settingsView(ui: Ui): Child[] {
  const { state, say, acts } = ui;
  const { preferences, me } = state;
  const role =
    me && { clerk: say("roleClerk"), reviewer: say("roleReviewer"), superior: say("roleSuperior") }[me.role];
  return [
    segments(
      "language",
      say("language"),
      [
        { value: "zh", label: "中文" },
        { value: "en", label: "English" },
      ],
      preferences.language,
      (value) => acts.prefer({ language: value as Language }),
    ),
    segments(
      "theme",
      say("theme"),
      [
        { value: "auto", label: say("themeAuto") },
        { value: "light", label: say("themeLight") },
        { value: "dark", label: say("themeDark") },
      ],
      preferences.theme,
      (value) => acts.prefer({ theme: value as Theme }),
    ),
    h(
      "label",
      { class: "tick" },
      h("input", {
        type: "checkbox",
        id: "marks",
        ".checked": preferences.marks,
        onchange: (event: Event) => acts.prefer({ marks: (event.target as HTMLInputElement).checked }),
      }),
      h("span", null, say("marks")),
    ),
    h(
      "section",
      { class: "block" },
      h("h3", null, say("account")),
      me
        ? h(
            "p",
            { id: "account" },
            say("signedInAs", { name: me.person.name, unit: me.unit.name }),
            ` · ${role}`,
          )
        : h("p", null, say("signedOut")),
      me ? signOut(ui) : button(say("signIn"), "outline", () => acts.go("signIn"), { id: "to-sign-in" }),
    ),
    h("section", { class: "block" }, h("h3", null, say("keys")), h("p", { id: "keys" }, say("keysText"))),
    h(
      "section",
      { class: "block" },
      h("h3", null, say("about")),
      h("p", null, say("aboutText")),
      bar("plain", [h("p", null, say("aboutLeaves"))]),
    ),
  ];
}
