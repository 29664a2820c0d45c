const character = String.raw`[A-Za-z0-9_ -]`
const range = String.raw`\[\^?(?:[A-Za-z0-9_]|\\[-.])(?:[A-Za-z0-9_,-]|\\[-.])*\]`
const times = String.raw`(?:[*+?]|\{\d{1,3}(?:,\d{0,3})?\})?`
const portable = new RegExp(String.raw`^\^(?:(?:${character}|${range})${times})*\$$`)

/**
 * Whether every engine reads a pattern, and in the same way: JavaScript, Go's and RE2, Rust's, Java's, Python's. Less than
 * they have in common, which is what it takes to be sure: letters, digits and sets of them, from end to end. No classes such
 * as \d (of which script?), no groups, no looking around, and nothing that is not printable ASCII.
 */
export const isPortablePattern = (pattern: string): boolean => portable.test(pattern)
