/** One setting: its name in the environment, what it is for, and what it may be. */
export interface Setting {
  readonly name: string
  readonly meaning: string
  readonly allowed: string
  readonly byDefault: string
  readonly secret?: true
  /** Undefined for what is not allowed. */
  readonly parse: (text: string) => unknown
}

export const numberIn = (text: string, min: number, max: number): number | undefined => {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : NaN
  return number >= min && number <= max ? number : undefined
}
