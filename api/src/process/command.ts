import { StartError } from '../config/start-error.ts'

/** What stands behind each `--name`. */
export type Arguments = ReadonlyMap<string, readonly string[]>

export interface Command {
  readonly help: string
  /** The names it knows, without the dashes. */
  readonly names: readonly string[]
  /** Under which name words are given that stand alone, where it takes any. Each other name takes one value then. */
  readonly loose?: string
  /** Of what it writes: where nothing is said, that is its owner's alone. */
  readonly umask?: number
  readonly run: (given: Arguments) => Promise<void>
}

/** A word that the command does not know. */
export class Misuse extends StartError {
  constructor(word: string) {
    super(`"${word}" is not expected here: see --help for how to call it.`)
  }
}

/**
 * Runs a program to its end. One sentence, and exit code 2 when it was called wrongly, 1 when it cannot do what it was
 * asked to. Asked for help, it does nothing else.
 */
export const runCommand = async (command: Command): Promise<void> => {
  process.umask(command.umask ?? 0o077)
  try {
    const given = argumentsOf(process.argv.slice(2), command)
    if (given.has('help')) process.stdout.write(`${command.help}\n`)
    else await command.run(given)
  } catch (error) {
    if (!(error instanceof StartError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = error instanceof Misuse ? 2 : 1
  }
}

const argumentsOf = (words: readonly string[], { names, loose }: Command): Arguments => {
  const given = new Map<string, string[]>(loose === undefined ? [] : [[loose, []]])
  const alone = loose === undefined ? undefined : given.get(loose)
  const valuesMax = alone ? 1 : Infinity
  let values = alone
  for (const word of words) {
    if (word.startsWith('--')) {
      const name = word.slice(2)
      if (![...names, 'help'].includes(name) || given.has(name)) throw new Misuse(word)
      values = []
      given.set(name, values)
    } else {
      if (values !== alone && values && values.length >= valuesMax) values = alone
      if (!values) throw new Misuse(word)
      values.push(word)
    }
  }
  return given
}

/** @throws StartError when there is not exactly one value */
export const oneValue = (given: Arguments, name: string): string => {
  const [value, ...others] = given.get(name) ?? []
  if (!value || others.length > 0) throw new StartError(`--${name} takes one value: see --help.`)
  return value
}
