import * as grpc from "@grpc/grpc-js";
import type { ServiceError, handleUnaryCall } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import type { Faults, Operation } from "./faults";
import type { Address, Resources } from "./resources";
import { schema } from "./schema";
import type { Properties } from "./values";

const properties = (struct: Struct | undefined): Properties => struct?.toJavaScript() ?? {};
const struct = (value: Properties) => Struct.fromJavaScript(value);

function address(request: { getUrn(): string }): Address {
  const [, , type = "", name = ""] = request.getUrn().split("::");
  return { urn: request.getUrn(), token: type.replace(/^.*\$/, ""), name };
}

/** Answers a call with what `answer` returns, and the caller with an error where it throws. */
function unary<Request, Response>(
  answer: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve(call.request)
      .then(answer)
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          const failure: Partial<ServiceError> = {
            code: grpc.status.UNKNOWN,
            details: error instanceof Error ? error.message : String(error),
          };
          callback(failure);
        },
      );
  };
}

/** The provider protocol around the resources. What is not here gRPC itself answers with "unimplemented". */
export function service(resources: Resources, faults: Faults): grpc.UntypedServiceImplementation {
  const { cloud, sdk } = resources;

  /** A call about one resource, which a fault may strike first. */
  const about = <Request extends { getUrn(): string }, Response>(
    operation: Operation,
    answer: (request: Request, address: Address) => Response,
  ) =>
    unary(async (request: Request) => {
      await faults.strike(operation, request.getUrn());
      return answer(request, address(request));
    });

  const diff = (request: rpc.DiffRequest, replaceable: boolean) => {
    const change = resources.diff(address(request), properties(request.getOldInputs()), properties(request.getNews()));
    const { DIFF_NONE, DIFF_SOME } = rpc.DiffResponse.DiffChanges;
    const response = new rpc.DiffResponse()
      .setChanges(change.diffs.length === 0 ? DIFF_NONE : DIFF_SOME)
      .setDiffsList(change.diffs);
    if (!replaceable) return response;
    return response.setReplacesList(change.replaces).setDeletebeforereplace(change.deleteBeforeReplace);
  };

  return {
    getPluginInfo: unary(() => new plugin.PluginInfo().setVersion(sdk?.version ?? "0.0.0")),
    attach: unary(() => new Empty()),
    getSchema: unary(() => new rpc.GetSchemaResponse().setSchema(JSON.stringify(schema(cloud, sdk)))),
    checkConfig: unary((request: rpc.CheckRequest) => new rpc.CheckResponse().setInputs(request.getNews())),
    diffConfig: unary((request: rpc.DiffRequest) => diff(request, false)),
    configure: unary(() => new rpc.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true)),
    cancel: unary(() => new Empty()),
    invoke: unary(async (request: rpc.InvokeRequest) => {
      await faults.strike("invoke", request.getTok());
      const args = properties(request.getArgs());
      return new rpc.InvokeResponse().setReturn(struct(resources.call(request.getTok(), args)));
    }),
    check: about("check", (request: rpc.CheckRequest, at) => {
      const seed = Buffer.from(request.getRandomseed_asU8()).toString("hex");
      const inputs = resources.check(at, properties(request.getNews()), properties(request.getOlds()), seed);
      return new rpc.CheckResponse().setInputs(struct(inputs));
    }),
    diff: about("diff", (request: rpc.DiffRequest) => diff(request, true)),
    create: about("create", (request: rpc.CreateRequest, at) => {
      const { id, outputs } = resources.create(at, properties(request.getProperties()), request.getPreview());
      return new rpc.CreateResponse().setId(id).setProperties(struct(outputs));
    }),
    read: about("read", (request: rpc.ReadRequest) =>
      new rpc.ReadResponse()
        .setId(request.getId())
        .setInputs(request.getInputs())
        .setProperties(
          struct({ ...cloud.found?.(request.getId()), ...properties(request.getProperties()), id: request.getId() }),
        ),
    ),
    update: about("update", (request: rpc.UpdateRequest, at) => {
      const before = properties(request.getOlds());
      const after = resources.update(at, properties(request.getNews()), before, request.getPreview());
      return new rpc.UpdateResponse().setProperties(struct(after));
    }),
    delete: about("delete", () => new Empty()),
  };
}
