import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as english } from '@zxcvbn-ts/language-en'

const estimator = new ZxcvbnFactory({
  dictionary: { ...common, ...english },
  graphs: adjacencyGraphs,
  maxLength: 32,
})

/** 0 to 4: guessed at once, or hardly ever. */
export const passwordStrength = (password: string, names: readonly string[]): { score: number } =>
  estimator.check(password, [...names])
