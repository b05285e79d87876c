/** Lines as load balancers write them. */

export interface AlbRequest {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly balancer?: string;
  readonly target?: string;
  readonly pool?: string;
  readonly rule?: string;
  readonly received?: number;
  readonly sent?: number;
  /** Seconds; -1 where nobody answered. */
  readonly seconds?: number;
  readonly userAgent?: string;
  readonly url?: string;
  /** How many fields the line has, as in older versions of the format, and newer ones. */
  readonly fields?: number;
}

export const GROUP = (name: string) =>
  `arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/${name}/73e2d6bc24d8a067`;

export const START = Date.UTC(2026, 0, 31, 12);

export function albLine(request: AlbRequest): string {
  const { time, target = "10.0.0.1:80", pool = GROUP("web"), rule = "0", received = 100, sent = 2000 } = request;
  const {
    balancer = "app/web/50dc6c495c0c9188",
    seconds = 0.01,
    userAgent = "curl/8",
    url = "https://x:443/",
  } = request;
  const at = new Date(time).toISOString().replace("Z", "123Z");
  const answered = seconds < 0 ? -1 : 0;
  const all = [
    ...["https", at, balancer, "192.0.2.7:40001", target, answered, seconds, answered, 200, 200, received, sent],
    ...[`"GET ${url} HTTP/1.1"`, `"${userAgent}"`, "-", "-", pool, '"Root=1-2-3"', '"x"', '"-"', rule, at],
    ...['"forward"', '"-"', '"-"', `"${target}"`, '"200"', '"-"', '"-"', "TID_1", '"x"', '"/"', '"-"'],
  ];
  return all.slice(0, request.fields ?? 30).join(" ");
}

export function classicLine({ time, target = "10.0.0.1:80", seconds = 0.01 }: AlbRequest, isOld = false): string {
  const times = seconds < 0 ? "-1 -1 -1" : `0.0001 ${seconds} 0.0001`;
  const more = isOld ? "" : ' "curl/8" - -';
  return `${new Date(time).toISOString()} my-elb 192.0.2.7:2817 ${target} ${times} 200 200 100 2000 "GET http://x:80/ HTTP/1.1"${more}`;
}

export function nlbLine({ time }: AlbRequest): string {
  const at = new Date(time).toISOString().slice(0, 19);
  return `tls 2.0 ${at} net/my-nlb/c6e77e28c25b2234 g3d4b5e8bb8464cd 192.0.2.7:51341 10.0.0.9:443 5 2 98 246 - arn:aws:acm:eu-west-1:1:certificate/2 - ECDHE-RSA-AES128-SHA tlsv12 - my-nlb.example - - - ${at}`;
}

export interface GcpRequest {
  readonly time: number;
  readonly type?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly request?: Readonly<Record<string, unknown>>;
}

export function gcpEntry({
  time,
  type = "http_external_regional_lb_rule",
  labels = {},
  request = {},
}: GcpRequest): object {
  return {
    insertId: "a",
    logName: "projects/shop/logs/requests",
    timestamp: new Date(time).toISOString(),
    resource: {
      type,
      labels: {
        ...{ project_id: "shop", url_map_name: "web", backend_target_name: "api", matched_url_path_rule: "/api/*" },
        ...{ backend_name: "ig-a", backend_scope: "europe-west1-b", backend_scope_type: "ZONE", ...labels },
      },
    },
    httpRequest: {
      requestSize: "100",
      responseSize: "2000",
      status: 200,
      latency: "0.010s",
      userAgent: "curl",
      ...request,
    },
  };
}

/** The same requests as often as they are said to be: `{ a: 3, b: 1 }`. */
export function requestsTo(counts: Readonly<Record<string, number>>, more: Partial<AlbRequest> = {}): string[] {
  return Object.entries(counts).flatMap(([target, count]) =>
    Array.from({ length: count }, (_, index) => albLine({ time: START + index, target, ...more })),
  );
}
