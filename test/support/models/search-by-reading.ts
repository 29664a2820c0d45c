const isWordCharacter = /[\p{L}\p{M}\p{N}]/u
const isDense = /[東京タダがか\u3099한ก]/u

/** The rule of the search in the plainest form, for texts of few scripts. */
export function isFoundByReading(sought: string, text: string): boolean {
  const { words: typed, phrases } = termsOf(sought)
  const [wanted, words] = [partsOf(typed), partsOf(text)]
  if (wanted.length + phrases.length === 0) return false
  const hasWords = wanted.every((part) =>
    isDense.test(part) || [...part].length > 2
      ? words.some((word) => word.includes(part))
      : words.includes(part),
  )
  return hasWords && phrases.every((phrase) => standsIn(phrase, words))
}

/** A quote begins after a blank, or after another quote, and is open to the end where nothing ends it. */
function termsOf(sought: string): { words: string; phrases: string[][] } {
  const phrases: string[][] = []
  let [words, rest] = ['', sought]
  while (rest !== '') {
    if (rest.startsWith('"')) {
      const [phrase = ''] = rest.slice(1).split('"', 1)
      phrases.push(partsOf(phrase))
      rest = rest.slice(phrase.length + 2)
    } else {
      const word = rest.split(' ', 1)[0] ?? ''
      words += ` ${word}`
      rest = rest.slice(word.length + 1)
    }
  }
  return { words, phrases: phrases.filter((phrase) => phrase.length > 0) }
}

/** Words as they are, and characters of dense scripts one by one, from any of them on. */
function standsIn(phrase: readonly string[], words: readonly string[]): boolean {
  const [wanted, given] = [steps(phrase), steps(words)]
  return given.some((_, from) => wanted.every((step, at) => given[from + at] === step))
}

const steps = (parts: readonly string[]): string[] =>
  parts.flatMap((part) => (isDense.test(part) ? [...part] : [`${part}.`]))

/** Runs of letters of one kind. */
function partsOf(text: string): string[] {
  const parts: string[] = []
  let before = ''
  for (const character of plain(text)) {
    const kind = !isWordCharacter.test(character) ? '' : isDense.test(character) ? 'dense' : 'spaced'
    if (kind !== '' && kind === before) parts.push(`${parts.pop() ?? ''}${character}`)
    else if (kind !== '') parts.push(character)
    before = kind
  }
  return parts
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\u0301\u0307\u00ad\u200d\u0640]/g, '')
    .replaceAll('ς', 'σ')
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i')
    .replaceAll('ک', 'ك')
    .normalize('NFC')
