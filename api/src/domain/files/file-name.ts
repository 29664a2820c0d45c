import { limits, storedLine } from '@parley/shared'

import { DomainError } from '../errors.ts'

/** What Windows takes for a device, whatever follows the dot. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i
const nameless = 'file'

/**
 * The name under which people see and save a file: its last part, in one line, without what would turn or hide a piece
 * of it.
 * @param raw percent-encoded, as a header carries it
 * @throws DomainError invalid_request
 */
export function fileName(raw: string): string {
  const [last = ''] = storedLine(decoded(raw)).split(/[/\\]/).slice(-1)
  const name = storedLine(last).replace(device, '_$&')
  return shortened(/^[.\s]*$/.test(name) ? nameless : name)
}

function decoded(raw: string): string {
  try {
    return decodeURIComponent(raw)
  } catch {
    throw new DomainError('invalid_request', {
      field: '/x-file-name',
      detail: 'It is not percent-encoded UTF-8.',
    })
  }
}

/** Keeps the ending, by which a computer opens it. */
function shortened(name: string): string {
  if (bytesOf(name) <= limits.fileNameBytesMax) return name
  const ending = /\.[\w-]{1,16}$/.exec(name)?.[0] ?? ''
  const room = limits.fileNameBytesMax - bytesOf(ending)
  let [begin, bytes] = ['', 0]
  for (const character of name.slice(0, name.length - ending.length)) {
    bytes += bytesOf(character)
    if (bytes > room) break
    begin += character
  }
  return `${begin}${ending}`
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length
