/** The package has no types for its single lists, of which the others are twice as long again. */
declare module '@zxcvbn-ts/language-en/dist/commonWords.json.mjs' {
  const words: string[]
  export default words
}
