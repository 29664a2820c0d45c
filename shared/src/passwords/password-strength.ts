// oxlint-disable-next-line typescript/triple-slash-reference -- nothing can be imported from what declares a module
/// <reference path="./words.d.ts" />
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import words from '@zxcvbn-ts/language-en/dist/commonWords.json.mjs'

export interface PasswordStrength {
  readonly isCommon: boolean
  /** 0 to 4: guessed within 10^3, 10^6, 10^8 or 10^10 tries, or not. From `limits.passwordScoreMin` on it will do. */
  readonly score: number
}

const commonest = new Set(dictionary['passwords-common'].slice(0, 10_000).map((one) => one.toLowerCase()))

/** These can be strong enough, and time grows faster than their number. */
const charactersMax = 32

const estimator = new ZxcvbnFactory({
  dictionary: { passwords: dictionary['passwords-common'], words: words.slice(0, 20_000) },
  graphs: { qwerty: adjacencyGraphs.qwerty },
  maxLength: charactersMax,
  l33tMaxSubstitutions: 2,
})

const apart = /[^\p{L}\p{M}\p{N}]+/u

/** Against guessing, also by who knows these names of its owner. This module takes thirty MiB: load it when it is needed. */
export function passwordStrength(password: string, names: readonly string[]): PasswordStrength {
  const form = password.normalize('NFKC')
  const { score } = estimator.check(form, names.flatMap(spellings))
  return { isCommon: commonest.has(form.toLowerCase()), score }
}

function spellings(name: string): string[] {
  const words = name.normalize('NFKC').toLowerCase().split(apart)
  return [...words, ...['', ' ', '.', '_', '-'].map((sign) => words.join(sign))].filter((one) => one !== '')
}
