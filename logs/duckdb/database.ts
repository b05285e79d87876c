import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";

/** Memory that DuckDB may take before it puts what it works on into files; that of Node comes on top. */
const MEMORY = "600MB";

/**
 * A database in memory, which asks nothing of a network: what it needs to read texts, gzip and JSON is built in.
 *
 * @param folder where it puts what does not fit into memory.
 */
export async function openDatabase(folder: string): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    memory_limit: MEMORY,
    preserve_insertion_order: "false",
    temp_directory: folder,
  });
  return instance.connect();
}
