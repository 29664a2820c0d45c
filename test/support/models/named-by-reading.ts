const isLetter = /[\p{L}\p{N}]/u

/** The rule by which names are found, in the plainest form, for names of few letters. */
export function isNamedByReading(typed: string, ...names: readonly string[]): boolean {
  return partsOf(plain(typed).trim().replace(/^@/, '')).every((part) =>
    names.some((name) => isBegun(part, plain(name))),
  )
}

function isBegun(part: string, name: string): boolean {
  const wanted = wordsOf(part)
  if (wanted.length === 0) return partsOf(name).some((one) => one.startsWith(part))
  const words = wordsOf(name)
  const mayGoOn = isLetter.test([...part].at(-1) ?? '')
  return words.some((_, at) =>
    wanted.every((word, index) =>
      mayGoOn && index === wanted.length - 1
        ? (words[at + index] ?? '').startsWith(word)
        : words[at + index] === word,
    ),
  )
}

const partsOf = (text: string): string[] => text.split(' ').filter((part) => part !== '')

const wordsOf = (text: string): string[] =>
  Array.from(text, (character) => (isLetter.test(character) ? character : ' '))
    .join('')
    .split(' ')
    .filter((word) => word !== '')

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[\u0301\u0307]/g, '')
    .toLowerCase()
    .replaceAll(/[\u0307]/g, '')
    .replaceAll('ß', 'ss')
