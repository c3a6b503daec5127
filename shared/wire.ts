// Every endpoint of the product: method, path, who may call it, the shape of what is sent and of what comes
// back, and the one shape of a refusal. The Worker routes by it and the pane calls by it.
import * as z from "zod/mini";
import type { Issue } from "./check/issue.ts";
import { type Layout, MAX_NAME } from "./read/layout.ts";
import type { Figures } from "./report/figure.ts";

/** What a person may do: 填报 for one unit, 审核 and 汇总 for all units at or below theirs. */
export const ROLES = ["clerk", "reviewer", "superior"] as const;
export type Role = (typeof ROLES)[number];

/** The largest body of a request, in bytes, and the most rows of one submission. */
export const MAX_BODY = 5_000_000;
export const MAX_SUBMITTED_ROWS = 20_000;

const key = z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[\w.-]+$/));
/** The largest unit id and revision number: nine digits, in a body, an address and a receipt's number alike. */
const MAX_ID = 999_999_999;
const unitId = z.int().check(z.positive(), z.maximum(MAX_ID));
const text = (most: number) => z.string().check(z.maxLength(most));
const cellText = text(4000);
const address = z.string().check(z.regex(/^[A-Z]{1,3}[1-9]\d{0,6}$/));
const letter = z.string().check(z.regex(/^[A-Z]{1,3}$/));
const safeInteger = z.number().check(z.int(), z.minimum(-9e15), z.maximum(9e15));
const queryInt = z.pipe(z.string().check(z.regex(/^[1-9]\d{0,8}$/)), z.transform(Number));

const value = z.union([safeInteger, cellText, z.null()]);
export const rowsSchema = z.strictObject({
  at: z.array(z.int().check(z.positive())).check(z.maxLength(MAX_SUBMITTED_ROWS)),
  columns: z
    .array(
      z.strictObject({
        key,
        letter,
        values: z.array(value).check(z.maxLength(MAX_SUBMITTED_ROWS)),
        /** Declared units per unit as printed: 10 000 for 万元. */
        factor: z.optional(z.number().check(z.positive(), z.maximum(1e8))),
        /** Indexes of rows whose value is approximate. */
        about: z.optional(
          z.readonly(z.array(z.int().check(z.nonnegative())).check(z.maxLength(MAX_SUBMITTED_ROWS))),
        ),
      }),
    )
    .check(z.maxLength(100)),
});
const figure = z.union([
  safeInteger,
  z.readonly(z.tuple([safeInteger, safeInteger])),
  z.strictObject({ values: z.readonly(z.array(text(200)).check(z.maxLength(1000))) }),
  z.strictObject({ atMost: safeInteger }),
  z.null(),
]);
const figuresSchema = z.record(text(130), figure);
const note = z.strictObject({
  /** Column key and worksheet row that the note is about, with the address as the clerk sees it. */
  column: key,
  row: z.int().check(z.positive()),
  address,
  text: text(500).check(z.minLength(1)),
});

/** A person's explanations of 核实性 findings, by issue id (see `issueId`). */
const explanationsSchema = z.record(text(300), text(500));

const submissionSchema = z.strictObject({
  unit: unitId,
  sheet: key,
  period: key,
  /** Revision this one builds on: 0 for the first. */
  base: z.int().check(z.nonnegative(), z.maximum(MAX_ID)),
  /** Worksheet it came from, for the reviewer's eyes. */
  worksheet: text(100),
  rows: rowsSchema,
  /** Only for a sheet whose rows stay local: its figures, computed by the shared function. */
  figures: z.optional(figuresSchema),
  explanations: explanationsSchema,
});
export type SubmissionBody = z.output<typeof submissionSchema>;

const decisionSchema = z.strictObject({
  unit: unitId,
  sheet: key,
  period: key,
  rev: z.int().check(z.positive(), z.maximum(MAX_ID)),
  verdict: z.enum(["accept", "return"]),
  /** Why it is returned; empty for an acceptance. */
  reason: text(500),
  notes: z.array(note).check(z.maxLength(200)),
});
export type DecisionBody = z.output<typeof decisionSchema>;
export type CellNote = z.output<typeof note>;

/** The most columns of one sheet that a person may say something about. */
const MAX_COLUMNS = 100;

/** What a set of headers means, as a person confirmed it: see shared/read/layout.ts. Only texts of headers. */
export const layoutSchema = z.strictObject({
  headers: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
  sheet: key,
  columns: z
    .record(text(MAX_NAME).check(z.minLength(1)), key)
    .check(z.refine((columns) => Object.keys(columns).length <= MAX_COLUMNS, "too many columns")),
});

