import { exactly } from "../bounds";
import { declared, UNKNOWN } from "../resource";
import type { Splitter } from "./split";
import { TCP_PROXIES } from "./types";

/** A proxy for TCP or TLS has one backend service, which is its only route. Those for HTTP have a URL map. */
export function readProxies(splitter: Splitter): void {
  for (const type of TCP_PROXIES) {
    splitter.stack.each(type, (proxy) => {
      const property = "backendService";
      const label = `proxy ${proxy.name}`;
      const service = declared(proxy, property) ?? UNKNOWN;
      splitter.addEntry({ urn: proxy.urn, label });
      splitter.addRoutes(proxy.urn, {
        key: proxy.urn,
        label,
        holder: proxy,
        property,
        isShared: false,
        split: [{ service, weight: exactly(1) }],
      });
    });
  }
}
