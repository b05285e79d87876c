/** What needs DuckDB, in one file to load, so that the database is loaded when logs are read and not before. */
export { openDatabase } from "./database";
export { FileCounter } from "./file-counter";
