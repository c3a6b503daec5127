// Draws a described tree into the page: a description is plain data, drawing it again changes only what
// differs, so focus, selection and scroll stay. Text becomes text nodes, never markup.

export type Child = Made | string | null | false | undefined;
export interface Made {
  readonly tag: string;
  readonly props: Props;
  readonly children: readonly Child[];
}
/** `on…` listens, `.name` sets a property, `key` keeps the element across reordering, the rest are attributes. */
export type Props = Readonly<Record<string, unknown>>;

/** Describes one element. Nested lists of children are flattened. */
export function h(tag: string, props: Props | null, ...children: (Child | readonly Child[])[]): Made {
  return { tag, props: props ?? {}, children: children.flat() as Child[] };
}

const SVG = "http://www.w3.org/2000/svg";
const SVG_TAGS = new Set(["svg", "path", "circle", "rect"]);
const drawn = new WeakMap<Node, Made>();
const listeners = new WeakMap<Element, Map<string, EventListener>>();

/** Makes the host's children those described. */
export function render(host: Element, children: readonly Child[]): void {
  const wanted = children.filter((child) => child !== null && child !== false && child !== undefined) as (
    | Made
    | string
  )[];
  const found = match([...host.childNodes], wanted);
  const kept = new Set(found);
  for (const node of [...host.childNodes]) if (!kept.has(node)) node.remove();
  let cursor: ChildNode | null = host.firstChild;
  wanted.forEach((child, i) => {
    const node = found[i] ?? make(child);
    if (typeof child === "string") {
      if (node.nodeValue !== child) node.nodeValue = child;
    } else {
      update(node as Element, child);
    }
    if (node === cursor) cursor = cursor.nextSibling;
    else host.insertBefore(node, cursor);
  });
}

/** For each wanted child the node that already stands for it: by key, else the next unkeyed one of its tag. */
function match(nodes: readonly ChildNode[], wanted: readonly (Made | string)[]): (ChildNode | undefined)[] {
  const byName = new Map<string, ChildNode[]>();
  for (const node of nodes) {
    const name = nameOf(drawn.get(node) ?? "");
    const queue = byName.get(name);
    if (queue) queue.push(node);
    else byName.set(name, [node]);
  }
  return wanted.map((child) => byName.get(nameOf(child))?.shift());
}

function nameOf(child: Made | string): string {
  return typeof child === "string" ? "" : `${child.tag} ${child.props.key ?? ""}`;
}

function make(child: Made | string): ChildNode {
  if (typeof child === "string") return document.createTextNode(child);
  return SVG_TAGS.has(child.tag)
    ? document.createElementNS(SVG, child.tag)
    : document.createElement(child.tag);
}

function update(element: Element, next: Made): void {
  const before = drawn.get(element)?.props ?? {};
  drawn.set(element, next);
  for (const name of Object.keys(before)) if (!(name in next.props)) set(element, name, undefined);
  // Children first: a select takes its value only when its options stand.
  render(element, next.children);
  for (const [name, value] of Object.entries(next.props)) {
    if (name.startsWith(".") || value !== before[name]) set(element, name, value);
  }
}

function set(element: Element, name: string, value: unknown): void {
  if (name === "key") return;
  if (name.startsWith("on")) {
    listen(element, name.slice(2), value as EventListener | undefined);
  } else if (name.startsWith(".")) {
    const target = element as unknown as Record<string, unknown>;
    if (target[name.slice(1)] !== value) target[name.slice(1)] = value;
  } else if (value === undefined || value === null || value === false) {
    element.removeAttribute(name);
  } else element.setAttribute(name, value === true ? "" : String(value));
}

function listen(element: Element, type: string, listener: EventListener | undefined): void {
  let own = listeners.get(element);
  if (!own) {
    own = new Map();
    listeners.set(element, own);
  }
  if (!own.has(type)) element.addEventListener(type, (event) => own.get(type)?.(event));
  if (listener) own.set(type, listener);
  else own.delete(type);
}
