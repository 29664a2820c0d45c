/** Whether there is time for more than what every change is tested with. */
export const isLong = process.env['FAULTS'] === 'long'

/** For how long everything happens at once; at least, everything happens once. */
export const minutes = Number(process.env['FAULTS_MINUTES'] ?? 0)
