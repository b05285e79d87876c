import { promisify } from "node:util";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { Cloud } from "./cloud";
import { Faults } from "./faults";
import { Resources } from "./resources";
import { service } from "./service";

export interface Loopback {
  /** As `PULUMI_DEBUG_PROVIDERS` wants it: `aws:40123`. */
  readonly attachment: string;
  readonly port: number;
  readonly faults: Faults;
  readonly stop: () => void;
}

/** Serves a cloud on a port of this machine until it is stopped. */
export async function serve(cloud: Cloud): Promise<Loopback> {
  const faults = new Faults();
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
  server.addService(ResourceProviderService, service(new Resources(cloud), faults));
  const bind = promisify(server.bindAsync.bind(server));
  const port = await bind("127.0.0.1:0", grpc.ServerCredentials.createInsecure());
  return {
    attachment: `${cloud.package}:${port}`,
    port,
    faults,
    stop: () => {
      server.forceShutdown();
    },
  };
}
