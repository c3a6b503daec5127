// Excel on the web's half of the conversation with an add-in's frame, as text in and text out: what the frame is
// told by its name, the start-up, each request of office.js, and events. It knows the protocol and no workbook;
// the simulated Excel behind it answers the requests. No DOM: the page around the frame only carries the texts.
import { randomUUID } from "node:crypto";
import type { EventEntry, Excel } from "./host.ts";

export interface FrameOptions {
  /** Address of the page that holds the frame. */
  readonly page: string;
  /** Of Excel's screens and of its data: "zh-CN". */
  readonly locale: string;
  /** What `Office.context.document.settings` begins with. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Hands a text to the frame. */
  post(text: string): void;
}

export interface Frame {
  /** The name that the frame must have: everything that office.js is told before the first message. */
  readonly name: string;
  /** A text from the frame. */
  receive(text: string): void;
  /** What the frame asked for and is not known here, by its number or name. */
  readonly unsupported: readonly string[];
  /** The pane is closed: no more events. */
  close(): void;
}

interface Message {
  readonly _messageType: number;
  readonly _actionType: number;
  readonly _actionName: string;
  readonly _conversationId: string;
  readonly _correlationId: number;
  readonly _data: unknown;
}

interface Method {
  readonly DdaMethod: { readonly DispatchId: number };
  readonly ArrayData?: readonly unknown[];
  readonly Properties?: unknown;
}

const REQUEST = 0;
const ANSWER = 1;
const ACTION = { invoke: 0, register: 1, unregister: 2 } as const;
const RESPONSE = { call: 0, event: 1 } as const;
const DISPATCH = { richApi: 93, settingsSave: 76, settingsLoad: 75 } as const;
const EXCEL_WEB = 16;
const UNSUPPORTED = 5000;
const DONE = { Version: 1, Error: 0 };
/** What office.js asks of the host when it starts; it has nothing to do with a workbook. */
const START_UP = "WacPartition";

/** One frame of one add-in in Excel on the web. */
export function createFrame(excel: Excel, { page, locale, settings = {}, post }: FrameOptions): Frame {
  const conversation = randomUUID();
  const id = randomUUID();
  /** The messages that asked for an event; each event answers its own. */
  const wanted = new Map<string, Message>();
  const unsupported: string[] = [];
  let kept: Readonly<Record<string, unknown>> = settings;

  const tell = (entries: readonly EventEntry[]): void => {
    const asked = wanted.get("richApiMessage");
    if (asked) say(asked, { ArrayData: entries }, { _responseType: RESPONSE.event });
  };
  excel.sinks.add(tell);

  function say(to: Message, data: unknown, more: object = {}): void {
    post(
      JSON.stringify({
        _messageType: ANSWER,
        _actionName: to._actionName,
        _conversationId: to._conversationId,
        _correlationId: to._correlationId,
        _origin: new URL(page).origin,
        _errorCode: 0,
        _responseType: RESPONSE.call,
        _serializerVersion: 1,
        _data: data,
        ...more,
      }),
    );
  }

  function missing(name: string): object {
    unsupported.push(name);
    return { ...DONE, Error: UNSUPPORTED };
  }

  function receive(text: string): void {
    const message = JSON.parse(text) as Message;
    if (message._messageType !== REQUEST) return;
    const { _actionType: type, _actionName: name } = message;
    if (type === ACTION.register || type === ACTION.unregister) {
      if (type === ACTION.register) wanted.set(name, message);
      else wanted.delete(name);
      say(message, { Error: 0 });
    } else if (name === "ContextActivationManager_getAppContextAsync") say(message, context());
    else if (name === "executeMethod") execute(message._data as Method).then((data) => say(message, data));
    // Keys pressed and focus taken in the pane: told to Excel, no answer awaited.
    else if (name !== "ContextActivationManager_notifyHost") say(message, missing(name));
  }

  async function execute({ DdaMethod, ArrayData = [], Properties }: Method): Promise<object> {
    const { DispatchId } = DdaMethod;
    if (DispatchId === DISPATCH.settingsLoad) return { ...DONE, Properties: Object.entries(kept) };
    if (DispatchId === DISPATCH.settingsSave) {
      kept = Object.fromEntries((Properties ?? []) as [string, unknown][]);
      return { ...DONE, DdaSettingsMethod: { OverwriteIfStale: true } };
    }
    if (DispatchId !== DISPATCH.richApi) return missing(`dispatch ${DispatchId}`);
    // [what for, "POST", "ProcessQuery", headers, the request as text, 0, flags, …]
    const [whatFor, , , , request, , flags] = ArrayData;
    const body = String(request);
    if (whatFor === START_UP) return { ...DONE, Data: [200, [], nothingDone(body)] };
    const answer = await excel.answer(body, Number(flags));
    if ("refused" in answer) return { ...DONE, Error: answer.refused.number };
    return { ...DONE, Data: [200, ["Content-Type", "application/json"], answer.body] };
  }

  function context(): object {
    return {
      _id: id,
      _appName: EXCEL_WEB,
      _appVersion: "16.0",
      _appUILocale: locale,
      _dataLocale: locale,
      _docUrl: `${page}/book.xlsx`,
      _clientMode: 1,
      _settings: Object.entries(kept),
      _reason: "documentOpened",
      _osfControlType: 1,
      _eToken: "",
      _correlationId: randomUUID(),
      _appInstanceId: id,
      _appMinorVersion: 0,
      // `isSetSupported` answers from this.
      _requirementMatrix: JSON.stringify(excel.sets),
      _hostFullVersion: "16.0.19426.41000",
      _clientWindowHeight: 700,
      _clientWindowWidth: 350,
      _addinName: "Onesheet",
      _appDomains: [],
      _initialDisplayMode: 2,
      _featureGates: {},
    };
  }

  // host $ platform $ version $ locale $ correlation $ is a dialog $ logging $ flags
  const hostInfo = ["Excel", "Web", "16.00", locale, randomUUID(), "", "disableLogging", "0"].join("$");
  const name = JSON.stringify({
    baseFrameName: `_xdm_${conversation}`,
    hostInfo,
    xdmInfo: [conversation, id, page].join("|"),
    serializerVersion: 1,
    flights: "[]",
  });
  return { name, receive, unsupported, close: () => void excel.sinks.delete(tell) };
}

/** The answer to a request that only asks whether somebody is there. */
function nothingDone(request: string): string {
  const { Actions = [] } = JSON.parse(request) as { Actions?: { Id: number; ActionType: number }[] };
  const Results = Actions.map(({ Id, ActionType }) => ({
    ActionId: Id,
    Value: ActionType === 1 ? {} : null,
  }));
  return JSON.stringify({ Results, TraceIds: [] });
}
