import type { Setting } from './setting.ts'

/** What files may take where nothing else is set. */
export const usualFileLimits = {
  maxFileBytes: 25 * 1024 * 1024,
  filesPerPersonBytes: 1024 * 1024 * 1024,
  freeDiskBytesMin: 512 * 1024 * 1024,
}

export type FileLimits = Readonly<typeof usualFileLimits>
type Name = keyof FileLimits

const terabyte = 1024 ** 4

const settingOf = (key: Name, name: string, meaning: string) => ({
  name,
  meaning,
  allowed: `a whole number of bytes, up to ${terabyte}`,
  byDefault: String(usualFileLimits[key]),
  parse: (text: string) => (/^\d{1,13}$/.test(text) && Number(text) <= terabyte ? Number(text) : undefined),
})

export const fileLimitSettings = {
  maxFileBytes: settingOf('maxFileBytes', 'MAX_FILE_BYTES', 'How large a file may be; 0 takes none.'),
  filesPerPersonBytes: settingOf(
    'filesPerPersonBytes',
    'FILES_PER_PERSON_BYTES',
    'What the files of one account may take together. What is deleted counts no more.',
  ),
  freeDiskBytesMin: settingOf(
    'freeDiskBytesMin',
    'FREE_DISK_BYTES_MIN',
    'How much of the disk of DATA_DIR uploads leave free. Where files are in MongoDB, that is for its own watch.',
  ),
} satisfies Record<Name, Setting>
