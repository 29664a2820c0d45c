const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const ipv4 = new RegExp(`^(${octet}(?:\\.${octet}){3})(?::\\d{1,5})?$`)
const inBrackets = /^\[([^[\]]*)\](?::\d{1,5})?$/
/** IPv4 in the two forms in which a server meets it: `::ffff:0:0/96` on its own sockets, `64:ff9b::/96` behind a translator. */
const ipv4InIPv6 = new Set(['0:0:0:0:0:ffff', '64:ff9b:0:0:0:0'])
/** Brackets, quotes, a port and a zone included. */
const lengthMax = 100

/** The one spelling of an address, whatever proxies and sockets add to it. Null for what is no address. */
export function readAddress(text: string): string | null {
  if (text.length > lengthMax) return null
  const bare = text.trim().replace(/^"|"$/g, '')
  return ipv4.exec(bare)?.[1] ?? readIPv6(inBrackets.exec(bare)?.[1] ?? bare)
}

/** The parser of URLs has every rule of it, and one spelling. */
function readIPv6(text: string): string | null {
  const [address = ''] = text.split('%', 1)
  const url = `http://[${address}]`
  if (!/^[\da-f.:]+$/i.test(address) || !URL.canParse(url)) return null
  const canonical = new URL(url).hostname.slice(1, -1)
  const groups = groupsOf(canonical)
  return ipv4InIPv6.has(groups.slice(0, 6).join(':')) ? groups.slice(6).map(octets).join('.') : canonical
}

const octets = (group: string): string => {
  const number = Number.parseInt(group, 16)
  return `${number >> 8}.${number & 255}`
}

const usualPorts: Readonly<Record<string, string>> = { 'http:': ':80', 'https:': ':443' }

/** A web origin as browsers write it: one that names the usual port of its scheme is the same without. Null for all else. */
export function readOrigin(text: string): string | null {
  const { origin = '', protocol = '' } = URL.parse(text) ?? {}
  const port = usualPorts[protocol]
  const written = text.toLowerCase()
  return port !== undefined && (written === origin || written === origin + port) ? origin : null
}

/** Whether only this machine can connect to what listens there. */
export const isLoopbackHost = (host: string): boolean =>
  host === 'localhost' || isLoopback(readAddress(host) ?? '')

/** The functions below take an address as `readAddress` gives it. */
export const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1'

/** What one connection has: of IPv6 a /64 at least, of whose addresses each can be used once. */
export const networkOf = (address: string): string => (isIPv6(address) ? prefix(address, 4) : address)

/** What one subscriber has: of IPv6 up to a /48, of whose networks each can be used once. */
export const siteOf = (address: string): string => (isIPv6(address) ? prefix(address, 3) : address)

/**
 * From where somebody comes back. Homes get another address from their provider every day, often
 * from the same /24 or /48. Each of them has room for some 256 subscribers, a few of whom may mean harm.
 */
export const vicinityOf = (address: string): string =>
  isIPv6(address) ? prefix(address, 3) : `${address.slice(0, address.lastIndexOf('.'))}.0/24`

/** How addresses of the same vicinity begin, and no others. */
export function beginningsInVicinity(address: string): readonly string[] {
  if (!isIPv6(address)) return [address.slice(0, address.lastIndexOf('.') + 1)]
  const groups = groupsOf(address).slice(0, 3)
  const full = `${groups.join(':')}:`
  const withoutZeros = groups.slice(0, groups.findLastIndex((group) => group !== '0') + 1)
  return groups[2] === '0' ? [full, `${withoutZeros.join(':')}::`] : [full]
}

const isIPv6 = (address: string): boolean => address.includes(':')

const prefix = (address: string, count: 3 | 4): string =>
  `${groupsOf(address).slice(0, count).join(':')}::/${count * 16}`

function groupsOf(address: string): string[] {
  const [before = [], after = []] = address.split('::').map((half) => half.split(':').filter(Boolean))
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return [...before, ...zeros, ...after]
}
