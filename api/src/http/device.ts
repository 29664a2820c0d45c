const browsers: readonly (readonly [mark: string, name: string])[] = [
  ['Edg', 'Edge'],
  ['OPR/', 'Opera'],
  ['SamsungBrowser/', 'Samsung Internet'],
  ['Firefox/', 'Firefox'],
  ['FxiOS/', 'Firefox'],
  ['HeadlessChrome/', 'Chrome'],
  ['Chrome/', 'Chrome'],
  ['CriOS/', 'Chrome'],
  ['Safari/', 'Safari'],
]

const systems: readonly (readonly [mark: string, name: string])[] = [
  ['Android', 'Android'],
  ['iPhone', 'iOS'],
  ['iPad', 'iPadOS'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
]

/** A few words that the owner of a session recognizes, from a header in which anything may stand. */
export function describeDevice(userAgent: string | undefined): string {
  const text = (userAgent ?? '').slice(0, 512)
  const system = nameIn(text, systems)
  const program = nameIn(text, browsers) ?? productOf(text)
  if (program === null) return system ?? 'Unknown device'
  return system === null ? program : `${program} on ${system}`
}

/** Most browsers also name those that they resemble, so the order decides. */
const nameIn = (text: string, names: readonly (readonly [mark: string, name: string])[]): string | null =>
  names.find(([mark]) => text.includes(mark))?.[1] ?? null

/** `curl/8.5.0` is curl; every browser is Mozilla. */
function productOf(text: string): string | null {
  const product = /^[A-Za-z][A-Za-z0-9._-]{0,31}(?=\/|$)/.exec(text)?.[0] ?? null
  return product === 'Mozilla' ? null : product
}
