// Univer's styles under a strict Content-Security-Policy: it puts <style> elements into the head, which
// `style-src 'self'` blocks. Constructed style sheets are allowed, so their text is adopted as such instead. Must run
// before Univer is loaded, since some are added then; it knows nothing of Univer itself.

let adopting = false;

/** From now on a <style> that is appended to the head is adopted, never inserted. */
export function adoptStyles(): void {
  if (adopting) return;
  adopting = true;
  const { head } = document;
  const append = head.appendChild.bind(head);
  head.appendChild = <T extends Node>(node: T): T => {
    if (!(node instanceof HTMLStyleElement)) return append(node);
    // Some are filled only after they were appended.
    queueMicrotask(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(node.textContent ?? "");
      document.adoptedStyleSheets.push(sheet);
    });
    return node;
  };
}
