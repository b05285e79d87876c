import { PolicyPack } from "@pulumi/policy";
import { evenkeelPolicies } from ".";

new PolicyPack("evenkeel", { policies: evenkeelPolicies });
