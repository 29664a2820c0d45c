import { StartError } from '../api/src/config/start-error.ts'

/** What stands behind each `--name`. */
export type Arguments = ReadonlyMap<string, readonly string[]>

export interface Command {
  readonly help: string
  /** The names it knows, without the dashes. */
  readonly names: readonly string[]
  readonly run: (given: Arguments) => Promise<void>
}

/** Runs a script to its end: one sentence and exit code 1 when it cannot do what it was asked to. */
export const runCommand = async ({ help, names, run }: Command): Promise<void> => {
  process.umask(0o077) // whatever it writes is its owner's alone
  try {
    const given = argumentsOf(process.argv.slice(2), [...names, 'help'])
    if (given.has('help')) console.log(help)
    else await run(given)
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}

const argumentsOf = (words: readonly string[], names: readonly string[]): Arguments => {
  const given = new Map<string, string[]>()
  let values: string[] | null = null
  for (const word of words) {
    if (word.startsWith('--')) {
      const name = word.slice(2)
      if (!names.includes(name) || given.has(name)) throw misused(word)
      values = []
      given.set(name, values)
    } else if (values) values.push(word)
    else throw misused(word)
  }
  return given
}

const misused = (word: string): StartError =>
  new StartError(`"${word}" is not expected here: see --help for how to call it.`)

/** @throws StartError when there is not exactly one value */
export const oneValue = (given: Arguments, name: string): string => {
  const [value, ...others] = given.get(name) ?? []
  if (!value || others.length > 0) throw new StartError(`--${name} takes one value: see --help.`)
  return value
}
