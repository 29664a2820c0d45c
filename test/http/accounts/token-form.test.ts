import { createHash } from 'node:crypto'

import t from 'tap'

import { hashOf, newAccessToken } from '../../../api/src/http/session/access-token.ts'

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

t.test('a token has its beginning, 256 bits in base 62, and a checksum', (t) => {
  const secrets = new Set<string>()
  for (let count = 0; count < 500; count++) {
    const { token, hash } = newAccessToken()
    const [, secret = ''] = /^parley_([0-9A-Za-z]{43})[0-9A-Za-z]{6}$/.exec(token) ?? []
    let value = 0n
    for (const digit of secret) value = value * 62n + BigInt(digits.indexOf(digit))
    if (secret === '' || value >= 2n ** 256n) t.fail(`${token} has another form`)
    if (hash !== createHash('sha256').update(token).digest('hex')) t.fail('the hash is another one')
    if (hashOf(token) !== hash) t.fail('it is not found by its hash')
    secrets.add(secret)
  }
  t.equal(secrets.size, 500)
  t.end()
})

t.test('the checksum is the CRC32 of the 43 characters, as scanners compute it', (t) => {
  const secret = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg'
  t.type(hashOf(`parley_${secret}37cCQ0`), 'string')
  t.equal(hashOf(`parley_${secret}37cCQ1`), null)
  t.end()
})

t.test('a token with one other character, one more or one less is none', (t) => {
  const { token } = newAccessToken()
  for (let at = 0; at < token.length; at++) {
    const [before, after] = [token.slice(0, at), token.slice(at + 1)]
    const other = digits[(digits.indexOf(token.charAt(at)) + 1) % digits.length]
    if (hashOf(before + other + after) !== null) t.fail(`another at ${at}`)
    if (hashOf(before + after) !== null) t.fail(`one less at ${at}`)
    if (hashOf(`${before}0${token.slice(at)}`) !== null) t.fail(`one more at ${at}`)
  }
  for (const text of ['', 'parley_', token.toUpperCase(), `${token}\n`, ` ${token}`])
    t.equal(hashOf(text), null)
  t.end()
})
