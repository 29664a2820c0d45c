import type { ServerFrame } from '@parley/shared'

/** Null for what is no frame. */
export function parsedFrame(text: string): ServerFrame | null {
  try {
    return JSON.parse(text) as ServerFrame // from one's own server, by the schemas of the wire
  } catch {
    return null
  }
}
