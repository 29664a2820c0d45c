/** Why this process cannot start, in a sentence for the person who starts it. Carries no secret's value. */
export class StartError extends Error {
  override readonly name = 'StartError'
}
