// Interprets the request message of office.js: actions in order over object paths, stopping at the first that
// fails and keeping what went before, as Excel does. It knows no Excel: what objects there are and what they
// can do is a table given to it. What the table does not hold fails as NotImplemented and is counted.

/** An object of the host, as the table knows it. */
export interface Entity {
  readonly is: string;
}

/** What one kind of object can do. Names are the wire's: PascalCase. */
export interface Members<E, H> {
  /** Sent with the object itself, so that the page can find it again. */
  readonly key?: (entity: E, host: H) => string | number;
  readonly get?: Readonly<Record<string, (entity: E, host: H) => unknown>>;
  readonly set?: Readonly<Record<string, (entity: E, value: unknown, host: H) => void>>;
  /** Properties that lead to other objects. */
  readonly to?: Readonly<Record<string, (entity: E, host: H) => Entity | null>>;
  readonly call?: Readonly<Record<string, (entity: E, args: readonly unknown[], host: H) => unknown>>;
  /** Since which version of ExcelApi a member is there; office.js leaves it to the host to say so. */
  readonly since?: Readonly<Record<string, string>>;
  readonly items?: (entity: E, host: H) => readonly Entity[];
  readonly item?: (entity: E, key: unknown, host: H) => Entity | null;
}

/** All kinds of objects by name. The one `any`: each kind of members takes only its own objects. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Surface<H> = Readonly<Record<string, Members<any, H>>>;

/** Why the host did not do an action: Excel's code and words. */
export class HostError extends Error {
  readonly code: string;
  readonly location: string;
  constructor(code: string, message: string, location: string) {
    super(message);
    this.code = code;
    this.location = location;
  }
}

interface Action {
  readonly Id: number;
  readonly ActionType: number;
  readonly Name: string;
  readonly ObjectPathId: number;
  readonly ArgumentInfo?: ArgumentInfo;
  readonly QueryInfo?: Query;
}

interface ObjectPath {
  readonly ObjectPathType: number;
  readonly Name: string;
  readonly ParentObjectPathId?: number;
  readonly ArgumentInfo?: ArgumentInfo;
}

interface ArgumentInfo {
  readonly Arguments?: readonly unknown[];
  /** Beside each argument: the object path that stands in its place, or zero. */
  readonly ReferencedObjectPathIds?: readonly unknown[];
}

interface Query {
  readonly Select?: readonly string[];
  readonly Expand?: readonly string[];
}

export interface RequestBody {
  readonly Actions?: readonly Action[];
  readonly ObjectPaths?: Readonly<Record<string, ObjectPath>>;
}

interface ResponseBody {
  readonly Results: readonly { readonly ActionId: number; readonly Value: unknown }[];
  readonly TraceIds: readonly number[];
  readonly Error?: {
    readonly Code: string;
    readonly Message: string;
    readonly Location: string;
    readonly ActionIndex: number;
  };
}

const INSTANTIATE = 1;
const QUERY = 2;
const METHOD = 3;
const SET_PROPERTY = 4;
const TRACE = 5;

const PATH = { global: 1, service: 2, method: 3, property: 4, indexer: 5, reference: 6, nothing: 7 } as const;

export interface Wire {
  process(body: RequestBody): ResponseBody;
  /** What was asked for and is not in the table: "Range.Text" and how often. */
  readonly unsupported: ReadonlyMap<string, number>;
  /** References that the page holds and has not given back. */
  readonly held: number;
}

