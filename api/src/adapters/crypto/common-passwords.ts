const howMany = 10_000

let read: Promise<ReadonlySet<string>> | undefined

/** The commonest passwords, in lower case. Read when the first is chosen: the package takes nine MiB. */
export const commonPasswords = (): Promise<ReadonlySet<string>> => (read ??= readAll())

/** The package lists them by how often they were seen. */
const readAll = async (): Promise<ReadonlySet<string>> => {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'].slice(0, howMany).map((password) => password.toLowerCase()))
}
