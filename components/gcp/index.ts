/** Components of Google Cloud. */
export { TrafficMonitor, type TrafficMonitorArgs } from "./monitor/traffic-monitor";
export type { MonitorSettings, WatchedGroup, WatchedService } from "./monitor/watched";
