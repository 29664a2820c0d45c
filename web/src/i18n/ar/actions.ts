import type { actions as english } from '../en/actions.ts'
import { isolated } from '../isolated.ts'
import { count, number } from './numbers.ts'

const list = new Intl.ListFormat('ar', { type: 'conjunction' })

export const actions: typeof english = {
  messageActions: {
    tools: 'لهذه الرسالة',
    actions: 'إجراءات الرسالة',
    reply: 'رد',
    edit: 'تعديل',
    remove: 'حذف',
    copy: 'نسخ النص',
    copyLink: 'نسخ الرابط',
    forward: 'إعادة توجيه',
    profile: 'عرض الملف الشخصي',
    removeTitle: 'حذف هذه الرسالة؟',
    removeHint: 'ستختفي لدى الجميع، ويبقى مكانها ظاهرًا.',
    removeForAll: 'الحذف لدى الجميع',
    removeForAllHint: (name: string) =>
      `تختفي رسالة ${isolated(name)} لدى الجميع، ويظهر مكانها أن أحد المشرفين حذفها.`,
  },
  reactions: {
    react: 'تفاعل',
    with: (emoji: string) => `التفاعل بالرمز ${emoji}`,
    by: (...people: readonly string[]) => list.format(people.map(isolated)),
    others: (others: number) =>
      count(others, {
        zero: 'لا آخرون',
        one: 'شخص آخر',
        two: 'شخصان آخران',
        few: '# آخرون',
        many: '# آخرًا',
        other: '# آخر',
      }),
  },
  emoji: {
    title: 'رموز تعبيرية',
    search: 'البحث عن رمز',
    groups: 'أنواع الرموز',
    none: 'لا رمز بهذا الاسم',
    found: 'النتائج',
    tone: 'لون البشرة',
    tones: ['أصفر', 'فاتح', 'فاتح متوسط', 'متوسط', 'داكن متوسط', 'داكن'],
    names: [
      'المستخدمة حديثًا',
      'وجوه وأشخاص',
      'حيوانات وطبيعة',
      'طعام وشراب',
      'سفر وأماكن',
      'أنشطة',
      'أشياء',
      'علامات',
      'أعلام',
    ],
  },
  finding: {
    field: 'بحث في هذه المحادثة',
    none: 'لا رسائل بهذه الكلمات',
    place: (at: number, all: string) => `${number(at)} من ${all}`,
    more: (hits: number) => `${number(hits)}+`,
    older: 'النتيجة الأقدم',
    newer: 'النتيجة الأحدث',
    close: 'إنهاء البحث',
    toDate: 'الانتقال إلى تاريخ',
    date: 'التاريخ',
    go: 'انتقال',
  },
  direct: {
    close: 'إغلاق المحادثة',
    closed: (name: string) => `أُغلقت. لا يمكن لـ ${isolated(name)} مراسلتك هنا، دون معرفة السبب.`,
    hide: 'إخفاء من القائمة',
    unhide: 'إظهار في القائمة',
    hidden: 'مخفية حتى الرسالة التالية.',
    clear: 'حذف لدي',
    clearTitle: 'حذف هذه المحادثة لديك؟',
    clearHint: (name: string) =>
      `سيختفي كل ما كُتب حتى الآن لديك، على جميع أجهزتك، ويبقى لدى ${isolated(name)}. لا يمكن التراجع عن ذلك.`,
    clearNotesTitle: 'حذف ملاحظاتك؟',
    clearNotesHint: 'سيختفي كل ما دُوّن حتى الآن من جميع أجهزتك. لا يمكن التراجع عن ذلك.',
    cleared: 'تم الحذف لديك.',
  },
  blocking: {
    tag: 'محظور',
    block: 'حظر',
    blockName: (name: string) => `حظر ${isolated(name)}`,
    unblockName: (name: string) => `إلغاء حظر ${isolated(name)}`,
    title: (name: string) => `حظر ${isolated(name)}؟`,
    hint: (name: string) =>
      `لن يمكن لـ ${isolated(name)} مراسلتك أو معرفة وقت اتصالك، ولن يصل أي إشعار بذلك. في المجموعات المشتركة ستُطوى رسائل ${isolated(name)} لديك.`,
    done: (name: string) => `تم حظر ${isolated(name)}.`,
    undone: (name: string) => `تم إلغاء حظر ${isolated(name)}.`,
  },
  forward: {
    title: 'إعادة توجيه إلى…',
    find: 'البحث عن محادثة',
    targets: 'المحادثات',
    none: 'لا توجد محادثة بهذا الاسم',
    done: (targets: number) =>
      count(targets, {
        one: 'أُعيد توجيهها.',
        two: 'أُعيد توجيهها إلى محادثتين.',
        few: 'أُعيد توجيهها إلى # محادثات.',
        many: 'أُعيد توجيهها إلى # محادثة.',
        zero: 'لم تُعد توجيهها إلى أي محادثة.',
        other: 'أُعيد توجيهها إلى # محادثة.',
      }),
    refused: (name: string, why: string) => `${isolated(name)}: ${why}`,
  },
  states: {
    title: 'سجل التعديلات',
    now: 'الآن',
    hint: 'ما كانت تقوله الرسالة من قبل يبقى مقروءًا لكل من في المحادثة.',
    none: 'لم يُحفظ شيء مما كانت تقوله من قبل.',
    drop: 'حذف النسخ السابقة',
    dropTitle: 'حذف النسخ السابقة؟',
    dropHint: 'لن يتمكن أحد من قراءتها بعد الآن. تبقى الرسالة كما هي الآن.',
  },
  editing: {
    begun: 'تعديل رسالة',
    changed: 'تعديل رسالة تغيّرت في هذه الأثناء',
    deleted: 'حُذفت الرسالة. ما كتبته موجود في مربع الرسالة.',
    save: 'حفظ التعديل',
    cancel: 'إلغاء التعديل',
  },
}
