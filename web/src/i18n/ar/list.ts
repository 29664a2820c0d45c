import type { list as english } from '../en/list.ts'
import { isolated } from '../isolated.ts'
import { count } from './numbers.ts'

export const list: typeof english = {
  time: { today: 'اليوم', yesterday: 'أمس' },
  presence: {
    online: 'متصل',
    offline: 'غير متصل',
    seenToday: (time: string) => `آخر ظهور اليوم ${time}`,
    seenYesterday: (time: string) => `آخر ظهور أمس ${time}`,
    seenOn: (date: string) => `آخر ظهور في ${date}`,
  },
  list: {
    title: 'المحادثات',
    search: 'بحث أو انتقال إلى',
    jump: 'الانتقال إلى',
    filters: 'اختيار المحادثات',
    shown: { all: 'الكل', unread: 'غير مقروءة', groups: 'المجموعات' },
    nothing: {
      all: 'ستظهر محادثاتك هنا، الأحدث أولًا.',
      unread: 'لا شيء غير مقروء.',
      groups: 'لا مجموعات لديك بعد.',
    },
    account: 'حسابك',
    closed: 'بالدعوة فقط',
    start: 'محادثة جديدة',
    noMatch: 'لا شيء هنا بهذا الاسم.',
    notes: 'ملاحظات خاصة',
    deletedAccount: 'حساب محذوف',
    untitled: 'مجموعة',
    you: 'أنت: ',
    by: (name: string) => `${isolated(name)}: `,
    draft: 'مسودة: ',
    deleted: 'رسالة محذوفة',
    noMessages: 'لا رسائل بعد',
    muted: 'مكتومة',
    unread: (count: string) => `غير مقروء: ${count}`,
    mentions: 'الإشارات',
    mentioned: 'تمت الإشارة إليك',
    settings: 'الملف الشخصي والإعدادات',
  },
  files: {
    pictures: (pictures) =>
      count(pictures, {
        zero: 'لا صور',
        one: 'صورة',
        two: 'صورتان',
        few: '# صور',
        many: '# صورة',
        other: '# صورة',
      }),
    files: (files) =>
      count(files, {
        zero: 'لا ملفات',
        one: 'ملف',
        two: 'ملفان',
        few: '# ملفات',
        many: '# ملفًا',
        other: '# ملف',
      }),
    voice: (length) => `رسالة صوتية، ${length}`,
  },
  typing: {
    typing: 'جارٍ الكتابة…',
    one: (name: string) => `${isolated(name)}: جارٍ الكتابة…`,
    two: (a: string, b: string) => `${isolated(a)} و${isolated(b)}: جارٍ الكتابة…`,
    many: 'عدة أشخاص يكتبون…',
  },
}
