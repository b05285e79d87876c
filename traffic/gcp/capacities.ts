import { between, exactly, times, type Bounds } from "../bounds";
import type { Capacity } from "../graph";
import { areAlike, type Backend } from "./backends";

/** Of which nothing is known but that it is not negative. */
const ANY_CAPACITY: Capacity = { of: "all", amount: between(0, Infinity) };

/**
 * The capacities of backends that share a region's traffic: scaler × what the balancing mode says, for each member or for the
 * group. Backends that are measured alike but for the scaler compare by that alone. In other measures they do not compare: nobody
 * knows how many requests a second a utilisation is.
 *
 * @see https://cloud.google.com/load-balancing/docs/backend-service#capacity_scaler
 * @see https://cloud.google.com/load-balancing/docs/https#request-distribution
 */
export function capacitiesOf(backends: readonly Backend[]): Capacity[] {
  if (backends.some(({ mode }) => mode === "custommetrics")) return backends.map(() => "decided at run time");
  const [first] = backends;
  const scaled = ({ scaler }: Backend, of: "each" | "all", amount: Bounds): Capacity => {
    return { of, amount: times(scaler, amount) };
  };
  const areOfOneMode = backends.every(({ mode }) => mode !== undefined && mode === first?.mode);
  const areComparable = first !== undefined && backends.every((one) => areAlike(unscaled(one), unscaled(first)));
  return backends.map((one): Capacity => {
    // Where both are set the lower one counts, and which one that is depends on the load.
    if (one.each !== undefined && one.all !== undefined) return ANY_CAPACITY;
    if (areComparable) return scaled(one, one.all === undefined ? "each" : "all", exactly(1));
    if (!areOfOneMode) return ANY_CAPACITY;
    if (one.each !== undefined) return scaled(one, "each", one.each);
    return one.all === undefined ? ANY_CAPACITY : scaled(one, "all", one.all);
  });
}

/** Everything about a backend that decides in which measure it is compared. */
function unscaled(backend: Backend): Backend {
  return { ...backend, scaler: exactly(1), failover: false, preferred: false };
}
