import type { Translation } from '../translation.ts'
import { account } from './account.ts'
import { actions } from './actions.ts'
import { common } from './common.ts'
import { again, errors } from './errors.ts'
import { files } from './files.ts'
import { finding } from './finding.ts'
import { groups } from './groups.ts'
import { keeping } from './keeping.ts'
import { list } from './list.ts'
import { notifications } from './notifications.ts'
import { settings } from './settings.ts'
import { talk } from './talk.ts'

export const translation: Translation = {
  words: { ...common, ...list, ...talk },
  late: {
    ...account,
    ...actions,
    ...settings,
    ...files,
    ...finding,
    ...groups,
    ...keeping,
    ...notifications,
    errors,
    again,
  },
}
