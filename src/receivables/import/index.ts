/** The door of the import: files and ERPs into the ledger. */
export {
  addCreditor,
  type Creditor,
  type CreditorAdded,
  creditorBySlug,
  listCreditors,
  type NewCreditor,
} from './creditor-repository.ts';
export { type CommandIo, type ImportOptions, importCommand } from './import-command.ts';
export { type ImportReport, reportLines } from './import-report.ts';
export { type ImportRequest, importRecords } from './import-service.ts';
