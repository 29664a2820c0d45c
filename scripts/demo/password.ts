import { randomInt } from 'node:crypto'

import { dictionary } from '@zxcvbn-ts/language-common'

const words = dictionary['diceware-common'].filter((word) => /^[a-z]{4,8}$/.test(word))

/** Three words by lot: easy to type, and one of some hundred thousand million. */
export const drawPassword = (): string =>
  Array.from({ length: 3 }, () => words[randomInt(words.length)]).join(' ')
