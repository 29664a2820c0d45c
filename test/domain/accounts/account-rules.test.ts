import fc from 'fast-check'
import t from 'tap'

import { normalizePassword, passwordRefusal } from '../../../api/src/domain/accounts/sign-in/passwords.ts'
import { cleanPatch } from '../../../api/src/domain/accounts/profiles/profile-rules.ts'
import {
  acceptUsername,
  normalizeUsername,
  usernameOfSignIn,
} from '../../../api/src/domain/accounts/profiles/username-rules.ts'

const refusal = (password: string, username = 'ada', displayName = 'Ada Lovelace') =>
  passwordRefusal(password, { username, displayName })
const anyText = fc.string({ unit: 'binary', maxLength: 300 })
const location = { country: null, region: null, city: null, timeZone: null, coordinates: null }

t.test('what looks like a username is it, or is refused', async (t) => {
  for (const same of ['admin', 'ADMIN', 'Admin', ' admin', 'admin\u00a0', '\tadmin\r\n', '\u3000admin']) {
    t.equal(normalizeUsername(same), 'admin', same)
  }
  for (const same of ['admin\u200b', '\ufeffadmin', '\u2060admin\ufeff ', '\u0085admin'])
    t.equal(normalizeUsername(same), 'admin', JSON.stringify(same))
  for (const other of [
    'аdmin',
    'ＡＤＭＩＮ',
    '𝐚dmin',
    'admin¹',
    'ad\u200bmin',
    'ad\u00a0min',
    'ad\nmin',
    '\u212aarl',
    'admin\u202e',
    'admın',
    'admİn',
    'ad min',
    'admin\ud800',
    'admin\0',
  ]) {
    t.equal(normalizeUsername(other), null, JSON.stringify(other))
  }
  t.equal(normalizeUsername('ﬁsh'), null)
  t.equal(normalizeUsername('ab'), null)
  t.equal(normalizeUsername('a'.repeat(32)), 'a'.repeat(32))
  t.equal(normalizeUsername('a'.repeat(33)), null)
  t.equal(normalizeUsername('__proto__'), '__proto__')
})

t.test('whatever is taken for a username is plain, and stays as it is', async () => {
  fc.assert(
    fc.property(anyText, (raw) => {
      const username = normalizeUsername(raw)
      return (
        username === null ||
        (/^[a-z0-9._-]{3,32}$/.test(username) && normalizeUsername(username) === username)
      )
    }),
  )
})

const plain = fc.stringMatching(/^[a-z0-9._-]{3,32}$/)

t.test('a username is the same in either case, with whatever blanks around it', async () => {
  const around = fc.string({
    unit: fc.constantFrom(' ', '\t', '\n', '\u00a0', '\u200b', '\ufeff', '\u3000'),
    maxLength: 3,
  })
  fc.assert(
    fc.property(plain, around, around, (username, before, after) =>
      [username, username.toUpperCase()].every(
        (spelling) => normalizeUsername(before + spelling + after) === username,
      ),
    ),
  )
})

t.test('who has an account signs in to it as they always have, and nobody makes one so', async (t) => {
  const wide = (text: string) =>
    text.replace(/[!-~]/g, (char) => String.fromCodePoint(char.charCodeAt(0) + 0xfee0))
  fc.assert(
    fc.property(plain, (username) =>
      [username, username.toUpperCase(), wide(username), ` ${wide(username.toUpperCase())}`].every(
        (spelling) => usernameOfSignIn(spelling) === username,
      ),
    ),
  )
  for (const name of ['...', '---', '._-', ' ___ ']) {
    t.equal(usernameOfSignIn(name), name.trim())
    t.throws(() => acceptUsername(name), { code: 'username_invalid', field: '/username' }, name)
  }
  for (const name of ['ada¹', 'ａｄａ', 'аda', 'a da'])
    t.throws(() => acceptUsername(name), { code: 'username_invalid' }, name)
  for (const name of ['a..', '--7', ' Ada.1 ']) t.equal(acceptUsername(name), name.trim().toLowerCase())
})

t.test('a password has 10 to 256 characters of any script', async (t) => {
  t.equal(await refusal('ninechars'), 'password_too_short')
  t.equal(await refusal('😀'.repeat(9)), 'password_too_short')
  t.equal(await refusal('😀🦜🌍🎈🧭🪁🎻🌵🚲🫖'), null)
  t.equal(await refusal('ten blanks'), null)
  t.equal(await refusal('żółw мир 世界'), null)
  t.equal(await refusal('żółw мир 世界 '.repeat(18).slice(0, 256)), null)
  t.equal(await refusal('xy'.repeat(128)), 'password_weak')
  t.equal(await refusal(`${'xy'.repeat(128)}z`), 'password_too_long')
})

