import type { InnerEntry } from "../graph";
import { reference } from "../references";
import { declared, type Resource } from "../resource";
import type { Stack } from "../stack";
import {
  ADDRESSES,
  FORWARDING_RULES,
  HTTP_PROXIES,
  TARGET_INSTANCE,
  TARGET_POOL,
  TCP_PROXIES,
  URL_MAPS,
} from "./types";

/** What is in front of each load balancer: the forwarding rules, and the addresses that are reserved for them. */
export class Fronts {
  #byAddress: ReadonlyMap<string, readonly Resource[]> | undefined;

  constructor(readonly stack: Stack) {}

  /** The entries behind a forwarding rule, or behind all that have an address; none where that is not known. */
  behind(front: Resource): InnerEntry[] {
    const rules = FORWARDING_RULES.includes(front.type) ? [front] : (this.#rulesAt(front) ?? []);
    const entries = rules.map((rule) => this.#entryOf(rule));
    const known = entries.filter((entry) => entry !== undefined);
    return known.length === entries.length ? known : [];
  }

  #rulesAt(address: Resource): readonly Resource[] | undefined {
    this.#byAddress ??= this.#addressed();
    return this.#byAddress.get(address.urn);
  }

  #addressed(): ReadonlyMap<string, readonly Resource[]> {
    const rules = new Map<string, Resource[]>();
    for (const type of FORWARDING_RULES) {
      this.stack.each(type, (rule) => {
        const place = { holder: rule, property: "ipAddress", types: ADDRESSES };
        const found = reference(this.stack, place, declared(rule, "ipAddress"));
        if (found?.kind !== "resource") return;
        rules.set(found.resource.urn, [...(rules.get(found.resource.urn) ?? []), rule]);
      });
    }
    return rules;
  }

  #entryOf(rule: Resource): InnerEntry | undefined {
    const listener = declared(rule, "backendService") === undefined ? this.#listenerOf(rule) : rule;
    if (!listener) return undefined;
    const label = `forwarding rule ${rule.name}`;
    return { kind: "entry", id: listener.urn, urn: rule.urn, label, port: undefined };
  }

  /** What takes the requests of a forwarding rule: itself, or the proxy or the URL map behind it. */
  #listenerOf(rule: Resource): Resource | undefined {
    const types = [...HTTP_PROXIES, ...TCP_PROXIES, TARGET_POOL, TARGET_INSTANCE];
    const target = reference(this.stack, { holder: rule, property: "target", types }, declared(rule, "target"));
    if (target?.kind !== "resource") return undefined;
    const proxy = target.resource;
    if (TCP_PROXIES.includes(proxy.type)) return proxy;
    if (!HTTP_PROXIES.includes(proxy.type)) return rule;
    const map = reference(
      this.stack,
      { holder: proxy, property: "urlMap", types: URL_MAPS },
      declared(proxy, "urlMap"),
    );
    return map?.kind === "resource" ? map.resource : undefined;
  }
}
