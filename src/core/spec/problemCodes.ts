/** Every kind of problem that a spec can have. A code is never given a second meaning. */
export const problemCodes = {
  // Structure: GS10xx
  invalid: 'GS1000',
  syntax: 'GS1001',
  duplicateKey: 'GS1002',
  unknownKey: 'GS1003',
  knownLater: 'GS1004',
  missingKey: 'GS1005',
  wrongType: 'GS1006',
  notAChoice: 'GS1007',
  outOfRange: 'GS1008',
  wrongLength: 'GS1009',
  repeatedItem: 'GS1010',
  notASpec: 'GS1011',
  tooDeep: 'GS1012',
  // Data: GS11xx
  sharesNotOne: 'GS1101',
  noTrainingRows: 'GS1102',
  nothingHeldOut: 'GS1103',
  timeColumnUsed: 'GS1104',
  fillValueMissing: 'GS1105',
  emptyRange: 'GS1106',
  sourceLater: 'GS1107',
  delimiterUnusable: 'GS1108',
  // Layers: GS12xx
  shapeMismatch: 'GS1201',
  headMismatch: 'GS1202',
  duplicateName: 'GS1203',
  notFused: 'GS1204',
  linearBeforeHead: 'GS1205',
  // Training: GS13xx
  monitorWithoutValidation: 'GS1301',
  monitorNotMeasured: 'GS1302',
  severalClippings: 'GS1303',
  patienceTooLong: 'GS1304',
  // Everywhere: GS14xx
  withoutEffect: 'GS1401',
  unusualValue: 'GS1402',
} as const satisfies Readonly<Record<string, `GS1${number}`>>;

export type ProblemKind = keyof typeof problemCodes;