t.test('a password is not the username, the product or a common one, in whatever case', async (t) => {
  t.equal(await refusal('Ada.Lovelace', 'ada.lovelace'), 'password_too_common')
  t.equal(await refusal('Parley-2026!', 'ada'), 'password_too_common')
  t.equal(await refusal('parleyparley', 'ada'), 'password_too_common')
  t.equal(await refusal('Qwertyuiop'), 'password_too_common')
  t.equal(await refusal('1234567890'), 'password_too_common')
  t.equal(await refusal('parley with the pirates'), null)
})

t.test('a password that is guessed in a million tries is weak', async (t) => {
  const weak = [
    'password1234',
    'aaaaaaaaaa',
    'qwertyuiop1',
    'P@$$w0rd123',
    'welcome2026',
    'greentable',
    '太郎'.repeat(5),
  ]
  for (const password of weak) t.equal(await refusal(password), 'password_weak', password)
  for (const password of ['correct horse battery staple', 'jx8$kq2Lm0', 'кошка на окне спит'])
    t.equal(await refusal(password), null, password)
})

t.test('nor is it made of what its owner is called', async (t) => {
  for (const password of ['maya.rowan1', 'MayaRowan99', 'rowanrowan1', 'm4ya.rowan!'])
    t.equal(await refusal(password, 'maya', 'Maya Rowan'), 'password_weak', password)
  t.equal(await refusal('maya.rowan1', 'bob', 'Bob'), null)
})

t.test('however long a password is, no more than its beginning is weighed', async (t) => {
  const weak = 'a'.repeat(32)
  t.equal(await refusal(`${weak}jx8$kq2Lm0 correct horse battery`), await refusal(weak))
})

t.test('two ways to type the same password are one, and nothing else about it is changed', async (t) => {
  t.equal(normalizePassword('caf\u0065\u0301'), 'caf\u00e9')
  t.equal(normalizePassword('  two blanks  '), '  two blanks  ')
  t.not(normalizePassword('ﬁ'), 'fi')
})

t.test('no text makes the rules of passwords throw', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, async (password) => {
      const length = [...password].length
      const found = await refusal(password)
      if (length < 10) return found === 'password_too_short'
      if (length > 256) return found === 'password_too_long'
      return found === null || found === 'password_too_common' || found === 'password_weak'
    }),
  )
})

t.test('coordinates are made coarse before they are kept', async (t) => {
  const clean = (latitude: number, longitude: number) =>
    cleanPatch({ location: { ...location, coordinates: { latitude, longitude } } }).location?.coordinates
  t.same(clean(51.507351, -0.127758), { latitude: 51.5, longitude: -0.1 })
  t.ok(Object.is(clean(-0.04, 0)?.latitude, 0))
  fc.assert(
    fc.property(fc.double({ min: -90, max: 90, noNaN: true }), (latitude) => {
      const kept = clean(latitude, 0)?.latitude ?? NaN
      return Math.abs(kept - latitude) <= 0.05 + 1e-9 && /^-?\d+(\.\d)?$/.test(String(kept))
    }),
  )
})

t.test('a country and a time zone must exist', async (t) => {
  t.throws(() => cleanPatch({ location: { ...location, country: 'XX' } }), { code: 'country_unknown' })
  for (const timeZone of ['Mars/Olympus', '+01:00', '', 'Europe/../London']) {
    t.throws(
      () => cleanPatch({ location: { ...location, timeZone } }),
      { code: 'time_zone_unknown' },
      timeZone,
    )
  }
  const kept = cleanPatch({ location: { ...location, country: 'GB', timeZone: 'Europe/London', city: '  ' } })
  t.same(kept.location, { ...location, country: 'GB', timeZone: 'Europe/London' })
})

t.test('a line of a profile cannot turn the text around it', async (t) => {
  t.equal(cleanPatch({ statusText: ' \u202egnp.exe\u2066 ' }).statusText, 'gnp.exe')
  t.same(cleanPatch({ displayName: 'A\u200bda\u202e' }), { displayName: 'Ada' })
  t.throws(() => cleanPatch({ displayName: ' \u2066\u3164 ' }), { code: 'name_invalid' })
})

t.test('of what nobody can see, a profile keeps nothing', async (t) => {
  const patch = { bio: '\u3164\n\u200d', statusText: '\u2800', pronouns: '\u00ad' }
  t.same(cleanPatch(patch), { bio: '', statusText: '', pronouns: '' })
  t.match(cleanPatch({ location: { ...location, region: '\u3164', city: '\ufe0f' } }), {
    location: { region: null, city: null },
  })
})
