import { parseArgs } from 'node:util'

import { reasonOf, Unverifiable } from './unverifiable.ts'

export interface VerifyOptions {
  /** Where the API is, without a slash at the end. */
  readonly urls: readonly string[]
  readonly seconds: number
  /** Messages a second, of all writers together. */
  readonly rate: number
  readonly seed: number
}

export interface Invocation extends VerifyOptions {
  readonly json: boolean
  readonly help: boolean
}

/** @throws Unverifiable */
export function invocationOf(words: string[]): Invocation {
  const { url = [], seconds, rate, seed, json, help } = argumentsOf(words)
  if (url.length === 0 && !help) throw new Unverifiable('--url is missing: see --help for how to call it.')
  return {
    urls: url.map(addressOf),
    seconds: numberOf('seconds', seconds, 2, 86_400),
    rate: numberOf('rate', rate, 0.1, 100),
    seed: numberOf('seed', seed, 0, 2 ** 32),
    json,
    help,
  }
}

function argumentsOf(words: string[]) {
  try {
    const { values } = parseArgs({
      args: words,
      options: {
        url: { type: 'string', multiple: true },
        seconds: { type: 'string', default: '60' },
        rate: { type: 'string', default: '5' },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    return values
  } catch (error) {
    throw new Unverifiable(`${reasonOf(error)}: see --help for how to call it.`)
  }
}

function addressOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && ['http:', 'https:'].includes(url.protocol))
    return `${url.origin}${url.pathname}`.replace(/\/+$/, '')
  throw new Unverifiable(`--url takes an address such as https://chat.example.org, not "${text}".`)
}

function numberOf(name: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (text.trim() !== '' && value >= min && value <= max) return value
  throw new Unverifiable(`--${name} takes a number from ${min} to ${max}, not "${text}".`)
}
