// Imported by a server before its own program: its calendar clock is as many milliseconds off as a file says.
import { readFileSync } from 'node:fs'

const file = process.env['SHIFTED_CLOCK'] ?? ''
const everyMs = 50
const TrueDate = Date
let shiftMs = 0

setInterval(() => {
  shiftMs = Number(readFileSync(file, 'utf8'))
}, everyMs).unref()

globalThis.Date = class extends TrueDate {
  constructor(...parts) {
    if (parts.length === 0) super(TrueDate.now() + shiftMs)
    else super(...parts)
  }

  static now() {
    return TrueDate.now() + shiftMs
  }
}
