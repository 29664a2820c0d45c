const minute = 60_000

/** Longer than any upload takes. */
export const uploadMs = 15 * minute
/** For so long a file waits for a message. */
export const unsentKeptMs = 24 * 60 * minute
/** For so long a picture can be read that another one has followed: whoever has heard of it alone still shows it. */
export const formerPictureMs = 24 * 60 * minute
/** By then it is known what became of a write. */
export const writeMs = minute / 2

export const later = (at: Date, ms: number): Date => new Date(at.getTime() + ms)
