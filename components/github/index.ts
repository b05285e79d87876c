/** Components of GitHub that hold changes to their review. */
export { ProtectedRepository, type ProtectedRepositoryArgs } from "./protected-repository";
