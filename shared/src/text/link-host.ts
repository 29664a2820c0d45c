/** Scripts in which whole hosts are written; those of one line are written together. */
const scripts = [
  // What is left of Latin letters without their accents. Others pass for these: ı, ɡ, ſ.
  /^[a-zßæøœđðþħłŋ]+$/u,
  /^\p{Script=Cyrillic}+$/u,
  /^\p{Script=Greek}+$/u,
  /^\p{Script=Armenian}+$/u,
  /^\p{Script=Georgian}+$/u,
  /^\p{Script=Hebrew}+$/u,
  /^\p{Script=Arabic}+$/u,
  /^[\p{Script=Devanagari}\u200c\u200d]+$/u,
  /^\p{Script=Bengali}+$/u,
  /^\p{Script=Tamil}+$/u,
  /^\p{Script=Telugu}+$/u,
  /^\p{Script=Thai}+$/u,
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u,
  /^[\p{Script=Han}\p{Script=Hangul}]+$/u,
]

/**
 * The host in ASCII, where what is written may be taken for another one: it mixes scripts, as when one letter is not
 * Latin, or is written in signs, numbers or escapes that stand for something else. Null where it is plain.
 */
export function asciiHost(authority: string, hostname: string): string | null {
  const written = authority.replace(/:\d*$/u, '').toLowerCase()
  if (written === hostname) return null
  const letters = written.replace(/[-.0-9]/gu, '')
  const bare = letters
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/gu, '')
    .normalize('NFC')
  const isPlain = scripts.some((script) => script.test(bare))
  return isPlain && /[^a-z]/u.test(letters) ? null : hostname
}