export function createWire<H extends { has(version: string): boolean }>(
  surface: Surface<H>,
  root: Entity,
  host: H,
): Wire {
  const unsupported = new Map<string, number>();
  const references = new Map<string, Entity>();
  const nameOf = new Map<Entity, string>();
  let referred = 0;

  function membersOf(entity: Entity): Members<Entity, H> {
    return (surface[entity.is] ?? {}) as Members<Entity, H>;
  }

  function missing(entity: Entity, name: string): never {
    const member = `${entity.is}.${name}`;
    unsupported.set(member, (unsupported.get(member) ?? 0) + 1);
    throw new HostError("NotImplemented", `This host does not implement ${member}.`, member);
  }

  /** The member, where this version of Excel has it. */
  function member<M>(entity: Entity, table: Readonly<Record<string, M>> | undefined, name: string): M {
    const found = table?.[name];
    if (found === undefined) return missing(entity, name);
    const since = membersOf(entity).since?.[name];
    if (since === undefined || host.has(since)) return found;
    throw new HostError(
      "ApiNotFound",
      "The API you are trying to use could not be found. It may be available in a newer version of Excel.",
      `${entity.is}.${name}`,
    );
  }

  function refer(entity: Entity): string {
    const name = nameOf.get(entity) ?? `ref${++referred}`;
    nameOf.set(entity, name);
    references.set(name, entity);
    return name;
  }

  function forget(name: unknown): null {
    const entity = references.get(String(name));
    if (entity) nameOf.delete(entity);
    references.delete(String(name));
    return null;
  }

  function call(entity: Entity, name: string, args: readonly unknown[]): unknown {
    if (name === "_KeepReference") return null;
    if (name === "_RemoveReference") return forget(args[0]);
    return member(entity, membersOf(entity).call, name)(entity, args, host);
  }

  function query(entity: Entity | null, select: readonly string[]): unknown {
    if (entity === null) return null;
    const members = membersOf(entity);
    if (members.items) {
      const own = select.map((path) => path.replace(/^items\/?/, "")).filter((path) => path !== "");
      return {
        _Items: members
          .items(entity, host)
          .map((item) => ({ ...keyOf(item), ...(query(item, own) as object) })),
      };
    }
    const answer: Record<string, unknown> = { ...keyOf(entity) };
    const reference = nameOf.get(entity);
    if (reference !== undefined) answer._ReferenceId = reference;
    const deeper = new Map<string, string[]>();
    for (const path of select) {
      const [head = "", ...rest] = path.trim().split("/");
      const name = pascal(head);
      if (name === "_ReferenceId") continue;
      if (rest.length > 0) deeper.set(name, [...(deeper.get(name) ?? []), rest.join("/")]);
      else answer[name] = member(entity, members.get, name)(entity, host);
    }
    for (const [name, paths] of deeper) {
      answer[name] = query(member(entity, members.to, name)(entity, host), paths);
    }
    return answer;
  }

  function keyOf(entity: Entity): object {
    const key = membersOf(entity).key?.(entity, host);
    return key === undefined ? {} : { Id: key };
  }

  function process({ Actions = [], ObjectPaths = {} }: RequestBody): ResponseBody {
    const resolved = new Map<number, Entity | null>();
    const kept = new Set(
      Actions.filter(({ Name }) => Name === "_KeepReference").map(({ ObjectPathId }) => ObjectPathId),
    );

    const argumentsOf = (info: ArgumentInfo | undefined): unknown[] =>
      (info?.Arguments ?? []).map((value, n) => resolveArgument(value, info?.ReferencedObjectPathIds?.[n]));

    const resolveArgument = (value: unknown, path: unknown): unknown =>
      typeof path === "number" && path !== 0 ? resolve(path) : value;

    function resolve(id: number): Entity | null {
      const known = resolved.get(id);
      if (known !== undefined) return known;
      const path = ObjectPaths[id];
      if (!path) throw new HostError("InvalidObjectPath", `There is no object path ${id}.`, "");
      const entity = follow(path);
      resolved.set(id, entity);
      return entity;
    }

    function follow(path: ObjectPath): Entity | null {
      const { ObjectPathType: type, Name: name } = path;
      if (type === PATH.global) return root;
      if (type === PATH.service) return { is: name };
      if (type === PATH.nothing) return null;
      if (type === PATH.reference) {
        const entity = references.get(name);
        if (entity) return entity;
        throw new HostError(
          "InvalidReference",
          "This reference is not valid for the current operation.",
          name,
        );
      }
      const parent = path.ParentObjectPathId ? resolve(path.ParentObjectPathId) : root;
      // What hangs on a null object is a null object too.
      if (parent === null) return null;
      if (type === PATH.method) return call(parent, name, argumentsOf(path.ArgumentInfo)) as Entity | null;
      const members = membersOf(parent);
      if (type === PATH.property) return member(parent, members.to, name)(parent, host);
      if (type !== PATH.indexer) throw new HostError("InvalidArgument", `Object path of type ${type}.`, name);
      const find = members.item ?? (() => missing(parent, "getItem"));
      const found = find(parent, argumentsOf(path.ArgumentInfo)[0], host);
      if (found === null)
        throw new HostError("ItemNotFound", "The requested resource doesn't exist.", `${parent.is}.getItem`);
      return found;
    }

    function act(action: Action): unknown {
      if (action.ActionType === TRACE) return null;
      const entity = resolve(action.ObjectPathId);
      if (action.ActionType === INSTANTIATE) {
        if (entity === null) return null;
        return {
          ...keyOf(entity),
          ...(kept.has(action.ObjectPathId) ? { _ReferenceId: refer(entity) } : {}),
        };
      }
      if (action.ActionType === QUERY) {
        const { Select = [], Expand = [] } = action.QueryInfo ?? {};
        return query(entity, [...Select, ...Expand]);
      }
      if (action.ActionType === METHOD) {
        if (entity === null) return null;
        const answer = call(entity, action.Name, argumentsOf(action.ArgumentInfo));
        return isEntity(answer) ? keyOf(answer) : (answer ?? null);
      }
      if (action.ActionType === SET_PROPERTY) {
        if (entity === null)
          throw new HostError("InvalidObjectPath", "The object is a null object.", action.Name);
        const set = member(entity, membersOf(entity).set, action.Name);
        set(entity, argumentsOf(action.ArgumentInfo)[0], host);
        return null;
      }
      throw new HostError("NotImplemented", `Action of type ${action.ActionType}.`, action.Name);
    }

    const Results: { ActionId: number; Value: unknown }[] = [];
    const TraceIds: number[] = [];
    for (const [ActionIndex, action] of Actions.entries()) {
      try {
        Results.push({ ActionId: action.Id, Value: act(action) });
        if (action.ActionType === TRACE) TraceIds.push(action.Id);
      } catch (cause) {
        if (!(cause instanceof HostError)) throw cause;
        const { code, message, location } = cause;
        return {
          Error: { Code: code, Message: message, Location: location, ActionIndex },
          Results,
          TraceIds,
        };
      }
    }
    return { Results, TraceIds };
  }

  return {
    process,
    unsupported,
    get held() {
      return references.size;
    },
  };
}

function pascal(name: string): string {
  return name.startsWith("_") ? name : name.charAt(0).toUpperCase() + name.slice(1);
}

function isEntity(value: unknown): value is Entity {
  return typeof value === "object" && value !== null && "is" in value;
}
