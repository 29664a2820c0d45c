// Loaded before a server: with each SIGUSR2 its clock is a day further on.
const dayMs = 86_400_000
const RealDate = Date
let aheadMs = 0
process.on('SIGUSR2', () => (aheadMs += dayMs))

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + aheadMs)
    else super(...parts)
  }

  static now() {
    return RealDate.now() + aheadMs
  }
}
