/** Load balancers together with all that they lead to: the components that the Pulumi package has for every language. */
export { AutoScalingSite, type AutoScalingSiteArgs, type Release, type Shift } from "./auto-scaling-site";
export { FargateSite, type FargateSiteArgs } from "./fargate-site";
export { InstanceSite, type InstanceSiteArgs } from "./instance-site";
export { TcpService, type ServicePort, type TcpServiceArgs } from "./tcp-service";
