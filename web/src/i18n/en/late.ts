import { account } from './account.ts'
import { actions } from './actions.ts'
import { again, errors } from './errors.ts'
import { files } from './files.ts'
import { finding } from './finding.ts'
import { groups } from './groups.ts'
import { keeping } from './keeping.ts'
import { notifications } from './notifications.ts'
import { settings } from './settings.ts'

/** What only code has to say that comes when it is wanted. */
export const lateEnglish = {
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
}
