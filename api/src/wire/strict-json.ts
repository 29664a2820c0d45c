import { limits } from '@parley/shared'

/**
 * JSON that means the same to every reader: no key twice in one object, of which one reader takes the
 * first and another the last, and none that could reach the prototype of all objects.
 * @throws SyntaxError
 */
export function parseStrictJson(text: string): unknown {
  if (hasTooManyParts(text)) throw new SyntaxError('So long a text has fewer parts.')
  const value: unknown = JSON.parse(text)
  if (!isCertainlyStrict(text, value) && hasBadKey(text))
    throw new SyntaxError('A key stands twice in one object, or is none that may be used.')
  return value
}

/** Up to this length it is cheaper to write a value again than to scan its text, and nothing in it can be very deep. */
const rewrittenMax = 4_096

/** What is longer than other bodies is so by one text, which is read twenty times as fast as so many parts. */
const partsOfLongMax = 1_024

function hasTooManyParts(text: string): boolean {
  if (text.length <= limits.bodyBytesMax) return false
  let parts = 0
  for (let at = 0; at < text.length && parts <= partsOfLongMax; at++) {
    const char = text[at]
    if (char === '"') at = endOfString(text, at)
    else if (char === ',' || char === '[' || char === '{') parts++
  }
  return parts > partsOfLongMax
}

/** Most of what programs send is written as we would write it, and what we write has no key twice. */
const isCertainlyStrict = (text: string, value: unknown): boolean =>
  text.length <= rewrittenMax &&
  !text.includes('__proto__') &&
  !text.includes('constructor') &&
  JSON.stringify(value) === text

const forbiddenKeys = new Set(['__proto__', 'constructor'])

/** @param text valid JSON, which makes this scan so short */
function hasBadKey(text: string): boolean {
  const open: (Set<string> | null)[] = [] // the keys of each object that is open here; null for an array
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (char === '{') open.push(new Set())
    else if (char === '[') open.push(null)
    else if (char === '}' || char === ']') open.pop()
    else if (char === '"') {
      const end = endOfString(text, at)
      if (isBadKey(text, at, end, open.at(-1) ?? null)) return true
      at = end
    }
  }
  return false
}

function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

const beforeColon = /\s*:/y

function isBadKey(text: string, start: number, end: number, keys: Set<string> | null): boolean {
  beforeColon.lastIndex = end + 1
  if (keys === null || !beforeColon.test(text)) return false
  const key = String(JSON.parse(text.slice(start, end + 1))) // escapes may spell one key in two ways
  return forbiddenKeys.has(key) || keys.size === keys.add(key).size
}
