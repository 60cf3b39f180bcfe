import { t } from '@vscode/l10n';

/** `ErrorCode.DuplicateKey` of the JSON language service. */
export const duplicateKeyCode = 520;

/** What is wrong with the JSON, by the service's `ErrorCode`; `undefined` for one without words of its own. */
export function syntaxMessage(code: number): string | undefined {
  switch (code) {
    case 257:
      return t('This comment has no end: close it with */.');
    case 258:
      return t('This text has no end: close it with a double quote.');
    case 259:
      return t('This number is not finished.');
    case 260:
      return t('\\u must be followed by four hexadecimal digits.');
    case 261:
      return t('This escape is unknown. A backslash itself is written \\\\.');
    case 262:
      return t('Control characters and line breaks are not allowed inside text.');
    case 513:
      return t('A key in double quotes is expected here.');
    case 514:
      return t('A comma is missing here.');
    case 515:
      return t('A colon is missing after the key.');
    case 516:
      return t('A value is missing here.');
    case 517:
      return t('A comma or a closing bracket ] is missing here.');
    case 518:
      return t('A comma or a closing brace } is missing here.');
    case 528:
      return t('Keys stand in double quotes.');
    default:
      return undefined;
  }
}
