import { refusedCharacter, type TextKind } from '@parley/shared'

const accepts =
  (kind: TextKind) =>
  (text: string): boolean =>
    refusedCharacter(kind, text) === null

/** The formats of the schemas of texts, for every validator of what comes in. */
export const textFormats: Readonly<Record<TextKind, (text: string) => boolean>> = {
  line: accepts('line'),
  multiline: accepts('multiline'),
}

interface ValidationError {
  readonly params: Readonly<Record<string, unknown>>
  /** Where the validator is verbose. */
  readonly data?: unknown
}

/** Says for which character a text was refused, and where that is; null where something else was wrong. */
export function textComplaint({ params, data }: ValidationError): string | null {
  const { format } = params
  if ((format !== 'line' && format !== 'multiline') || typeof data !== 'string') return null
  return `${refusedCharacter(format, data)} cannot be stored.`
}
