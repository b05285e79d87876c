import { between, exactly, isExact, type Bounds } from "./bounds";
import type { Backends } from "./graph";

/**
 * How many targets of its pool one backend is: a machine that is registered with two ports gets the requests of two, though it
 * fails as one. Registered twice with one port, it is one.
 *
 * @param twins what is registered of this backend.
 * @param strangers what is registered and not identified, so that it may be of this backend too.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetDescription.html (Port)
 */
export function registrations(twins: readonly Backends[], strangers: readonly Backends[]): Bounds {
  const ports = new Set(twins.flatMap(knownPort));
  const certain = new Set(twins.filter(({ floor }) => floor.atLeast > 0).flatMap(knownPort));
  const others = [...twins, ...strangers].filter((one) => !knownPort(one).some((port) => ports.has(port)));
  const most = Math.max(1, ports.size + others.length);
  return between(Math.min(Math.max(1, certain.size), most), most);
}

/** What has no port is registered once, if at all. */
function knownPort({ port = exactly(0) }: Backends): number[] {
  return isExact(port) ? [port.atLeast] : [];
}
