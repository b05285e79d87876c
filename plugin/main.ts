#!/usr/bin/env node
/** What the engine starts for a program that has components of this package: `pulumi-resource-evenkeel`. */
import { main } from "@pulumi/pulumi/provider";
import { provider } from "./provider";

void main(provider, process.argv.slice(2));
