/** What the components of all clouds have in common; those of a cloud are in `evenkeel/aws` and `evenkeel/gcp`. */
export { atLeastTwo, type AtLeastTwo } from "./at-least-two";
