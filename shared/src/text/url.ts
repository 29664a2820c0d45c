/** Browsers and Node.js both have it, and the language alone does not. */
declare const URL: {
  parse(text: string): { readonly href: string; readonly protocol: string; readonly hostname: string } | null
}

/** As browsers read it. Null for what is no address. */
export const parseUrl = (text: string): ReturnType<typeof URL.parse> => URL.parse(text)

interface WebAddress {
  readonly href: string
  /** As it is written, with its port. */
  readonly authority: string
  readonly hostname: string
}

/** An address of http or https. Null where something stands before its host: whoever reads that takes it for the host. */
export function webAddress(text: string): WebAddress | null {
  const url = parseUrl(text)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null
  const [, authority = ''] = /^https?:\/+([^/?#]*)/iu.exec(text) ?? []
  return authority.includes('@') ? null : { href: url.href, authority, hostname: url.hostname }
}
