/** Components of Google Cloud. */
export { LoadBalancerLogSink, type LoadBalancerLogSinkArgs } from "./load-balancer-log-sink";
