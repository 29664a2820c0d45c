import { isIP } from 'node:net'

import fc from 'fast-check'
import t from 'tap'

import {
  beginningsInVicinity,
  isLoopback,
  networkOf,
  readAddress,
  siteOf,
  vicinityOf,
} from '../../api/src/domain/network-address.ts'

const address = fc.oneof(fc.ipV4(), fc.ipV6())
const port = fc.integer({ min: 0, max: 65_535 })
const zone = fc.stringMatching(/^[a-z0-9]{1,15}$/)

/** As people, sockets and gateways write the same address. */
const spellings = (plain: string, at: number, eth: string): string[] => {
  const bare = plain.includes(':')
    ? [plain, `[${plain}]`, `[${plain}]:${at}`, `${plain}%${eth}`, `[${plain}%${eth}]:${at}`]
    : [plain, `${plain}:${at}`, `::ffff:${plain}`, `[::ffff:${plain}]:${at}`, `64:ff9b::${plain}`]
  const cased = bare.flatMap((text) => [text, text.toUpperCase(), ` ${text}\t`])
  return cased.flatMap((text) => [text, `"${text.trim()}"`])
}

t.test('an address is read however it is written, into one spelling', async () => {
  fc.assert(
    fc.property(address, port, zone, (plain, at, eth) => {
      const read = readAddress(plain)
      return read !== null && spellings(plain, at, eth).every((text) => readAddress(text) === read)
    }),
  )
})

t.test('what is read is an address, and stays as it is; everything else is none', async () => {
  const pieces = fc.array(fc.constantFrom('1', '255', 'f', ':', '::', '.', '[', ']', '"', '%', '/', '@', ' '))
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    pieces.map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(anything, (text) => {
      const read = readAddress(text)
      return read === null || (isIP(read) > 0 && readAddress(read) === read)
    }),
    { numRuns: 2_000 },
  )
})

t.test('examples of both', async (t) => {
  for (const [text, read] of [
    ['203.0.113.7:4444', '203.0.113.7'],
    ['[2001:db8::1]:4444', '2001:db8::1'],
    ['"[2001:DB8:0:0::0001]:4444"', '2001:db8::1'],
    ['"203.0.113.7"', '203.0.113.7'],
    ['::FFFF:cb00:7107', '203.0.113.7'],
    ['64:ff9b::0.0.0.0', '0.0.0.0'],
    ['64:ff9b::1', '0.0.0.1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::1', '::1'],
    ['::', '::'],
    ...['unknown', '_hidden', '', '-', '203.0.113', '203.0.113.256', '203.0.113.07', '0x7f.0.0.1', '1'].map(
      (none) => [none, null] as const,
    ),
    ...['[::1', '::1]', '2001:db8::1::2', '203.0.113.7:port', 'http://[::1]', '::1@evil', '[::1]/8'].map(
      (none) => [none, null] as const,
    ),
    [`::1%${'x'.repeat(100_000)}`, null],
  ] as const) {
    t.equal(readAddress(text), read, text.slice(0, 40))
  }
})

t.test('an address of IPv6 counts as its /64, and in places as its /48', async (t) => {
  for (const [plain, network, site] of [
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['2001:db8::1', '2001:db8:0:0::/64', '2001:db8:0::/48'],
    ['::1', '0:0:0:0::/64', '0:0:0::/48'],
    ['192.0.2.7', '192.0.2.7', '192.0.2.7'],
  ] as const) {
    t.same([networkOf(plain), siteOf(plain)], [network, site])
  }
  t.equal(vicinityOf('192.0.2.7'), '192.0.2.0/24')
  t.ok(isLoopback('127.8.8.8') && isLoopback('::1'))
  t.notOk(isLoopback('128.0.0.1') || isLoopback('::2'))
})

t.test('addresses of one vicinity begin alike, and no others', async () => {
  const group = fc.constantFrom('0', '1', 'db8', '2001')
  const dense = fc
    .tuple(fc.constantFrom('2001', '2a00'), ...Array.from({ length: 7 }, () => group))
    .map((groups) => groups.join(':'))
  const near = fc.tuple(fc.constantFrom(1, 11), fc.constantFrom(1, 11), fc.constantFrom(2, 22), fc.nat(255))
  const either = fc.oneof(
    dense,
    near.map((parts) => parts.join('.')),
  )
  fc.assert(
    fc.property(either, either, (one, other) => {
      const [a, b] = [readAddress(one) ?? '', readAddress(other) ?? '']
      const alike = beginningsInVicinity(a).some((beginning) => b.startsWith(beginning))
      return alike === (vicinityOf(a) === vicinityOf(b))
    }),
    { numRuns: 5_000 },
  )
})
