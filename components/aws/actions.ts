import type { lb } from "@pulumi/aws/types/input";
import { whole } from "../checks";
import { Pool } from "./pool";
import { weightedIn, type HttpRoute, type Route, type TcpRoute } from "./routes";

/** An answer by the load balancer itself. */
export interface FixedResponse {
  /** Code of HTTP: 200 to 599. */
  readonly respond: number;
  /** `text/plain` by default. */
  readonly contentType?: "text/plain" | "text/css" | "text/html" | "application/javascript" | "application/json";
  /** Up to 1,024 characters. */
  readonly body?: string;
}

/** Where clients are sent to; what is not given stays as it was asked for. */
export interface Redirect {
  readonly redirect: {
    readonly protocol?: "HTTP" | "HTTPS";
    readonly host?: string;
    readonly port?: number;
    /** With a leading `/`. */
    readonly path?: string;
    /** Without the leading `?`. */
    readonly query?: string;
    /** Whether clients may keep it in mind; false by default. */
    readonly isPermanent?: boolean;
  };
}

/** What a rule does: send traffic to pools, or answer by itself. */
export type Action = { readonly to: HttpRoute } | FixedResponse | Redirect;

type ListenerAction = lb.ListenerDefaultAction;

/** @throws InputPropertyError when the code of a response is none. */
export function actionOf(path: string, action: Action): ListenerAction {
  if ("to" in action) return forwardTo(action.to);
  if ("redirect" in action) {
    const { isPermanent = false, port, ...redirect } = action.redirect;
    const statusCode = isPermanent ? "HTTP_301" : "HTTP_302";
    return {
      type: "redirect",
      redirect: { ...redirect, ...(port === undefined ? {} : { port: String(port) }), statusCode },
    };
  }
  const { respond, contentType = "text/plain", body = "" } = action;
  const statusCode = String(whole(`${path}.respond`, respond, 200, 599));
  return { type: "fixed-response", fixedResponse: { contentType, messageBody: body, statusCode } };
}

export function forwardTo(route: Route): ListenerAction {
  const targetGroups = weightedIn(route).map(({ to, weight }) => ({ arn: to.targetGroupArn, weight }));
  return { type: "forward", forward: { targetGroups } };
}

/** A listener of connections takes a weight only where there is something to weigh it against. */
export function connectTo(route: TcpRoute): ListenerAction {
  return route instanceof Pool ? { type: "forward", targetGroupArn: route.targetGroupArn } : forwardTo(route);
}

/** Sends those that come without encryption to where there is some. */
export const TO_HTTPS = actionOf("", { redirect: { protocol: "HTTPS", port: 443, isPermanent: true } });
