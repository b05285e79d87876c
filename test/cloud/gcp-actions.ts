import { fingerprintOf, placeOf, type Kept } from "./gcp-resources";

type Fields = Readonly<Record<string, unknown>>;

/** An answer with another status than 200. */
export class Refused {
  constructor(
    readonly status: number,
    readonly reason: string,
  ) {}

  get body(): Fields {
    const message = `refused by the test: ${this.reason}`;
    const errors = [{ reason: this.reason, message, domain: "global" }];
    return { error: { code: this.status, message, errors } };
  }
}

/** A question in PromQL to which nothing is the answer. */
const NOTHING = { resultType: "vector", result: [] };

/** What a URL map has that the server knows by itself. */
const OWN: ReadonlySet<string> = new Set(["kind", "name", "selfLink", "region", "fingerprint"]);

/** What is asked of the server besides reading: to change URL maps, to wait until that is done, and what PromQL gives. */
export class GcpActions {
  /** What Cloud Monitoring answers to a question in PromQL. */
  promql: (query: string) => Fields | Refused = () => NOTHING;
  /** How often an answer to waiting is that it is not done yet. */
  slowness = 0;
  /** What a change ends with that is not made. */
  failure: { readonly code: string; readonly message: string } | undefined;
  /** Is called after a URL map has changed. */
  afterwards: () => void = () => undefined;
  readonly #pending = new Map<string, { readonly change: () => void; waits: number }>();
  #count = 0;

  constructor(readonly project: { resources: readonly Kept[] }) {}

  calm(): void {
    this.promql = () => NOTHING;
    this.slowness = 0;
    this.failure = undefined;
    this.afterwards = () => undefined;
    this.#pending.clear();
    this.#count = 0;
  }

  /** Undefined for what is mere reading. */
  answer(method: string, path: string, body: string): Fields | Refused | undefined {
    if (path.endsWith("/location/global/prometheus/api/v1/query")) {
      const data = this.promql(new URLSearchParams(body).get("query") ?? "");
      return data instanceof Refused ? data : { status: "success", data };
    }
    const [, waited] = /\/operations\/([\w-]+)\/wait$/.exec(path) ?? [];
    if (waited !== undefined) return this.#waited(waited);
    const one = this.project.resources.find(
      (kept) => kept.collection === "urlMaps" && path.endsWith(`/${placeOf(kept)}/urlMaps/${kept.name}`),
    );
    return one && method === "PUT" ? this.#update(one, body) : undefined;
  }

  /** Changes a URL map at once, as somebody else may. */
  put(one: Kept, fields: Fields): void {
    const isSame = (kept: Kept) =>
      kept.collection === "urlMaps" && kept.name === one.name && placeOf(kept) === placeOf(one);
    this.project.resources = this.project.resources.map((kept) => (isSame(kept) ? { ...kept, fields } : kept));
  }

  /** Begins a change, which is made only when it is waited for. */
  #update(one: Kept, body: string): Fields | Refused {
    const asked = JSON.parse(body) as Fields;
    if (asked["fingerprint"] !== fingerprintOf(one)) return new Refused(412, "conditionNotMet");
    const fields = Object.fromEntries(Object.entries(asked).filter(([name]) => !OWN.has(name)));
    const name = `operation-${(this.#count += 1)}`;
    const change = () => {
      this.put(one, fields);
      this.afterwards();
    };
    this.#pending.set(name, { change, waits: this.slowness });
    return { kind: "compute#operation", name, status: "RUNNING" };
  }

  #waited(name: string): Fields | undefined {
    const pending = this.#pending.get(name);
    if (!pending) return undefined;
    pending.waits -= 1;
    if (pending.waits >= 0) return { kind: "compute#operation", name, status: "RUNNING" };
    this.#pending.delete(name);
    const done = { kind: "compute#operation", name, status: "DONE" };
    if (this.failure) return { ...done, error: { errors: [this.failure] } };
    pending.change();
    return done;
  }
}
