export { putMark } from './marks.ts'
export { pasteInto } from './paste.ts'
export { formatted } from './twin.ts'
