/** What the backends of an Application Load Balancer speak; `H2C` is HTTP/2 without encryption, and with it gRPC. */
export type HttpProtocol = "HTTP" | "HTTPS" | "HTTP2" | "H2C";

/** What the backends of a passthrough Network Load Balancer take. */
export type PacketProtocol = "TCP" | "UDP";

/** What the backends of a pool speak; a service of Cloud Run is called, a bucket is read. */
export type Protocol = HttpProtocol | PacketProtocol | "SERVERLESS" | "BUCKET";

export function isHttp(protocol: Protocol): protocol is HttpProtocol {
  return protocol === "HTTP" || protocol === "HTTPS" || protocol === "HTTP2" || protocol === "H2C";
}