/** Something to remember of the caller's own unit: what headers mean, or that a name is, or is not, the unit's. */
const rememberSchema = z.union([
  z.strictObject({ unit: unitId, layout: layoutSchema }),
  z.strictObject({ unit: unitId, alias: text(MAX_NAME).check(z.minLength(1)), ours: z.boolean() }),
]);
export type RememberBody = z.output<typeof rememberSchema>;

/** What a unit's people confirmed before, the newest first. */
export interface Remembered {
  readonly layouts: readonly (Layout & { readonly at: string })[];
  /** Other names of the unit. */
  readonly aliases: readonly string[];
}

const which = { unit: queryInt, sheet: key, period: key };

/** Who calls; `unit` is where the role holds. */
export interface Me {
  readonly person: { readonly id: number; readonly name: string };
  readonly role: Role;
  readonly unit: UnitName;
}

interface UnitName {
  readonly id: number;
  readonly name: string;
}

/** Where one unit's submission of one sheet and period stands. */
export type Standing = "missing" | "waiting" | "returned" | "accepted";

/** What is expected of a unit. Days and times are ISO, in UTC+8 where a day is meant. */
export interface Expectation {
  readonly unit: UnitName;
  readonly sheet: string;
  readonly period: string;
  /** Last day on which it counts as on time; told after it, not refused. */
  readonly due: string;
  /** Last day on which it is taken at all. */
  readonly closes: string;
  readonly open: boolean;
  readonly standing: Standing;
  /** Newest revision; 0 when nothing was sent. */
  readonly rev: number;
  readonly receivedAt: string | null;
  readonly onTime: boolean | null;
  /** Figures of the last accepted submission before this period, for comparison; null when there is none, and in `reporting`. */
  readonly previous: Figures | null;
  /** Values the superior already holds, by column key. */
  readonly known: Readonly<Record<string, number | string>>;
  /** The newest decision's words, where it was returned. */
  readonly returned: {
    readonly reason: string;
    readonly notes: readonly CellNote[];
    readonly by: string;
    readonly at: string;
  } | null;
}

/** Proof that a submission arrived. */
export interface Receipt {
  /** Number printed and quoted: unit-sheet-period-revision and a piece of the hash. */
  readonly number: string;
  readonly unit: UnitName;
  readonly sheet: string;
  readonly sheetVersion: number;
  readonly period: string;
  readonly rev: number;
  readonly rows: number;
  readonly figures: Figures;
  /** SHA-256 in hex, chained to the revision before. */
  readonly hash: string;
  readonly person: string;
  readonly at: string;
  readonly onTime: boolean;
  readonly explanations: Readonly<Record<string, string>>;
  /** True when this very content had been received before and nothing was written. */
  readonly repeated: boolean;
}

/** What the server would say of a submission, without keeping it. */
interface Verdict {
  readonly issues: readonly Issue[];
  readonly figures: Figures;
  readonly accepted: boolean;
}

export interface SubmissionLine {
  readonly unit: UnitName;
  readonly sheet: string;
  readonly period: string;
  readonly rev: number;
  readonly rows: number;
  readonly person: string;
  readonly at: string;
  readonly standing: Standing;
}

export interface DecisionView {
  readonly rev: number;
  readonly verdict: "accept" | "return";
  readonly reason: string;
  readonly notes: readonly CellNote[];
  readonly by: string;
  readonly at: string;
}

/** One revision as the clerk sent it, for the reviewer. */
export interface SubmissionView {
  readonly receipt: Receipt;
  readonly standing: Standing;
  readonly worksheet: string;
  readonly rows: z.output<typeof rowsSchema>;
  readonly issues: readonly Issue[];
  readonly decisions: readonly DecisionView[];
  /** All revisions, newest first. */
  readonly revisions: readonly {
    readonly rev: number;
    readonly at: string;
    readonly person: string;
    readonly rows: number;
    readonly hash: string;
  }[];
}

/** A consolidation: totals of a scope, and the figures of each unit that counts. */
export interface Consolidation {
  readonly sheet: string;
  readonly period: string;
  readonly scope: UnitName;
  readonly stage: "received" | "accepted";
  readonly totals: Figures;
  /** Units that count in the totals, and units expected. */
  readonly reported: number;
  readonly expected: number;
  readonly onTime: number;
  /** Filled when `detail` was asked: one entry per unit that counts, in the order of the unit tree. */
  readonly units: readonly { readonly unit: UnitName; readonly under: string; readonly figures: Figures }[];
  /** Changes with every submission and decision of this sheet and period. */
  readonly version: number;
  /** Rows that the database read for the totals, for the curious and for the tests. */
  readonly rowsRead: number;
}

