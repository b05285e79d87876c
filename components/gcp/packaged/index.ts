/** Load balancers together with all that they lead to: the components that the Pulumi package has for every language. */
export { CloudRunSite, type CloudRunSiteArgs } from "./cloud-run-site";
export { InstanceSite, type InstanceSiteArgs, type Reached } from "./instance-site";
