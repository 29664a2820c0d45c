const isWordCharacter = /[\p{L}\p{M}\p{N}]/u
const isDense = /[東京タダがか\u3099한ก]/u

/** The rule of the search in the plainest form, for texts of few scripts. */
export function isFoundByReading(sought: string, text: string): boolean {
  const [wanted, words] = [partsOf(sought), partsOf(text)]
  if (wanted.length === 0) return false
  return wanted.every((part) =>
    isDense.test(part) || [...part].length > 2
      ? words.some((word) => word.includes(part))
      : words.includes(part),
  )
}

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