export interface Refusal {
  readonly code: RefusalCode;
  readonly message: { readonly zh: string; readonly en: string };
  readonly issues?: readonly Issue[];
  /** For a stale submission: the revision that is newer, by whom and when. */
  readonly newer?: { readonly rev: number; readonly person: string; readonly at: string };
  /** What exactly was wrong with a request, in English, for whoever wrote the program that sent it. */
  readonly detail?: string;
  /** To be quoted when asking for help. */
  readonly requestId?: string;
}

/** Every way a request is refused: its HTTP status and what the person reads. */
export const REFUSALS = {
  badRequest: [
    400,
    "请求的内容有误，没有保存。请刷新页面后再试。",
    "The request could not be read and nothing was kept. Reload the page and try again.",
  ],
  badCode: [
    401,
    "激活码不对、已用过或已过期。请向上级索取新的激活码。",
    "The activation code is wrong, used or expired. Ask your superior for a new one.",
  ],
  signedOut: [
    401,
    "登录已失效，请用激活码重新登录。填好的内容没有丢失。",
    "You are signed out. Sign in with an activation code; nothing you entered is lost.",
  ],
  notAllowed: [
    403,
    "您没有这项权限，或该单位不在您的范围内。",
    "You may not do this, or the unit is outside your scope.",
  ],
  notFound: [
    404,
    "没有找到。它可能不存在，或不在您的范围内。",
    "Not found. It may not exist, or lies outside your scope.",
  ],
  stale: [
    409,
    "在您之后已有更新的报送（第 {rev} 次，{person}）。本次没有保存，请查看后再报送。",
    "A newer submission (no. {rev}, by {person}) exists. Nothing was kept; look at it and submit again.",
  ],
  unchanged: [
    409,
    "退回后内容没有改动。请先修改，或写明说明，再报送。",
    "Nothing has changed since it was returned. Correct it or explain, then submit.",
  ],
  decided: [
    409,
    "这次报送已经处理过，或已有更新的报送。请刷新。",
    "This submission has been decided already, or a newer one exists. Refresh.",
  ],
  tooLateToReturn: [
    423,
    "本报告期已截止，退回后单位无法再报送，所以不能退回。",
    "The period is closed: what is returned now could not be sent again, so it cannot be returned.",
  ],
  tooLarge: [
    413,
    "内容太大（最多 2 万行）。没有保存，请分开报送。",
    "Too large (at most 20,000 rows). Nothing was kept; submit it in parts.",
  ],
  invalid: [
    422,
    "还有必须处理的问题，没有保存。请按提示修改后再报送。",
    "There are findings that must be mended first. Nothing was kept.",
  ],
  figureTooLarge: [
    422,
    "合计大到无法准确相加，没有保存。请核对数字和单位（元、万元）后再报送。",
    "A total is too large to be added up exactly; nothing was kept. Check the numbers and their unit, then submit.",
  ],
  notExpected: [
    422,
    "本单位没有这项报送任务。请核对报表和报告期。",
    "Nothing of this sheet and period is expected of this unit.",
  ],
  closed: [423, "本报告期已截止，不再接收。请联系上级。", "The period is closed. Contact your superior."],
  locked: [
    423,
    "已审核通过，不能再改。需要更正请联系上级退回。",
    "It has been accepted and is locked. Ask your superior to return it for a correction.",
  ],
  slowDown: [429, "尝试太频繁，请一分钟后再试。", "Too many attempts. Wait a minute and try again."],
  broken: [
    500,
    "服务出了问题，内容没有丢失。请稍后再试；求助时请报编号 {id}。",
    "Something failed on the server; nothing is lost. Try again later and quote {id} when asking for help.",
  ],
  // Nobody knows whether it was kept: the answer may have been lost after the work was done.
  busy: [
    503,
    "没有收到确认。请再试，不会重复保存。",
    "There was no confirmation. Try again: nothing is kept twice.",
  ],
} as const satisfies Record<string, readonly [status: number, zh: string, en: string]>;
export type RefusalCode = keyof typeof REFUSALS;

/** What can be asked for in a consolidation: the periods of sheets, and for whom. */
export interface Askable {
  /** Expected of units at or below the caller's, the newest first. */
  readonly periods: readonly AskablePeriod[];
  /** The caller's unit, and those below it that have units below them, in the order of the unit tree. */
  readonly scopes: readonly UnitName[];
}

export interface AskablePeriod {
  readonly sheet: string;
  readonly period: string;
  /** Days as in `Expectation`; of one of the units, should theirs differ. */
  readonly due: string;
  readonly closes: string;
  readonly open: boolean;
  /** Something has come from the caller's units. */
  readonly received: boolean;
}

