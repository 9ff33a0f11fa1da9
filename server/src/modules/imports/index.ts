export { createImports } from './imports.ts';
export type { Imports } from './imports.ts';
export type { Came, Fault, Field, Kind, Made, Row, Running } from './kind.ts';
export { importsModule } from './module.ts';
export { textOf } from './read-csv.ts';
export type { Opening } from './read-csv.ts';
export { unpack } from './unzip.ts';
