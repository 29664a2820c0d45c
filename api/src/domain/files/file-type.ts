import type { FileInspector } from '../ports.ts'

/** How much of a file is looked at to know its type: formats that are searched further have made programs hang. */
export const headBytes = 4_096

const unknown = 'application/octet-stream'
/** What browsers show or play by themselves, and nothing that could run there. */
const shown: ReadonlySet<string> = new Set([
  ...['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif'],
  ...['video/mp4', 'video/webm', 'video/ogg'],
  ...['audio/mpeg', 'audio/wav', 'audio/ogg', 'audio/webm', 'audio/mp4', 'audio/x-m4a'],
])

/** Whether it may be shown where it is, and not only saved. */
export const isShown = (type: string): boolean => shown.has(type)

/** By its content. Only whether it is sound alone is believed, which the containers of moving pictures do not tell. */
export async function fileType(
  inspector: FileInspector,
  head: Uint8Array,
  isSaidToBeSound: boolean,
): Promise<string> {
  const found = (await inspector.typeOf(head))?.replace(/;.*$/s, '') ?? null
  if (found === null) return isText(head) ? 'text/plain' : unknown
  const mayBeSound = /^video\/(?:webm|mp4|ogg)$/.test(found)
  return mayBeSound && isSaidToBeSound ? found.replace('video', 'audio') : found
}

export const isSound = (type: string): boolean => type.startsWith('audio/')

/** A character may be cut off where the head ends. */
function isText(head: Uint8Array): boolean {
  if (head.length === 0) return false
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: head.length >= headBytes })
    return !/[^\P{Cc}\t\n\r\f]/u.test(text)
  } catch {
    return false
  }
}
