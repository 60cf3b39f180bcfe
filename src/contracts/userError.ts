/** A failure that the person can mend. Its message is localized and is shown exactly as written. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
