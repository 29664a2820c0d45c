import { dictionary } from '@zxcvbn-ts/language-common'

const howMany = 10_000

/** The commonest passwords, in lower case. The package lists them by how often they were seen. */
export const commonPasswords = (): ReadonlySet<string> =>
  new Set(dictionary['passwords-common'].slice(0, howMany).map((password) => password.toLowerCase()))