interface Endpoint {
  readonly method: "GET" | "POST";
  /** `:name` parts are filled from `query` of the same name. */
  readonly path: string;
  /** Null: open to everyone. */
  readonly roles: readonly Role[] | null;
  /** Where the unit named in the request must lie: at the caller's own, at or below it, or below it and not at it. */
  readonly scope: "none" | "own" | "below" | "under";
  readonly query?: z.ZodMiniType;
  readonly body?: z.ZodMiniType;
}

const above = ["reviewer", "superior"] as const;

export const WIRE = {
  signIn: {
    method: "POST",
    path: "/api/sign-in",
    roles: null,
    scope: "none",
    body: z.strictObject({
      code: text(64).check(z.minLength(8)),
      /** 32 random bytes in hex, the same each time a code is tried: a lost answer can be asked for again. */
      nonce: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
    }),
  },
  signOut: { method: "POST", path: "/api/sign-out", roles: ROLES, scope: "none", body: z.strictObject({}) },
  me: { method: "GET", path: "/api/me", roles: ROLES, scope: "none" },
  sheets: { method: "GET", path: "/api/sheets", roles: ROLES, scope: "none" },
  expected: {
    method: "GET",
    path: "/api/expected",
    roles: ROLES,
    scope: "below",
    query: z.strictObject({ unit: queryInt }),
  },
  submit: {
    method: "POST",
    path: "/api/submissions",
    roles: ["clerk"],
    scope: "own",
    query: z.strictObject({ dryRun: z.optional(z.literal("1")) }),
    body: submissionSchema,
  },
  receipt: {
    method: "GET",
    path: "/api/receipts/:number",
    roles: ROLES,
    scope: "below",
    query: z.strictObject({ number: z.string().check(z.regex(/^[\w.-]{8,160}$/)) }),
  },
  submissions: {
    method: "GET",
    path: "/api/submissions",
    roles: ROLES,
    scope: "below",
    query: z.strictObject({
      unit: queryInt,
      standing: z.optional(z.enum(["waiting", "returned", "accepted"])),
    }),
  },
  submission: {
    method: "GET",
    path: "/api/submission",
    roles: ROLES,
    scope: "below",
    query: z.strictObject({ ...which, rev: z.optional(queryInt) }),
  },
  decide: { method: "POST", path: "/api/decisions", roles: above, scope: "under", body: decisionSchema },
  askable: { method: "GET", path: "/api/askable", roles: above, scope: "none" },
  consolidation: {
    method: "GET",
    path: "/api/consolidation",
    roles: above,
    scope: "below",
    query: z.strictObject({
      ...which,
      stage: z.enum(["received", "accepted"]),
      detail: z.optional(z.literal("1")),
    }),
  },
  reporting: {
    method: "GET",
    path: "/api/reporting",
    roles: above,
    scope: "below",
    query: z.strictObject(which),
  },
  remembered: {
    method: "GET",
    path: "/api/remembered",
    roles: ROLES,
    scope: "own",
    query: z.strictObject({ unit: queryInt }),
  },
  remember: { method: "POST", path: "/api/remembered", roles: ROLES, scope: "own", body: rememberSchema },
} as const satisfies Record<string, Endpoint>;
export type EndpointName = keyof typeof WIRE;

/** What each endpoint answers. */
export interface Replies {
  signIn: { readonly token: string; readonly expires: string; readonly me: Me };
  signOut: { readonly done: true };
  me: Me;
  sheets: readonly {
    readonly key: string;
    readonly version: number;
    readonly label: { readonly zh: string; readonly en: string };
  }[];
  expected: readonly Expectation[];
  submit: Receipt | Verdict;
  receipt: Receipt;
  /** What waits with the oldest first, everything else with the newest; `more` when the list was cut. */
  submissions: { readonly lines: readonly SubmissionLine[]; readonly more: boolean };
  submission: SubmissionView;
  decide: { readonly standing: Standing; readonly rev: number };
  askable: Askable;
  consolidation: Consolidation;
  reporting: readonly Expectation[];
  remembered: Remembered;
  remember: { readonly at: string };
}

/** What an endpoint takes in its address (path parts included) and in its body, after parsing. */
export type QueryOf<N extends EndpointName> = Output<(typeof WIRE)[N], "query">;
export type BodyOf<N extends EndpointName> = Output<(typeof WIRE)[N], "body">;
type Output<E, Part extends "query" | "body"> = E extends {
  readonly [P in Part]: infer S extends z.ZodMiniType;
}
  ? z.output<S>
  : undefined;
