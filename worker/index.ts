// The post office: every route on one line. What each takes, answers and demands of its caller stands in
// shared/wire.ts; every SQL statement stands in store/. Bugs end in onError, with a number to quote.
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { MAX_BODY } from "../shared/wire.ts";
import { askable, consolidation } from "./consolidation.ts";
import { decide } from "./decide.ts";
import { logTrouble } from "./log.ts";
import { refusalResponse, refuse } from "./refuse.ts";
import { remember, remembered } from "./remember.ts";
import { type Env, route } from "./route.ts";
import { me, signIn, signOut } from "./sign.ts";
import { isUnavailable } from "./store/database.ts";
import { submit } from "./submit.ts";
import { expected, receipt, reporting, sheets, submission, submissions } from "./views.ts";

const app = new Hono<Env>();

app.use(requestId({ headerName: "" }));
app.use("/api/*", secureHeaders());
app.use(
  "/api/*",
  bodyLimit({
    maxSize: MAX_BODY,
    onError: (c) => refusalResponse(refuse("tooLarge"), c.get("requestId")),
  }),
);

route(app, "signIn", signIn);
route(app, "signOut", signOut);
route(app, "me", me);
route(app, "sheets", sheets);
route(app, "expected", expected);
route(app, "submit", submit);
route(app, "receipt", receipt);
route(app, "submissions", submissions);
route(app, "submission", submission);
route(app, "decide", decide);
route(app, "askable", askable);
route(app, "consolidation", consolidation);
route(app, "reporting", reporting);
route(app, "remembered", remembered);
route(app, "remember", remember);

// Pages are served as files; only the bare address has no file of its own name.
app.get("/", (c) => c.env.ASSETS.fetch(new Request(new URL("/index.html", c.req.url), c.req.raw)));

app.notFound((c) => refusalResponse(refuse("notFound"), c.get("requestId")));

app.onError((error, c) => {
  const id = c.get("requestId");
  const code = isUnavailable(error) ? "busy" : "broken";
  logTrouble(error, { requestId: id, method: c.req.method, path: c.req.path, code });
  return refusalResponse(refuse(code), id);
});

export default app;
